"""``pactwatch doctor``: is everything there that polls and mails depend on?"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Annotated
from urllib.parse import urlsplit

import typer

from crawler.alerts.policy import unaddressed
from crawler.alerts.transports import SmtpTransport
from crawler.cli.app import Session, app
from crawler.cli.installation import Installation, installation
from crawler.cli.output import Format, console, printable, show
from crawler.config import Config
from crawler.errors import DeliveryError, StoreError
from crawler.health.checkup import Finding, clock_finding, database_finding, disk_finding, site_findings
from crawler.model import FetchedPage, Source

# One site a host, and not more: a check-up is no poll.
_SITES = 20
_PATIENCE = 20.0
_SMTP_PATIENCE = 10.0


@app.command("doctor")
def doctor_command(
    context: typer.Context,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Check sources, database, disk, DNS, TLS, robots.txt, clock and mail; exit 1 where there is trouble."""
    session: Session = context.obj
    findings = list(examined(session.config))
    if form is Format.TABLE:
        out = console()
        for found in findings:
            cure = f" - {found.cure}" if found.cure else ""
            line = printable(f"{'ok' if found.ok else 'trouble':9}{found.name:10}{found.says}{cure}")
            out.print(line, markup=False, soft_wrap=True)
    else:
        show([asdict(found) for found in findings], ("name", "ok", "says", "cure"), form)
    if not all(found.ok for found in findings):
        raise typer.Exit(1)


def examined(config: Config) -> Iterable[Finding]:
    """All findings, in the order in which they depend on each other."""
    try:
        with installation(config) as place:
            yield sources_finding(place)
            yield database_finding(place.store)
            enabled = [source for source in place.sources if source.enabled]
            yield from browser_findings(config, enabled)
    except StoreError as error:
        yield Finding("database", False, str(error), "see docs/operations.md, The database")
        enabled = []
    yield disk_finding(config.home)
    pages = asyncio.run(_visited(config, _one_a_host(enabled)))
    yield from site_findings(pages)
    yield clock_finding(pages, config.clock(), stopped=config.now is not None)
    yield smtp_finding(config)


def sources_finding(place: Installation) -> Finding:
    """Are there source files, and are they right?"""
    count = len(place.sources)
    if place.errors:
        first = str(place.errors[0])
        more = f" and {len(place.errors) - 1} more" if len(place.errors) > 1 else ""
        return Finding("sources", False, f"{first}{more}", "correct the file; the other sources are polled")
    if not count:
        return Finding("sources", False, f"none in {place.config.sources}", "pactwatch sources add URL")
    return Finding("sources", True, f"{count} in {place.config.sources}")


def browser_findings(config: Config, sources: Iterable[Source]) -> Iterable[Finding]:
    """Where pages are to be drawn: is there something to draw them with? Nothing is started."""
    from crawler.rendering.installed import executable, missing

    drawn = [source.id for source in sources if source.render]
    if not drawn:
        return
    if lacking := missing(config.chromium):
        yield Finding("browser", False, f"{', '.join(drawn[:3])}: nothing is drawn", lacking)
    else:
        program = executable(config.chromium) or "Playwright's own Chromium"
        yield Finding("browser", True, f"{len(drawn)} sources are drawn by {program}")


def smtp_finding(config: Config) -> Finding:
    """Could a mail go out? Nothing is sent."""
    lacking = unaddressed(config)
    if lacking:
        return Finding("mail", False, "no sender or no recipient: alerts wait in the outbox", lacking)
    if config.smtp_url is None:
        says = f"mails become files in {config.home / 'outbox'}; PACTWATCH_SMTP_URL is unset"
        return Finding("mail", True, says)
    try:
        SmtpTransport(config.smtp_url.get_secret_value(), _SMTP_PATIENCE).check()
    except DeliveryError as error:
        return Finding(
            "mail", False, str(error), "check PACTWATCH_SMTP_URL, then: pactwatch alerts test ADDRESS"
        )
    return Finding(
        "mail", True, "the server takes our connection; pactwatch alerts test ADDRESS sends a sample"
    )


def _one_a_host(sources: Iterable[Source]) -> list[Source]:
    found: dict[str, Source] = {}
    for source in sources:
        found.setdefault(urlsplit(source.url).netloc, source)
    return list(found.values())[:_SITES]


async def _visited(config: Config, sources: list[Source]) -> list[FetchedPage]:
    """The first page of each site, side by side."""
    # Fetching takes its time to load, and every command loads this module.
    from crawler.fetching.single import fetch_async, rules_for

    timeout = min(_PATIENCE, config.limits.response_timeout)
    limits = config.limits.model_copy(update={"response_timeout": timeout})
    rules = replace(rules_for(config), limits=limits)
    return list(await asyncio.gather(*(fetch_async(source.url, rules=rules) for source in sources)))
