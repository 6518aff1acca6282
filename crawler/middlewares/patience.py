"""Second tries for what passes, and a server's wish to be left alone."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Response

from crawler.errors import FetchError
from crawler.fetching.answers import PASSING, retry_after
from crawler.fetching.budget import PATIENCE, FinalFetchError
from crawler.fetching.hosts import shared_gate
from crawler.middlewares.hook import spider_of
from crawler.model import Problem

# Without a Retry-After: seconds before the second and the third try. Long enough for a restart of a
# worker process behind a web server, short against a poll of five minutes.
_PAUSES = (2.0, 8.0)


class PatienceMiddleware:
    """Retries connections that failed and answers that pass (``RETRY_HTTP_CODES``).

    A Retry-After up to a minute holds all requests to that host for as long; a longer one ends the poll
    and defers the source.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._times = crawler.settings.getint("RETRY_TIMES")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> PatienceMiddleware:
        """For Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The response, or the same request again."""
        if response.status not in PASSING:
            return response
        spider = spider_of(self._crawler)
        header = response.headers.get(b"Retry-After")
        asked = retry_after(header.decode("latin-1") if header else None, spider.now())
        if asked is not None and response.status in (429, 503):
            if asked > PATIENCE:
                spider.budget.defer(asked, spider.now())
                spider.budget.check()
            self._hold(request, asked)
        return self._again(request, f"{response.status}", asked is not None) or response

    def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """The same request again after a failed connection."""
        passing = isinstance(exception, FetchError) and exception.problem == Problem.NETWORK_ERROR.value
        if not passing or isinstance(exception, FinalFetchError):
            return None
        return self._again(request, "network", False)

    def _again(self, request: Request, reason: str, told: bool) -> Request | None:
        spider = self._crawler.spider
        assert spider is not None
        again = get_retry_request(
            request, spider=spider, reason=reason, max_retry_times=self._times, give_up_log_level="DEBUG"
        )
        if again is not None and not told:
            tries = int(request.meta.get("retry_times", 0))
            self._hold(request, self._pause(tries))
        return again

    def _pause(self, tries: int) -> float:
        """Seconds; installations without a delay (tests, demos on loopback) do not pause either."""
        pause = _PAUSES[min(tries, len(_PAUSES) - 1)]
        return min(pause, pause * spider_of(self._crawler).limits.delay)

    @staticmethod
    def _hold(request: Request, seconds: float) -> None:
        shared_gate().hold(urlsplit(request.url).hostname or "", seconds)
