"""Which of a page's groups of links are articles: structure, dates, headline lengths and address shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from crawler.pages.listing_addresses import (
    address_shape,
    article_points,
    below,
    in_news,
    is_overview,
    is_section_like,
)
from crawler.pages.listing_anchors import Mention, highest, sole_blocks
from crawler.pages.listing_dates import dates_beside
from crawler.pages.listing_headlines import width
from crawler.pages.printed_dates import Today

# The points below were set by hand on the golden listings and on the link blocks of real article pages
# (most of them navigation); docs/sources.md says what each is for. Nothing is accepted below 3.
_ENOUGH = 3.0

_Dated = list[tuple[Mention, str | None]]


@dataclass(frozen=True, slots=True)
class Group:
    """Links that stand in the same place of the page's structure, with the dates beside them.

    ``firm`` says that half of them have a date or are headings. ``backed`` says that their addresses or
    lengths speak for articles, which a group without dates needs (services and departments are set as
    headings too); ``at_home`` that they stand below the listing's own address or in a folder for news.
    """

    mentions: tuple[Mention, ...]
    days: tuple[str | None, ...]
    score: float
    firm: bool
    backed: bool
    at_home: bool

    @property
    def is_articles(self) -> bool:
        """Whether this group is a list of articles, judged by itself."""
        return self.score >= _ENOUGH and (self.is_dated or self.backed)

    @property
    def is_dated(self) -> bool:
        """Whether half of its links have a date."""
        return self.dated * 2 >= len(self.mentions)

    @property
    def dated(self) -> int:
        """How many of its links have a date."""
        return sum(day is not None for day in self.days)


def grouped(mentions: Sequence[Mention], today: Today, page_url: str) -> list[Group]:
    """The mentions by their role, each group judged; groups in document order."""
    by_role: dict[int, list[Mention]] = {}
    # A link without words is no evidence; another mention of its address may have some.
    worded = [mention for mention in mentions if mention.headline.rank]
    for mention in worded:
        by_role.setdefault(mention.role, []).append(mention)
    fences = _fences(worded)
    return [
        _judged(part, page_url)
        for members in by_role.values()
        for part in _parted(members, _items(members, fences), today)
    ]


def _fences(mentions: Sequence[Mention]) -> dict[str, dict[Any, str | None]]:
    """For each address shape, which blocks hold one address of that shape only."""
    by_shape: dict[str, list[tuple[Any, str]]] = {}
    for mention in mentions:
        by_shape.setdefault(address_shape(mention.url), []).append((mention.anchor, mention.url))
    return {shape: sole_blocks(pairs) for shape, pairs in by_shape.items()}


def _items(members: Sequence[Mention], fences: dict[str, dict[Any, str | None]]) -> list[Any]:
    """The whole item of each mention: the highest block without another member's address, nor one of the
    same shape (two articles in one row of a table).
    """
    if len({m.url for m in members}) < 2:
        return [m.unit for m in members]
    sole = sole_blocks([(m.anchor, m.url) for m in members])
    return [highest(m.anchor, sole, fences[address_shape(m.url)]) for m in members]


def _parted(members: Sequence[Mention], items: Sequence[Any], today: Today) -> list[_Dated]:
    """The members with their dates; where some of their blocks are dated and others not at all, apart (on a
    page without class names a menu can stand in the same place as the list).
    """
    every = list(zip(members, dates_beside(items, members, today), strict=True))
    dated_blocks = {item.getparent() for item, (_, day) in zip(items, every, strict=True) if day}
    marks = [item.getparent() in dated_blocks for item in items]
    halves = ([p for p, m in zip(every, marks, strict=True) if m is wanted] for wanted in (True, False))
    return [half for half in halves if half]


def _judged(pairs: _Dated, page_url: str) -> Group:
    members, days = tuple(m for m, _ in pairs), tuple(day for _, day in pairs)
    middle = median(width(m.headline.text) for m in members)
    dated = _share(day is not None for day in days)
    headings = _share(m.headline.rank == 4 for m in members)
    numbered = _share(article_points(m.url) == 1.0 for m in members)
    home = _share(below(m.url, page_url) or in_news(m.url) for m in members)
    points = 3.0 * dated + _length_points(middle) + 1.5 * headings + home
    points += 1.5 * sum(article_points(m.url) for m in members) / len(members)
    return Group(
        members,
        days,
        points - _against(members),
        firm=dated >= 0.5 or headings >= 0.5,
        backed=numbered >= 0.5 or home >= 0.5 or middle >= 36,
        at_home=home >= 0.5,
    )


def _against(members: Sequence[Mention]) -> float:
    """What speaks against articles: navigation, overviews, links in sentences, one label again and again."""
    count = len({m.url for m in members})
    labels = Counter(m.headline.text for m in members)
    points = 2.0 * _share(is_section_like(m.url) for m in members)
    points += 3.5 * _share(is_overview(m.url) for m in members)
    points += 2.0 * _share(_in_running_text(m) for m in members)
    points += 3.0 * _share(m.navigation for m in members)
    points += 1.5 if count > 3 and labels.most_common(1)[0][1] * 3 > count else 0.0
    return points + (-0.5 if count >= 5 else 0.0 if count >= 2 else 1.0)


def _in_running_text(mention: Mention) -> bool:
    """Whether the link is part of a sentence: words of its paragraph stand before it, and many beside."""
    anchor = mention.anchor
    parent, before = anchor.getparent(), anchor.getprevious()
    if parent is None or parent.tag not in ("p", "div", "td", "span", "dd") or mention.headline.rank > 2:
        return False
    lead = (parent.text if before is None else before.tail) or ""
    beside = len((parent.text or "").strip()) + sum(len((child.tail or "").strip()) for child in parent[:50])
    return len(lead.strip()) > 12 and beside > max(40, len(mention.headline.text))


def _length_points(middle: float) -> float:
    """A headline says something: ten wide characters or four words at least; labels and names are shorter."""
    if middle < 6:
        return -8.0
    steps = ((36, 3.0), (24, 2.0), (16, 1.0), (12, 0.0), (10, -1.5))
    return next((points for least, points in steps if middle >= least), -2.5)


def _share(flags: Iterable[bool]) -> float:
    marks = list(flags)
    return sum(marks) / len(marks)
