"""Politeness towards hosts, shared by everything in the process that fetches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from functools import cache
from typing import Protocol

# A robots.txt may ask for days. We keep to a minute, which still leaves five pages a poll, and say so.
MAX_CRAWL_DELAY = 60.0
# Hosts that were quiet for this many seconds are forgotten, so that a year of polls stays small.
_FORGET_AFTER = 3600.0


class HostBook(Protocol):
    """Turns that several processes book in one place. Neither method raises."""

    def turn(self, host: str, delay: float) -> float:
        """Seconds to wait before asking again, 0 when the turn is ours and booked."""
        ...

    def hold(self, host: str, seconds: float) -> None:
        """Nobody asks ``host`` for so many seconds."""
        ...


class HostGate:
    """One request to a host at a time's distance, whoever asks: sources, threads, single requests; and for
    the hosts of :meth:`share` other processes too.

    Times are monotonic seconds. :meth:`turn` answers 0 and books the turn, or says how long to wait before
    asking again (a server's Retry-After may have come meanwhile).
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._book: HostBook | None = None
        self._shared: frozenset[str] = frozenset()

    def share(self, hosts: Collection[str], book: HostBook) -> None:
        """From now on turns at these hosts, and at no others, are booked in ``book`` too."""
        with self._lock:
            self._shared, self._book = frozenset(hosts), book

    def turn(self, host: str, delay: float) -> float:
        """Seconds to wait before asking again, 0 when it is our turn now. ``delay`` in seconds."""
        with self._lock:
            now = self._monotonic()
            wait = self._next.get(host, now) - now
            if wait > 0:
                return wait
            kept = max(delay, self._delays.get(host, 0.0))
            booked = self._next[host] = now + kept
            if len(self._next) > 1000:
                self._forget(now)
            book = self._book if host in self._shared and kept > 0 else None
        if book is None or not (wait := book.turn(host, kept)):
            return 0.0
        with self._lock:
            if self._next.get(host) == booked:  # nobody held the host meanwhile
                self._next[host] = now + wait
        return wait

    def hold(self, host: str, seconds: float) -> None:
        """Nobody asks ``host`` for so many seconds (its Retry-After)."""
        with self._lock:
            until = self._monotonic() + max(0.0, seconds)
            self._next[host] = max(self._next.get(host, 0.0), until)
            book = self._book if host in self._shared else None
        if book is not None:
            book.hold(host, seconds)

    def slow_down(self, host: str, seconds: float) -> float:
        """Keep at least so many seconds between requests to ``host``; the delay kept, capped."""
        kept = min(max(0.0, seconds), MAX_CRAWL_DELAY)
        with self._lock:
            self._delays[host] = kept
        return kept

    def _forget(self, now: float) -> None:
        old = [host for host, until in self._next.items() if until < now - _FORGET_AFTER]
        for host in old:
            del self._next[host]
            self._delays.pop(host, None)


@cache
def shared_gate() -> HostGate:
    """The gate of this process."""
    return HostGate()
