"""What an address itself says: article or overview, and which shape a site's articles share."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from crawler.pages.listing_words import words

_DIGITS = re.compile(r"\d+")
_WORDS = re.compile(r"[a-z]+")
_HEX = re.compile(r"[0-9a-f]{16,}|[0-9a-f]{8}-[0-9a-f-]{20,}", re.IGNORECASE)
_SECTION = re.compile(
    r"^(?:index|default|list|main|home|node|col|column|channel|category|categories|tag|author)\b", re.I
)
_DATED = re.compile(r"/(?:19|20)\d\d[-/_]?(?:1[0-2]|0?[1-9])(?:[-/_]?(?:3[01]|[12]\d|0?[1-9]))?(?=[/_-]|$)")
# A page named by a year alone is that year's archive.
_YEAR = re.compile(r"(?:19|20)\d\d(?:nen|年|年度)?")
# A name of this many words is a headline's, not a section's.
_SLUG_BREAKS = 3


@lru_cache(maxsize=8192)
def address_shape(url: str) -> str:
    """The address with numbers, dates and names of articles folded, so that a site's articles share one."""
    parts = urlsplit(url)
    segments = parts.path.split("/")
    folded = "/".join(_folded(s, last=i == len(segments) - 1) for i, s in enumerate(segments))
    query = "&".join(sorted(f"{k}={'N' if v.isdigit() else '*'}" for k, v in parse_qsl(parts.query)[:10]))
    return f"{parts.hostname}{folded}?{query}"


@lru_cache(maxsize=8192)
def article_points(url: str) -> float:
    """How far the address speaks for an article: 1 for a date, a long number or an id, 0.4 for a name of
    several words (menus have those too), 0 for neither.
    """
    parts = urlsplit(url)
    stem = _stem(parts.path)
    if _YEAR.fullmatch(stem):
        return 0.0
    numbers = _DIGITS.findall(stem)
    identified = any(v.isdigit() for _, v in parse_qsl(parts.query)[:10])
    if identified or _DATED.search(parts.path) or _HEX.search(stem) or any(len(n) >= 3 for n in numbers):
        return 1.0
    return 0.4 if stem.count("-") + stem.count("_") >= _SLUG_BREAKS else 0.0


@lru_cache(maxsize=8192)
def is_section_like(url: str) -> bool:
    """Whether the address speaks for an overview: a folder, an index, a list, a page of words only."""
    parts = urlsplit(url)
    last = parts.path.rsplit("/", 1)[-1]
    if _YEAR.fullmatch(_stem(parts.path)):
        return True
    if not last and not parts.query:
        tail = _stem(parts.path)
        return tail.count("-") < _SLUG_BREAKS and not any(len(n) > 2 for n in _DIGITS.findall(tail))
    return bool(_SECTION.match(last)) and not any(len(n) > 3 for n in _DIGITS.findall(last + parts.query))


@lru_cache(maxsize=8192)
def is_overview(url: str) -> bool:
    """Whether a folder of the address names people, topics or the house itself, and none names news."""
    return bool(_folders(url) & words("overviews")) and not in_news(url)


@lru_cache(maxsize=8192)
def in_news(url: str) -> bool:
    """Whether a folder of the address is called news or the like."""
    known = words("news_folders")
    return any(folder in known or not known.isdisjoint(_WORDS.findall(folder)) for folder in _folders(url))


def below(url: str, page_url: str) -> bool:
    """Whether the address stands below the folder (or name) of the listing itself, the site's root apart."""
    page, own = urlsplit(page_url), urlsplit(url)
    folder = page.path.rsplit("/", 1)[0] if "." in page.path.rsplit("/", 1)[-1] else page.path.rstrip("/")
    return len(folder) > 1 and own.hostname == page.hostname and own.path.startswith(folder + "/")


def _folders(url: str) -> frozenset[str]:
    return frozenset(urlsplit(url).path.lower().split("/")[:-1])


def _stem(path: str) -> str:
    last = path.rstrip("/").rsplit("/", 1)[-1]
    return last.rsplit(".", 1)[0] if "." in last else last


def _folded(segment: str, last: bool) -> str:
    if last and _YEAR.fullmatch(_stem(segment)):
        return segment
    if not any(c.isdigit() for c in segment):
        return "S" if last and segment.count("-") + segment.count("_") >= 2 else segment
    if _HEX.search(segment) or segment.count("-") >= _SLUG_BREAKS:
        return "S" if last else "N"
    return _DIGITS.sub("N", segment)
