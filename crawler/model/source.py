"""What is watched: a site, its ways in, and how it is to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class EntryKind(StrEnum):
    """What an entry point is. ``page`` is one page watched for changes of its own text."""

    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """One address from which a source's articles are found."""

    url: str
    kind: EntryKind


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors for a site on which the generic reading fails; ``None`` = read generically."""

    title: str | None = None
    body: str | None = None
    published: str | None = None
    links: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One watched site as its file states it, defaults filled in.

    ``include`` and ``exclude`` are URL globs; ``poll`` is ``adaptive``, ``every 30m`` or a five-field
    cron expression in ``timezone`` (an IANA name); ``language`` is BCP 47 or ``None`` (detected).
    """

    id: str
    url: str
    name: str
    organisation: str | None = None
    entry_points: tuple[EntryPoint, ...] = ()
    language: str | None = None
    timezone: str = "UTC"
    poll: str = "adaptive"
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    selectors: Selectors = field(default_factory=Selectors)
    render: bool = False
    max_articles: int = 200
    enabled: bool = True
