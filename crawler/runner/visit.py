"""One poll of one source: its crawls in turn, within one deadline and one budget."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner, Crawler

from crawler.config import Limits
from crawler.fetching.budget import PollBudget
from crawler.log import events
from crawler.model import EntryKind, Frontier, Problem, Source

# After a poll is cut, what was under way may end; SIGTERM promises ten seconds in all.
GRACE = 8.0


class Visit:
    """Runs the spiders of a source's entry kinds one after the other; the last one fetches the articles.

    ``stats`` are Scrapy's stats of each crawl, ``broken`` is true when a crawl itself broke down.
    """

    def __init__(
        self, source: Source, budget: PollBudget, frontier: Frontier, now: Callable[[], datetime]
    ) -> None:
        self.source, self.budget = source, budget
        self._frontier, self._now = frontier, now
        self.stats: list[dict[str, Any]] = []
        self.broken = False

    async def run(self, scrapy: AsyncCrawlerRunner, limits: Limits, extras: dict[str, Any]) -> None:
        """Poll the source, for at most ``limits.poll_deadline`` seconds."""
        loop = asyncio.get_running_loop()
        why = f"the poll was cut after {limits.poll_deadline:g} s, the rest stays pending"
        end = partial(self.budget.cut, Problem.TOO_SLOW, why, abort=True)
        alarm = loop.call_later(limits.poll_deadline, end)
        kinds = kinds_of(self.source)
        try:
            for kind in kinds:
                if self.budget.cut_by is None:
                    last = kind is kinds[-1]
                    await self._crawl(scrapy, kind, {"limits": limits, "articles": last, **extras})
        finally:
            alarm.cancel()

    async def _crawl(self, scrapy: AsyncCrawlerRunner, kind: EntryKind, extras: dict[str, Any]) -> None:
        crawler = scrapy.create_crawler(kind.value)
        task = scrapy.crawl(
            crawler,
            source=self.source,
            frontier=self._frontier,
            now=self._now,
            budget=self.budget,
            **extras,
        )
        await self._until_done(task, crawler)
        if crawler.crawling or not task.done():
            self.broken = True
        elif task.exception() is not None:
            self.broken = True
            self.budget.note(f"the crawl broke down: {task.exception()!r}")
            events("runner").error("crawl_broke_down", source=self.source.id, error=repr(task.exception()))
        self._count(crawler)

    async def _until_done(self, task: asyncio.Task[None], crawler: Crawler) -> None:
        ended = asyncio.ensure_future(self.budget.ended.wait())
        await asyncio.wait({task, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if task.done():
            return
        for slot in crawler.engine.downloader.slots.values():
            slot.delay = 0  # requests that wait for their turn are refused at once instead
        await asyncio.wait({task}, timeout=GRACE / 2)
        if not task.done():
            stopping = asyncio.ensure_future(crawler.stop_async())
            await asyncio.wait({stopping, task}, timeout=GRACE / 2, return_when=asyncio.ALL_COMPLETED)
        if not task.done():
            self.budget.note("the crawl did not end in time and was left behind")
            task.cancel()

    def _count(self, crawler: Crawler) -> None:
        found = dict(crawler.stats.get_stats())
        self.stats.append(found)
        reason = found.get("finish_reason", "nothing")
        if reason != "finished" and self.budget.cut_by is None:
            self.broken = True
            self.budget.note(f"the crawl ended early ({reason})")
        if broken := found.get("spider_exceptions/count", 0):
            self.budget.note(f"{broken} answers could not be taken in")
            self.stats.append({"poll/broken": broken})


def kinds_of(source: Source) -> tuple[EntryKind, ...]:
    """The kinds of entry points in the order the source names them; a source that names none is a listing."""
    kinds = tuple(dict.fromkeys(entry.kind for entry in source.entry_points))
    return kinds or (EntryKind.LISTING,)
