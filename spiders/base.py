"""What all spiders share: the hook by which they get store, clock and limits, and how a page is asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, ClassVar

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.archive import Archive
from crawler.config import Limits
from crawler.errors import FetchError
from crawler.fetching.budget import CutShortError, PollBudget
from crawler.fetching.guard import AddressGuard
from crawler.fetching.robots import RobotRules
from crawler.model import EntryKind, EntryPoint, Frontier, Problem, Source
from spiders.articles import ArticleDesk
from spiders.reach import Reach
from spiders.walk import EntryWalk

# A pipeline that fails so often (a full disk, a database gone) will fail for every page.
BROKEN = 5
# What may be wrong with a page that says nothing until its scripts are run; said once a poll.
_UNDRAWN = frozenset({Problem.CHALLENGE, Problem.EMPTY})
_HINT = "pages drawn by scripts need render: true in the source's file"


class SourceSpider(Spider):
    """Walks the entry points of one kind, then fetches the articles that are due.

    ``source``, ``frontier``, ``now`` and ``limits`` are the hook: the runner hands them in as arguments,
    or an add-on sets them before the crawl starts (then ``source`` may be given as an id). ``budget``,
    ``robots`` and ``archive`` may be shared by the crawls of one poll; ``articles=False`` leaves the
    articles to a later crawl of the same poll; ``reach`` says how far back to walk. Yields
    :class:`FetchedPage` only.
    """

    kind: ClassVar[EntryKind]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source: Source | str | None = kwargs.get("source")
        self.frontier: Frontier | None = kwargs.get("frontier")
        self.now: Callable[[], datetime] = kwargs.get("now") or (lambda: datetime.now(UTC))
        self.archive: Archive | None = kwargs.get("archive")
        self.robots: dict[str, RobotRules] = kwargs.get("robots", {})
        self.articles: bool = kwargs.get("articles", True)
        self.reach: Reach = kwargs.get("reach") or Reach()
        self._broken = 0
        self.desk = ArticleDesk(self)
        self.walk = EntryWalk(self)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SourceSpider:
        """For Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.note_broken, signals.item_error)
        return spider

    @cached_property
    def limits(self) -> Limits:
        """The poll's limits; those that nobody handed in come from the settings."""
        settings = self.crawler.settings
        return Limits(
            delay=settings.getfloat("DOWNLOAD_DELAY"),
            max_body=settings.getint("DOWNLOAD_MAXSIZE"),
            response_timeout=settings.getfloat("DOWNLOAD_TIMEOUT"),
            max_requests=settings.getint("PACTWATCH_MAX_REQUESTS"),
            poll_deadline=settings.getfloat("PACTWATCH_POLL_DEADLINE"),
            render_timeout=settings.getfloat("PACTWATCH_RENDER_TIMEOUT"),
            render_pages=settings.getint("PACTWATCH_RENDER_PAGES"),
            render_memory_mb=settings.getint("PACTWATCH_RENDER_MEMORY_MB"),
        )

    @cached_property
    def budget(self) -> PollBudget:
        """What the poll may still take."""
        return PollBudget(self.limits.max_requests)

    @cached_property
    def guard(self) -> AddressGuard:
        """The address guard of the source."""
        settings = self.crawler.settings
        return AddressGuard.of(
            self.site,
            allow_private=settings.getbool("PACTWATCH_ALLOW_PRIVATE_NETWORKS"),
            proxy=settings.get("PACTWATCH_PROXY") or "",
        )

    @property
    def site(self) -> Source:
        """The source, once it is known."""
        assert isinstance(self.source, Source)
        return self.source

    @property
    def pending(self) -> Frontier:
        """The frontier, once it is known."""
        assert self.frontier is not None
        return self.frontier

    def entries(self) -> tuple[EntryPoint, ...]:
        """The entry points this spider walks; a source that names none has its own address."""
        points = self.site.entry_points or (EntryPoint(self.site.url, self.kind),)
        return tuple(point for point in points if point.kind is self.kind)

    async def start(self) -> AsyncIterator[Any]:
        """Entry points first; then what is pending, newest first."""
        if not isinstance(self.source, Source) or self.frontier is None:
            self.logger.error("%s: no source %r to crawl, give -a source=ID", self.name, self.source)
            raise CloseSpider("no_source")
        async for found in self.enter():
            yield found
        if self.articles and not self.walk.site_is_down:
            for request in self.desk.requests():
                yield request

    async def enter(self) -> AsyncIterator[Request]:
        """Walk all entry points; requests for pages that are articles themselves are yielded (here none)."""
        none: tuple[Request, ...] = ()
        for request in none:
            yield request
        for entry in self.entries():
            self.count("entries")
            try:
                ok = await self.walk.enter(entry)
            except CutShortError:
                self.count("entries_failed")
                return
            if not ok:
                self.count("entries_failed")

    def count(self, name: str, by: int = 1) -> None:
        """Add to one of the poll's counts (``poll/<name>`` in Scrapy's stats)."""
        self.crawler.stats.inc_value(f"poll/{name}", by)

    def count_problem(self, problem: Problem | str, detail: str = "", url: str = "") -> None:
        """Count a problem under its name; the first ones are told in the poll's detail."""
        self.count(f"errors/{Problem(problem).value}")
        if detail:
            self.budget.note(f"{url}: {detail}" if url else detail)
        if problem in _UNDRAWN and not self.site.render and "render: true" not in detail:
            self.budget.note(_HINT)

    def note_broken(self, failure: Failure) -> None:
        """Count a page that a pipeline could not take; its link stays pending. Several end the poll."""
        self.count("broken")
        self._broken += 1
        told = " ".join(str(failure.value).split())[:200]
        self.budget.note(f"a page could not be kept ({type(failure.value).__name__}: {told})")
        if self._broken >= BROKEN:
            self.budget.cut(Problem.TRUNCATED, f"{BROKEN} pages could not be kept, the rest stays pending")

    async def download(self, request: Request) -> Response:
        """One request of the walk, through all middlewares. Raises :class:`FetchError`."""
        try:
            return await self.crawler.engine.download_async(request)
        except FetchError:
            raise
        except (OSError, RuntimeError, ValueError) as error:
            raise FetchError(Problem.NETWORK_ERROR.value, f"{type(error).__name__}: {error}") from error
