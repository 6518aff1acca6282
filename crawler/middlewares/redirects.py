"""Redirects, followed only where they stay with what was asked for."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.errors import FetchError
from crawler.fetching.addresses import endpoint
from crawler.fetching.answers import MAX_HOPS, REDIRECTS, check_redirect, redirect_target
from crawler.fetching.guard import AddressGuard
from crawler.fetching.meta import ARTICLE, FIRST_URL, ROBOTS, first_url
from crawler.middlewares.hook import spider_of
from crawler.model import Problem, Source

_HOPS = "redirect_times"


class RedirectMiddleware:
    """Turns a redirect into a new request, which passes robots.txt, budget and guard like any other."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RedirectMiddleware:
        """For Scrapy."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The response, or the request for where it leads; raises ``FetchError`` where it may not lead."""
        if response.status not in REDIRECTS:
            return response
        location = response.headers.get(b"Location")
        target = redirect_target(request.url, location.decode("utf-8", "replace") if location else None)
        if target is None:
            return response
        hops = int(request.meta.get(_HOPS, 0)) + 1
        if hops > MAX_HOPS:
            detail = f"more than {MAX_HOPS} redirects in a row"
            raise FetchError(Problem.HTTP_ERROR.value, detail)
        spider = spider_of(self._crawler)
        if not request.meta.get(ROBOTS):
            article = bool(request.meta.get(ARTICLE))
            await _check(spider.guard, first_url(request), target, spider.source, article)
        meta = {**request.meta, _HOPS: hops, FIRST_URL: first_url(request)}
        return request.replace(url=target, meta=meta, dont_filter=True, priority=request.priority + 2)


async def _check(guard: AddressGuard, first: str, target: str, source: Source, article: bool) -> None:
    """As :func:`check_redirect`, but a private target is named as such before anything else."""
    place = endpoint(target)
    if place is not None:
        guard.check_literal(*place)
    try:
        check_redirect(first, target, source, article=article)
    except FetchError:
        if place is not None:
            await _refuse_private(guard, *place)
        raise


async def _refuse_private(guard: AddressGuard, host: str, port: int) -> None:
    """Raise where a name we would not follow anyway stands at a private address; be silent otherwise."""
    try:
        await guard.resolve(host, port)
    except FetchError as error:
        if error.problem == Problem.PRIVATE_ADDRESS.value:
            raise
