"""Single pages that are watched for changes of their own text (an overview of partners, say)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.errors import FetchError
from crawler.fetching.budget import CutShortError
from crawler.model import EntryKind, EntryPoint, FetchedPage, Problem
from spiders.base import SourceSpider
from spiders.walk import entry_page, entry_request


class PageSpider(SourceSpider):
    """Fetches the watched pages of a source; each is an article itself.

    Its validators are kept with the article, not here: a kill between fetching and keeping must not make
    the next poll believe that the change was taken.
    """

    name = "page"
    kind = EntryKind.PAGE

    async def enter(self) -> AsyncIterator[Request]:
        """Requests for the watched pages."""
        for entry in self.entries():
            self.count("entries")
            request = entry_request(self, entry.url)
            yield request.replace(callback=self.take, errback=self.refuse, cb_kwargs={"entry": entry})

    def take(self, response: Response, entry: EntryPoint) -> Iterator[FetchedPage]:
        """Callback: the page, unless it did not change."""
        try:
            page = entry_page(self, response, entry)
        except FetchError as error:
            self._failed(entry, error)
            return
        if page is not None:
            yield page

    def refuse(self, failure: Failure) -> None:
        """Errback: no answer came."""
        request: Any = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        error = failure.value
        if not isinstance(error, FetchError):
            error = FetchError(Problem.NETWORK_ERROR.value, f"{type(error).__name__}: {error}")
        self._failed(request.cb_kwargs["entry"], error)

    def _failed(self, entry: EntryPoint, error: FetchError) -> None:
        self.count("entries_failed")
        if not isinstance(error, CutShortError):
            self.count_problem(error.problem, error.detail, entry.url)
