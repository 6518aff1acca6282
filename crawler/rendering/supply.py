"""What a page's scripts ask for, fetched as any request of ours: guard, robots.txt, turns, budget, limits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawler.config import Limits
from crawler.errors import FetchError
from crawler.fetching.addresses import endpoint
from crawler.fetching.answers import MAX_HOPS, REDIRECTS, check_redirect, redirect_target, retry_after
from crawler.fetching.budget import PATIENCE
from crawler.fetching.guard import AddressGuard
from crawler.fetching.hosts import shared_gate
from crawler.fetching.robots import RobotRules, robots_url
from crawler.fetching.wire import Exchange, Wire
from crawler.model import Problem, Source
from crawler.pages.scope import site_of

# Scripts of a site are the same on all its pages: kept for the poll, so that each is asked for once.
_KEPT_BYTES = 20_000_000
# One script that hangs must not take the whole page's time; its page is drawn without it.
_SECONDS = 15.0
_SECRETS = ("cookie", "authorization")


@dataclass(frozen=True, slots=True)
class Ask:
    """One request of a page. ``document`` when it is to take the page's place (a redirect must stay on the
    site then); ``kept`` when its answer may serve other pages of the poll too.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""
    document: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Manners:
    """How requests are made: limits, our user agent, the source they are for, what is known of robots.txt,
    and ``spend``, which takes one request out of the poll's budget or raises :class:`FetchError`.
    """

    limits: Limits
    user_agent: str
    source: Source | None = None
    robots: dict[str, RobotRules] = field(default_factory=dict)
    spend: Callable[[], None] = lambda: None
    proxy: str = ""


class Supply:
    """Fetches for the pages of one poll. Make it inside a running event loop and :meth:`close` it."""

    def __init__(self, guard: AddressGuard, manners: Manners) -> None:
        self._manners = manners
        limits = manners.limits
        seconds = min(limits.response_timeout, _SECONDS)
        self._wire = Wire(guard, max_body=limits.max_body, timeout=seconds, proxy=manners.proxy)
        self._locks: dict[str, asyncio.Lock] = {}
        self._kept: dict[str, Exchange] = {}
        self._room = _KEPT_BYTES

    @property
    def source(self) -> Source | None:
        """The source whose pages are drawn."""
        return self._manners.source

    @property
    def limits(self) -> Limits:
        """The limits of the poll."""
        return self._manners.limits

    @property
    def user_agent(self) -> str:
        """How we introduce ourselves, the page's scripts included."""
        return self._manners.user_agent

    async def close(self) -> None:
        """Close all connections."""
        await self._wire.close()

    async def fetch(self, ask: Ask) -> Exchange:
        """The answer at the end of the redirects. Raises :class:`FetchError`, also for one that was cut."""
        if not ask.kept or ask.method != "GET":
            return await self._whole(ask)
        async with self._locks.setdefault(ask.url, asyncio.Lock()):
            known = self._kept.get(ask.url)
            if known is None:
                known = await self._whole(ask)
                self._keep(ask.url, known)
        return known

    def _keep(self, url: str, answer: Exchange) -> None:
        stated = (answer.header("cache-control") or "").lower()
        if answer.status == 200 and "no-store" not in stated and len(answer.body) <= self._room:
            self._kept[url] = answer
            self._room -= len(answer.body)

    async def _whole(self, ask: Ask) -> Exchange:
        answer = await self._follow(ask, obey=True)
        if answer.problem is not None:
            raise FetchError(answer.problem.value, answer.detail)
        return answer

    async def _follow(self, ask: Ask, *, obey: bool) -> Exchange:
        url = ask.url
        for _ in range(MAX_HOPS + 1):
            if endpoint(url) is None:
                raise FetchError(Problem.NETWORK_ERROR.value, f"no web address: {url[:200]}")
            if obey:
                (await self._rules_of(url)).check(url)
            answer = await self._send(ask, url)
            location = answer.header("location")
            target = redirect_target(url, location) if answer.status in REDIRECTS else None
            if target is None:
                return answer
            if ask.method != "GET":
                raise FetchError(Problem.HTTP_ERROR.value, "what was sent is to be sent elsewhere")
            if ask.document and self.source is not None:
                check_redirect(ask.url, target, self.source, article=False)
            url = target
        raise FetchError(Problem.HTTP_ERROR.value, f"more than {MAX_HOPS} redirects in a row")

    async def _rules_of(self, url: str) -> RobotRules:
        place, book = robots_url(url), self._manners.robots
        async with self._locks.setdefault(place, asyncio.Lock()):
            if place not in book:
                answer = await self._follow(Ask(place), obey=False)
                cut = (answer.problem, answer.detail) if answer.problem is not None else None
                book[place] = RobotRules.of_answer(answer.status, answer.body, cut)
                shared_gate().slow_down(urlsplit(place).hostname or "", book[place].delay)
        return book[place]

    async def _send(self, ask: Ask, url: str) -> Exchange:
        host, gate = urlsplit(url).hostname or "", shared_gate()
        while wait := gate.turn(host, self._manners.limits.delay):
            await asyncio.sleep(min(wait, 1.0))
        self._manners.spend()
        # What is meant for one site is not carried to another by a redirect.
        elsewhere = site_of(url) != site_of(ask.url)
        headers = {name: value for name, value in ask.headers.items() if not (elsewhere and name in _SECRETS)}
        answer = await self._wire.send(
            ask.method, url, {**headers, "User-Agent": self._manners.user_agent}, ask.data
        )
        wish = retry_after(answer.header("retry-after"), datetime.now(UTC))
        if wish is not None and answer.status in (429, 503):
            gate.hold(host, min(wish, PATIENCE))
        return answer
