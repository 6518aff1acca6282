"""``pactwatch inspect``: the command and its options; the work is in ``crawler.cli.inspection``."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.cli.app import Session, app
from crawler.cli.output import Format
from crawler.errors import ConfigurationError


@app.command("inspect")
def inspect_command(
    context: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(metavar="FILE|URL|-", help="A page: a file, an address, or - for standard input."),
    ] = None,
    url: Annotated[
        str | None, typer.Option(help="The address the page was found at (for a file or standard input).")
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Many pages: one JSON object a line in, one a line out.")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Show, for one page, what each step concludes and why; nothing is stored."""
    # Reading, junk and agreements take their time to load; other commands must not wait for them.
    from crawler.cli import inspection

    session: Session = context.obj
    if jsonl:
        inspection.many(session.config, target)
    elif target is None:
        raise ConfigurationError("inspect: expected FILE, URL or - (or --jsonl)")
    else:
        inspection.one(session.config, target, url, form)
