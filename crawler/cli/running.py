"""``pactwatch run``: the long-lived scheduler."""

from __future__ import annotations

import typer

from crawler import log
from crawler.cli.app import Session, app
from crawler.cli.output import note


@app.command("run")
def run_command(context: typer.Context) -> None:
    """Poll, alert, look after health and prune until stopped (SIGTERM, Ctrl-C). A second one stands by."""
    import scheduler

    session: Session = context.obj
    log.set_up(verbose=session.verbose, polls=True)
    if not session.config.contact:
        note("run: PACTWATCH_CONTACT is unset; name an address, so that a site's owner can reach you")
    if scheduler.run(session.config):
        scheduler.go_on()
