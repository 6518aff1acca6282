"""What each request of a drawn page gets: fetched by us, an empty answer, or nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.errors import FetchError
from crawler.fetching.addresses import endpoint
from crawler.fetching.budget import CutShortError
from crawler.fetching.wire import Exchange
from crawler.model import Problem
from crawler.pages.scope import same_site, site_of
from crawler.rendering.supply import Ask, Supply

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, Page, Request, Route

# A page of a newsroom asks for ten to forty things that are neither image nor font; more is a fault.
MOST_REQUESTS = 60
# Reloads and onward moves by script: a cookie that is set takes one, a detour two.
MOST_DOCUMENTS = 5
# A question put to a site's own interface is short.
_MOST_DATA = 65_536
_FETCHED = frozenset({"script", "xhr", "fetch"})
# Who counts visitors is not asked: we are none, and it costs a request each (facts from their own manuals).
_COUNTERS = (
    "google-analytics.com", "googletagmanager.com", "doubleclick.net", "googlesyndication.com",
    "hm.baidu.com", "cnzz.com", "umeng.com", "51.la", "clarity.ms", "hotjar.com", "facebook.net",
    "mc.yandex.ru", "matomo.cloud", "newrelic.com", "nr-data.net", "sentry.io", "scorecardresearch.com",
)  # fmt: skip
# Headers of an answer that would have the browser ask for more, or that we undid.
_NOT_PASSED = frozenset(
    {
        "content-encoding", "content-length", "transfer-encoding", "connection", "keep-alive", "link",
        "report-to", "reporting-endpoints", "nel", "alt-svc", "strict-transport-security",
        "content-disposition",
    }
)  # fmt: skip
# Headers of a request that a page's script sets or a site's interface asks for.
_ASKED_WITH = frozenset({"accept", "content-type", "origin", "referer", "authorization"})


@dataclass(slots=True)
class State:
    """How far a page is: requests under way, requests made, bytes taken, the document it shows, the error
    that ends it, what it was refused.
    """

    document: Exchange
    pending: int = 0
    asked: int = 0
    documents: int = 0
    size: int = 0
    moved_at: float = 0.0
    error: FetchError | None = None
    refused: list[str] | None = None


class Answering:
    """Answers the requests of ``page``; every request of its context comes here, those of windows it may
    have opened too, which get nothing.
    """

    def __init__(self, first: Exchange, supply: Supply, context: BrowserContext) -> None:
        self._supply, self._context = supply, context
        self._first: Exchange | None = first
        self._under_way: set[asyncio.Future[Exchange]] = set()
        self.page: Page | None = None
        self.state = State(first, refused=[])

    def stop(self) -> None:
        """End what is being fetched; nothing more is."""
        self.state.asked = self.state.documents = MOST_REQUESTS
        for work in tuple(self._under_way):
            work.cancel()

    async def answer(self, route: Route, request: Request) -> None:
        """Playwright's hook for one request."""
        from playwright.async_api import Error

        state, loop = self.state, asyncio.get_running_loop()
        state.pending += 1
        try:
            await self._answer(route, request)
        except Error:
            pass  # the page is gone; nobody waits for the answer
        except asyncio.CancelledError:
            if not self._context_is_ending():
                raise
        finally:
            state.pending -= 1
            state.moved_at = loop.time()

    def _context_is_ending(self) -> bool:
        return self.state.documents >= MOST_REQUESTS

    async def _answer(self, route: Route, request: Request) -> None:
        if request.is_navigation_request():
            await self._navigate(route, request)
        elif request.resource_type == "stylesheet":
            # Nothing of it is read; a missing one would make some loaders give the page up.
            await route.fulfill(status=200, content_type="text/css", body="")
        elif self._wanted(request):
            await self._fetch(route, request)
        else:
            await route.abort("blockedbyclient")

    async def _navigate(self, route: Route, request: Request) -> None:
        """The page itself: what was fetched already, then where its scripts lead. Frames get nothing."""
        state = self.state
        if request.frame.parent_frame is not None or request.frame.page is not self.page:
            await route.abort("blockedbyclient")
            return
        try:
            if self._first is not None:
                answer, self._first = self._first, None
            else:
                answer = await self._next_document(request)
        except FetchError as error:
            # What stands in its place now is the browser's own error page.
            state.error = state.error or error
            await route.abort("blockedbyclient")
            return
        state.document = answer
        await _fulfil(route, answer)

    async def _next_document(self, request: Request) -> Exchange:
        """Where the page's script leads. Raises :class:`FetchError` where that is not to be followed."""
        self.state.documents += 1
        if self.state.documents > MOST_DOCUMENTS:
            raise FetchError(Problem.CHALLENGE.value, "its scripts load it again and again")
        if request.method != "GET":
            raise FetchError(Problem.CHALLENGE.value, "its script sends a form in place of a page")
        if not self._stays(request.url):
            detail = f"its script leads to another site: {request.url[:200]}"
            raise FetchError(Problem.MOVED.value, detail)
        return await self._work(Ask(request.url, headers=await self._headers(request), document=True))

    def _stays(self, url: str) -> bool:
        """Whether a move by script stays with what was asked for."""
        source = self._supply.source
        return site_of(url) == site_of(self.state.document.url) or (
            source is not None and same_site(url, source)
        )

    def _wanted(self, request: Request) -> bool:
        """Whether a request beside the page itself is made at all."""
        if request.resource_type not in _FETCHED or request.method not in ("GET", "POST"):
            return False
        place = endpoint(request.url)
        if place is None or any(place[0] == host or place[0].endswith("." + host) for host in _COUNTERS):
            return False
        if request.method == "GET":
            return True
        # Some sites' own interfaces are asked for lists by POST; nobody else is sent anything.
        return self._is_own(request.url) and len(request.post_data_buffer or b"") <= _MOST_DATA

    def _is_own(self, url: str) -> bool:
        return site_of(url) == site_of(self.state.document.url)

    async def _fetch(self, route: Route, request: Request) -> None:
        state = self.state
        state.asked += 1
        if state.asked > MOST_REQUESTS or state.size > 3 * self._supply.limits.max_body:
            self._note(f"more than {MOST_REQUESTS} requests or too many bytes for one page")
            await route.abort("blockedbyclient")
            return
        ask = Ask(
            request.url,
            request.method,
            await self._headers(request),
            request.post_data_buffer or b"",
            kept=request.resource_type == "script",
        )
        try:
            answer = await self._work(ask)
        except CutShortError as error:
            state.error = error
            await route.abort("failed")
            return
        except FetchError as error:
            self._note(f"{ask.url[:200]}: {error.detail}")
            await route.abort("failed")
            return
        state.size += len(answer.body)
        await _fulfil(route, answer)

    def _note(self, text: str) -> None:
        if self.state.refused is not None and text not in self.state.refused:
            self.state.refused.append(text)

    async def _work(self, ask: Ask) -> Exchange:
        work = asyncio.ensure_future(self._supply.fetch(ask))
        self._under_way.add(work)
        try:
            return await work
        finally:
            self._under_way.discard(work)

    async def _headers(self, request: Request) -> dict[str, str]:
        """What the page's own script says with a request, and the site's own cookies of this visit."""
        given = request.headers
        kept = {name: given[name] for name in given if name in _ASKED_WITH or name.startswith("x-")}
        if self._is_own(request.url):
            cookies = await self._context.cookies([request.url])
            pairs = [f"{one.get('name', '')}={one.get('value', '')}" for one in cookies]
            if pairs:
                kept["cookie"] = "; ".join(pairs)
        return {name: value for name, value in kept.items() if value.isprintable()}


async def _fulfil(route: Route, answer: Exchange) -> None:
    headers: dict[str, str] = {}
    for name, value in answer.headers:
        if name in _NOT_PASSED or not value.isprintable():
            continue
        # Cookies stand in a line each; other repeated headers are lists.
        glue = "\n" if name == "set-cookie" else ", "
        headers[name] = f"{headers[name]}{glue}{value}" if name in headers else value
    await route.fulfill(status=answer.status, headers=headers, body=answer.body)
