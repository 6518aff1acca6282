"""Short ways to judge a text or a page in tests."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.junk import judge
from crawler.model import (
    Article,
    EmptyNameTable,
    FetchedPage,
    FieldCandidate,
    JunkVerdict,
    NameTable,
    Reading,
    SiteContext,
)
from crawler.text.document import parse

URL = "https://www.yuelin-hospital.cn/news/12.html"


def response(
    body: bytes = b"", url: str = URL, content_type: str = "text/html; charset=utf-8"
) -> FetchedPage:
    return FetchedPage(
        url, url, 200, (("content-type", content_type),), body, datetime(2026, 1, 1, tzinfo=UTC)
    )


def reading_of(title: str | None, text: str, url: str = URL, *more: FieldCandidate) -> Reading:
    titles = ((FieldCandidate(title, "title"),) if title else ()) + more
    return Reading(Article(url, title, text, title_origin="title"), titles=titles)


def judged_text(
    title: str | None,
    text: str,
    url: str = URL,
    context: SiteContext | None = None,
    names: NameTable | None = None,
) -> tuple[JunkVerdict, Article]:
    verdict, after = judge(
        response(url=url),
        reading_of(title, text, url),
        None,
        context or SiteContext(),
        names or EmptyNameTable(),
    )
    assert after.article is not None
    return verdict, after.article


def judged_markup(markup: str, title: str, text: str, url: str = URL) -> tuple[JunkVerdict, Article]:
    page = response(markup.encode(), url)
    verdict, after = judge(page, reading_of(title, text, url), parse(page), SiteContext(), EmptyNameTable())
    assert after.article is not None
    return verdict, after.article
