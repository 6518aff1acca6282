"""Pages of a source with ``render: true``: fetched like any other, then drawn by their scripts."""

from __future__ import annotations

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from crawler.errors import FetchError
from crawler.fetching.budget import CutShortError
from crawler.fetching.meta import CUT, ROBOTS
from crawler.fetching.wire import Exchange
from crawler.middlewares.downloads import scrapy_headers
from crawler.middlewares.hook import spider_of
from crawler.model import Problem
from crawler.rendering import Chromium, Manners, Supply, borrowed, is_drawable, returned

# So many of the things that pages asked for in vain are told in a poll's detail.
_TOLD = 2


class RenderMiddleware:
    """Draws each web page before anything else sees it: archive, spiders and pipelines get the drawn page.

    A page is asked for unconditionally: its validators are those of a frame whose text comes from elsewhere,
    and a 304 would say nothing of that text.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._browser: Chromium | None = None
        self._supply: Supply | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RenderMiddleware:
        """For Scrapy; left out where the source is not to be drawn."""
        source = getattr(crawler.spider, "source", None)
        if source is not None and not getattr(source, "render", True):
            raise NotConfigured
        made = cls(crawler)
        crawler.signals.connect(made.closed, signals.spider_closed)
        return made

    def process_request(self, request: Request) -> None:
        """Ask for the page, changed or not."""
        if self._is_drawn(request):
            request.headers.pop("If-None-Match", None)
            request.headers.pop("If-Modified-Since", None)

    def _is_drawn(self, request: Request) -> bool:
        return spider_of(self._crawler).source.render and not request.meta.get(ROBOTS)

    async def process_response(self, request: Request, response: Response) -> Response:
        """The drawn page, or the response as it is where it is none. Raises ``FetchError``."""
        answer = _exchange(response)
        if not self._is_drawn(request) or request.meta.get(CUT) is not None or not is_drawable(answer):
            return response
        spider = spider_of(self._crawler)
        try:
            drawn = await spider.budget.run(lambda: self._drawn(answer))
        except FetchError as error:
            if error.problem == Problem.NO_BROWSER.value:
                # It will be missing for the next page too: everything stays pending until it is there.
                spider.budget.cut(Problem.NO_BROWSER, error.detail)
                raise CutShortError(error.problem, error.detail) from error
            raise
        self._crawler.stats.inc_value("poll/drawn")
        return Response(
            drawn.url, status=drawn.status, headers=scrapy_headers(drawn), body=drawn.body, request=request
        )

    async def _drawn(self, answer: Exchange) -> Exchange:
        """The page as its scripts draw it, within the poll's budget."""
        spider = spider_of(self._crawler)
        if self._browser is None or self._supply is None:
            settings = self._crawler.settings
            self._browser = borrowed(spider.limits, settings.get("PACTWATCH_CHROMIUM") or "")
            manners = Manners(
                limits=spider.limits,
                user_agent=settings.get("USER_AGENT"),
                source=spider.source,
                robots=spider.robots,
                spend=self._spend,
                proxy=settings.get("PACTWATCH_PROXY") or "",
            )
            self._supply = Supply(spider.guard, manners)
        drawn, refused = await self._browser.draw(answer, self._supply)
        for sentence in refused[:_TOLD]:
            spider.budget.note(f"asked for by a page in vain: {sentence}")
        return drawn

    def _spend(self) -> None:
        """A page's own requests count like any others."""
        spider_of(self._crawler).budget.spend()
        self._crawler.stats.inc_value("poll/requests")

    async def closed(self) -> None:
        """Give the browser back when the crawl is over."""
        browser, supply = self._browser, self._supply
        self._browser = self._supply = None
        if supply is not None:
            await supply.close()
        if browser is not None:
            await returned()


def _exchange(response: Response) -> Exchange:
    headers = tuple(
        (name.decode("latin-1").lower(), value.decode("utf-8", "replace"))
        for name, values in response.headers.items()
        for value in values
    )
    return Exchange(response.url, response.status, headers, response.body)
