"""robots.txt before every request, redirects included; its Crawl-delay is kept."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http.request import NO_CALLBACK

from crawler.errors import FetchError
from crawler.fetching.budget import CutShortError, FinalFetchError
from crawler.fetching.hosts import MAX_CRAWL_DELAY, shared_gate
from crawler.fetching.meta import CUT, ROBOTS
from crawler.fetching.robots import RobotRules, robots_url
from crawler.middlewares.hook import spider_of
from crawler.model import Problem


class RobotsMiddleware:
    """Asks each host's robots.txt once a poll and refuses what it forbids (``FetchError``, ``robots``).

    Where robots.txt cannot be had for a reason of the network, the page is refused for that same reason;
    where the server fails, nothing is fetched (RFC 9309, 2.3.1.4).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._locks: dict[str, asyncio.Lock] = {}
        self._failed: dict[str, FinalFetchError] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        """For Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise ``FetchError`` where the request must not be made."""
        if request.meta.get(ROBOTS) or not self._crawler.settings.getbool("ROBOTSTXT_OBEY"):
            return
        place = robots_url(request.url)
        async with self._locks.setdefault(place, asyncio.Lock()):
            rules = await self._rules(place)
        rules.check(request.url)

    async def _rules(self, place: str) -> RobotRules:
        book = spider_of(self._crawler).robots
        if place in self._failed:
            raise self._failed[place]
        if place not in book:
            try:
                book[place] = await self._fetched(place)
            except FetchError as error:
                if error.problem == Problem.PRIVATE_ADDRESS.value or isinstance(error, CutShortError):
                    raise
                # Not asked again in this poll: each of its pages would cost the same tries once more.
                self._failed[place] = FinalFetchError(error.problem, f"robots.txt: {error.detail}")
                raise self._failed[place] from error
            self._keep_delay(place, book[place].delay)
        return book[place]

    async def _fetched(self, place: str) -> RobotRules:
        request = Request(place, meta={ROBOTS: True}, callback=NO_CALLBACK, dont_filter=True, priority=1000)
        response = await self._crawler.engine.download_async(request)
        final = response.request or request
        return RobotRules.of_answer(response.status, response.body, final.meta.get(CUT))

    def _keep_delay(self, place: str, asked: float) -> None:
        spider = spider_of(self._crawler)
        kept = shared_gate().slow_down(urlsplit(place).hostname or "", asked)
        if kept < asked:
            spider.budget.note(
                f"robots.txt asks for {asked:g} s between requests; {MAX_CRAWL_DELAY:g} s are kept"
            )
