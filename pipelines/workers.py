"""The pure chain in a small pool of processes: a page that hangs or kills a parser costs that page only."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as PageTimeoutError
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from crawler import log
from crawler.config import keep_imports_home
from crawler.log import events
from crawler.model import Assessment, FetchedPage, NameTable, Problem, Reading, SiteContext
from crawler.organisations import ChainTable, OwnTable
from crawler.storage import Store
from pipelines.chain import assess, assess_text

# A process is replaced after this many pages: what parsers leak stays far below the memory limit.
PAGES_A_PROCESS = 500
# Pages handed ahead of the one that is awaited; enough to keep every process busy.
AHEAD = 32


@dataclass(frozen=True, slots=True)
class Task:
    """One page to think about; ``reading`` stands in where the cleaned text is known already."""

    page: FetchedPage
    context: SiteContext
    reading: Reading | None = None


def names_of(store: Store | None) -> NameTable:
    """The registry that thinking looks names up in: our own small table, then the store's."""
    return ChainTable(OwnTable(), store.names) if store is not None else OwnTable()


def think(task: Task, names: NameTable) -> Assessment:
    """The pure chain over one task.

    The one place that ends a step: whatever a hostile page breaks becomes a named problem.
    """
    try:
        if task.reading is not None:
            return assess_text(task.page, task.reading, task.context, names)
        return assess(task.page, task.context, names)
    except Exception as error:  # noqa: BLE001 - see the docstring: no page may end a poll
        events("pipelines").error("page_broke_a_step", url=task.page.url, error=repr(error), at=_place(error))
        return refused(task, Problem.UNDECODABLE, f"reading failed ({type(error).__name__})")


def _place(error: BaseException) -> str:
    """Where an exception was raised: enough to find it, short enough for a log line."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"


def refused(task: Task, problem: Problem, detail: str) -> Assessment:
    """The assessment of a page that could not be thought about to the end."""
    return Assessment(task.page, Reading(problem=problem, detail=detail))


class Workers:
    """A lazily started pool. Use as a context manager, or call :meth:`close`."""

    def __init__(self, database_url: str | None, count: int = 2, page_timeout: float = 20.0) -> None:
        """``database_url`` is opened read-only by each process for names; ``page_timeout`` in seconds."""
        self._url = database_url
        self._count = count
        self._timeout = page_timeout
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Workers:
        """Nothing is started before the first page."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the processes."""
        self.close()

    def submit(self, task: Task) -> ProcessFuture[Assessment]:
        """Hand one page over; :meth:`conclude` turns the future into an assessment.

        A pool breaks for good when one of its processes is killed while none is at work (by the system, for
        memory): then there is a new one.
        """
        if self._pool is not None and not self._pool.active:
            self.close()
        if self._pool is None:
            keep_imports_home()
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["pipelines.workers"])
            self._pool = ProcessPool(
                max_workers=self._count,
                max_tasks=PAGES_A_PROCESS,
                initializer=_prepare,
                initargs=(self._url,),
                context=context,
            )
        return self._pool.schedule(_work, args=(task,), timeout=self._timeout)

    async def assess(self, task: Task) -> Assessment:
        """Think about one page without holding the reactor."""
        try:
            return await self._once(task)
        except (ProcessExpired, RuntimeError):
            # Not always the page's fault: whoever killed the process may have meant another. Once more.
            return await self._once(task, last=True)

    async def _once(self, task: Task, *, last: bool = False) -> Assessment:
        try:
            return await asyncio.wrap_future(self.submit(task))
        except ProcessExpired as error:
            if not last:
                raise
            return self._named(task, error)
        except (PageTimeoutError, OSError) as error:
            return self._named(task, error)

    def conclude(self, task: Task, future: ProcessFuture[Assessment]) -> Assessment:
        """Wait for one page's assessment."""
        try:
            return future.result()
        except (ProcessExpired, RuntimeError):
            future = self.submit(task)
        except (PageTimeoutError, OSError) as error:
            return self._named(task, error)
        try:
            return future.result()
        except (PageTimeoutError, ProcessExpired, OSError) as error:
            return self._named(task, error)

    def map(self, tasks: Iterable[Task]) -> Iterator[Assessment]:
        """Assessments in the order of ``tasks``, thought about side by side, read little ahead."""
        source = iter(tasks)
        waiting = [(task, self.submit(task)) for task in islice(source, AHEAD)]
        while waiting:
            task, future = waiting.pop(0)
            following = next(source, None)
            if following is not None:
                waiting.append((following, self.submit(following)))
            yield self.conclude(task, future)

    def _named(self, task: Task, error: BaseException) -> Assessment:
        """A limit that was hit, as a problem with its name."""
        if isinstance(error, PageTimeoutError):
            return refused(task, Problem.TOO_SLOW, f"reading took longer than {self._timeout:g} s")
        return refused(task, Problem.UNDECODABLE, f"the reading process ended ({error})")

    def close(self) -> None:
        """Stop at once: what is under way is still pending and comes again."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join(5)
            self._pool = None


_names: Callable[[], NameTable]


def _prepare(database_url: str | None) -> None:
    """Once a process: signals are the parent's business, names are opened for reading."""
    global _names
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    log.set_up()
    names = names_of(Store(database_url) if database_url else None)
    _names = lambda: names  # noqa: E731 - a process has one table


def _work(task: Task) -> Any:
    """Runs in the pool."""
    assessment = think(task, _names())
    settle()
    return assessment


@cache
def settle() -> None:
    """Once a process, after its first page: the modules and tables that are loaded by now stay for good.

    Looking through them for garbage again and again, while trees are walked, takes a sixth of a page's time.
    """
    gc.collect()
    gc.freeze()
