"""The links of a page as mentions: who is linked, under which headline, in which place of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from crawler.model import Source
from crawler.pages.found import absolute, is_document, one_line
from crawler.pages.listing_headlines import Headline, headline_of
from crawler.pages.listing_places import Places
from crawler.pages.listing_words import has_token, words
from crawler.pages.scope import in_scope
from crawler.text.document import Document

# The fullest portals' home pages have some 2,000 links; what stands beyond this is not looked at.
MOST_ANCHORS = 5_000
_SCRIPTED = re.compile(r"(?:location(?:\.href)?\s?=\s?|window\.open\(\s?)['\"]([^'\"\s]{1,1000})['\"]")
_BLANK = frozenset(("", "#", "javascript:;", "javascript:void(0)", "javascript:void(0);", "###"))


@dataclass(eq=False)
class Mention:
    """One address in one place of the page: the smallest block ``unit`` that speaks of nothing else.

    ``anchors`` are all links to it inside the unit (image, headline, "more"), ``anchor`` the one that gives
    the headline; ``role`` and ``navigation`` say where in the page's structure it stands.
    """

    url: str
    unit: Any
    anchors: list[Any] = field(default_factory=list)
    anchor: Any = None
    headline: Headline = field(default_factory=lambda: Headline(""))
    role: int = 0
    navigation: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """The mentions of a page in document order, and how many links led to other sites."""

    mentions: tuple[Mention, ...]
    elsewhere: int
    base: str


def gather(document: Document, source: Source) -> Gathered:
    """All links of the page that may lead to one of the source's articles, as mentions with headlines.

    Linear in the size of the page: each element is visited a bounded number of times.
    """
    base = base_address(document)
    pairs: list[tuple[Any, str]] = []
    elsewhere = 0
    here = absolute(base, document.url)
    for _, anchor in zip(range(MOST_ANCHORS), document.tree.iter("a"), strict=False):
        url = absolute(base, target(anchor))
        if url is None or url in (here, base) or not is_document(url) or _is_pager(anchor):
            continue
        if in_scope(url, source):
            pairs.append((anchor, url))
        else:
            elsewhere += 1
    return Gathered(tuple(_mentions(pairs)), elsewhere, base)


def base_address(document: Document) -> str:
    """The address that relative links start from (``<base href>`` or the page's own)."""
    first = next(document.tree.iter("base"), None)
    return (absolute(document.url, first.get("href")) if first is not None else None) or document.url


def target(anchor: Any) -> str | None:
    """Where a link leads, also where a script in it opens the page."""
    href = (anchor.get("href") or "").strip()
    if href.lower() in _BLANK or href.lower().startswith("javascript:"):
        match = _SCRIPTED.search(href) or _SCRIPTED.search((anchor.get("onclick") or "")[:2000])
        return match[1] if match else None
    return None if href.startswith("#") else href


def sole_blocks(pairs: list[tuple[Any, str]]) -> dict[Any, str | None]:
    """For every element above one of the given anchors: the one address below it, ``None`` for several."""
    sole: dict[Any, str | None] = {}
    for anchor, url in pairs:
        element = anchor
        while element is not None:
            known = sole.get(element, url)
            if known is None:
                break  # so have all above it
            sole[element] = url if known == url else None
            element = element.getparent()
    return sole


def highest(anchor: Any, *soles: dict[Any, str | None]) -> Any:
    """The highest block around ``anchor`` (itself at least, ``body`` never) that holds its address alone in
    the sense of all the given maps (see :func:`sole_blocks`).
    """
    unit = anchor
    while (parent := unit.getparent()) is not None and parent.tag != "body":
        if any(sole.get(parent) is None for sole in soles):
            break
        unit = parent
    return unit


def _mentions(pairs: list[tuple[Any, str]]) -> Iterator[Mention]:
    sole = sole_blocks(pairs)
    places = Places()
    found: dict[Any, Mention] = {}
    for anchor, url in pairs:
        unit = highest(anchor, sole)
        found.setdefault(unit, Mention(url, unit)).anchors.append(anchor)
    for mention in found.values():
        mention.headline, mention.anchor = _best(mention)
        mention.role = places.role(mention.anchor)
        mention.navigation = places.in_navigation(mention.anchor)
        yield mention


def _best(mention: Mention) -> tuple[Headline, Any]:
    ranked = [(headline_of(a, mention.unit), a) for a in mention.anchors[:20]]
    return max(ranked, key=lambda pair: pair[0].rank)


def _is_pager(anchor: Any) -> bool:
    """Page numbers and the words of a pager are no articles."""
    text = one_line("".join(anchor.itertext()) if len(anchor) < 50 else "", 60).lower().strip(" []()·|")
    if text.isdigit():
        return len(text) < 5 and anchor.find(".//img") is None
    return (
        text in words("pager")
        or (text in words("next") and len(text) > 1)
        or has_token(anchor, "next_classes")
    )
