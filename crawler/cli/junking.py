"""``pactwatch junk``: what was planted on a watched site, for its owner."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.app import Session, app
from crawler.cli.exporting import deliver
from crawler.cli.installation import installation
from crawler.cli.output import note
from crawler.cli.rows import moment
from crawler.errors import ConfigurationError

junk = typer.Typer(help="Planted text on watched sites.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(junk, name="junk")


class Shape(StrEnum):
    """The forms of a report."""

    TEXT = "text"
    HTML = "html"


@junk.command("report")
def report_command(
    context: typer.Context,
    identifier: Annotated[str, typer.Argument(metavar="SOURCE", help="A source's id.")],
    form: Annotated[Shape, typer.Option("--format", help="text or html.")] = Shape.TEXT,
    since: Annotated[str | None, typer.Option(help="First seen at or after this ISO 8601 date.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; standard output if left out.")
    ] = None,
) -> None:
    """Write a neutral report for the site's owner: what was found where, since when, how to verify it."""
    from crawler.exports.incident import incident_report

    session: Session = context.obj
    with installation(session.config) as place:
        rows = [row for row in place.rows("junk", moment(since), 0) if row["source"] == identifier]
        known = {source.id: source for source in place.sources}
    if identifier not in known and not rows:
        raise ConfigurationError(f"junk report {identifier}: no such source in {session.config.sources}")
    name = known[identifier].name if identifier in known else identifier
    report = incident_report(name, rows, session.config.clock())
    text = report.html if form is Shape.HTML else report.text
    deliver(lambda out: out.write(text.encode("utf-8")), output)
    if not rows and sys.stderr.isatty():
        note(f"junk report {identifier}: nothing was found on its pages")
