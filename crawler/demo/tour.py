"""The one-command tour: two days of the bundled sites, through the real poll and the real outbox."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crawler.alerts.dispatch import Dispatch, Sending, dispatch
from crawler.alerts.transports import FileTransport
from crawler.config import Config, load
from crawler.demo.server import DemoSites
from crawler.model import PollReport
from crawler.runner.rounds import poll_now
from crawler.sources import load as load_sources
from crawler.storage.place import store_of

# Loopback sites need no politeness; everything else is as in real life.
SETTINGS = """\
# The demo's installation, made by `pactwatch demo` and made anew by the next one.
PACTWATCH_HOME=.
PACTWATCH_SOURCES=sources
PACTWATCH_NOW={now}
PACTWATCH_ALLOW_PRIVATE_NETWORKS=true
PACTWATCH_DELAY=0
PACTWATCH_ALERT_FROM=pactwatch@demo.example
PACTWATCH_ALERT_TO=international.office@demo.example
"""


@dataclass(frozen=True, slots=True)
class Day:
    """What one day's round brought."""

    number: int
    reports: tuple[PollReport, ...]
    sent: Dispatch


def prepare(folder: Path) -> None:
    """Make ``folder`` empty. Only a folder that an earlier demo made is emptied; anything else is kept.

    Raises ``FileExistsError`` where the folder holds something else.
    """
    mark = folder / ".pactwatch-demo"
    if folder.exists() and any(folder.iterdir()):
        if not mark.exists():
            raise FileExistsError(f"{folder} holds something else")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark.touch()


def tour(folder: Path, progress: Callable[[str, int], None]) -> tuple[Day, ...]:
    """Serve the sites, poll them on both days, deliver the alerts as files into ``folder/outbox``.

    ``progress`` is called with what is being done and how many of the two days are behind.
    """
    days = []
    with DemoSites() as sites:
        sites.sources(folder / "sources")
        for number in (1, 2):
            sites.day = number
            (folder / ".env").write_text(SETTINGS.format(now=sites.now.isoformat()), encoding="utf-8")
            config, _ = load(folder, {})
            progress(f"day {number}: polling {len(sites.ids)} sites and sending alerts", number - 1)
            days.append(_day(config, number))
        progress("done", 2)
    return tuple(days)


def _day(config: Config, number: int) -> Day:
    """One day: poll everything, then send what waits."""
    found = load_sources(config.sources).sources
    store = store_of(config)
    try:
        store.sources.sync(found, config.clock())
        reports = poll_now(config, store, found, found)
        transport = FileTransport(config.home / "outbox")
        sent = dispatch(store, Sending(transport, config.alert_from, config.alert_to, "demo"), config.clock)
    finally:
        store.close()
    return Day(number, reports, sent)
