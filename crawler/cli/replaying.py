"""``pactwatch replay``: read a site's lists back, so that the first screen shows real agreements."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated

import typer

from crawler.cli.app import Session, app
from crawler.cli.installation import Installation, installation
from crawler.cli.output import Format, note, show
from crawler.cli.rows import COLUMNS
from crawler.errors import ConfigurationError
from crawler.model import PollOutcome, PollReport, Source

_COUNTS = ("outcome", "requests", "new", "duplicates", "junk", "agreements", "errors")


@app.command("replay")
def replay_command(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(metavar="SOURCE", help="A source's id.")],
    days: Annotated[int, typer.Option(min=1, max=3660, help="How far back to read.")] = 30,
    articles: Annotated[int, typer.Option(min=1, max=5000, help="At most so many articles.")] = 300,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Read back what a site published in the last days. Nothing of it is alerted, now or later.

    A source that is already watched is polled first, as usual: what is new since then is told as ever.
    """
    session: Session = context.obj
    with installation(session.config, quiet=False) as place:
        source = _source(place, identifier)
        place.store.sources.sync(place.sources, session.config.clock())
        report, unread = _replay(place, source, days, articles)
        found = place.rows("agreements", None, 0)
    mine = [row for row in found if any(told["source"] == source.id for told in row["reports"])]
    _tell(report, unread, days)
    shown = mine if form is not Format.TABLE else [{**row, "reports": len(row["reports"])} for row in mine]
    show(shown, COLUMNS["agreements"], form, f"{source.id}: agreements")
    if place.errors:
        raise typer.Exit(2)
    if report.outcome in (PollOutcome.FAILED, PollOutcome.SKIPPED):
        raise typer.Exit(1)


def _source(place: Installation, identifier: str) -> Source:
    found = next((source for source in place.sources if source.id == identifier), None)
    if found is None:
        raise ConfigurationError(f"replay {identifier}: no such source in {place.config.sources}")
    return found


def _replay(place: Installation, source: Source, days: int, articles: int) -> tuple[PollReport, int]:
    """A usual poll where the source is watched already, then the replay."""
    from crawler.runner.replay import Span, is_due_for_a_poll, replay_now
    from crawler.runner.rounds import poll_now

    config, store = place.config, place.store
    if is_due_for_a_poll(store, source):
        (report,) = poll_now(config, store, place.sources, (source,))
        if report.outcome in (PollOutcome.FAILED, PollOutcome.SKIPPED):
            return report, 0
    if sys.stderr.isatty():
        pace = f"{config.limits.delay:g} s between requests"
        note(f"reading back {days} days of {source.id}, politely: {pace}; Ctrl+C ends it")
    since = (config.clock() - timedelta(days=days)).date()
    return replay_now(config, store, place.sources, source, Span(since, articles))


def _tell(report: PollReport, unread: int, days: int) -> None:
    """What the replay did, on standard error."""
    counts = {name: getattr(report, name) for name in _COUNTS[1:-1]}
    said = ", ".join(f"{name} {count}" for name, count in counts.items())
    errors = "".join(f", {name} {count}" for name, count in report.errors.items())
    note(f"replay {report.source}: {report.outcome.value}, {days} days: {said}{errors}")
    if report.detail:
        note(f"replay {report.source}: {report.detail}")
    if unread:
        left = f"{unread} articles were not read; run it again before a poll tells of them"
        note(f"replay {report.source}: {left}")
