"""``pactwatch status ID``: one source in full: when it is looked at next and why, how soon we see news."""

from __future__ import annotations

from typing import Any

from rich.markup import escape

from crawler.cli.installation import Installation
from crawler.cli.output import console, printable, table
from crawler.model import PollReport
from crawler.polling.schedule import next_poll
from crawler.storage.habits import Delays

_POLLS = 10
_COLUMNS = ("started_at", "outcome", "requests", "new", "junk", "agreements", "pending", "errors", "detail")


def source_detail(place: Installation, source_id: str) -> dict[str, Any]:
    """What is added to the row of one source: why its next poll is when it is, the delays from publication
    to detection in hours, and its last polls, newest first.
    """
    now = place.config.clock()
    source = next(item for item in place.sources if item.id == source_id)
    known = {state.id: state for state in place.store.sources.states()}
    state = known.get(source_id)
    if not source.enabled:
        why = "never: its file says enabled: false"
    elif state is None or state.next_poll is None:
        why = f"now: it was never polled; then {next_poll(source, now).why}"
    else:
        why = state.next_why
    delays = place.store.habits.delays(source_id, source.timezone, now)
    return {
        "schedule": source.poll,
        "render": source.render,
        "next_why": why,
        "failures": state.failures if state is not None else 0,
        "delay": _shown(delays),
        "polls": [_row(report) for report in place.store.polls.recent(source_id, _POLLS)],
    }


def source_screen(row: dict[str, Any]) -> None:
    """The screen for people; ``row`` holds :func:`source_detail` beside the columns of ``status``."""
    out = console()
    facts = {
        "health": f"{row['health']}" + (f" since {row['since']}" if row["since"] else ""),
        "why": row["why"] if row["health"] != "ok" else "-",
        "last success": row["last_success"] or "never",
        "schedule": row["schedule"],
        **({"pages": "drawn by a browser (render: true)"} if row["render"] else {}),
        "next poll": row["next_poll"],
        "why then": row["next_why"],
        "failed in a row": row["failures"],
        "from publication to detection": _words(row["delay"]),
    }
    out.print(f"[bold]{escape(row['source'])}[/bold]")
    for name, value in facts.items():
        out.print(f"  {name:31}{escape(printable(str(value)))}")
    out.print(table(row["polls"], _COLUMNS, "last polls"))


def _row(report: PollReport) -> dict[str, Any]:
    moments = {"started_at": report.started_at.isoformat(), "finished_at": report.finished_at.isoformat()}
    names = (
        "requests",
        "not_modified",
        "new",
        "updated",
        "junk",
        "agreements",
        "pending",
        "errors",
        "detail",
    )
    return {
        **moments,
        "outcome": report.outcome.value,
        **{name: getattr(report, name) for name in names},
    }


def _shown(delays: Delays | None) -> dict[str, Any] | None:
    if delays is None:
        return None
    return {
        "p50_hours": round(delays.p50, 2),
        "p90_hours": round(delays.p90, 2),
        "articles": delays.articles,
        "exact": delays.exact,
    }


def _words(delay: dict[str, Any] | None) -> str:
    if delay is None:
        return "not known yet: it takes dated articles found after the first poll"
    basis = "" if delay["exact"] else ", counted from the end of the printed day"
    return (
        f"half within {delay['p50_hours']:g} h, nine in ten within {delay['p90_hours']:g} h "
        f"({delay['articles']} articles{basis})"
    )
