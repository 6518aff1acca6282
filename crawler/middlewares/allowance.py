"""Nothing is sent once the poll is over."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler

from crawler.middlewares.hook import spider_of


class AllowanceMiddleware:
    """Refuses requests of a poll that was cut, before they wait for anything."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AllowanceMiddleware:
        """For Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise ``CutShortError`` when the poll was cut."""
        spider_of(self._crawler).budget.check()
