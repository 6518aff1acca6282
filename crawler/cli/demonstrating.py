"""``pactwatch demo``: the main job on bundled sites, with no network and no account."""

from __future__ import annotations

from typing import Annotated

import typer

from crawler.cli.app import Session, app
from crawler.cli.output import Format


@app.command("demo")
def demo_command(
    context: typer.Context,
    form: Annotated[Format, typer.Option("--format", help="How to print the agreements.")] = Format.TABLE,
) -> None:
    """Serve example sites on this machine, poll them on two days, and show what was found."""
    from crawler.cli.demonstration import demonstrate

    session: Session = context.obj
    demonstrate(session.config.home / "demo", form)
