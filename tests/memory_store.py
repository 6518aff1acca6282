"""The store's contract in memory, as far as fetching needs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from crawler.errors import StoreError
from crawler.model import (
    ArticleLink,
    FetchedPage,
    NextPoll,
    PendingLink,
    PollReport,
    Problem,
    SourceState,
    Validators,
)


class PutOff(NamedTuple):
    problem: Problem
    detail: str
    attempts: int


class MemoryFrontier:
    """The frontier of one source."""

    def __init__(self) -> None:
        self.links: dict[str, ArticleLink] = {}
        self.stored: set[str] = set()
        self.put_offs: dict[str, PutOff] = {}
        self.kept_validators: dict[str, Validators] = {}
        self.rereads: dict[str, Validators] = {}
        self.unchanged_urls: list[str] = []
        self.broken = False

    def validators(self, url: str) -> Validators:
        return self.kept_validators.get(url, Validators())

    def found(self, page: FetchedPage, links: Sequence[ArticleLink], keep_validators: bool = True) -> int:
        if self.broken:
            raise StoreError("the database is gone")
        fresh = [link for link in links if link.url not in self.stored and link.url not in self.links]
        self.links.update({link.url: link for link in fresh})
        if keep_validators:
            given = Validators(page.header("etag"), page.header("last-modified"))
            self.kept_validators[page.requested_url] = given
        return len(fresh)

    def next(self, limit: int) -> Sequence[PendingLink]:
        due = [link for link in self.links.values() if link.url not in self.put_offs]
        fresh = [PendingLink(link.url, link.text, link.published) for link in due]
        again = [PendingLink(url, "", None, "reread", given) for url, given in self.rereads.items()]
        return [*fresh, *again][:limit]

    def put_off(self, url: str, problem: Problem, detail: str) -> None:
        before = self.put_offs.get(url)
        self.put_offs[url] = PutOff(problem, detail, before.attempts + 1 if before else 1)

    def unchanged(self, url: str) -> None:
        self.unchanged_urls.append(url)

    def known(self, urls: Sequence[str]) -> frozenset[str]:
        return frozenset(url for url in urls if url in self.stored or url in self.links)


class MemoryFrontiers:
    """All frontiers; ``broken`` makes every recording fail."""

    def __init__(self) -> None:
        self.of: dict[str, MemoryFrontier] = {}
        self.broken = False

    def bound(self, source_id: str, clock: Callable[[], datetime]) -> MemoryFrontier:
        found = self.of.setdefault(source_id, MemoryFrontier())
        found.broken = self.broken
        return found

    def count(self, source_id: str) -> int:
        return len(self.of[source_id].links)


class MemoryLeases:
    def __init__(self) -> None:
        self.held: dict[str, str] = {}
        self.stolen_after: int | None = None

    def take(self, source_id: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        if self.held.get(source_id, owner) != owner:
            return False
        self.held[source_id] = owner
        return True

    def renew(self, source_id: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        if self.stolen_after is not None:
            self.stolen_after -= 1
            if self.stolen_after <= 0:
                self.held[source_id] = "another:2:2"
        return self.held.get(source_id) == owner

    def release(self, source_id: str, owner: str) -> None:
        if self.held.get(source_id) == owner:
            del self.held[source_id]


class MemoryPolls:
    def __init__(self) -> None:
        self.reports: list[PollReport] = []

    def add(self, report: PollReport) -> None:
        self.reports.append(report)


class MemorySources:
    def __init__(self) -> None:
        self.next_polls: dict[str, datetime] = {}
        self.deferred: dict[str, datetime | None] = {}

    def state(self, source_id: str) -> SourceState:
        return SourceState(source_id, deferred_until=self.deferred.get(source_id))

    def schedule(self, source_id: str, next_poll: NextPoll) -> None:
        self.next_polls[source_id] = next_poll.at

    def defer(self, source_id: str, until: datetime | None) -> None:
        self.deferred[source_id] = until


class MemoryStore:
    """All of it."""

    def __init__(self) -> None:
        self.frontier = MemoryFrontiers()
        self.leases = MemoryLeases()
        self.polls = MemoryPolls()
        self.sources = MemorySources()

    def kept(self, page: FetchedPage) -> None:
        frontier = self.frontier.of[page.source_id or ""]
        frontier.stored.add(page.requested_url)
        frontier.links.pop(page.requested_url, None)
