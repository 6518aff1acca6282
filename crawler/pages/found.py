"""What an entry point yields: the links found on it and the addresses that lead to more of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from crawler.model import ArticleLink, EntryKind, Problem
from crawler.pages.listing_words import words

# Longer addresses are refused by servers and proxies alike (the usual limit is 2,048 to 8,192).
LONGEST_URL = 4096
# A headline beyond this is a teaser or a trap; newspapers' longest stay below 300.
LONGEST_HEADLINE = 500

_SPACES = re.compile(r"[\s\u200b\u200e\u200f\ufeff]+")
# An address that needs no joining: the usual case in sitemaps of 50,000, ten times as quick.
_WHOLE = re.compile(r"https?://[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,9}/[A-Za-z0-9/_.,~%?=&;:+!-]*")
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class ChildSitemap:
    """A sitemap named by a sitemap index; ``last_modified`` as written there, ``None`` where it is not."""

    url: str
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class EntryReading:
    """What was found on one entry document.

    ``links`` are in the order to be read (as printed; newest first for sitemaps), each address once;
    ``next_pages`` continue a listing or feed; ``children`` are a sitemap index's members, newest first.
    ``problem`` is set when the document is not what it should be or yields nothing, ``detail`` is one plain
    sentence on it; ``kind`` is what the document turned out to be.
    """

    kind: EntryKind
    links: tuple[ArticleLink, ...] = ()
    next_pages: tuple[str, ...] = ()
    children: tuple[ChildSitemap, ...] = ()
    problem: Problem | None = None
    detail: str = ""


def one_line(text: str | None, limit: int = LONGEST_HEADLINE) -> str:
    """``text`` on one line without zero-width characters, at most ``limit`` characters."""
    return _SPACES.sub(" ", (text or "")[: limit * 8]).strip()[:limit].strip()


def absolute(base: str, href: str | None) -> str | None:
    """The http(s) address that ``href`` means on the page at ``base``, without fragment.

    ``None`` for anything that cannot be fetched: scripts, mail, other schemes, broken or overlong addresses.
    """
    # Browsers drop tabs and line breaks inside an address and read a backslash as a slash.
    cleaned = _SPACES.sub(" ", href or "").strip().replace("\\", "/")
    if not cleaned or len(cleaned) > LONGEST_URL:
        return None
    if _WHOLE.fullmatch(cleaned) and "/." not in cleaned:
        return cleaned
    try:
        url = urldefrag(urljoin(base, cleaned.replace(" ", "%20"))).url
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or _UNSAFE.search(url) or "@" in parts.netloc:
        return None
    return url if parts.path else parts._replace(path="/").geturl()


def is_document(url: str) -> bool:
    """Whether the address may be a page (or a PDF: notices come so) rather than an image or an archive."""
    last = urlsplit(url).path.rsplit("/", 1)[-1]
    return "." not in last or last.rsplit(".", 1)[-1].lower() not in words("not_pages")


def without_repeats(links: list[ArticleLink]) -> tuple[ArticleLink, ...]:
    """Each address once, at its first place; a later mention fills in a missing headline or date."""
    best: dict[str, ArticleLink] = {}
    for link in links:
        known = best.get(link.url)
        best[link.url] = link if known is None else _merged(known, link)
    return tuple(best.values())


def _merged(known: ArticleLink, other: ArticleLink) -> ArticleLink:
    return ArticleLink(
        known.url,
        known.text or other.text,
        known.published or other.published,
        known.modified or other.modified,
    )
