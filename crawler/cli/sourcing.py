"""``pactwatch sources``: list, add, check."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crawler.cli.app import Session, app
from crawler.cli.installation import installation
from crawler.cli.output import Format, console, note, printable, show, table
from crawler.cli.rows import COLUMNS
from crawler.cli.source_rows import CHECKED, check_row, found_row, way_row
from crawler.errors import ConfigurationError
from crawler.model import Source

if TYPE_CHECKING:  # discovery takes its time to load; it is imported where it is used
    from crawler.discovery import CheckReport, Discovery

sources = typer.Typer(
    help="List, add and check the sites that are watched.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(sources, name="sources")
Shape = Annotated[Format, typer.Option("--format", help="How to print.")]


@sources.command("list")
def list_command(
    context: typer.Context,
    form: Shape = Format.TABLE,
) -> None:
    """List the sources as their files state them, with their health."""
    session: Session = context.obj
    with installation(session.config, quiet=False) as place:
        show(place.rows("sources", None, 0), COLUMNS["sources"], form, "sources")
        wrong = bool(place.errors)
    if wrong:
        raise typer.Exit(2)


@sources.command("add")
def add_command(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="A home page, list, feed or sitemap.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be watched; write nothing.")
    ] = False,
    render: Annotated[
        bool, typer.Option("--render", help="Have its pages drawn by a browser (docs/rendering.md).")
    ] = False,
    form: Shape = Format.TABLE,
) -> None:
    """Find the way into a site, show what would be read, then write its source file."""
    from crawler.discovery import discover, write_source_file
    from crawler.fetching.single import rules_for
    from crawler.rendering import fetching

    session: Session = context.obj
    config = session.config
    if not url.startswith(("http://", "https://")):
        raise ConfigurationError(
            f"sources add {url}: expected an address that starts with http:// or https://"
        )
    rules = rules_for(config, own=(url,))
    if sys.stderr.isatty():
        note(f"looking at {url} (politely: this may take a minute)")
    with fetching(rules, render=render, program=config.chromium) as fetch:
        found = discover(url, fetch, config.clock())
    if found.source is None:
        name = found.problem.value if found.problem else "nothing found"
        raise ConfigurationError(f"sources add {url}: nothing to watch was found ({name}): {found.detail}")
    source = replace(found.source, render=render)
    found = replace(found, source=source)
    if form is Format.TABLE:
        _show_found(source, found)
    for line in found.notes:
        note(line)
    written = None if dry_run else write_source_file(found, config.sources)
    if form is not Format.TABLE:
        row = {**found_row(found), "written": str(written) if written else None}
        show([row], tuple(row), form)
    note(f"written: {written}" if written else "nothing was written (--dry-run)")


def _show_found(source: Source, found: Discovery) -> None:
    """For people: the file, the ways in that were tried, articles as they would be read."""
    from crawler.discovery import source_text

    out = console()
    out.print(source_text(source), markup=False, end="")
    ways = [way_row(way) for way in found.ways]
    out.print(table(ways, ("kind", "links", "newest", "why", "url"), "Ways in that were tried, best first"))
    _previews(found.previews)


@sources.command("check")
def check_command(
    context: typer.Context,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Sources; all when left out.")
    ] = None,
    form: Shape = Format.TABLE,
) -> None:
    """Look at sources live: what each is, what robots.txt allows, what would be read. Stores nothing."""
    from crawler.discovery import check
    from crawler.fetching.single import rules_for
    from crawler.rendering import fetching

    session: Session = context.obj
    config = session.config
    with installation(config, quiet=False) as place:
        chosen = [source for source in place.sources if not ids or source.id in ids]
        missing = set(ids or ()) - {source.id for source in place.sources}
        wrong = bool(place.errors)
    if missing:
        raise ConfigurationError(
            f"sources check {' '.join(sorted(missing))}: no such source in {config.sources}"
        )
    rows, sick = [], 0
    for source in chosen:
        rules = rules_for(config, source=source)
        with fetching(rules, render=source.render, program=config.chromium) as fetch:
            report = check(source, fetch, config.clock())
        sick += not report.ok
        rows += [check_row(report, entry) for entry in report.entries]
        if form is Format.TABLE:
            _show_check(report)
    if form is not Format.TABLE:
        show(rows, CHECKED, form)
    if wrong or sick:
        raise typer.Exit(2 if wrong else 1)


def _show_check(report: CheckReport) -> None:
    """For people: one table a source, then articles as they would be read."""
    rows = [check_row(report, entry) for entry in report.entries]
    title = f"{report.source_id}: {'ok' if report.ok else 'needs a look'}{', drawn' if report.drawn else ''}"
    console().print(
        table([{**row, "problem": row["problem"] or "none"} for row in rows], CHECKED[2:-1], title)
    )
    _previews(report.previews)


def _previews(found: Any) -> None:
    """Articles as they would be read."""
    rows = [
        {
            "published": item.published_on,
            "language": item.language,
            "headline": printable(item.title or "-"),
            "read": item.problem.value
            if item.problem
            else f"{item.characters} characters: {item.start[:60]}",
        }
        for item in found
    ]
    if rows:
        console().print(
            table(rows, ("published", "language", "headline", "read"), "Articles as they would be read")
        )
