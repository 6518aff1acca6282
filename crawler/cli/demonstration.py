"""What ``pactwatch demo`` does and shows."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from crawler.cli.output import Format, console, printable, show, table
from crawler.cli.rows import COLUMNS
from crawler.config import load
from crawler.demo.tour import Day, prepare, tour
from crawler.errors import ConfigurationError
from crawler.storage import Store


def demonstrate(folder: Path, form: Format = Format.TABLE) -> None:
    """Run the tour in ``folder``, which is made anew, and print what it found: for people in the order of
    their questions, for programs the agreements as ``list agreements`` has them.
    """
    try:
        prepare(folder)
    except OSError as error:
        why = f"cannot be used ({error}); expected a new or empty folder"
        raise ConfigurationError(f"demo: {folder} {why}") from None
    with Progress(
        TextColumn("{task.description:36}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("starting", total=2)
        days = tour(folder, lambda what, done: bar.update(task, description=what, completed=done))
    if form is Format.TABLE:
        _show(folder, days)
        return
    config, _ = load(folder, {})
    with closing(Store(config.database_url)) as store:
        show(store.listing.agreements(None, 0), COLUMNS["agreements"], form)


def _show(folder: Path, days: tuple[Day, ...]) -> None:
    """What a stranger wants to know, in the order of the questions."""
    config, _ = load(folder, {})
    store = Store(config.database_url)
    try:
        rows = {name: getattr(store.listing, name)(None, 0) for name in ("agreements", "junk", "alerts")}
    finally:
        store.close()
    out = console()
    for day in days:
        polled = [{"source": report.source, **_counts(report)} for report in day.reports]
        out.print(table(polled, ("source", "outcome", *COUNTS), f"Day {day.number}: what was polled"))
    shown = [_agreement(row) for row in rows["agreements"]]
    out.print(
        table(
            shown,
            ("parties", "kind", "signed", "status", "reports", "proof"),
            "Agreements found: one row each",
        )
    )
    out.print(
        table(
            [_junk(row) for row in rows["junk"]], ("verdict", "headline", "planted", "why"), "Flagged as junk"
        )
    )
    outbox = _short(folder / "outbox")
    sent = [row["kind"] for row in rows["alerts"] if row["state"] == "sent"]
    told = sent.count("agreement")
    out.print(
        f"\n[bold]{len(sent)} e-mails[/bold] lie in {escape(outbox)}/*.eml: {told} of a new agreement each, "
        f"{len(sent) - told} of words planted on a site"
    )
    out.print("\nLook further:")
    pactwatch = f"pactwatch --config-dir {_short(folder)}"
    for command, why in (
        (f"{pactwatch} list agreements", "every record; --format json for programs"),
        (f"{pactwatch} web", "the same in a browser, with the proving words marked"),
        ("pactwatch sources add https://www.your-hospital.example/", "watch a site of your own"),
    ):
        out.print(f"  {escape(command)}\n      {why}")


COUNTS = ("requests", "new", "updated", "unchanged", "duplicates", "junk", "agreements")


def _counts(report: Any) -> dict[str, Any]:
    return {"outcome": report.outcome.value, **{name: getattr(report, name) for name in COUNTS}}


def _agreement(row: dict[str, Any]) -> dict[str, Any]:
    """One record in one line, with the shortest of the sentences that announce it."""
    proofs = [proof for report in row["reports"] for proof in report["evidence"]]
    told = [str(proof["quote"]) for proof in proofs if proof["field"] in ("announcement", "now")]
    sentence = min(told, key=len, default="-")
    return {
        "parties": row["parties"],
        "kind": str(row["type"]).replace("_", " "),
        "signed": row["signed_on"],
        "status": row["status"],
        "reports": len(row["reports"]),
        "proof": sentence if len(sentence) <= 160 else sentence[:159] + "…",
    }


def _junk(row: dict[str, Any]) -> dict[str, Any]:
    """One flagged page: its recovered headline, what was planted, and why it counts as planted."""
    signals = row["signals"]
    first = signals[0] if signals else {}
    return {
        "verdict": row["verdict"],
        "headline": row["title"] or "(none recovered)",
        "planted": printable(str(first.get("quote") or "-"))[:60],
        "why": first.get("reason") or "-",
    }


def _short(path: Path) -> str:
    """A path as it is shortest to type from here."""
    relative = os.path.relpath(path)
    return relative if len(relative) < len(str(path)) else str(path)
