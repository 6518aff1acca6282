"""Soak: 300 loopback sources with faults on a compressed clock, a thinking process killed every minute.

``python -m bench.operations soak [MINUTES] [SOURCES] [SPEED]``

For MINUTES articles are published. Then publishing stops, and faults and kills go on until every source has
been polled once more by its own schedule, without an error: only what was published before a source's last
poll is due. Then what is stored is compared with what was published, address by address.
"""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

import psutil

from crawler.model import PollOutcome, PollReport
from crawler.storage import Store
from tests.end_to_end.house import ARTICLE, House, plain_story
from tests.scheduling.daemon import clock_of
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
# After publishing has stopped the schedule brings every source round within one rhythm, and again soon after
# a fault; what is not through by then is lost.
LAST_ROUND = 3
# A poll that begins so much after its time has to say so (``crawler/runner/settling.py``).
LATE = timedelta(hours=1)


@dataclass
class Press:
    """The sites: each list grows while the soak runs, and answers are spoilt now and then."""

    sources: int
    site: Site = field(default_factory=Site)
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    numbers: Counter[str] = field(default_factory=Counter)
    paths: set[str] = field(default_factory=set)
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
        self.paths.add(path)
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


@dataclass
class Seen:
    """What was seen of the process while it ran: its size in bytes and its thinkers' over time."""

    process: psutil.Process
    began: float = field(default_factory=time.monotonic)
    sizes: list[tuple[float, int, int]] = field(default_factory=list)
    killed: int = 0
    last_round: float = 0.0
    all_polled: bool = False
    ended: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(3))

    def thinkers(self) -> list[psutil.Process]:
        """The processes that think, now."""
        found = [one for one in self.process.children(recursive=True) if not one.children()]
        return [one for one in found if "resource_tracker" not in " ".join(one.cmdline())]

    def look(self) -> None:
        """Note the sizes; kill a thinking process when another minute is over."""
        passed = time.monotonic() - self.began
        try:
            thinkers = self.thinkers()
            theirs = sum(one.memory_info().rss for one in thinkers)
            if passed >= 60 * (self.killed + 1) and thinkers:
                self.chance.choice(thinkers).kill()
                self.killed += 1
        except psutil.NoSuchProcess:  # replaced just now
            return
        self.sizes.append((passed, self.process.memory_info().rss, theirs))


def soak(minutes: float = 20.0, sources: int = 300, speed: float = 40.0) -> bool:
    """Run and print the figures; whether everything held."""
    press, stop = Press(sources), threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), RESPONSE_TIMEOUT="2", ALERT_TO="", REREAD_DAYS="1")
        for number in range(sources):
            name = f"s{number}"
            house.source(name, url=f"{press.site.url}/{name}/", name=name, poll="every 2h")
        now = clock_of(house.folder, speed)
        daemon = Rehearsal(house, speed)
        rhythm = RHYTHM.total_seconds() / speed
        writer = threading.Thread(target=press.go_on, args=(stop, 3 * rhythm / sources), daemon=True)
        writer.start()
        seen = Seen(psutil.Process(daemon.process.pid))
        until(seen, minutes * 60, lambda: False)
        stop.set()
        writer.join()
        stopped, at = now(), time.monotonic()
        seen.all_polled = until(seen, LAST_ROUND * rhythm, lambda: polled_since(house, sources, stopped))
        seen.last_round = time.monotonic() - at
        seen.ended = daemon.end()
        held = report(house, press, daemon, speed, seen, now())
    press.site.close()
    return held


def until(seen: Seen, seconds: float, over: Callable[[], bool]) -> bool:
    """Look at the process every five seconds until it is ``over``; false when ``seconds`` passed first."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        time.sleep(5)
        seen.look()
        if over():
            return True
    return False


def opened(house: House) -> Store:
    """The store of the installation."""
    return Store(f"sqlite:///{house.folder}/var/pactwatch.sqlite3")


def polled_since(house: House, sources: int, since: datetime) -> bool:
    """Whether every source was polled without an error by a poll that began after ``since``."""
    with opened(house) as store:
        found = store.polls.newest(since, 100 * sources)
    return len({poll.source for poll in found if poll.outcome is PollOutcome.DONE}) == sources


def report(house: House, press: Press, daemon: Rehearsal, speed: float, seen: Seen, now: datetime) -> bool:
    """Print what was found; whether it held."""
    names = [f"s{number}" for number in range(press.sources)]
    with opened(house) as store:
        polls = {name: polls_of(store, name) for name in names}
        articles = store.listing.articles(limit=0)
        pending = sum(store.frontier.count(name) for name in names)
        states = store.sources.states()
    overdue = sum(now - state.next_poll > RHYTHM for state in states if state.next_poll is not None)
    outcomes = Counter(poll.outcome.value for mine in polls.values() for poll in mine)
    print(
        f"sources {press.sources}, clock x{speed:g}, polls {outcomes.total()} {dict(outcomes)}, "
        f"answers spoilt {press.spoilt}, publishing {(seen.sizes[-1][0] - seen.last_round) / 60:.1f} min, "
        f"last round {seen.last_round / 60:.1f} min, every source polled in it: {seen.all_polled}"
    )
    on_time = due_polls(polls) and not overdue
    print(f"sources left overdue {overdue}")
    stored = Counter(str(row["url"]).removeprefix(press.site.url) for row in articles)
    problems = Counter(row["problem"] for row in articles if row["problem"])
    lost, twice = press.paths - set(stored), [path for path, count in stored.items() if count > 1]
    print(
        f"articles published {len(press.paths)}, stored {len(stored)}, lost {len(lost)} {sorted(lost)[:5]}, "
        f"twice {len(twice)}, pending {pending}, with a problem {dict(problems)}"
    )
    flat = memory(seen)
    told = Counter(line["event"] for line in daemon.lines if line["level"] != "info")
    print("log: " + (", ".join(f"{name} {count}" for name, count in told.items()) or "nothing but info"))
    whole = not (lost or twice or pending or problems) and len(stored) == len(press.paths)
    print(
        f"every due poll accounted for: {on_time}; nothing lost or doubled: {whole}; memory within 5 %: {flat}"
    )
    return seen.all_polled and on_time and whole and flat


def due_polls(polls: dict[str, list[PollReport]]) -> bool:
    """Print the gaps between polls; whether each that was longer than its rhythm by more than :data:`LATE`
    is accounted for: by the poll that ended it, which says how late it was.
    """
    gaps = [
        (later, later.started_at - one.started_at) for mine in polls.values() for one, later in pairwise(mine)
    ]
    late = [later for later, gap in gaps if gap > RHYTHM + LATE]
    silent = [later for later in late if not later.detail.startswith("begun ")]
    print(
        f"due polls: gap between two of a source, in rhythms: median {median(gap for _, gap in gaps) / RHYTHM:.2f}, "
        f"longest {max(gap for _, gap in gaps) / RHYTHM:.2f}; late by more than half a rhythm {len(late)}, "
        f"of which not said {len(silent)}; sources never polled {sum(not mine for mine in polls.values())}"
    )
    return not silent and all(polls.values())


def memory(seen: Seen) -> bool:
    """Print the sizes; whether the process grew by less than 5 % after its warm-up."""
    half = [one for one in seen.sizes if one[0] > WARM_UP * seen.sizes[-1][0]]
    third = max(1, len(half) // 3)
    early, late = (mean(size for _, size, _ in part) for part in (half[:third], half[-third:]))
    before, after = (mean(size for *_, size in part) for part in (half[:third], half[-third:]))
    print(
        f"thinking processes killed {seen.killed}; memory after warm-up {early / 1e6:.0f} MB, at the end "
        f"{late / 1e6:.0f} MB ({late / early - 1:+.1%}); thinking processes together {before / 1e6:.0f} and "
        f"{after / 1e6:.0f} MB; ended in {seen.ended:.1f} s"
    )
    return late < 1.05 * early


def polls_of(store: Store, name: str) -> list[PollReport]:
    """The polls of one source, oldest first."""
    found = (one for one in store.polls.recent(name, 10_000) if one.outcome is not PollOutcome.SKIPPED)
    return sorted(found, key=lambda one: one.started_at)
