"""The choice among the ways into a site, and the Source that follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from crawler.discovery.owner import language_from, organisation_of, timezone_from
from crawler.discovery.preview import Fetch, Preview, previews
from crawler.discovery.ways import Scout, Way, is_web_page, ways_in
from crawler.model import EntryKind, EntryPoint, FetchedPage, Problem, Source
from crawler.pages.scope import site_of
from crawler.text.document import Document, parse

# A way in without anything newer than this is left alone while another has: many sites forget their feeds.
_STALE = timedelta(days=400)
# A list of fewer links may be a box of the page and not its list.
_FULL = 3
# Beside the best list, others of the site (notices, international) are watched too.
_MOST_ENTRY_POINTS = 3
_ORDER = {EntryKind.FEED: 3, EntryKind.LISTING: 2, EntryKind.SITEMAP: 1}


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found at a URL. ``source`` is what would be written, ``None`` with a ``problem`` where there
    is nothing to watch; ``ways`` are all ways in that were tried, best first; ``previews`` are articles as
    they would be read; ``notes`` are sentences on what a person should look at.
    """

    url: str
    source: Source | None
    ways: tuple[Way, ...] = ()
    previews: tuple[Preview, ...] = ()
    notes: tuple[str, ...] = ()
    problem: Problem | None = None
    detail: str = ""


def discover(url: str, fetch: Fetch, now: datetime) -> Discovery:
    """Find the best way into the site at ``url`` (a home page, a list, a feed or a sitemap), with a preview.

    ``fetch`` makes one guarded request and never raises (see ``crawler.fetching.fetch``); at most 16 are made
    for the search and ten for the preview. Nothing is written.
    """
    found = find_source(url, fetch, now)
    if found.source is None:
        return found
    entries = [entry.url for entry in found.source.entry_points]
    links = next((way.links for way in found.ways if way.url == entries[0]), ())
    shown = previews(links, found.source, fetch)
    return replace(found, previews=shown, notes=(*found.notes, *_doubts(shown)))


def find_source(url: str, fetch: Fetch, now: datetime) -> Discovery:
    """As :func:`discover` without the preview: what a poll needs of a source without entry points."""
    first = fetch(url)
    if first.failure is not None or not first.body.strip():
        problem = first.failure or Problem.EMPTY
        return Discovery(url, None, problem=problem, detail=first.failure_detail or "The page is empty.")
    # A redirect by the site itself (to its new host, to https) is followed: the source is where it ended.
    draft = Source(_id_from(first.url), first.url, urlsplit(first.url).hostname or url)
    scout = Scout(draft, lambda place: first if place == first.url else fetch(place), now)
    home, ways = _explored(first, scout)
    ranked_ways = tuple(sorted(ways, key=lambda way: _worth(way, first.url, now), reverse=True))
    chosen = _chosen(ranked_ways, first.url, now)
    if not chosen:
        why = ranked_ways[0].detail if ranked_ways else "The page names no feed, sitemap or list."
        detail = f"{why} To watch the page's own text for changes, write it as an entry point of kind page."
        return Discovery(url, None, ranked_ways, problem=Problem.EMPTY, detail=detail)
    source, notes = _source(draft, chosen, home)
    if site_of(url) != site_of(first.url):
        notes.insert(0, f"The address leads to another site, {first.url}: make sure that you mean it.")
    return Discovery(url, source, ranked_ways, notes=tuple(notes))


def _explored(first: FetchedPage, scout: Scout) -> tuple[Document, list[Way]]:
    """The page that tells of the owner, and all ways in that were tried."""
    if is_web_page(first):
        document = parse(first)
        ways = list(ways_in(document, scout))
        if urlsplit(first.url).path in ("", "/"):
            return document, ways
        home = scout.page(urljoin(first.url, "/"))
        return (parse(home) if home and home.failure is None and is_web_page(home) else document), ways
    way = scout.way(first.url, EntryKind.FEED, "the address itself")
    home = scout.page(urljoin(first.url, "/"))
    usable = home is not None and home.failure is None and is_web_page(home)
    return parse(home if home is not None and usable else first), [way] if way else []


def _worth(way: Way, url: str, now: datetime) -> tuple[float, ...]:
    """How good a way in is: it has articles, they are fresh, it is the kind that tells most."""
    full = len(way.links) >= _FULL
    fresh = way.newest is None or way.newest >= (now - _STALE).date().isoformat()
    # Somebody who names a section means that section; a whole site's feed or sitemap holds more than that.
    section = urlsplit(url).path not in ("", "/")
    meant = section and way.url == url and way.dated > 0
    news_map = way.kind is EntryKind.SITEMAP and way.titled > 0
    kind = _ORDER.get(way.kind, 0) + (1.5 if news_map else 0)
    undated_home = way.kind is EntryKind.LISTING and way.dated * 2 < len(way.links)
    named = way.why.startswith("linked")
    return (
        bool(way.links),
        full,
        fresh,
        meant,
        kind - (0.5 if undated_home else 0) + (0.6 if named else 0),
        way.dated,
    )


def _chosen(ways: tuple[Way, ...], url: str, now: datetime) -> list[Way]:
    """The best way in and, where it is a list, further lists that bring articles of their own."""
    useful = [way for way in ways if way.links]
    if not useful:
        return []
    chosen = [useful[0]]
    seen = {link.url for link in useful[0].links}
    if chosen[0].kind is not EntryKind.LISTING or (
        chosen[0].url == url and urlsplit(url).path not in ("", "/")
    ):
        return chosen
    fresh = (now - _STALE).date().isoformat()
    for way in useful[1:]:
        own = {link.url for link in way.links} - seen
        wanted = way.kind is EntryKind.LISTING and way.dated >= _FULL and (way.newest or "") >= fresh
        if wanted and len(own) >= _FULL and len(chosen) < _MOST_ENTRY_POINTS:
            chosen.append(way)
            seen |= own
    return chosen


def _source(draft: Source, chosen: list[Way], home: Document) -> tuple[Source, list[str]]:
    links = [link for way in chosen for link in way.links]
    language = language_from(links, home)
    stated = [home.meta("article:published_time", "og:updated_time") or ""]
    zone = timezone_from(draft.url, language, links, stated)
    owner = organisation_of(home)
    notes = []
    if zone is None:
        notes.append(
            "The site's time zone could not be told: dates without a zone are read as UTC; set timezone."
        )
    if owner is None:
        notes.append("The site does not say whose it is; set organisation, or “our hospital” means nobody.")
    source = replace(
        draft,
        name=owner or draft.name,
        organisation=owner,
        entry_points=tuple(EntryPoint(way.url, way.kind) for way in chosen),
        language=language,
        timezone=zone or "UTC",
    )
    return source, notes


def _doubts(shown: tuple[Preview, ...]) -> list[str]:
    failed = [article for article in shown if article.problem is not None]
    undated = [article for article in shown if article.problem is None and article.published_on is None]
    notes = []
    if len(failed) * 2 > len(shown):
        notes.append(
            f"{len(failed)} of {len(shown)} previewed articles could not be read ({failed[0].detail})."
        )
    if undated and len(undated) * 2 > len(shown):
        notes.append(f"{len(undated)} of {len(shown)} previewed articles have no date.")
    return notes


def _id_from(url: str) -> str:
    """A source id from host and path: ``shine.cn-news-metro``."""
    parts = urlsplit(url)
    path = re.sub(r"\.[a-z]{2,5}$", "", parts.path.lower()).removesuffix("/index")
    name = (
        (parts.hostname or "site").removeprefix("www.")
        + (f"-{parts.port}" if parts.port else "")
        + "-"
        + path
    )
    return re.sub(r"[^a-z0-9.]+", "-", name).strip("-.")[:60].strip("-.") or "site"
