"""Articles as they would be read, shown before a source is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from crawler.model import ArticleLink, FetchedPage, Problem, SiteContext, Source
from crawler.pages import read

Fetch = Callable[[str], FetchedPage]

# Enough to see whether titles, dates and texts come out; more would only burden the site.
SHOWN = 10
_START = 200


@dataclass(frozen=True, slots=True)
class Preview:
    """One article as it would be read: headline, date, language, the first words, or the problem."""

    url: str
    title: str | None
    published_on: str | None
    language: str | None
    start: str
    characters: int
    problem: Problem | None = None
    detail: str = ""


def previews(links: Sequence[ArticleLink], source: Source, fetch: Fetch) -> tuple[Preview, ...]:
    """The first ten links, fetched and read as a poll would read them."""
    context = SiteContext(
        source_id=source.id,
        organisation=source.organisation,
        language=source.language,
        timezone=source.timezone,
        selectors=source.selectors,
    )
    return tuple(_preview(link, context, fetch) for link in links[:SHOWN])


def _preview(link: ArticleLink, context: SiteContext, fetch: Fetch) -> Preview:
    reading, _ = read(replace(fetch(link.url), link=link), context)
    article = reading.article
    if article is None:
        return Preview(link.url, None, None, None, "", 0, reading.problem, reading.detail)
    start = " ".join(article.text[: _START * 2].split())[:_START]
    return Preview(
        link.url,
        article.title,
        article.published_on,
        article.language,
        start,
        len(article.text),
        reading.problem,
        reading.detail,
    )
