"""The measured processes of :mod:`bench.operations.cost`: a round of polls, or of bare crawls, at each line."""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.utils.reactor import install_reactor
from sqlalchemy import update

from crawler import log
from crawler.config import Config, load
from crawler.model import Source
from crawler.runner.figures import Figures
from crawler.runner.loop import REACTOR, run_sync
from crawler.runner.queue import PollQueue
from crawler.runner.rounds import runner_of, workers_of
from crawler.runner.watchlist import Watchlist
from crawler.sources import load as load_sources
from crawler.storage import Store
from crawler.storage.place import store_of
from crawler.storage.schema import sources as source_rows
from pipelines.workers import Workers

AT_ONCE = 8
_TIMES = 9


def cpu() -> float:
    """CPU seconds of this process so far."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def told() -> bool:
    """Wait for a line; false when the end has come."""
    return sys.stdin.readline().strip() == "round"


def say(**found: float) -> None:
    """Answer."""
    print(json.dumps(found), flush=True)


class Polls:
    """The queue of ``pactwatch run`` over the sources of ``folder``."""

    def __init__(self, folder: Path, config: Config, store: Store, workers: Workers) -> None:
        self._store = store
        self._polled = json.loads((folder / "polled.json").read_text("utf-8"))
        self._config, self._workers = config, workers
        self._queue = PollQueue(store, config.clock, AT_ONCE)
        self._watchlist = Watchlist(config.sources, store, config.clock)

    def start(self) -> None:
        """Read the files, then poll for the first time; says what reading took."""
        used = cpu()
        self._watchlist.refresh()
        used = cpu() - used
        everybody = self._watchlist.everybody
        self._queue.runner = runner_of(self._config, self._store, everybody, self._workers)
        self._all_at_once(only=self._polled)
        say(cpu=used)

    def round(self) -> None:
        """Poll what is to be polled once more; says what that took."""
        with self._store.writing() as connection:
            for name in self._polled:
                due = update(source_rows).where(source_rows.c.id == name)
                connection.execute(due.values(next_poll=datetime.now(UTC)))
        before, used = self._queue.polls["done"], cpu()
        self._all_at_once()
        used = cpu() - used
        assert self._queue.polls["done"] - before == len(self._polled), self._queue.polls
        say(cpu=used)

    def standing(self) -> None:
        """Say what is done at all times, whether anything is due or not."""
        registry = CollectorRegistry()
        registry.register(
            Figures(self._store, self._queue, lambda: self._watchlist.enabled, self._config.clock)
        )
        say(
            look=_middle(lambda: self._queue.look(self._watchlist.enabled)),
            files=_middle(self._watchlist.refresh),
            metrics=_middle(lambda: generate_latest(registry)),
        )

    def _all_at_once(self, only: list[str] | None = None) -> None:
        async def work() -> None:
            wanted = self._watchlist.enabled
            self._queue.look({name: wanted[name] for name in only} if only else wanted)
            while self._queue.running:
                await asyncio.sleep(0.02)

        run_sync(work(), lambda: None)


def _middle(work: Callable[[], object]) -> float:
    found = []
    for _ in range(_TIMES):
        used = cpu()
        work()
        found.append(cpu() - used)
    return median(found)


def polls(folder: Path) -> None:
    """Rounds of polls until told to end."""
    config, _ = load(folder)
    with store_of(config) as store, workers_of(config) as workers:
        measured = Polls(folder, config, store, workers)
        told()
        measured.start()
        while told():
            measured.round()
        measured.standing()


class BareSpider(Spider):
    """One conditional request, nothing done with the answer."""

    name = "bare"

    async def start(self) -> AsyncIterator[Request]:
        """For Scrapy."""
        headers = {"If-None-Match": '"list"'}
        yield Request(self.address, headers=headers, meta={"handle_httpstatus_all": True})

    def parse(self, response: Response) -> None:
        """Unchanged, and that is all."""
        assert response.status == 304


BARE = {
    "ROBOTSTXT_OBEY": True,
    "DOWNLOAD_DELAY": 0,
    "TELNETCONSOLE_ENABLED": False,
    "LOG_LEVEL": "WARNING",
    "TWISTED_REACTOR": REACTOR,
}


def scrapy(folder: Path) -> None:
    """Rounds of bare crawls until told to end."""
    # Scrapy's own download handler needs the reactor itself, not only its loop.
    install_reactor(REACTOR)
    from twisted.internet import reactor

    wanted = set(json.loads((folder / "polled.json").read_text("utf-8")))
    found: tuple[Source, ...] = load_sources(folder / "sources").sources
    addresses = [source.url for source in found if source.id in wanted]

    async def crawl() -> None:
        room, runner = asyncio.Semaphore(AT_ONCE), AsyncCrawlerRunner(Settings(BARE))

        async def one(address: str) -> None:
            async with room:
                await runner.crawl(BareSpider, address=address)

        await asyncio.gather(*(one(address) for address in addresses))

    async def work() -> None:
        while told():
            used = cpu()
            await crawl()
            say(cpu=cpu() - used)
        say()
        reactor.stop()

    tasks = []
    reactor.callWhenRunning(lambda: tasks.append(asyncio.ensure_future(work())))
    reactor.run()


if __name__ == "__main__":
    log.set_up()
    {"polls": polls, "scrapy": scrapy}[sys.argv[1]](Path(sys.argv[2]))
