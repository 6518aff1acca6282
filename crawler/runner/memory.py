"""How much memory the process holds, looked at every few seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType

from crawler.middlewares.memory import resident_bytes

# Seconds between looks. Ten pages of 10 MB may arrive meanwhile, which is what the limit's margin is for.
_INTERVAL = 2.0


def resident_mb() -> int:
    """Resident memory of this process in MB, 0 where the system does not tell."""
    return resident_bytes() // 1_000_000


class MemoryWatch:
    """Calls ``alarm`` once with the size when it is above ``limit_mb``; an asynchronous context manager."""

    def __init__(self, limit_mb: int, alarm: Callable[[int], None]) -> None:
        self._limit, self._alarm = limit_mb, alarm
        self._task: asyncio.Future[None] | None = None

    async def __aenter__(self) -> MemoryWatch:
        """Begin to look."""
        self._task = asyncio.ensure_future(self._look())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    async def _look(self) -> None:
        while True:
            size = resident_mb()
            if size > self._limit:
                self._alarm(size)
                return
            await asyncio.sleep(_INTERVAL)
