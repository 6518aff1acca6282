"""``pactwatch reassess``: think again about stored pages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from crawler.cli.app import Session, app
from crawler.cli.installation import installation
from crawler.cli.output import Format, note, show
from crawler.cli.rows import moment


@app.command("reassess")
def reassess_command(
    context: typer.Context,
    since: Annotated[
        str | None, typer.Option(help="Only pages first seen at or after this ISO 8601 date.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change; write nothing.")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Read stored pages again after a rule has changed: which agreements appear, vanish or change."""
    # Nothing is fetched: what polls with (Scrapy, Twisted) is not loaded, which took a third of the time.
    from crawler.reassess import Rethinking
    from pipelines.workers import Workers

    session: Session = context.obj
    limits = session.config.limits
    pool = Workers(session.config.database_url, limits.workers, limits.page_timeout)
    with installation(session.config) as place, pool as workers:
        rethinking = Rethinking(session.config, place.store, place.sources)
        rows = [asdict(item) for item in rethinking.run(workers, moment(since), write=False)]
        # People see what is about to be written before it is.
        show(rows, ("what", "before", "after", "url"), form, f"{len(rows)} differences")
        if not dry_run:
            for _ in rethinking.run(workers, moment(since), write=True):
                pass
    note("nothing was written (--dry-run)" if dry_run else "written")
