"""Politeness towards hosts, shared by everything in the process that fetches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache

# A robots.txt may ask for days. We keep to a minute, which still leaves five pages a poll, and say so.
MAX_CRAWL_DELAY = 60.0
# Hosts that were quiet for this many seconds are forgotten, so that a year of polls stays small.
_FORGET_AFTER = 3600.0


class HostGate:
    """One request to a host at a time's distance, whoever asks: sources, threads, single requests.

    Times are monotonic seconds. :meth:`turn` answers 0 and books the turn, or says how long to wait before
    asking again (a server's Retry-After may have come meanwhile).
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._delays: dict[str, float] = {}

    def turn(self, host: str, delay: float) -> float:
        """Seconds to wait before asking again, 0 when it is our turn now. ``delay`` in seconds."""
        with self._lock:
            now = self._monotonic()
            wait = self._next.get(host, now) - now
            if wait > 0:
                return wait
            self._next[host] = now + max(delay, self._delays.get(host, 0.0))
            if len(self._next) > 1000:
                self._forget(now)
            return 0.0

    def hold(self, host: str, seconds: float) -> None:
        """Nobody asks ``host`` for so many seconds (its Retry-After)."""
        with self._lock:
            until = self._monotonic() + max(0.0, seconds)
            self._next[host] = max(self._next.get(host, 0.0), until)

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
