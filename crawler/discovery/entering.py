"""The entry points of a source whose file names none: the least that has to be asked to know them."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from crawler.discovery.discover import find_source
from crawler.discovery.preview import Fetch
from crawler.model import EntryKind, EntryPoint, Source
from crawler.pages.entries import read_entry, recognise


def entry_points(source: Source, fetch: Fetch, now: datetime) -> tuple[EntryPoint, ...]:
    """What ``source.url`` is: a feed, a sitemap or a list is itself the way in; from a home page (and from a
    page without a list) feeds, news pages and sitemaps are looked for, in at most 16 requests.

    Empty where nothing was found or the site cannot be reached now: the caller asks again at the next poll.
    ``fetch`` makes one guarded request and never raises.
    """
    page = fetch(source.url)
    if page.failure is not None or not page.body.strip():
        return ()
    kind = recognise(page)
    if kind in (EntryKind.FEED, EntryKind.SITEMAP):
        return (EntryPoint(source.url, kind),)
    path = urlsplit(page.url).path
    if path not in ("", "/") and read_entry(page, EntryKind.LISTING, source, now).links:
        return (EntryPoint(source.url, EntryKind.LISTING),)
    found = find_source(source.url, lambda url: page if url == source.url else fetch(url), now)
    return found.source.entry_points if found.source is not None else ()
