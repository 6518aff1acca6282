"""From an answer to the page that the rest of the house knows."""

from __future__ import annotations

from datetime import datetime

from scrapy.http import Response

from crawler.fetching.wire import Exchange
from crawler.model import FetchedPage, Problem

Cut = tuple[Problem, str]


def page_of(
    response: Response, now: datetime, *, requested: str, source_id: str | None, cut: Cut | None
) -> FetchedPage:
    """A Scrapy response as a page; ``cut`` is the problem that ended it early, with its detail."""
    problem, detail = cut or (None, "")
    return FetchedPage(
        url=response.url,
        requested_url=requested,
        status=response.status,
        headers=tuple(
            (name.decode("latin-1").lower(), _shown(value))
            for name, values in response.headers.items()
            for value in values
        ),
        body=response.body,
        fetched_at=now,
        source_id=source_id,
        failure=problem,
        failure_detail=detail,
    )


def page_of_exchange(exchange: Exchange, now: datetime, requested: str) -> FetchedPage:
    """The same for a request made outside a crawl."""
    return FetchedPage(
        url=exchange.url,
        requested_url=requested,
        status=exchange.status,
        headers=exchange.headers,
        body=exchange.body,
        fetched_at=now,
        failure=exchange.problem,
        failure_detail=exchange.detail,
    )


def page_without_answer(url: str, now: datetime, problem: Problem, detail: str) -> FetchedPage:
    """The page that did not come: status 0, nothing but its reason."""
    return FetchedPage(
        url=url,
        requested_url=url,
        status=0,
        headers=(),
        body=b"",
        fetched_at=now,
        failure=problem,
        failure_detail=detail,
    )


def _shown(value: bytes) -> str:
    return value.decode("utf-8", "replace")
