"""The source files as a long-lived process sees them: read again whenever they change."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from crawler.errors import ConfigurationError
from crawler.log import events
from crawler.model import Source
from crawler.sources import load
from crawler.storage import Store

# A file that was written so many seconds ago may still be half: it is read at the next look.
_SETTLES = 0.5


class Watchlist:
    """The sources in effect, all and ``enabled``. Wrong files are told once, when they change."""

    def __init__(self, folder: Path, store: Store, now: Callable[[], datetime]) -> None:
        self._folder, self._store, self._now = folder, store, now
        self._seen: tuple[tuple[str, int, int], ...] | None = None
        self.everybody: tuple[Source, ...] = ()

    @property
    def enabled(self) -> dict[str, Source]:
        """The sources to poll by id."""
        return {source.id: source for source in self.everybody if source.enabled}

    def refresh(self) -> bool:
        """Read the files again if any changed; whether the sources are others now.

        A folder that cannot be read leaves everything as it was, and so does, for the moment, a file that is
        being written just now. Raises :class:`StoreError`.
        """
        stamp = _stamp(self._folder)
        if stamp == self._seen or (self._seen is not None and _is_being_written(stamp)):
            return False
        log = events("scheduler")
        try:
            found = load(self._folder)
        except ConfigurationError as error:
            log.error("sources_unreadable", error=str(error), kept=len(self.everybody))
            self._seen = stamp
            return False
        for fault in found.errors:
            log.error("source_file_wrong", error=str(fault))
        self._store.sources.sync(found.sources, self._now())
        self._seen = stamp
        changed = found.sources != self.everybody
        self.everybody = found.sources
        if changed:
            log.info("sources", watched=len(self.enabled), wrong_files=len(found.errors))
        return changed


def _is_being_written(stamp: tuple[tuple[str, int, int], ...]) -> bool:
    now = time.time_ns()
    return any(abs(now - written) < _SETTLES * 1e9 for _, written, _ in stamp)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, sizes and times of the files: another value whenever something was written."""
    try:
        with os.scandir(folder) as entries:
            found = [
                (entry.name, entry.stat().st_mtime_ns, entry.stat().st_size)
                for entry in entries
                if entry.name.endswith((".yaml", ".yml"))
            ]
    except OSError:
        return ()
    return tuple(sorted(found))
