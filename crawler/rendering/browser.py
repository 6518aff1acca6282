"""The browser: started when a page needs it, shared by the polls of one event loop, ended with them."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from crawler.config import Limits
from crawler.errors import FetchError
from crawler.fetching.aside import aside
from crawler.fetching.wire import Exchange
from crawler.log import events
from crawler.model import Problem
from crawler.rendering import processes
from crawler.rendering.drawing import Drawing
from crawler.rendering.flags import NOWHERE, UNWANTED, environment, has_sandbox, switches
from crawler.rendering.installed import executable, missing, unstartable
from crawler.rendering.supply import Supply

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Browser, BrowserContext, Playwright

# Closing is asked for politely for so long, then the process is killed.
_CLOSING = 5.0
_STARTING = 30.0
# Seconds between looks at the browser's memory.
_LOOK = 1.0
# A browser that draws nothing for so many seconds ends: polls that were left behind never give it back.
_IDLE = 120.0


class Chromium:
    """One browser process, at most ``limits.render_pages`` pages at once, each in a context of its own that
    keeps nothing. ``program`` is the operator's choice of executable, empty for whatever is installed.
    """

    def __init__(self, limits: Limits, program: str = "") -> None:
        self._limits, self._program = limits, program
        self._places = asyncio.Semaphore(limits.render_pages)
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._owner = ""
        self._folder: Path | None = None
        self._watch: asyncio.Future[None] | None = None
        self._drawing = 0
        self._too_big = ""

    async def draw(self, first: Exchange, supply: Supply) -> tuple[Exchange, tuple[str, ...]]:
        """The page as its scripts draw it, and what it asked for in vain (a sentence each).

        ``first`` is the page as it was fetched. Raises :class:`FetchError`: ``no_browser`` where none can be
        started, ``too_slow``, ``too_large``, ``undecodable`` (it broke the browser), ``moved``, or what ended
        a request without which there is no page.
        """
        async with self._places:
            browser = await self._ready()
            self._drawing += 1
            try:
                return await self._drawn(browser, first, supply)
            finally:
                self._drawing -= 1

    async def _drawn(
        self, browser: Browser, first: Exchange, supply: Supply
    ) -> tuple[Exchange, tuple[str, ...]]:
        from playwright.async_api import Error

        try:
            context = await browser.new_context(
                user_agent=supply.user_agent,
                accept_downloads=False,
                service_workers="block",
                permissions=[],
                reduced_motion="reduce",
            )
        except Error as error:
            raise self._broken(error) from error
        drawing = Drawing(context, first, supply)
        work = asyncio.ensure_future(drawing.run(browser.version))
        seconds = self._limits.render_timeout
        try:
            done, _ = await asyncio.wait({work}, timeout=seconds)
        finally:
            drawing.stop()
            await self._shut(context)
            with suppress(Exception, asyncio.CancelledError):
                if not work.done():
                    await asyncio.wait({work}, timeout=1.0)
                work.cancel()
        if not done:
            raise FetchError(Problem.TOO_SLOW.value, f"the page was not drawn within {seconds:g} s")
        return self._result(work), drawing.refused

    def _result(self, work: asyncio.Future[Exchange]) -> Exchange:
        from playwright.async_api import Error

        try:
            return work.result()
        except Error as error:
            raise self._broken(error) from error
        except FetchError as error:
            if self._too_big and error.problem == Problem.UNDECODABLE.value:
                raise self._broken(error) from error
            raise

    def _broken(self, error: Exception) -> FetchError:
        """The browser ended under a page: by its size, for which one page alone is to blame, or otherwise."""
        if self._too_big:
            alone = self._drawing == 1
            return FetchError((Problem.TOO_LARGE if alone else Problem.TRUNCATED).value, self._too_big)
        told = " ".join(str(error).split())[:150]
        return FetchError(Problem.TRUNCATED.value, f"the browser ended while it drew the page ({told})")

    async def _shut(self, context: BrowserContext) -> None:
        """Close a context; a browser that cannot is killed, the next page gets a new one."""
        closing = asyncio.ensure_future(context.close())
        done, _ = await asyncio.wait({closing}, timeout=_CLOSING)
        if not done:
            processes.end(self._owner)
            await asyncio.wait({closing}, timeout=_CLOSING)
        if closing.done():
            closing.exception()
        else:
            closing.cancel()

    async def _ready(self) -> Browser:
        """The running browser, started if there is none. Raises :class:`FetchError` (``no_browser``)."""
        async with self._starting:
            if self._browser is None or not self._browser.is_connected():
                await self.close()
                if why := missing(self._program):
                    raise FetchError(Problem.NO_BROWSER.value, why)
                try:
                    async with asyncio.timeout(_STARTING):
                        self._browser = await self._start()
                except FetchError:
                    await self.close()
                    raise
                except Exception as error:  # whatever the driver fails with, drawing cannot be done here
                    await self.close()
                    raise FetchError(Problem.NO_BROWSER.value, unstartable(error)) from error
            return self._browser

    async def _start(self) -> Browser:
        from playwright.async_api import async_playwright

        processes.end_orphans()
        self._owner, self._too_big = processes.new_owner(), ""
        self._folder = processes.new_folder(self._owner)
        self._playwright = await async_playwright().start()
        if not has_sandbox():
            events("rendering").info(
                "no_sandbox", why="Chromium has none for root: poll as a user of its own"
            )
        browser = await self._playwright.chromium.launch(
            executable_path=executable(self._program),
            headless=True,
            chromium_sandbox=has_sandbox(),
            args=switches(self._owner),
            env=dict(environment(self._folder)),
            proxy={"server": NOWHERE},
            ignore_default_args=list(UNWANTED),
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
        self._watch = asyncio.ensure_future(self._look())
        return browser

    async def _look(self) -> None:
        """Kill a browser that grows beyond its limit; end one that nobody has needed for a while."""
        most, idle = self._limits.render_memory_mb, 0.0
        while True:
            await asyncio.sleep(_LOOK)
            idle = 0.0 if self._drawing else idle + _LOOK
            held = await aside(partial(processes.held_mb, self._owner)) if self._drawing else 0
            if held > most:
                self._too_big = f"drawing it took {held} MB, at most {most} are allowed"
                processes.end(self._owner)
                return
            if idle >= _IDLE:
                self._watch = None
                async with self._starting:
                    if not self._drawing:
                        await self.close()
                return

    async def close(self) -> None:
        """End the browser and its driver for certain; the next page would start new ones."""
        if self._watch is not None:
            self._watch.cancel()
        for part in (self._browser, self._playwright):
            await _ended(part)
        if self._owner:
            processes.end(self._owner)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._browser = self._playwright = self._watch = self._folder = None


async def _ended(part: Any) -> None:
    """Close a browser or stop a driver; give up after a while."""
    if part is None:
        return
    ending = asyncio.ensure_future(part.close() if hasattr(part, "close") else part.stop())
    await asyncio.wait({ending}, timeout=_CLOSING)
    if ending.done():
        ending.exception()
    else:
        ending.cancel()


_SHARED: WeakKeyDictionary[asyncio.AbstractEventLoop, Chromium] = WeakKeyDictionary()
_BORROWERS: WeakKeyDictionary[asyncio.AbstractEventLoop, int] = WeakKeyDictionary()


def borrowed(limits: Limits, program: str = "") -> Chromium:
    """The browser of the running loop; give it back with :func:`returned` when the poll is over."""
    loop = asyncio.get_running_loop()
    _BORROWERS[loop] = _BORROWERS.get(loop, 0) + 1
    return _SHARED.setdefault(loop, Chromium(limits, program))


async def returned() -> None:
    """Give the browser of the running loop back; the last to do so ends it."""
    loop = asyncio.get_running_loop()
    _BORROWERS[loop] = _BORROWERS.get(loop, 0) - 1
    if _BORROWERS[loop] <= 0:
        browser = _SHARED.pop(loop, None)
        if browser is not None:
            await browser.close()
