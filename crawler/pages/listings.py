"""Listing pages -> article links, read without selectors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from cssselect import SelectorError
from lxml.cssselect import CSSSelector

from crawler.model import ArticleLink, EntryKind, FetchedPage, Problem, Source
from crawler.pages.found import EntryReading, absolute, without_repeats
from crawler.pages.listing_addresses import address_shape, article_points, is_overview, is_section_like
from crawler.pages.listing_anchors import Gathered, Mention, gather, target
from crawler.pages.listing_dates import date_in
from crawler.pages.listing_groups import Group, grouped
from crawler.pages.listing_headlines import headline_of, is_more, width
from crawler.pages.next_pages import next_pages
from crawler.pages.printed_dates import Today, today_on
from crawler.pages.scope import in_scope
from crawler.text.document import Document, parse

# An address shape is the page's own for articles when this many of its accepted links have it.
_LEARNT = 3
# A section page with no more links of its own site than this may be a list that has just begun.
_FEW = 3
# A group this close to a list may be a list whose labels are short.
_NEARLY = 2.0


def read_listing(page: FetchedPage, source: Source, now: datetime) -> EntryReading:
    """The article links of a listing or home page with headline and printed date, and its next page.

    Links are told from navigation by structure: what stands in the same place of the page belongs together,
    and such a group is judged by its dates, headline lengths, headings and addresses. The shapes of addresses
    learnt from accepted groups then bring in single links and cast out strays. The largest dated group comes
    first. Never raises.
    """
    return read_document(parse(page), source, now)


def read_document(document: Document, source: Source, now: datetime) -> EntryReading:
    """As :func:`read_listing`, for a page that is parsed already."""
    today = today_on(document.decoded.text, now, source.timezone)
    following = next_pages(document, source)
    if source.selectors.links:
        chosen = _selected(document, source, today)
        if chosen:
            return EntryReading(EntryKind.LISTING, chosen, following)
    gathered = gather(document, source)
    links = _articles(grouped(gathered.mentions, today, document.url)) or _of_a_few(
        document.url, gathered, today
    )
    if links:
        return EntryReading(EntryKind.LISTING, links, following)
    detail = _why_none(gathered)
    return EntryReading(EntryKind.LISTING, (), following, problem=Problem.EMPTY, detail=detail)


def _of_a_few(page_url: str, gathered: Gathered, today: Today) -> tuple[ArticleLink, ...]:
    """The links of a section page that has so few that no group shows: all that lead neither to a menu's
    places nor to overviews. On a home page, and among more links, what shows no list is a menu.
    """
    own = [m for m in gathered.mentions if not m.navigation and not is_overview(m.url)]
    if len(own) > _FEW or urlsplit(page_url).path in ("", "/"):
        return ()
    told = [m for m in own if m.headline.text and not is_more(m.headline.text)]
    return without_repeats(
        [ArticleLink(m.url, m.headline.text, date_in(m.anchors[0].getparent(), m, today)) for m in told]
    )


def _articles(groups: Sequence[Group]) -> tuple[ArticleLink, ...]:
    accepted = [group for group in groups if group.is_articles]
    several = [group for group in accepted if len(group.mentions) > 1]
    firm = [group for group in several if group.is_dated] or [group for group in several if group.firm]
    shapes = _learnt_shapes(firm or accepted)
    sure = {id(group) for group in firm}
    if firm:
        # Beside a list with dates (or else headings), all else must be shaped like it or stand among the
        # news: menus and calls to action can look like articles.
        accepted = [
            group
            for group in accepted
            if id(group) in sure or (group.at_home and group.firm) or _shaped(group, shapes) >= 0.5
        ]
    accepted.sort(key=lambda group: (-group.dated, -len(group.mentions)))
    links = [link for group in accepted for link in _links(group, shapes)]
    taken = {id(group) for group in accepted}
    for group in groups:
        if id(group) not in taken:
            links += _rescued(group, shapes)
    known = {link.url for link in links}
    extra = [link for group in groups for link in _all_links(group) if link.url in known and link.text]
    return without_repeats(_with_best_headlines(links, groups) + extra)


def _learnt_shapes(groups: Sequence[Group]) -> frozenset[str]:
    counts = Counter(address_shape(m.url) for g in groups for m in g.mentions if article_points(m.url))
    return frozenset(shape for shape, count in counts.items() if count >= _LEARNT)


def _shaped(group: Group, shapes: frozenset[str]) -> float:
    return sum(address_shape(m.url) in shapes for m in group.mentions) / len(group.mentions)


def _links(group: Group, shapes: frozenset[str]) -> list[ArticleLink]:
    """The group's links without strays: overviews among articles, undated others in a dated list."""
    own = [address_shape(m.url) in shapes for m in group.mentions]
    dated = group.dated * 2 > len(group.mentions)
    return [
        ArticleLink(m.url, m.headline.text, day)
        for m, day, shaped in zip(group.mentions, group.days, own, strict=True)
        if shaped or not any(own) or not (is_section_like(m.url) or (dated and day is None))
    ]


def _rescued(group: Group, shapes: frozenset[str]) -> list[ArticleLink]:
    """Single links (the lead story) whose address is shaped like the page's articles; a whole group of
    links that was not accepted stays out.
    """
    if len(group.mentions) > 2 and group.score < _NEARLY:
        return []
    return [
        ArticleLink(m.url, m.headline.text, day)
        for m, day in zip(group.mentions, group.days, strict=True)
        if width(m.headline.text) >= 12 and address_shape(m.url) in shapes and not m.navigation
    ]


def _all_links(group: Group) -> list[ArticleLink]:
    return [
        ArticleLink(m.url, m.headline.text, day) for m, day in zip(group.mentions, group.days, strict=True)
    ]


def _with_best_headlines(links: list[ArticleLink], groups: Sequence[Group]) -> list[ArticleLink]:
    """Each link with the most trusted headline that any mention of its address has."""
    best: dict[str, tuple[int, str]] = {}
    for group in groups:
        for m in group.mentions:
            if m.headline.rank > best.get(m.url, (0, ""))[0]:
                best[m.url] = (m.headline.rank, m.headline.text)
    return [ArticleLink(x.url, best.get(x.url, (0, x.text))[1], x.published) for x in links]


def _selected(document: Document, source: Source, today: Today) -> tuple[ArticleLink, ...]:
    """What the source's own selector names: links, or blocks of which the first link counts."""
    try:
        found: Any = CSSSelector(source.selectors.links or "", translator="html")(document.tree)
    except (SelectorError, ValueError):
        return ()
    links = [link for element in found if (link := _selected_link(element, document, source, today))]
    return without_repeats(links)


def _selected_link(element: Any, document: Document, source: Source, today: Today) -> ArticleLink | None:
    anchor = element if element.tag == "a" else next(element.iter("a"), None)
    url = absolute(document.url, target(anchor)) if anchor is not None else None
    if url is None or not in_scope(url, source):
        return None
    headline = headline_of(anchor, element)
    block = element if element is not anchor else anchor.getparent()
    day = date_in(block, Mention(url, block, [anchor], anchor, headline), today)
    return ArticleLink(url, headline.text, day)


def _why_none(gathered: Gathered) -> str:
    own, elsewhere = len(gathered.mentions), gathered.elsewhere
    if not own and elsewhere:
        return (
            f"All {elsewhere} links of the page lead to other sites; "
            "set url or include to the site that has the articles."
        )
    if not own:
        return "The page has no links: it may be drawn by scripts (render: true) or be a challenge."
    return (
        f"None of the page's {own} links looks like an article "
        "(no dates, short labels, addresses of overviews)."
    )
