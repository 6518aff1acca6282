"""The due queue of a long-lived process: a task a source, so that a slow one never holds the others."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime

from crawler.log import events
from crawler.model import PollOutcome, PollReport, Source
from crawler.runner.run import Runner
from crawler.storage import Store

# A source that another process is polling, or that the store could not take, is not asked for again at once.
_HOLD = 60.0


class PollQueue:
    """Polls what is due. ``runner`` is replaced when the sources change; polls under way end with theirs.

    ``polls`` counts by outcome since the start, ``seconds`` is the time they took together, ``looked`` the
    monotonic time at which the store was last asked what is due.
    """

    def __init__(self, store: Store, now: Callable[[], datetime], concurrency: int) -> None:
        self._store, self._now, self._concurrency = store, now, concurrency
        self._running: dict[str, tuple[asyncio.Task[None], Runner]] = {}
        self._waiting: deque[Source] = deque()
        self._held: dict[str, float] = {}
        self._closed = False
        self.runner: Runner | None = None
        self.polls: Counter[str] = Counter()
        self.seconds = self.looked = 0.0

    @property
    def running(self) -> int:
        """How many polls are under way."""
        return len(self._running)

    @property
    def ended(self) -> int:
        """How many polls have ended since the start."""
        return self.polls.total()

    def look(self, sources: dict[str, Source]) -> None:
        """Ask the store what is due among ``sources`` and start what there is room for.

        Raises :class:`StoreError`.
        """
        if self._closed:
            return
        steady = time.monotonic()
        self._held = {name: until for name, until in self._held.items() if until > steady}
        free = [name for name in sources if name not in self._running and name not in self._held]
        due = self._store.sources.due(free, self._now())
        self._waiting = deque(sources[name] for name in due)
        self.looked = steady
        self._fill()

    def _fill(self) -> None:
        while self._waiting and len(self._running) < self._concurrency and not self._closed:
            source = self._waiting.popleft()
            runner = self.runner
            if source.id not in self._running and runner is not None:
                task = asyncio.get_running_loop().create_task(self._poll(runner, source))
                self._running[source.id] = (task, runner)

    async def _poll(self, runner: Runner, source: Source) -> None:
        began = time.monotonic()
        try:
            for report in await runner.poll([source]):
                self._count(report, time.monotonic() - began)
        finally:
            self._running.pop(source.id, None)
            self._fill()

    def _count(self, report: PollReport, seconds: float) -> None:
        outcome = report.outcome
        self.polls[outcome.value] += 1
        self.seconds += seconds
        if outcome is PollOutcome.SKIPPED or report.started_at == report.finished_at:
            self._held[report.source] = time.monotonic() + _HOLD
        if outcome is PollOutcome.SKIPPED:
            events("scheduler").info("poll_skipped", source=report.source, why=report.detail)

    async def close(self, why: str, seconds: float) -> bool:
        """Start nothing more and end what is under way, whole; false when something would not end."""
        self._closed = True
        self._waiting.clear()
        running = [task for task, _ in self._running.values()]
        for runner in {id(runner): runner for _, runner in self._running.values()}.values():
            runner.stop(why)
        if running:
            _, left = await asyncio.wait(running, timeout=seconds)
            return not left
        return True

    def open(self) -> None:
        """Work again after :meth:`close`, with a runner that is still to be made."""
        self._closed = False
        self.runner = None

    async def drain(self, stop: asyncio.Event) -> None:
        """Start nothing more and wait for what is under way to end by itself, or for ``stop``."""
        self._closed = True
        self._waiting.clear()
        told = asyncio.ensure_future(stop.wait())
        try:
            while self._running and not stop.is_set():
                tasks = {task for task, _ in self._running.values()}
                await asyncio.wait({told, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            told.cancel()
