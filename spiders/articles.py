"""Articles: asked for, taken in, and every way of failing named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.errors import FetchError
from crawler.fetching.answers import TEMPORARY, judged
from crawler.fetching.budget import CutShortError
from crawler.fetching.meta import ARTICLE, CUT, KEPT, first_url
from crawler.fetching.pages import page_of, page_without_answer
from crawler.model import FetchedPage, PendingLink, Problem
from spiders.asking import conditions
from spiders.visit import Visit

# So many temporary failures in a row say that the site is in trouble, not the pages: the poll ends there,
# and the links that were not asked for stay as they are. (Those that were are put off all the same: five
# pages that fail for good must not stand before all others for ever.)
TROUBLE = 5


class ArticleDesk:
    """Takes the answers for articles: a page to think about, or a link put off, never nothing."""

    def __init__(self, spider: Visit) -> None:
        self._spider = spider
        self._failed_in_a_row = 0

    def requests(self) -> Iterator[Request]:
        """Requests for what is due, in the frontier's order (what earlier polls left first)."""
        spider = self._spider
        for place, link in enumerate(spider.pending.next(spider.site.max_articles)):
            yield Request(
                link.url,
                headers=conditions(link.validators),
                callback=self.take,
                errback=self.refuse,
                cb_kwargs={"link": link},
                meta={ARTICLE: True},
                dont_filter=True,
                priority=-place,
            )

    def take(self, response: Response, link: PendingLink) -> Iterator[FetchedPage]:
        """Callback: the page of ``link``, unless it did not change or failed in a way that may pass."""
        spider = self._spider
        if response.status == 304 and conditions(link.validators):
            self._failed_in_a_row = 0
            spider.count("not_modified")
            spider.pending.unchanged(link.url)
            return
        page = judged(self._page(response, link))
        if page.failure in TEMPORARY:
            self._put_off(link, page.failure, page.failure_detail)
            return
        self._failed_in_a_row = 0
        yield page  # a page with a failure is counted by its reading, where it is kept

    def refuse(self, failure: Failure) -> Iterator[FetchedPage]:
        """Errback: no answer came. What is the page's own is kept as a page with its problem."""
        request: Any = failure.request  # type: ignore[attr-defined]  # set by Scrapy
        link: PendingLink = request.cb_kwargs["link"]
        error = failure.value
        if isinstance(error, CutShortError):
            return
        if not isinstance(error, FetchError):
            error = FetchError(Problem.NETWORK_ERROR.value, f"{type(error).__name__}: {error}")
        problem = Problem(error.problem)
        if problem in TEMPORARY:
            self._put_off(link, problem, error.detail)
        else:
            self._failed_in_a_row = 0
            page = page_without_answer(link.url, self._spider.now(), problem, error.detail)
            yield replace(page, source_id=self._spider.site.id, link=link.link)

    def _put_off(self, link: PendingLink, problem: Problem, detail: str) -> None:
        self._spider.count_problem(problem, detail, link.url)
        self._spider.pending.put_off(link.url, problem, detail)
        self._failed_in_a_row += 1
        if self._failed_in_a_row >= TROUBLE:
            self._spider.budget.cut(problem, f"{TROUBLE} pages in a row failed, the rest stays pending")

    def _page(self, response: Response, link: PendingLink) -> FetchedPage:
        request: Any = response.request
        cut = request.meta.get(CUT)
        if cut is not None and cut[0] is Problem.TRUNCATED and b"</html>" in response.body[-2000:].lower():
            cut = None  # The length was announced wrongly: the document is there to its end.
        page = page_of(
            response,
            self._spider.now(),
            requested=first_url(request),
            source_id=self._spider.site.id,
            cut=cut,
        )
        return replace(page, link=link.link, archive_ref=request.meta.get(KEPT))
