"""What a poll of an unchanged site costs, against a bare Scrapy request to the same sites in the same run.

``python -m bench.operations cost [SOURCES] [ROUNDS]``
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from tests.end_to_end.house import House
from tests.scheduling.stage import ROOT, publish, watch
from tests.site import Reply, Site

# What ``adaptive`` asks of a typical site: an hour in 55 working hours, four in the other 113.
POLLS_A_WEEK = 55 + 113 / 4
# A poll of an unchanged site makes two requests: robots.txt and its list (304).
REQUESTS = 2
SIZES = (100, 1_000, 10_000)


def cost(sources: int = 100, rounds: int = 5) -> bool:
    """Measure and print; true when a poll was measured."""
    site = Site()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        for number in range(sources):
            name = f"s{number}"
            publish(site, name, [1, 2, 3])
            site[f"/{name}/"] = Reply(site.routes[f"/{name}/"].body, etag='"list"')
            watch(house, site, name)
        site["/robots.txt"] = Reply("User-agent: *\nDisallow:\n", kind="text/plain")
        measured = {kind: _measured(kind, folder, site.url, sources, rounds) for kind in ("polls", "scrapy")}
    site.close()
    _print(measured, sources, rounds)
    return True


def _measured(kind: str, folder: str, url: str, sources: int, rounds: int) -> dict[str, list[float]]:
    """CPU and wall seconds of each round, in a process of its own."""
    argv = [sys.executable, "-m", "bench.operations.cost", kind, folder, url, str(sources), str(rounds)]
    environment = {
        "PACTWATCH_ALLOW_PRIVATE_NETWORKS": "true",
        "PACTWATCH_DELAY": "0",
        "PYTHONPATH": str(ROOT),
        "PATH": "/usr/bin:/bin",
    }
    done = subprocess.run(
        argv, env=environment, capture_output=True, text=True, check=True, cwd=ROOT, timeout=600
    )
    found: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _print(measured: dict[str, dict[str, list[float]]], sources: int, rounds: int) -> None:
    poll = median(measured["polls"]["cpu"]) / sources
    bare = median(measured["scrapy"]["cpu"]) / sources
    print(f"{sources} unchanged sites, median of {rounds} rounds, one process:")
    print(f"  a poll ({REQUESTS} requests, lease, report, health, schedule): {1000 * poll:.1f} ms CPU")
    print(f"  a bare Scrapy crawl of one request to the same list:  {1000 * bare:.1f} ms CPU")
    print(f"  ratio {poll / bare:.2f}; on one core {1 / poll:.0f} polls a second")
    print("  sources | polls a day | requests a second | CPU s a day | share of one core")
    for size in SIZES:
        polls = size * POLLS_A_WEEK / 7
        seconds = polls * poll
        rate = polls * REQUESTS / timedelta(days=1).total_seconds()
        print(f"  {size:7} | {polls:11.0f} | {rate:17.2f} | {seconds:11.0f} | {seconds / 86_400:.2%}")


def _rounds(kind: str, folder: str, url: str, sources: int, rounds: int) -> None:
    """The measured process: one round to fill the store and warm up, then the others."""
    if kind == "scrapy":
        _requests(url, sources, rounds)
        return
    one = _polls(folder)
    one()
    measured = []
    for _ in range(rounds):
        used = _cpu()
        one()
        measured.append(_cpu() - used)
    print(json.dumps({"cpu": measured}))


def _cpu() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def _polls(folder: str) -> Callable[[], None]:
    from crawler import log
    from crawler.config import load
    from crawler.runner.loop import run_sync
    from crawler.runner.rounds import runner_of, workers_of
    from crawler.sources import load as load_sources
    from crawler.storage.place import store_of

    log.set_up()
    config, _ = load(Path(folder))
    everybody = load_sources(config.sources).sources
    store = store_of(config)
    store.sources.sync(everybody, config.clock())
    workers = workers_of(config)

    def one() -> None:
        runner = runner_of(config, store, everybody, workers)
        reports = run_sync(runner.poll(everybody), runner.stop)
        assert {report.outcome.value for report in reports} == {"done"}, reports[0]

    return one


def _requests(url: str, sources: int, rounds: int) -> None:
    import asyncio

    from scrapy import Request, Spider
    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.http import Response
    from scrapy.settings import Settings
    from scrapy.utils.reactor import install_reactor

    from crawler import log
    from crawler.runner.loop import REACTOR

    log.set_up()
    install_reactor(REACTOR)
    from twisted.internet import reactor

    class BareSpider(Spider):
        """One conditional request, nothing done with the answer."""

        name = "bare"

        async def start(self) -> AsyncIterator[Request]:
            yield Request(
                self.address, headers={"If-None-Match": '"list"'}, meta={"handle_httpstatus_all": True}
            )

        def parse(self, response: Response) -> None:
            assert response.status == 304

    settings = Settings(
        {
            "ROBOTSTXT_OBEY": True,
            "DOWNLOAD_DELAY": 0,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "WARNING",
            "TWISTED_REACTOR": REACTOR,
        }
    )

    async def crawl() -> None:
        room = asyncio.Semaphore(8)
        runner = AsyncCrawlerRunner(settings)

        async def one(number: int) -> None:
            async with room:
                await runner.crawl(BareSpider, address=f"{url}/s{number}/")

        await asyncio.gather(*(one(number) for number in range(sources)))

    async def work() -> None:
        await crawl()
        measured = []
        for _ in range(rounds):
            used = _cpu()
            await crawl()
            measured.append(_cpu() - used)
        print(json.dumps({"cpu": measured}))
        reactor.stop()

    # Scrapy's own download handler needs the reactor itself, not only its loop.
    tasks = []
    reactor.callWhenRunning(lambda: tasks.append(asyncio.ensure_future(work())))
    reactor.run()


if __name__ == "__main__":
    _rounds(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
