"""``pactwatch web``: the operators' page."""

from __future__ import annotations

import typer

from crawler.cli.app import Session, app
from crawler.cli.installation import installation
from crawler.cli.output import note


@app.command("web")
def web_command(context: typer.Context) -> None:
    """Show the stored agreements, junk, sources and polls in a browser, and take decisions."""
    from crawler.web import serve

    session: Session = context.obj
    with installation(session.config, quiet=False) as place:
        note(f"open http://{session.config.web_address}/ (Ctrl-C stops)")
        serve(session.config, place.store, place.sources)
