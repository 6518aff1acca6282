"""The pure chain in a small pool of processes: a page that hangs or kills a parser costs that page only."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as PageTimeoutError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from crawler import log
from crawler.config import keep_imports_home
from crawler.errors import PactwatchError
from crawler.log import events
from crawler.model import Assessment, FetchedPage, NameTable, Problem, Reading, SiteContext
from crawler.organisations import ChainTable, OwnTable
from crawler.storage import Store
from pipelines.chain import assess, assess_text

# A process is replaced after this many pages: what parsers leak stays far below the memory limit.
PAGES_A_PROCESS = 500
# Pages handed ahead of the one that is awaited; enough to keep every process busy.
AHEAD = 32
# Seconds between looks whether a silent pool still lives.
_LOOK = 1.0
# So many objects more than before are worth a look for garbage; a page of an outline's lines has thousands.
_MANY_OBJECTS = 50_000
# Seconds before a page of a broken pool is handed to the next one.
_BREATHS = (0.0, 0.5, 2.0)


@dataclass(frozen=True, slots=True)
class Task:
    """One page to think about; ``reading`` stands in where the cleaned text is known already."""

    page: FetchedPage
    context: SiteContext
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """A page in the hands of a pool."""

    future: ProcessFuture[Assessment]
    pool: ProcessPool


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

    def submit(self, task: Task) -> Handed:
        """Hand one page over; :meth:`conclude` waits for the assessment.

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
        return Handed(self._pool.schedule(_work, args=(task,), timeout=self._timeout), self._pool)

    async def assess(self, task: Task) -> Assessment:
        """Think about one page without holding the reactor. Raises :class:`PactwatchError` when no process
        can be had.
        """
        return await self._waited(task, self.submit(task))

    def conclude(self, task: Task, handed: Handed) -> Assessment:
        """Wait for one page's assessment. Raises :class:`PactwatchError` when no process can be had."""
        return asyncio.run(self._waited(task, handed))

    async def _waited(self, task: Task, handed: Handed) -> Assessment:
        """Not always the page's fault: whoever killed a process may have meant another. So once more where
        its process ended, and a few times, after a breath, where the whole pool broke.
        """
        killed, pauses = False, iter(_BREATHS)
        while True:
            try:
                return await self._answer(handed)
            except ProcessExpired as error:
                if killed:
                    return self._named(task, error)
                killed = True
            except RuntimeError as error:
                pause = next(pauses, None)
                if pause is None:
                    raise PactwatchError(
                        f"the processes that read pages end before they begin ({error}); the page is pending"
                    ) from error
                await asyncio.sleep(pause)
            except (PageTimeoutError, OSError) as error:
                return self._named(task, error)
            handed = self.submit(task)

    async def _answer(self, handed: Handed) -> Assessment:
        """What the pool says of one page. A pool that breaks at the moment a page is handed to it forgets the
        page: whoever waits looks whether it still lives.
        """
        answer = asyncio.wrap_future(handed.future)
        while True:
            done, _ = await asyncio.wait({answer}, timeout=_LOOK)
            if done:
                return answer.result()
            if not handed.pool.active:
                answer.cancel()
                raise BrokenProcessPool("the pool ended")

    def map(self, tasks: Iterable[Task]) -> Iterator[Assessment]:
        """Assessments in the order of ``tasks``, thought about side by side, read little ahead."""
        source = iter(tasks)
        waiting = [(task, self.submit(task)) for task in islice(source, AHEAD)]
        while waiting:
            task, handed = waiting.pop(0)
            following = next(source, None)
            if following is not None:
                waiting.append((following, self.submit(following)))
            yield self.conclude(task, handed)

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
    Pages leave none in circles (none in 191 of them): it is looked for once in some pages only.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MANY_OBJECTS)
