"""``pactwatch poll``: poll once and exit."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from crawler.cli.alerting import send_waiting
from crawler.cli.app import Session, app
from crawler.cli.installation import Installation, installation
from crawler.cli.output import Format, note, show
from crawler.errors import ConfigurationError
from crawler.model import PollOutcome, PollReport, Source

COLUMNS = (
    "source",
    "outcome",
    "requests",
    "new",
    "updated",
    "unchanged",
    "duplicates",
    "junk",
    "agreements",
    "pending",
    "errors",
)


@app.command("poll")
def poll_command(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Sources to poll, due or not.")
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Poll what is due (the default without ID).")] = False,
    every: Annotated[bool, typer.Option("--all", help="Poll all sources, due or not.")] = False,
    send: Annotated[bool, typer.Option("--send", help="Deliver waiting alerts afterwards.")] = False,
    form: Annotated[Format | None, typer.Option("--format", help="Print each poll's counts.")] = None,
) -> None:
    """Poll sources once. Never sends mail unless --send; the cron line is: pactwatch poll --due --send."""
    from crawler.runner.rounds import poll_now

    session: Session = context.obj
    if every and (due or ids):
        raise ConfigurationError("poll: --all stands alone, without IDs and --due")
    with installation(session.config, quiet=False) as place:
        now = session.config.clock()
        place.store.sources.sync(place.sources, now)
        chosen = choose(place, tuple(ids or ()), every)
        if sys.stderr.isatty() and not session.config.contact:
            note("poll: PACTWATCH_CONTACT is unset; name an address, so that a site's owner can reach you")
        with _progress(len(chosen)):
            reports = poll_now(session.config, place.store, place.sources, chosen)
        _tell(reports, form)
        sent = send_waiting(place, by_hand=False) if send else None
    code = exit_code(place, reports) or int(bool(sent and sent.failed))
    if code:
        raise typer.Exit(code)


def choose(place: Installation, ids: Sequence[str], every: bool) -> tuple[Source, ...]:
    """The sources to poll. Raises :class:`ConfigurationError` for an id that no file has."""
    enabled = {source.id: source for source in place.sources if source.enabled}
    if ids:
        known = {source.id for source in place.sources}
        folder = place.config.sources
        missing = [name for name in ids if name not in known and not (folder / f"{name}.yaml").exists()]
        if missing:
            raise ConfigurationError(f"poll {' '.join(missing)}: no such source in {folder}")
        off = [name for name in ids if name in known and name not in enabled]
        for name in off:
            note(f"poll {name}: not enabled")
        return tuple(enabled[name] for name in dict.fromkeys(ids) if name in enabled)
    if every:
        return tuple(enabled.values())
    return tuple(enabled[name] for name in place.store.sources.due(tuple(enabled), place.config.clock()))


def exit_code(place: Installation, reports: Sequence[PollReport]) -> int:
    """2 for a wrong source file, 1 where a source failed as a whole, else 0."""
    if place.errors:
        return 2
    return int(any(report.outcome is PollOutcome.FAILED for report in reports))


def _tell(reports: Sequence[PollReport], form: Format | None) -> None:
    """What people and cron get to see: all on a terminal or when asked, else only what failed."""
    rows = [_row(report) for report in reports]
    if form is not None:
        show(rows, COLUMNS, form)
    elif sys.stderr.isatty():
        show(rows, COLUMNS, Format.TABLE, "polls")
    for report in reports:
        if report.outcome is PollOutcome.FAILED:
            causes = ", ".join(f"{name} {count}" for name, count in report.errors.items())
            why = f": {report.detail}" if report.detail else ""
            note(f"poll {report.source}: failed ({causes or 'no page'}){why}")
        elif report.outcome is PollOutcome.SKIPPED:
            note(f"poll {report.source}: skipped: {report.detail}")


def _row(report: PollReport) -> dict[str, Any]:
    """A report as a row."""
    return {**asdict(report), "outcome": report.outcome.value}


def _progress(count: int) -> Progress:
    """A line that moves while polls run; only on a terminal."""
    progress = Progress(
        SpinnerColumn(),
        TextColumn("polling {task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    progress.disable = not sys.stderr.isatty()
    progress.add_task(f"{count} sources")
    return progress
