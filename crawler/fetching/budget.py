"""What one poll may still take, shared by all crawls of that poll."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

from crawler.errors import FetchError
from crawler.model import Problem

_T = TypeVar("_T")

# A Retry-After up to this many seconds is waited for in the same poll; a longer one defers the source.
PATIENCE = 60.0
# A server that asks for a year made a mistake, or set a trap: after a week we look again.
LONGEST_WISH = timedelta(days=7)


class FinalFetchError(FetchError):
    """Asking again in this poll would not help."""


class CutShortError(FinalFetchError):
    """The poll ended before this request was made: nothing is known of its page, it stays pending."""


class PollBudget:
    """Requests left, whether the poll was cut and why, and until when its server asked us to stay away.

    ``notes`` are plain sentences for the report; ``reached`` is true once an entry point answered;
    ``ended`` is set when what is under way was ended.
    """

    def __init__(self, max_requests: int) -> None:
        self.max_requests = max_requests
        self.requests = 0
        self.cut_by: Problem | None = None
        self.cut_why = ""
        self.deferred_until: datetime | None = None
        self.notes: list[str] = []
        self.reached = False
        self.ended = asyncio.Event()
        self._under_way: set[asyncio.Future[object]] = set()

    def check(self) -> None:
        """Raise :class:`CutShortError` when nothing more may be fetched."""
        if self.cut_by is not None:
            raise CutShortError(self.cut_by.value, self.cut_why)

    def spend(self) -> None:
        """Take one request out of the budget; raises :class:`CutShortError` when none is left."""
        self.check()
        if self.requests >= self.max_requests:
            self.cut(Problem.TRUNCATED, f"stopped after {self.max_requests} requests, the rest stays pending")
            self.check()
        self.requests += 1

    def cut(self, problem: Problem, why: str, *, abort: bool = False) -> None:
        """End the poll: further requests are refused, with ``abort`` those under way are ended too. The first
        reason stays.
        """
        if self.cut_by is None:
            self.cut_by, self.cut_why = problem, why
        if abort:
            self.ended.set()
            for future in tuple(self._under_way):
                future.cancel()

    def defer(self, seconds: float, now: datetime) -> None:
        """The server asked to be left alone: end the poll and remember until when."""
        until = now + min(timedelta(seconds=seconds), LONGEST_WISH)
        self.deferred_until = max(until, self.deferred_until or until)
        self.cut(Problem.HTTP_ERROR, f"the server asks to wait until {until:%Y-%m-%d %H:%M:%S} UTC")

    def note(self, text: str) -> None:
        """Remember one plain sentence for the poll's report, once."""
        if text not in self.notes:
            self.notes.append(text)

    async def run(self, work: Callable[[], Awaitable[_T]]) -> _T:
        """Do ``work`` unless and until the poll is cut; raises :class:`CutShortError` then."""
        self.check()
        future: asyncio.Future[_T] = asyncio.ensure_future(work())
        self._under_way.add(future)  # type: ignore[arg-type]
        try:
            return await future
        except asyncio.CancelledError:
            self.check()
            raise
        finally:
            self._under_way.discard(future)
