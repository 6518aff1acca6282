"""One page drawn: opened, left to its scripts until it is quiet, taken down as HTML."""

from __future__ import annotations

import asyncio
from codecs import BOM_UTF8
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from crawler.errors import FetchError
from crawler.fetching.wire import Exchange
from crawler.model import Problem
from crawler.rendering.answering import Answering
from crawler.rendering.supply import Supply

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession, Page

# Quiet: nothing was asked for so long (a request that follows an answer is made within milliseconds).
_QUIET = 0.5
_STEP = 0.1
# Drawn, but for a clock or a carousel that never rests; or blank, and something may still come by a timer.
_RESTLESS = 3.0
# A page that says less than this is looked at as blank.
_BLANK = 60
_HEADER = "x-pactwatch-drawn"
# Validators are the frame's, not the text's that was drawn into it; the rest described other bytes.
_DROPPED = frozenset({"etag", "last-modified", "content-type", "content-length", "content-encoding"})

# Run beside the page's own scripts, in a world of its own: what they redefine is not redefined here.
_MEASURE = """(() => { const root = document.documentElement, body = document.body;
  return [document.readyState, document.getElementsByTagName('*').length,
          body ? body.textContent.length : 0, body && body.innerText ? body.innerText.trim().length : 0,
          root ? 1 : 0]; })()"""
_TAKE = """((most) => { const root = document.documentElement;
  if (!root) return '';
  const text = root.outerHTML;
  return text.length > most ? text.length : (document.doctype ? '<!DOCTYPE html>' : '') + text; })(%d)"""


class Drawing:
    """Draws one page in a context of its own, which it leaves open for whoever made it to close."""

    def __init__(self, context: BrowserContext, first: Exchange, supply: Supply) -> None:
        self._context, self._first = context, first
        self._most = supply.limits.max_body
        self._answers = Answering(first, supply, context)
        self._crashed = False

    @property
    def refused(self) -> tuple[str, ...]:
        """What the page asked for and did not get, a sentence each."""
        return tuple(self._answers.state.refused or ())

    def stop(self) -> None:
        """End what is being fetched for the page."""
        self._answers.stop()

    async def run(self, version: str) -> Exchange:
        """The drawn page. Raises :class:`FetchError` where the page, or what it needs, cannot be had."""
        from playwright.async_api import Error

        await self._context.route("**/*", self._answers.answer)
        page = await self._context.new_page()
        self._answers.page = page
        page.on("crash", self._note_crash)
        self._context.on("page", _shut)
        session = await self._context.new_cdp_session(page)
        try:
            with suppress(Error):  # moved on by its own script before it stood: what stands then counts
                await page.goto(self._first.url, wait_until="commit", timeout=0)
            await self._rest(session)
            return self._taken(await self._eval(session, _TAKE % self._most), version)
        except Error as error:
            self._check()
            raise FetchError(
                Problem.UNDECODABLE.value, f"the page broke the browser ({_line(error)})"
            ) from error

    def _note_crash(self, _page: Any) -> None:
        self._crashed = True

    def _check(self) -> None:
        if self._answers.state.error is not None:
            raise self._answers.state.error
        if self._crashed:
            raise FetchError(Problem.UNDECODABLE.value, "the page broke the browser that drew it")

    async def _rest(self, session: CDPSession) -> None:
        """Wait until the page asks for nothing and stands still."""
        loop, state = asyncio.get_running_loop(), self._answers.state
        quiet_since, last = loop.time(), None
        while True:
            await asyncio.sleep(_STEP)
            self._check()
            now = loop.time()
            if state.pending or now - state.moved_at < _QUIET:
                quiet_since, last = now, None
                continue
            seen = await self._measured(session)
            if seen is None or seen[0] != "complete":
                quiet_since = now
                continue
            waited = now - quiet_since
            if waited >= _RESTLESS or (seen == last and seen[3] >= _BLANK and waited >= 2 * _STEP):
                return
            last = seen

    async def _measured(self, session: CDPSession) -> list[Any] | None:
        """State, elements, letters, visible letters; ``None`` while the page changes under the question."""
        from playwright.async_api import Error

        try:
            found = await self._eval(session, _MEASURE)
        except Error:
            self._check()
            browser = self._context.browser
            if browser is None or not browser.is_connected():
                raise
            return None
        return found if isinstance(found, list) and found[4] else None

    async def _eval(self, session: CDPSession, expression: str) -> Any:
        tree = await session.send("Page.getFrameTree")
        frame = tree["frameTree"]["frame"]["id"]
        world = await session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "pactwatch"})
        answer = await session.send(
            "Runtime.evaluate",
            {"expression": expression, "contextId": world["executionContextId"], "returnByValue": True},
        )
        return answer.get("result", {}).get("value")

    def _taken(self, html: Any, version: str) -> Exchange:
        self._check()
        if isinstance(html, int | float):
            raise FetchError(Problem.TOO_LARGE.value, f"drawn, the page has {int(html)} letters")
        body = BOM_UTF8 + str(html or "").encode("utf-8", "replace")
        if len(body) > self._most:
            raise FetchError(Problem.TOO_LARGE.value, f"drawn, the page has more than {self._most} bytes")
        document = self._answers.state.document
        kept = tuple(line for line in document.headers if line[0] not in _DROPPED)
        told = (("content-type", "text/html; charset=utf-8"), (_HEADER, f"chromium/{version}"))
        return Exchange(document.url, document.status, (*kept, *told), body)


async def _shut(window: Page) -> None:
    """A window that the page opened all the same."""
    from playwright.async_api import Error

    with suppress(Error):
        await window.close()


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:150]
