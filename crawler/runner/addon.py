"""The Scrapy add-on that fits out a crawl which no runner started: ``scrapy crawl listing -a source=ID``.

A runner hands its spiders everything itself; then the add-on only says which pipelines there are. A crawl
that walks all a source has is a poll like any other: its report counts for health and sets the next poll.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.settings import BaseSettings

from crawler.alerts.policy import policy_of
from crawler.archive import Archive
from crawler.config import Config, load
from crawler.errors import ConfigurationError, PactwatchError
from crawler.fetching.identity import user_agent
from crawler.model import Problem, Source
from crawler.runner.reports import added_up, outcome_of, report_of
from crawler.runner.rounds import PIPELINES, workers_of
from crawler.runner.settling import Settling
from crawler.runner.turns import share_turns
from crawler.runner.visit import kinds_of
from crawler.sources import load as load_sources
from crawler.storage import this_process
from crawler.storage.place import store_of
from pipelines.workshop import Workshop

# Why Scrapy ends a crawl early for reasons that say nothing about the site.
_OURS = ("shutdown", "memusage_exceeded", "cancelled")


class StoreAddon:
    """Gives the spider of a bare ``scrapy crawl`` its source, frontier, limits, archive and workshop."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._shop: Workshop | None = None
        self._started: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StoreAddon:
        """For Scrapy."""
        return cls(crawler)

    def update_settings(self, settings: BaseSettings) -> None:
        """For Scrapy, before the crawl: the pipelines, and this installation's manners."""
        settings.set("ITEM_PIPELINES", PIPELINES, priority="addon")
        with suppress(ConfigurationError):  # told when the spider opens, unless a runner set all this
            # Above our settings file, below what a runner or a command line says.
            settings.update(_manners(load()[0]), priority="spider")
        self._crawler.signals.connect(self._opened, signals.spider_opened)
        self._crawler.signals.connect(self._closed, signals.spider_closed)

    def _opened(self, spider: Any) -> None:
        """A spider that a runner equipped has its workshop already."""
        if getattr(spider, "workshop", None) is not None:
            return
        try:
            config, _ = load()
            source, everybody = _source(config, spider.source)
            self._equip(spider, config, source, everybody)
        except PactwatchError as error:
            spider.logger.error("%s", error)
            raise CloseSpider("configuration") from error

    def _equip(self, spider: Any, config: Config, source: Source, everybody: tuple[Source, ...]) -> None:
        """Open the store, take the source's lease and hand over."""
        store = store_of(config)
        now = config.clock()
        store.sources.sync(everybody, now)
        until = store.sources.state(source.id).deferred_until
        if until is not None and until > now:
            store.close()
            raise ConfigurationError(
                f"{source.id}: its server asked to wait until {until:%Y-%m-%d %H:%M} UTC"
            )
        if not store.leases.take(source.id, this_process(), now):
            store.close()
            raise ConfigurationError(f"{source.id}: another poll of it is under way")
        share_turns(store, everybody)
        workers = workers_of(config)
        self._shop = Workshop(store, source, everybody, policy_of(config), config.clock, workers)
        self._started = now
        spider.source, spider.now = source, config.clock
        spider.frontier = store.frontier.bound(source.id, config.clock)
        spider.archive = Archive(config.home / "archive", config.clock)
        spider.workshop = self._shop

    def _closed(self, spider: Any, reason: str) -> None:
        """Write the report, give the lease back, stop the processes."""
        shop = self._shop
        if shop is None:
            return
        source = shop.source
        try:
            self._settle(shop, spider, reason)
        except PactwatchError as error:
            spider.logger.error("%s", error)
        shop.store.leases.release(source.id, this_process())
        spider.archive.close()
        shop.workers.close()
        shop.store.close()

    def _settle(self, shop: Workshop, spider: Any, reason: str) -> None:
        """Write the poll down as a runner does. A crawl of some of a source's kinds of entry points is told
        in the report and is nothing to judge health by.
        """
        source, budget = shop.source, spider.budget
        stopped = reason in _OURS
        early = reason != "finished" and budget.cut_by is None
        if early and reason == "closespider_timeout":
            budget.cut(Problem.TOO_SLOW, "the poll was cut by CLOSESPIDER_TIMEOUT, the rest stays pending")
        elif early:
            budget.note(f"the crawl ended early ({reason})")
        broken = early and budget.cut_by is None
        whole = kinds_of(source) == (spider.kind,)
        if not whole:
            budget.note(
                f"scrapy crawl {spider.name}: only what it has of this kind, health is not judged by it"
            )
        counts = added_up([self._crawler.stats.get_stats()])
        outcome = outcome_of(counts, budget, broken=broken, stopped=stopped)
        pending = shop.store.frontier.count(source.id)
        times = (self._started, shop.now())
        report = report_of(source, times, counts, budget, pending=pending, outcome=outcome)
        settle = Settling(shop.store, shop.policy, lambda: sum(one.enabled for one in shop.sources))
        if whole or stopped:
            settle(shop.store, source, report, None if stopped else budget)
        else:
            shop.store.polls.add(report)


def _manners(config: Config) -> dict[str, Any]:
    """Scrapy's settings as this installation wants them."""
    limits = config.limits
    return {
        "USER_AGENT": user_agent(config.contact),
        "DOWNLOAD_DELAY": limits.delay,
        "DOWNLOAD_MAXSIZE": limits.max_body,
        "DOWNLOAD_TIMEOUT": limits.response_timeout,
        "PACTWATCH_MAX_REQUESTS": limits.max_requests,
        "PACTWATCH_POLL_DEADLINE": limits.poll_deadline,
        "PACTWATCH_ALLOW_PRIVATE_NETWORKS": config.allow_private_networks,
        "PACTWATCH_PROXY": config.proxy,
        "PACTWATCH_CHROMIUM": config.chromium,
        "PACTWATCH_RENDER_TIMEOUT": limits.render_timeout,
        "PACTWATCH_RENDER_PAGES": limits.render_pages,
        "PACTWATCH_RENDER_MEMORY_MB": limits.render_memory_mb,
    }


def _source(config: Config, wanted: Any) -> tuple[Source, tuple[Source, ...]]:
    """The source asked for by id, and all of them. Raises :class:`ConfigurationError`."""
    everybody = load_sources(config.sources).sources
    found = next((source for source in everybody if source.id == wanted), None)
    if found is None:
        raise ConfigurationError(f"-a source={wanted}: no such source in {config.sources}")
    return found, everybody
