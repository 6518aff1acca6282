"""One guarded request outside a crawl: for ``inspect URL``, discovery, a second look at a cloaked page."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from w3lib.url import safe_url_string

from crawler.config import Config, Limits
from crawler.errors import FetchError
from crawler.fetching.addresses import endpoint
from crawler.fetching.answers import MAX_HOPS, REDIRECTS, check_redirect, judged, redirect_target
from crawler.fetching.guard import AddressGuard
from crawler.fetching.hosts import shared_gate
from crawler.fetching.identity import user_agent
from crawler.fetching.pages import page_of_exchange, page_without_answer
from crawler.fetching.robots import RobotRules, robots_url
from crawler.fetching.wire import Exchange, Wire
from crawler.model import FetchedPage, Problem, Source
from crawler.sources import load

_T = TypeVar("_T")

_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "*",
}


@dataclass(frozen=True, slots=True)
class FetchRules:
    """How single requests are made. Requests that share a value share what they learned of robots.txt.

    ``own`` are web addresses whose host and port may be private (empty unless ``ALLOW_PRIVATE_NETWORKS``);
    ``headers`` are laid over ours (the second look at a cloaked page comes as a search engine's visitor);
    with ``source`` a redirect must stay on its site.
    """

    limits: Limits = field(default_factory=Limits)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    own: tuple[str, ...] = ()
    proxy: str = ""
    contact: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    source: Source | None = None
    robots: dict[str, RobotRules] = field(default_factory=dict)


def rules_for(config: Config, *, source: Source | None = None, own: tuple[str, ...] = ()) -> FetchRules:
    """The rules of this installation. With ``ALLOW_PRIVATE_NETWORKS`` the addresses of all source files are
    open, and those of ``own`` (of a source that is about to be added).
    """
    open_to: tuple[str, ...] = ()
    if config.allow_private_networks:
        known = load(config.sources).sources if any(config.sources.glob("*.yaml")) else ()
        found = [(item.url, *(entry.url for entry in item.entry_points)) for item in known]
        open_to = (*own, *(url for urls in found for url in urls))
    return FetchRules(
        limits=config.limits,
        now=config.clock,
        own=open_to,
        proxy=config.proxy,
        contact=config.contact,
        source=source,
    )


def fetch(url: str, *, rules: FetchRules | None = None) -> FetchedPage:
    """The page at ``url``, redirects followed; a bad site, address or answer gives a page with ``failure``.

    robots.txt, delays, limits and the address guard hold as in a crawl. Blocks; may be called from any
    thread, one that runs an event loop included (:func:`fetch_async` is the better way there).
    """
    work = fetch_async(url, rules=rules)
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    return _elsewhere(work)


async def fetch_async(url: str, *, rules: FetchRules | None = None) -> FetchedPage:
    """As :func:`fetch`, inside an event loop."""
    rules = rules or FetchRules()
    try:
        asked = safe_url_string(url.strip())
        visit = _Visit(rules, asked)
    except ValueError:
        return page_without_answer(url, rules.now(), Problem.NETWORK_ERROR, f"no web address: {url[:200]}")
    try:
        page = judged(page_of_exchange(await visit.page(), rules.now(), url))
    except FetchError as error:
        return page_without_answer(url, rules.now(), Problem(error.problem), error.detail)
    finally:
        await visit.close()
    return replace(page, source_id=rules.source.id if rules.source else None)


class _Visit:
    """One page with the requests it takes."""

    def __init__(self, rules: FetchRules, url: str) -> None:
        self._rules, self._url = rules, url
        self._guard = AddressGuard(rules.own, rules.proxy)
        limits = rules.limits
        self._wire = Wire(
            self._guard, max_body=limits.max_body, timeout=limits.response_timeout, proxy=rules.proxy
        )
        self._headers = {"User-Agent": user_agent(rules.contact), **_HEADERS, **rules.headers}

    async def close(self) -> None:
        await self._wire.close()

    async def page(self) -> Exchange:
        """The answer at the end of the redirects. Raises :class:`FetchError`."""
        return await self._follow(self._url, obey=True)

    async def _follow(self, url: str, *, obey: bool) -> Exchange:
        for _ in range(MAX_HOPS + 1):
            if endpoint(url) is None:
                raise FetchError(Problem.NETWORK_ERROR.value, f"no web address: {url[:200]}")
            if obey:
                (await self._rules_of(url)).check(url)
            exchange = await self._get(url)
            location = exchange.header("location")
            target = redirect_target(url, location) if exchange.status in REDIRECTS else None
            if target is None:
                return exchange
            if obey and self._rules.source is not None:
                check_redirect(self._url, target, self._rules.source, article=False)
            url = target
        raise FetchError(Problem.HTTP_ERROR.value, f"more than {MAX_HOPS} redirects in a row")

    async def _rules_of(self, url: str) -> RobotRules:
        place, book = robots_url(url), self._rules.robots
        if place not in book:
            answer = await self._follow(place, obey=False)
            cut = (answer.problem, answer.detail) if answer.problem is not None else None
            book[place] = RobotRules.of_answer(answer.status, answer.body, cut)
            shared_gate().slow_down(urlsplit(place).hostname or "", book[place].delay)
        return book[place]

    async def _get(self, url: str) -> Exchange:
        host, gate = urlsplit(url).hostname or "", shared_gate()
        while wait := gate.turn(host, self._rules.limits.delay):
            await asyncio.sleep(wait)
        return await self._wire.get(url, self._headers)


def _elsewhere(work: Coroutine[Any, Any, _T]) -> _T:
    """Run ``work`` in a loop of its own, in a thread of its own."""
    done: list[_T] = []
    thread = threading.Thread(target=lambda: done.append(asyncio.run(work)), daemon=True)
    thread.start()
    thread.join()
    return done[0]
