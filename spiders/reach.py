"""How far back a visit walks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crawler.model import ArticleLink

# Ten listing pages hold the 200 articles of one poll (usual: 20 a page).
MAX_PAGES = 10
# The newest child sitemaps of an index; news sites split by day or month, so fifty reach back far enough.
MAX_CHILDREN = 50


@dataclass(frozen=True, slots=True)
class Reach:
    """A poll stops at what is known; with ``since`` (a replay) the walk goes on over known links to the
    first page that is wholly older. ``pages`` bounds both.
    """

    pages: int = MAX_PAGES
    since: date | None = None

    def wants(self, day: str | None) -> bool:
        """Whether something of ``day`` (ISO 8601, any precision; ``None`` = unknown) is within reach."""
        if self.since is None or day is None:
            return True
        # Compared as far as the day is known: "2026-11" is within reach of November 20th.
        shown = day[:10]
        return shown >= self.since.isoformat()[: len(shown)]

    def is_beyond(self, links: Iterable[ArticleLink]) -> bool:
        """Whether ``links`` are dated, all of them, and all too old."""
        days = [link.published for link in links]
        return bool(days) and not any(self.wants(day) for day in days)
