"""Every response is kept as it came, before anything is thought about it."""

from __future__ import annotations

from functools import partial

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.errors import ArchiveError
from crawler.fetching.aside import aside
from crawler.fetching.meta import CUT, KEPT, first_url
from crawler.fetching.pages import page_of
from crawler.middlewares.hook import spider_of


class ArchiveMiddleware:
    """Writes each response to the archive, outside the reactor's thread; a failure costs the raw copy."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchiveMiddleware:
        """For Scrapy."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """The same response; its place in the archive stands in the request's ``meta``."""
        spider = spider_of(self._crawler)
        request.meta.pop(KEPT, None)
        if spider.archive is None:
            return response
        page = page_of(
            response,
            spider.now(),
            requested=first_url(request),
            source_id=spider.source.id,
            cut=request.meta.get(CUT),
        )
        try:
            request.meta[KEPT] = await aside(partial(spider.archive.write, page))
        except ArchiveError as error:
            self._crawler.stats.inc_value("poll/not_archived")
            spider.budget.note(str(error))
        return response
