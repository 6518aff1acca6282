"""Soak: 300 loopback sources with faults on a compressed clock, a thinking process killed every minute.

``python -m bench.operations soak [MINUTES] [SOURCES] [SPEED]``
"""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

import psutil

from crawler.storage import Store
from tests.end_to_end.house import ARTICLE, House, plain_story
from tests.scheduling.stage import Rehearsal
from tests.site import Fault, Reply, Site, drip, reset, send

RHYTHM = timedelta(hours=2)
FAULTS: tuple[Fault | Reply, ...] = (
    reset,
    drip,
    Reply("busy", 503),
    Reply("slow down", 429, {"Retry-After": "1"}),
)
# One answer in twenty-five is a fault; a list has a new article at every third poll or so.
SHARE = 0.04
WARM_UP = 0.25


@dataclass
class Press:
    """The sites: each list grows while the soak runs, and answers are spoilt now and then."""

    sources: int
    site: Site = field(default_factory=Site)
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    numbers: Counter[str] = field(default_factory=Counter)
    spoilt: int = 0

    def __post_init__(self) -> None:
        for number in range(self.sources):
            for _ in range(3):
                self.publish(f"s{number}")
        answer = self.site._answer

        def spoiling(handler: BaseHTTPRequestHandler) -> None:
            if handler.path != "/robots.txt" and self.chance.random() < SHARE:
                self.spoilt += 1
                fault = self.chance.choice(FAULTS)
                kept = self.site.routes.get(handler.path)
                if kept is not None:
                    send(handler, fault) if isinstance(fault, Reply) else fault(handler)
                    return
            answer(handler)

        self.site._answer = spoiling  # type: ignore[method-assign]

    def publish(self, name: str) -> None:
        """One more article in the list of ``name``."""
        self.numbers[name] += 1
        count = self.numbers[name]
        title, body = plain_story(count)
        title = f"{title} {name}"
        path = f"/{name}/n{count}.html"
        page = ARTICLE.format(title=title, body=body, day=f"2026-11-{1 + count % 20:02d}", site=name)
        self.site[path] = Reply(page, etag=f'"{count}"')
        items = "".join(
            f'<li><a href="/{name}/n{one}.html">{plain_story(one)[0]} {name}</a></li>'
            for one in range(1, count + 1)
        )
        self.site[f"/{name}/"] = Reply(
            f"<html><body><h2>News</h2><ul>{items}</ul></body></html>", etag=f'"l{count}"'
        )

    def go_on(self, stop: threading.Event, seconds: float) -> None:
        """Publish one article somewhere every ``seconds``."""
        while not stop.wait(seconds):
            self.publish(f"s{self.chance.randrange(self.sources)}")


def soak(minutes: float = 20.0, sources: int = 300, speed: float = 40.0) -> bool:
    """Run and print the figures; whether everything held."""
    press, stop = Press(sources), threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), RESPONSE_TIMEOUT="2", ALERT_TO="", REREAD_DAYS="1")
        for number in range(sources):
            name = f"s{number}"
            house.source(name, url=f"{press.site.url}/{name}/", name=name, poll="every 2h")
        daemon = Rehearsal(house, speed)
        rhythm = RHYTHM.total_seconds() / speed
        # The last articles are published early enough for the next poll of their source to find them.
        busy = minutes * 60 - 2.2 * rhythm
        writer = threading.Thread(target=press.go_on, args=(stop, 3 * rhythm / sources), daemon=True)
        writer.start()
        threading.Timer(max(1.0, busy), stop.set).start()
        sizes, killed = watch(daemon, minutes * 60)
        writer.join()
        ended = daemon.end()
        held = report(house, press, daemon, speed, (sizes, killed, ended))
    press.site.close()
    return held


def watch(daemon: Rehearsal, seconds: float) -> tuple[list[tuple[float, int]], int]:
    """Sizes of the process in bytes over time; kills a thinking process every minute."""
    began, sizes, killed, chance = time.monotonic(), [], 0, random.Random(3)
    process = psutil.Process(daemon.process.pid)
    minute = began + 60
    while time.monotonic() - began < seconds:
        time.sleep(5)
        sizes.append((time.monotonic() - began, process.memory_info().rss))
        if time.monotonic() >= minute:
            minute += 60
            thinkers = [one for one in process.children(recursive=True) if not one.children()]
            thinkers = [one for one in thinkers if "resource_tracker" not in " ".join(one.cmdline())]
            if thinkers:
                chance.choice(thinkers).kill()
                killed += 1
    return sizes, killed


def report(
    house: House,
    press: Press,
    daemon: Rehearsal,
    speed: float,
    seen: tuple[list[tuple[float, int]], int, float],
) -> bool:
    """Print what was found; whether it held."""
    sizes, killed, ended = seen
    with Store(f"sqlite:///{house.folder}/var/pactwatch.sqlite3") as store:
        polls = store.listing.polls(limit=0)
        articles = store.listing.articles(limit=0)
        pending = sum(store.frontier.count(f"s{number}") for number in range(press.sources))
        gaps = [gap for number in range(press.sources) for gap in gaps_of(store, f"s{number}")]
    stored = Counter(row["url"] for row in articles)
    problems = Counter(row["problem"] for row in articles if row["problem"])
    published = sum(press.numbers.values())
    outcomes = Counter(row["outcome"] for row in polls)
    half = [size for at, size in sizes if at > WARM_UP * sizes[-1][0]]
    third = max(1, len(half) // 3)
    early, late = mean(half[:third]), mean(half[-third:])
    longest = max(gaps) / RHYTHM
    print(
        f"sources {press.sources}, clock x{speed:g}, polls {len(polls)} {dict(outcomes)}, answers spoilt {press.spoilt}"
    )
    print(
        f"due polls: gap between two of a source, in rhythms: median {median(gaps) / RHYTHM:.2f}, longest {longest:.2f}"
    )
    print(
        f"articles published {published}, stored {len(stored)}, twice {sum(n > 1 for n in stored.values())}, "
        f"pending {pending}, with a problem {dict(problems)}"
    )
    print(
        f"thinking processes killed {killed}; memory after warm-up {early / 1e6:.0f} MB, at the end {late / 1e6:.0f} MB "
        f"({late / early - 1:+.1%}); ended in {ended:.1f} s"
    )
    print(
        "log: "
        + ", ".join(
            f"{name} {count}"
            for name, count in Counter(
                line["event"] for line in daemon.lines if line["level"] != "info"
            ).items()
        )
    )
    return len(stored) + pending == published and late < 1.05 * early and longest < 2


def gaps_of(store: Store, name: str) -> list[timedelta]:
    """Times between the polls of one source."""
    begun = sorted(
        report.started_at for report in store.polls.recent(name, 10_000) if report.outcome != "skipped"
    )
    return [later - earlier for earlier, later in pairwise(begun)]
