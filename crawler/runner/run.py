"""The runner: takes leases, starts crawls, keeps deadlines, writes reports."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from crawler.archive import Archive
from crawler.config import Limits
from crawler.errors import StoreError
from crawler.fetching.budget import PollBudget
from crawler.fetching.guard import AddressGuard
from crawler.fetching.identity import user_agent
from crawler.fetching.robots import RobotRules
from crawler.log import events
from crawler.model import PollReport, Problem, Source
from crawler.polling.schedule import Outlook, next_poll
from crawler.runner.ledger import Ledger
from crawler.runner.memory import MemoryWatch
from crawler.runner.reports import added_up, failed, outcome_of, report_of, skipped
from crawler.runner.visit import Visit
from crawler.storage import this_process

# INTERFACE: a lease ends at most ten minutes after its last sign of life; one a minute survives lost ones.
LEASE = timedelta(minutes=10)
HEARTBEAT = 60.0
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class RunnerOptions:
    """How polls are run. ``settings`` are Scrapy settings laid over ours (pipelines, add-ons);
    ``archive`` is the folder for raw pages, ``None`` keeps none; ``concurrency`` sources at once;
    ``equip`` gives further arguments for a source's spiders (the pipelines' workshop); ``settle`` writes a
    poll down, with its budget unless it was stopped by us; ``look_again`` looks at suspected pages.
    """

    limits: Limits = field(default_factory=Limits)
    settings: Mapping[str, Any] = field(default_factory=dict)
    archive: Path | None = None
    allow_private: bool = False
    proxy: str = ""
    contact: str = ""
    concurrency: int = 8
    equip: Callable[[Source], Mapping[str, Any]] = lambda _source: {}
    enter: Callable[[Source], Source] = lambda source: source
    look_again: Callable[[Source, PollBudget, dict[str, RobotRules]], Awaitable[None]] | None = None
    settle: Callable[[Ledger, Source, PollReport, PollBudget | None], None] = lambda *poll: settled(*poll)


class Runner:
    """Polls sources inside a running asyncio reactor; :func:`crawler.runner.run_sync` provides one.

    ``now`` is the clock of all recorded times; waits and limits use the monotonic clock.
    """

    def __init__(self, store: Ledger, now: Callable[[], datetime], options: RunnerOptions) -> None:
        self._store, self._now, self._options = store, now, options
        self._scrapy = AsyncCrawlerRunner(scrapy_settings(options))
        # With a number of its own, so that two runners of one process respect each other's leases too.
        self._owner = f"{this_process()}:{next(_NUMBERS)}"
        self._archive = Archive(options.archive, now) if options.archive else None
        self._visits: dict[str, Visit] = {}
        self._stopped = ""

    @property
    def stopped(self) -> str:
        """Why this runner takes no more work (a signal, its memory), empty while it does."""
        return self._stopped

    def stop(self, why: str = "stopped by a signal") -> None:
        """End all polls now, within seconds and with everything whole; what was not reached stays pending."""
        self._stopped = why
        for visit in tuple(self._visits.values()):
            visit.budget.cut(Problem.TRUNCATED, why, abort=True)

    async def poll(self, sources: Sequence[Source]) -> tuple[PollReport, ...]:
        """Poll each source once, a few at a time; one report each, in the order given.

        Sources that were not begun before :meth:`stop` are reported as skipped; one whose
        lease or report the store cannot keep as failed.
        """
        room = asyncio.Semaphore(self._options.concurrency)
        robots: dict[str, RobotRules] = {}
        memory = MemoryWatch(self._options.limits.memory_mb, self._too_big)

        async def one(source: Source) -> PollReport:
            async with room:
                try:
                    return await self._poll_one(source, robots)
                except StoreError as error:
                    return failed(source, self._now(), f"the store failed: {error}")

        try:
            async with memory:
                reports = await asyncio.gather(*(one(source) for source in sources))
        finally:
            if self._archive is not None and not self._visits:
                self._archive.close()
        return tuple(reports)

    def _too_big(self, megabytes: int) -> None:
        limit = self._options.limits.memory_mb
        self.stop(f"the process holds {megabytes} MB, at most {limit} are allowed")

    async def _poll_one(self, source: Source, robots: dict[str, RobotRules]) -> PollReport:
        why = self._not_now(source)
        if why:
            report = skipped(source, self._now(), why)
            self._store.polls.add(report)
            return report
        visit = Visit(source, self._budget(), self._store.frontier.bound(source.id, self._now), self._now)
        self._visits[source.id] = visit
        heart = asyncio.ensure_future(self._beat(source, visit.budget))
        try:
            started = self._now()
            visit.source = source = await asyncio.to_thread(self._options.enter, source)
            await visit.run(self._scrapy, self._options.limits, self._extras(source, robots))
            # A drawn page beside one that was not drawn would look like two different pages.
            look_again = None if source.render else self._options.look_again
            if look_again is not None and visit.budget.cut_by is None:
                await look_again(source, visit.budget, robots)
            return self._keep(source, visit, started)
        finally:
            heart.cancel()
            del self._visits[source.id]
            self._store.leases.release(source.id, self._owner)

    def _budget(self) -> PollBudget:
        return PollBudget(self._options.limits.max_requests)

    def _extras(self, source: Source, robots: dict[str, RobotRules]) -> dict[str, Any]:
        options = self._options
        guard = AddressGuard.of(source, allow_private=options.allow_private, proxy=options.proxy)
        return {"guard": guard, "archive": self._archive, "robots": robots, **options.equip(source)}

    def _not_now(self, source: Source) -> str:
        """Why the source cannot be polled now; takes its lease when it can."""
        if self._stopped:
            return self._stopped
        now = self._now()
        try:
            until = self._store.sources.state(source.id).deferred_until
        except StoreError:
            until = None
        if until is not None and until > now:
            return f"its server asked to wait until {until:%Y-%m-%d %H:%M:%S} UTC"
        if source.id in self._visits or not self._store.leases.take(source.id, self._owner, now, LEASE):
            return "another poll of it is under way"
        return ""

    async def _beat(self, source: Source, budget: PollBudget) -> None:
        """Signs of life; a lease that was lost all the same ends the poll."""
        while True:
            await asyncio.sleep(HEARTBEAT)
            try:
                ours = self._store.leases.renew(source.id, self._owner, self._now(), LEASE)
            except StoreError as error:  # nine more beats until the lease ends
                events("runner").warning("no_sign_of_life", source=source.id, error=str(error))
                continue
            if not ours:
                budget.cut(Problem.TRUNCATED, "another process took the source over", abort=True)

    def _keep(self, source: Source, visit: Visit, started: datetime) -> PollReport:
        counts, budget = added_up(visit.stats), visit.budget
        outcome = outcome_of(counts, budget, broken=visit.broken, stopped=bool(self._stopped))
        pending = self._store.frontier.count(source.id)
        times = (started, self._now())
        report = report_of(source, times, counts, budget, pending=pending, outcome=outcome)
        self._options.settle(self._store, source, report, None if self._stopped else budget)
        events("runner").info("poll", source=source.id, outcome=outcome.value, **_told(report))
        return report


def settled(ledger: Ledger, source: Source, report: PollReport, budget: PollBudget | None) -> None:
    """Keep the report and, unless the poll was stopped by us (no ``budget``), say when to look next."""
    ledger.polls.add(report)
    if budget is not None:
        ledger.sources.defer(source.id, budget.deferred_until)
        outlook = Outlook(last=report, deferred_until=budget.deferred_until)
        ledger.sources.schedule(source.id, next_poll(source, report.finished_at, outlook))


def scrapy_settings(options: RunnerOptions) -> Settings:
    """Our settings, what this installation says of them, and what the caller lays over."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    limits = options.limits
    settings.update(
        {
            "USER_AGENT": user_agent(options.contact),
            "DOWNLOAD_DELAY": limits.delay,
            "DOWNLOAD_MAXSIZE": limits.max_body,
            "DOWNLOAD_TIMEOUT": limits.response_timeout,
            "PACTWATCH_MAX_REQUESTS": limits.max_requests,
            "PACTWATCH_ALLOW_PRIVATE_NETWORKS": options.allow_private,
            "PACTWATCH_PROXY": options.proxy,
            # The runner watches time and memory of the whole process itself.
            "CLOSESPIDER_TIMEOUT": 0,
            "MEMUSAGE_ENABLED": False,
            **options.settings,
        },
        priority="cmdline",
    )
    return settings


def _told(report: PollReport) -> dict[str, object]:
    names = ("requests", "new", "errors", "pending")
    return {name: getattr(report, name) for name in names}
