"""Single pages drawn outside a crawl: for ``inspect URL``, ``sources check``, the search for entry points."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from crawler.errors import FetchError
from crawler.fetching.answers import judged
from crawler.fetching.guard import AddressGuard
from crawler.fetching.identity import user_agent
from crawler.fetching.pages import page_of_exchange
from crawler.fetching.single import FetchRules, fetch, fetch_async
from crawler.fetching.wire import Exchange
from crawler.model import FetchedPage, Problem
from crawler.rendering.browser import Chromium
from crawler.rendering.supply import Manners, Supply
from crawler.rendering.worth import is_drawable

Fetch = Callable[[str], FetchedPage]


@contextmanager
def fetching(rules: FetchRules, *, render: bool, program: str = "") -> Iterator[Fetch]:
    """A function that makes one guarded request and never raises; with ``render`` web pages are drawn.

    One browser serves all calls, in a thread of its own, and ends with the block.
    """
    if not render:
        yield lambda url: fetch(url, rules=rules)
        return
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    desk = asyncio.run_coroutine_threadsafe(_Desk.opened(rules, program), loop).result()
    try:
        yield lambda url: asyncio.run_coroutine_threadsafe(desk.page(url), loop).result()
    finally:
        asyncio.run_coroutine_threadsafe(desk.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class _Desk:
    """A browser with what feeds it."""

    def __init__(self, rules: FetchRules, program: str) -> None:
        self._rules = rules
        self._browser = Chromium(rules.limits, program)
        manners = Manners(
            limits=rules.limits,
            user_agent=user_agent(rules.contact),
            source=rules.source,
            robots=rules.robots,
            proxy=rules.proxy,
        )
        self._supply = Supply(AddressGuard(rules.own, rules.proxy), manners)

    @classmethod
    async def opened(cls, rules: FetchRules, program: str) -> _Desk:
        """A desk inside the running loop."""
        return cls(rules, program)

    async def page(self, url: str) -> FetchedPage:
        """The page, drawn where it is one; a bad site or page gives a page with ``failure``."""
        page = await fetch_async(url, rules=self._rules)
        answer = Exchange(page.url, page.status, page.headers, page.body)
        if page.failure not in (None, Problem.CHALLENGE) or not is_drawable(answer):
            return page
        try:
            drawn, _ = await self._browser.draw(answer, self._supply)
        except FetchError as error:
            return replace(page, failure=Problem(error.problem), failure_detail=error.detail)
        found = page_of_exchange(drawn, page.fetched_at, page.requested_url)
        return judged(replace(found, source_id=page.source_id))

    async def close(self) -> None:
        """End the browser, close the connections."""
        await self._browser.close()
        await self._supply.close()
