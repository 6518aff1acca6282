"""The ways into a site that discovery tries, and what each of them yields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.discovery.preview import Fetch
from crawler.discovery.words import ranked
from crawler.model import ArticleLink, EntryKind, FetchedPage, Problem, Source
from crawler.pages.entries import read_entry, recognise
from crawler.pages.found import absolute, one_line
from crawler.pages.scope import same_site
from crawler.text.document import Document

# So many requests may the search for a way in cost a site, the preview apart.
MOST_REQUESTS = 16
# Links in the order of a menu: a news page is among the first few hundred.
_MOST_ANCHORS = 3000
_MOST_LISTINGS = 5
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")


@dataclass(frozen=True, slots=True)
class Way:
    """One way in that was tried: its address and kind, the links it gave, or why it gave none."""

    url: str
    kind: EntryKind
    links: tuple[ArticleLink, ...] = ()
    problem: Problem | None = None
    detail: str = ""
    why: str = ""

    @property
    def dated(self) -> int:
        """How many of the links have a date."""
        return sum(bool(link.published or link.modified) for link in self.links)

    @property
    def titled(self) -> int:
        """How many of the links have a headline."""
        return sum(bool(link.text) for link in self.links)

    @property
    def newest(self) -> str | None:
        """The newest date among the links, ``YYYY-MM-DD``."""
        return max(
            (
                str(link.published or link.modified)[:10]
                for link in self.links
                if link.published or link.modified
            ),
            default=None,
        )


class Scout:
    """Fetches and reads ways in, each address once, within a budget of requests."""

    def __init__(self, source: Source, fetch: Fetch, now: datetime) -> None:
        self.source, self._fetch, self._now = source, fetch, now
        self._pages: dict[str, FetchedPage] = {}

    def page(self, url: str) -> FetchedPage | None:
        """The page at ``url``, ``None`` once the budget is spent."""
        if url not in self._pages:
            if len(self._pages) >= MOST_REQUESTS:
                return None
            self._pages[url] = self._fetch(url)
        return self._pages[url]

    def way(self, url: str, kind: EntryKind, why: str) -> Way | None:
        """What the address yields as an entry point; a sitemap index is followed to its newest member."""
        page = self.page(url)
        if page is None:
            return None
        reading = read_entry(page, kind, self.source, self._now)
        links, problem, detail = reading.links, reading.problem, reading.detail
        for child in sorted(reading.children, key=lambda member: "news" not in member.url)[:2]:
            inner = self.page(child.url)
            if inner is not None and not links:
                below = read_entry(inner, EntryKind.SITEMAP, self.source, self._now)
                links, problem, detail = below.links, below.problem, below.detail
        return Way(url, reading.kind, links, problem, detail, why)


def ways_in(document: Document, scout: Scout) -> Iterator[Way]:
    """All ways in from one web page: feeds it names, customary places, sitemaps, itself, its news pages."""
    feeds = list(dict.fromkeys(_named_feeds(document)))[:3]
    places = [urljoin(document.url, path) for path in list(ranked("feed_paths"))[: 0 if feeds else 2]]
    tries = [(url, EntryKind.FEED, "named by the page") for url in feeds]
    tries += [(url, EntryKind.FEED, "a customary place") for url in places]
    tries.append((document.url, EntryKind.LISTING, "the page itself"))
    tries += [
        (url, EntryKind.LISTING, f"linked as “{label}”") for url, label in _news_pages(document, scout.source)
    ]
    tries += [(url, EntryKind.SITEMAP, why) for url, why in _sitemaps(document.url, scout)]
    for url, kind, why in tries:
        if same_site(url, scout.source) and (way := scout.way(url, kind, why)):
            yield way


def _named_feeds(document: Document) -> Iterator[str]:
    """Feeds that the page names; feeds of comments are no news."""
    for link in document.tree.iter("link", "a"):
        url = absolute(document.url, link.get("href"))
        if url is None or "comment" in url.lower():
            continue
        path = urlsplit(url).path.lower()
        looks = link.tag == "a" and path.endswith((".rss", "/rss", "rss.xml", "/feed", "/feed/", "atom.xml"))
        if looks or (link.get("type") or "").lower() in _FEED_TYPES:
            yield url


def _sitemaps(url: str, scout: Scout) -> Iterator[tuple[str, str]]:
    """Sitemaps that robots.txt names, those for news first; else the customary places."""
    robots = scout.page(urljoin(url, "/robots.txt"))
    text = robots.body[:500_000].decode("utf-8", "replace") if robots and robots.status == 200 else ""
    lines = [
        line.split(":", 1)[1].strip()
        for line in text.splitlines()
        if line.strip().lower().startswith("sitemap:")
    ]
    named = sorted(
        {found for line in lines if (found := absolute(url, line))}, key=lambda x: ("news" not in x, x)
    )
    for found in named[:2]:
        yield found, "named by robots.txt"
    for path in list(ranked("sitemap_paths"))[: 0 if named else 2]:
        yield urljoin(url, path), "a customary place"


def _news_pages(document: Document, source: Source) -> list[tuple[str, str]]:
    """The pages that the page links under a word for news, the plainest words first."""
    found: dict[str, tuple[int, str]] = {}
    known = {**{word: place + 1000 for word, place in ranked("notices").items()}, **ranked("news")}
    for _, anchor in zip(range(_MOST_ANCHORS), document.tree.iter("a"), strict=False):
        label = _label(anchor)
        place = known.get(label.lower().strip(" >»›+"))
        url = absolute(document.url, anchor.get("href")) if place is not None else None
        if place is not None and url and url != document.url and same_site(url, source):
            found.setdefault(url, (place, label))
    best = sorted(found.items(), key=lambda item: item[1][0])[:_MOST_LISTINGS]
    return [(url, label) for url, (_, label) in best]


def _label(anchor: Any) -> str:
    text = one_line("".join(anchor.itertext()) if len(anchor) < 20 else "", 60)
    return text or one_line(anchor.get("title"), 60)


def is_web_page(page: FetchedPage) -> bool:
    """Whether the page is one that people look at (and so may lead to feeds and lists)."""
    return recognise(page) is EntryKind.LISTING
