"""One door to all entry points: a fetched entry document -> the links found on it."""

from __future__ import annotations

import re
from datetime import datetime

from crawler.model import EntryKind, FetchedPage, Problem, Source
from crawler.pages.feeds import read_feed
from crawler.pages.found import ChildSitemap, EntryReading
from crawler.pages.listings import read_listing
from crawler.pages.sitemaps import read_sitemap

__all__ = ["ChildSitemap", "EntryReading", "read_entry", "recognise"]

# The first element that tells: a feed's or sitemap's root, or something only a web page begins with. Comments
# and a server's stray output before it do not count.
_ROOT = re.compile(
    rb"<(?:(?P<feed>(?:rss|feed|rdf:rdf|atom:feed))|(?P<sitemap>(?:[a-z0-9]{1,20}:)?(?:urlset|sitemapindex))"
    rb"|(?P<listing>!doctype\s{1,9}html|html|head|body|div|table|meta|script|ul|p|a))[\s>/]",
    re.IGNORECASE,
)
# What a server sends where no page is: magic numbers of PDF, PNG, JPEG, GIF, ZIP, OLE, RIFF.
_GZIP = b"\x1f\x8b"
_BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"RIFF")


def recognise(page: FetchedPage) -> EntryKind | None:
    """What an entry document is by its content: feed, sitemap or (any other web page) listing.

    ``None`` for what is neither. The declared content type is not asked: it is wrong too often.
    """
    body = page.body
    if body.startswith(_GZIP):
        return EntryKind.SITEMAP
    if body.startswith(_BINARY):
        return None
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return EntryKind.FEED if b'"items"' in body and b"jsonfeed.org" in body[:5000] else None
    root = _ROOT.search(body[:50_000])
    if root and root.lastgroup:
        return EntryKind(root.lastgroup)
    lines = body[:5000].removeprefix(b"\xef\xbb\xbf").split()
    web = [line for line in lines[:20] if line.startswith((b"http://", b"https://"))]
    return EntryKind.SITEMAP if lines and len(web) == len(lines[:20]) else None


def read_entry(page: FetchedPage, kind: EntryKind, source: Source, now: datetime) -> EntryReading:
    """The links, next pages and child sitemaps of one entry document.

    ``kind`` is what the entry point is said to be. What is machine-readable is read as what it is (a feed
    behind a listing's address is read as a feed, and the reading says so); a web page in place of a feed or
    sitemap is the problem ``wrong_type``. A ``page`` has no links: it is itself the thing watched.
    ``now`` is aware. Never raises.
    """
    if early := _ended_early(page, kind):
        return early
    if kind is EntryKind.PAGE:
        return EntryReading(kind)
    found = recognise(page)
    if kind is EntryKind.LISTING and found is None:
        sort = page.header("content-type") or "no content type"
        return EntryReading(kind, problem=Problem.WRONG_TYPE, detail=f"No web page stands here but {sort}.")
    actual = kind if found in (None, EntryKind.LISTING) else found
    reader = {EntryKind.FEED: read_feed, EntryKind.SITEMAP: read_sitemap}.get(actual, read_listing)
    return reader(page, source, now)


def _ended_early(page: FetchedPage, kind: EntryKind) -> EntryReading | None:
    if page.failure is not None:
        return EntryReading(kind, problem=page.failure, detail=page.failure_detail)
    if page.status == 304:
        return EntryReading(kind, detail="Not modified since the last poll.")
    if page.status in (404, 410):
        return EntryReading(kind, problem=Problem.GONE, detail=f"The server answers {page.status}.")
    if page.status >= 400:
        return EntryReading(kind, problem=Problem.HTTP_ERROR, detail=f"The server answers {page.status}.")
    if not page.body.strip():
        return EntryReading(kind, problem=Problem.EMPTY, detail="The document is empty.")
    return None
