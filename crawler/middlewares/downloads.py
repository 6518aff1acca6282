"""The download handler: politeness across all crawls, the budget, the guard, the limits."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.fetching.hosts import shared_gate
from crawler.fetching.meta import CUT
from crawler.fetching.wire import Exchange, Wire
from crawler.middlewares.hook import spider_of

# While we wait for our turn we look this often whether the poll was cut or the host asked for more time.
_LOOK_AGAIN = 1.0


class GuardedDownloadHandler(BaseDownloadHandler):
    """Fetches through :class:`crawler.fetching.wire.Wire`.

    A response that was cut comes back with its problem and detail under ``CUT`` in the request's ``meta``;
    where no response came, ``FetchError`` is raised.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        spider = spider_of(crawler)
        self._delay = spider.limits.delay
        self._wire = Wire(
            spider.guard,
            max_body=spider.limits.max_body,
            timeout=spider.limits.response_timeout,
            proxy=crawler.settings.get("PACTWATCH_PROXY") or "",
        )

    async def download_request(self, request: Request) -> Response:
        """Wait for the host's turn, spend one request of the budget, fetch."""
        budget = spider_of(self.crawler).budget
        exchange = await budget.run(lambda: self._fetch(request))
        request.meta.pop(CUT, None)
        if exchange.problem is not None:
            request.meta[CUT] = (exchange.problem, exchange.detail)
        return Response(
            exchange.url,
            status=exchange.status,
            headers=scrapy_headers(exchange),
            body=exchange.body,
            request=request,
        )

    async def _fetch(self, request: Request) -> Exchange:
        host, gate = urlsplit(request.url).hostname or "", shared_gate()
        while wait := gate.turn(host, self._delay):
            await asyncio.sleep(min(wait, _LOOK_AGAIN))
        spider_of(self.crawler).budget.spend()
        stats = self.crawler.stats
        stats.inc_value("poll/requests")
        headers = {str(name): str(value) for name, value in request.headers.to_unicode_dict().items()}
        exchange = await self._wire.get(request.url, headers)
        stats.inc_value("poll/bytes", len(exchange.body))
        return exchange

    async def close(self) -> None:
        """Close the connections."""
        await self._wire.close()


def scrapy_headers(exchange: Exchange) -> dict[bytes, list[bytes]]:
    """Header lines for Scrapy. The body is unpacked, so the coding is not repeated."""
    found: dict[bytes, list[bytes]] = {}
    for name, value in exchange.headers:
        if name not in ("content-encoding", "content-length"):
            found.setdefault(name.encode("latin-1", "replace"), []).append(value.encode())
    return found
