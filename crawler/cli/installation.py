"""One installation as a command works with it: its configuration, its sources, its store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from crawler.cli.output import note
from crawler.config import Config
from crawler.errors import ConfigurationError, SourceFileError
from crawler.model import Source
from crawler.sources import LoadedSources, load
from crawler.storage import Store
from crawler.storage.place import store_of


@dataclass(frozen=True, slots=True)
class Installation:
    """The open store beside the sources as their files state them and what was wrong with other files."""

    config: Config
    store: Store
    sources: tuple[Source, ...]
    errors: tuple[SourceFileError, ...]

    @property
    def in_effect(self) -> tuple[Source, ...]:
        """The sources with the entry points that were found for those whose files name none."""
        known = self.store.ways_in.known
        return tuple(
            source if source.entry_points else replace(source, entry_points=known(source))
            for source in self.sources
        )

    def rows(self, what: str, since: datetime | None, limit: int) -> list[dict[str, Any]]:
        """The interface's rows of one kind, newest first; ``limit`` 0 = all."""
        if what == "sources":
            return self.store.listing.sources(self.in_effect, self.config.clock())[: limit or None]
        rows: list[dict[str, Any]] = getattr(self.store.listing, what)(since, limit)
        return rows


@contextmanager
def installation(config: Config, quiet: bool = True) -> Iterator[Installation]:
    """Open the store and read the sources.

    ``quiet=False`` is for commands that work on sources: the line of each wrong file is printed, and a
    folder without source files is a :class:`ConfigurationError`.
    """
    found = _sources(config, must=not quiet)
    if not quiet:
        for error in found.errors:
            note(f"pactwatch: {error}")
    store = store_of(config)
    try:
        yield Installation(config, store, found.sources, found.errors)
    finally:
        store.close()


def _sources(config: Config, must: bool) -> LoadedSources:
    """The source files; a missing folder matters only to commands that work on sources."""
    try:
        return load(config.sources)
    except ConfigurationError:
        if must:
            raise
        return LoadedSources(())
