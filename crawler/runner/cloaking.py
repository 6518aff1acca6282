"""After a poll: does a suspected page show search engines, or who comes from one, something else?

Only on sites where junk was found, only their suspected pages, a few a poll and each once a week; within
robots.txt, delays, limits and the address guard. Links that are seen are never followed, scripts never run.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace

from crawler.alerts.incidents import tell
from crawler.config import Config
from crawler.errors import FetchError, StoreError
from crawler.fetching.budget import PollBudget
from crawler.fetching.robots import RobotRules
from crawler.fetching.single import FetchRules, fetch_async
from crawler.log import events
from crawler.model import ArticleLink, FetchedPage, JunkVerdict, Problem, Signal, Source, Verdict
from crawler.runner.copies import only_in, same, shown
from crawler.storage.cloaked import Suspected
from pipelines.workers import Task
from pipelines.workshop import Workshop

# Four requests each: with a second between requests a poll is lengthened by some ten seconds at most.
MOST_PAGES = 2
# A site that answers slowly keeps others waiting no longer than this.
MOST_SECONDS = 60.0
_QUOTES, _QUOTE = 5, 300
_PLANTED = (Verdict.INJECTED, Verdict.MIRROR, Verdict.SPAM)
_BAIDU = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
_GOOGLE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


@dataclass(frozen=True, slots=True)
class Disguise:
    """How a search copy is asked for: the vector it would prove (S1 engine, S2 its visitors), our words for
    it, and the headers.
    """

    vector: str
    reason: str
    headers: Mapping[str, str]


def disguises(source: Source) -> tuple[Disguise, ...]:
    """A visitor from a search engine, then the engine itself; for Chinese sites Baidu, else Google."""
    chinese = (source.language or "").lower().startswith("zh")
    referrer = "https://www.baidu.com/" if chinese else "https://www.google.com/"
    agent = _BAIDU if chinese else _GOOGLE
    return (
        Disguise("S2", "shown only to visitors who come from a search engine", {"Referer": referrer}),
        Disguise("S1", "shown only to a search engine's robot", {"User-Agent": agent}),
    )


class SecondLook:
    """Looks at the suspected pages of the source that was just polled."""

    def __init__(self, config: Config, shop: Workshop) -> None:
        self._config, self._shop = config, shop

    async def after(self, budget: PollBudget, robots: dict[str, RobotRules]) -> None:
        """Look, keep what was found, and judge each page anew in its light. A budget that is spent, and a
        store that fails, end it; what was not looked at is first at the next poll.
        """
        shop, config = self._shop, self._config
        rules = FetchRules(
            limits=config.limits,
            now=config.clock,
            own=_own(shop.source) if config.allow_private_networks else (),
            proxy=config.proxy,
            contact=config.contact,
            source=shop.source,
            robots=robots,
        )
        try:
            async with asyncio.timeout(MOST_SECONDS):
                for page in shop.store.cloaked.suspected(shop.source.id, MOST_PAGES, shop.now()):
                    await self._look(page, rules, budget)
        except (FetchError, TimeoutError):
            return
        except StoreError as error:
            events("runner").warning("no_second_look", source=shop.source.id, error=str(error))

    async def _look(self, page: Suspected, rules: FetchRules, budget: PollBudget) -> None:
        plain = [await _copy(page, rules, budget) for _ in range(2)]
        if any(one.failure is not None for one in plain):
            return
        signals: list[Signal] = []
        for disguise in disguises(self._shop.source):
            dressed = replace(rules, headers=disguise.headers)
            copy = await _copy(page, dressed, budget)
            signals += await self._compared(plain, copy, disguise)
        self._shop.store.cloaked.looked(page.url, signals, self._shop.now())
        await self._keep(page, plain[1])

    async def _compared(
        self, plain: list[FetchedPage], copy: FetchedPage, disguise: Disguise
    ) -> list[Signal]:
        """What the search copy has that neither normal one has, if it is of the kind that is planted: a page
        that changes by itself, or greets visitors of search engines, proves nothing.
        """
        if copy.failure is Problem.MOVED:
            return [_signal(disguise, copy.failure_detail, "leads to another site; ")]
        if copy.failure is not None:
            return []
        one, other = shown(plain[0]), shown(plain[1])
        there = only_in(shown(copy), one, other)
        if not there:
            return []
        verdict = await self._judged(copy)
        marked = " ".join(signal.quote for signal in verdict.signals).casefold()
        telling = [text for text in there.texts if verdict.signals and _touches(text, marked)]
        if verdict.verdict in _PLANTED and telling:
            return [_signal(disguise, text) for text in telling[:_QUOTES]]
        if same(one, other) and there.hosts and there.texts:
            return [_signal(disguise, f"{there.texts[0][:200]} ({', '.join(there.hosts[:3])})")]
        return []

    async def _judged(self, copy: FetchedPage) -> JunkVerdict:
        shop = self._shop
        context = shop.store.sites.context(shop.source, copy.url, shop.sources)
        return (await shop.workers.assess(Task(copy, context))).junk

    async def _keep(self, page: Suspected, copy: FetchedPage) -> None:
        """Judge the normal copy anew; what was found is laid over it where it is kept."""
        shop, now = self._shop, self._shop.now()
        link = ArticleLink(page.url, page.link_text, page.link_published)
        again = replace(copy, source_id=shop.source.id, link=link, archive_ref=page.archive_ref)
        context = shop.store.sites.context(shop.source, page.url, shop.sources)
        found = await shop.workers.assess(Task(again, context))
        shop.store.articles.keep(found, shop.source, now, lambda change: tell(change, shop.policy, now))


async def _copy(page: Suspected, rules: FetchRules, budget: PollBudget) -> FetchedPage:
    budget.spend()
    return await budget.run(lambda: fetch_async(page.url, rules=rules))


def _own(source: Source) -> tuple[str, ...]:
    return (source.url, *(entry.url for entry in source.entry_points))


def _touches(text: str, marked: str) -> bool:
    folded = text.casefold()
    return folded in marked or any(len(word) > 5 and word in marked for word in folded.split())


def _signal(disguise: Disguise, quote: str, more: str = "") -> Signal:
    return Signal(
        "cloaked",
        disguise.vector,
        quote[:_QUOTE],
        "html",
        more + disguise.reason,
        group="hidden",
        weight=3.0,
    )
