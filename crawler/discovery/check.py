"""A source looked at live: what its ways in are, what robots.txt allows, what would be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.discovery.discover import find_source
from crawler.discovery.preview import Fetch, Preview, previews
from crawler.model import ArticleLink, EntryKind, EntryPoint, Problem, Source
from crawler.pages.entries import read_entry


@dataclass(frozen=True, slots=True)
class EntryCheck:
    """One entry point: its stated kind and the one found, whether robots.txt allows it, how many links it
    gives (``dated`` of them with a date), the newest date, its next page, or the problem.
    """

    url: str
    kind: EntryKind
    found: EntryKind
    allowed: bool
    links: int
    dated: int
    newest: str | None
    next_page: str | None
    problem: Problem | None
    detail: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a live look at a source showed; ``ok`` when every entry point may be read and yields something,
    ``drawn`` when its pages are drawn by a browser (``render: true``).
    """

    source_id: str
    ok: bool
    entries: tuple[EntryCheck, ...]
    previews: tuple[Preview, ...]
    drawn: bool = False


def check(source: Source, fetch: Fetch, now: datetime) -> CheckReport:
    """Look at every entry point of ``source`` and at ten of its articles; nothing is stored.

    A source without entry points is looked at as a poll would find them. ``fetch`` as in ``discover``.
    """
    points = source.entry_points
    if not points:
        found = find_source(source.url, fetch, now)
        points = found.source.entry_points if found.source else (EntryPoint(source.url, EntryKind.LISTING),)
    looks = [_look(point, source, fetch, now) for point in points]
    links = [link for _, found_links in looks for link in found_links]
    entries = tuple(entry for entry, _ in looks)
    ok = bool(entries) and all(entry.problem is None for entry in entries)
    return CheckReport(source.id, ok, entries, previews(links, source, fetch), source.render)


def _look(
    point: EntryPoint, source: Source, fetch: Fetch, now: datetime
) -> tuple[EntryCheck, tuple[ArticleLink, ...]]:
    reading = read_entry(fetch(point.url), point.kind, source, now)
    days = [
        str(link.published or link.modified)[:10] for link in reading.links if link.published or link.modified
    ]
    count = len(reading.links) + len(reading.children)
    entry = EntryCheck(
        url=point.url,
        kind=point.kind,
        found=reading.kind,
        allowed=reading.problem is not Problem.ROBOTS,
        links=count,
        dated=len(days),
        newest=max(days, default=None),
        next_page=next(iter(reading.next_pages), None),
        problem=reading.problem,
        detail=reading.detail,
    )
    shown = reading.links if point.kind is not EntryKind.PAGE else (ArticleLink(point.url),)
    return entry, shown
