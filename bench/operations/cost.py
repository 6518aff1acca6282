"""What a poll of an unchanged site costs, against a bare Scrapy request to the same sites in the same run.

``python -m bench.operations cost [ROUNDS] [SIZE ...]``; sizes are numbers of sources (100, 1,000 and 10,000).

Every source has a host of its own (addresses of 127.0.0.0/8), ten stored articles and 48 earlier polls. Above
:data:`MOST` sources only so many of them, spread over all, are polled in a round: the others stand in the store
and are not due. Rounds of ours and of Scrapy's take turns, each in one process of its own, so that both meet
the same load.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.operations.aging import age
from tests.end_to_end.house import House
from tests.scheduling.stage import ROOT, publish, watch
from tests.site import Reply, Site

# What ``adaptive`` asks of a typical site: an hour in 55 working hours, four in the other 113.
POLLS_A_DAY = (55 + 113 / 4) / 7
DAY = 86_400
# A poll of an unchanged site makes two requests: robots.txt and its list (304).
REQUESTS = 2
SIZES = (100, 1_000, 10_000)
MOST = 1_000


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds: of one poll, of one bare crawl, of asking what is due, of looking after changed files, of
    one page of metrics, and of starting (the files read and compared with the store).
    """

    size: int
    polled: int
    poll: float
    bare: float
    look: float
    files: float
    metrics: float
    start: float

    @property
    def day(self) -> float:
        """CPU seconds a day of ``run``: polls, the queue every 5 s, the files every 10 s."""
        return self.size * POLLS_A_DAY * self.poll + DAY / 5 * self.look + DAY / 10 * self.files


def cost(rounds: int = 3, *sizes: int) -> bool:
    """Measure and print; true when all polls ended well."""
    found = []
    for size in sizes or SIZES:
        found.append(_measured(size, rounds))
        _print_one(found[-1], rounds)
    print(
        "sources | polls a day | requests a second | CPU s a day | of one core | polls a second on one core"
    )
    for one in found:
        polls = one.size * POLLS_A_DAY
        print(
            f"{one.size:7} | {polls:11.0f} | {polls * REQUESTS / DAY:17.2f} | {one.day:11.0f} | "
            f"{one.day / DAY:11.2%} | {1 / one.poll:.0f}"
        )
    return True


def _measured(size: int, rounds: int) -> Cost:
    site = Site("0.0.0.0")
    site["/robots.txt"] = Reply("User-agent: *\nDisallow:\n", kind="text/plain")
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        names = [f"s{number}" for number in range(size)]
        for number, name in enumerate(names):
            host = f"http://127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}:{site.port}"
            watch(house, site, name, url=f"{host}/{name}/", poll="adaptive")
        polled = names[:: max(1, size // MOST)][:MOST]
        for name in polled:
            publish(site, name, [1])
            site[f"/{name}/"] = Reply(site.routes[f"/{name}/"].body, etag='"list"')
        (house.folder / "polled.json").write_text(json.dumps(polled), "utf-8")
        polls, bare = _Process("polls", house), _Process("scrapy", house)
        start = polls.round()["cpu"]
        age(f"sqlite:///{house.folder}/var/pactwatch.sqlite3", names, polled)
        bare.round()
        found = [(polls.round(), bare.round()) for _ in range(rounds)]
        standing = polls.end()
        bare.end()
    site.close()
    return Cost(
        size,
        len(polled),
        median(mine["cpu"] for mine, _ in found) / len(polled),
        median(theirs["cpu"] for _, theirs in found) / len(polled),
        **{name: standing[name] for name in ("look", "files", "metrics")},
        start=start,
    )


def _print_one(one: Cost, rounds: int) -> None:
    print(
        f"{one.size} sources, {one.polled} of them polled a round, median of {rounds} rounds:\n"
        f"  a poll of an unchanged site ({REQUESTS} requests, lease, report, health, schedule): "
        f"{1000 * one.poll:.1f} ms CPU\n"
        f"  a bare Scrapy crawl of the same lists ({REQUESTS} requests): {1000 * one.bare:.1f} ms CPU; "
        f"ratio {one.poll / one.bare:.2f}\n"
        f"  asking what is due when nothing is: {1000 * one.look:.1f} ms; looking whether files changed: "
        f"{1000 * one.files:.1f} ms; a page of metrics: {1000 * one.metrics:.1f} ms; "
        f"reading all files at the start: {one.start:.1f} s",
        flush=True,
    )


class _Process:
    """One measured process, which does a round whenever it is told to."""

    def __init__(self, kind: str, house: House) -> None:
        environment = {
            "PACTWATCH_ALLOW_PRIVATE_NETWORKS": "true",
            "PACTWATCH_DELAY": "0",
            "PACTWATCH_MEMORY_MB": "4000",
            "PYTHONPATH": str(ROOT),
            "PATH": "/usr/bin:/bin",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.operations.rounds", kind, str(house.folder)],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def round(self) -> dict[str, float]:
        """Do one round; its CPU seconds. The first one starts: nothing is measured but what it says."""
        return self._told("round")

    def end(self) -> dict[str, float]:
        """End it; what it measured beside rounds."""
        found = self._told("end")
        self._process.wait(60)
        return found

    def _told(self, what: str) -> dict[str, float]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{what}\n")
        self._process.stdin.flush()
        found: dict[str, float] = json.loads(self._process.stdout.readline())
        return found
