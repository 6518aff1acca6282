"""``pactwatch status``: one screen that says whether all is well, and what to do where it is not."""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Annotated, Any

import typer

from crawler.alerts.policy import unaddressed
from crawler.cli.app import Session, app
from crawler.cli.installation import Installation, installation
from crawler.cli.output import Format, console, note, table
from crawler.cli.source_screen import source_detail, source_screen
from crawler.errors import ConfigurationError

COLUMNS = ("source", "health", "since", "last_success", "next_poll", "why")
WELL = ("ok", "paused")


@app.command("status")
def status_command(
    context: typer.Context,
    source: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One source; all when left out.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    check: Annotated[
        int | None,
        typer.Option(metavar="HOURS", min=1, help="Exit 1 when nothing was polled for so many hours."),
    ] = None,
) -> None:
    """Show last polls, due sources, waiting alerts and sick sources."""
    session: Session = context.obj
    with installation(session.config) as place:
        report = status_report(place, source)
        silent = check is not None and _silent(place, timedelta(hours=check))
    if form is Format.JSON:
        sys.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    else:
        _screen(report, place, form, source)
    if silent:
        note(f"status: nothing was polled for {check} hours; is the cron line or the daemon running?")
        raise typer.Exit(1)


def status_report(place: Installation, source: str | None = None) -> dict[str, Any]:
    """The interface's status object. Raises :class:`ConfigurationError` for an unknown id."""
    rows = place.rows("sources", None, 0)
    if source is not None and source not in [row["id"] for row in rows]:
        raise ConfigurationError(f"status {source}: no such source; pactwatch list sources shows all")
    shown = [_source_row(row) for row in rows if source in (None, row["id"])]
    if source is not None:
        shown[0] |= source_detail(place, source)
    troubles = place.store.troubles.now().values()
    return {
        "sources": shown,
        "alerts_waiting": place.store.outbox.waiting_count(),
        "sick": [row["source"] for row in shown if row["health"] not in WELL],
        "troubles": [
            {"name": one.name, "why": one.why, "cure": one.cure, "since": since.isoformat()}
            for one, since in troubles
        ],
    }


def _source_row(row: dict[str, Any]) -> dict[str, Any]:
    """One source of the status object."""
    return {"source": row["id"], **{name: row.get(name) for name in COLUMNS[1:]}}


def _silent(place: Installation, span: timedelta) -> bool:
    """Whether no poll ended within ``span``."""
    return not place.store.polls.newest(place.config.clock() - span, 1)


def _screen(report: dict[str, Any], place: Installation, form: Format, source: str | None) -> None:
    """The screen for people."""
    if form is Format.CSV:
        from crawler.cli.output import show

        show(report["sources"], COLUMNS, form)
        return
    out = console()
    for trouble in report["troubles"]:
        out.print(f"our own trouble since {trouble['since']}: {trouble['why']}; {trouble['cure']}")
    if source is not None:
        source_screen(report["sources"][0])
        return
    out.print(table(report["sources"], COLUMNS, "sources"))
    waiting = report["alerts_waiting"]
    out.print(f"alerts waiting: {waiting}" + _why_waiting(place, waiting))
    out.print("sick: " + (", ".join(report["sick"]) or "none"))


def _why_waiting(place: Installation, waiting: int) -> str:
    """What keeps alerts from going out, and the cure."""
    if not waiting:
        return ""
    lacking = unaddressed(place.config)
    if lacking:
        return f" - {lacking}; until then they wait in the outbox"
    return " - pactwatch alerts send delivers them now"
