"""What a scheduler in charge has to do: each duty is one short call, and none can break the others."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from prometheus_client import CollectorRegistry

from crawler.alerts.mailroom import deliver_waiting
from crawler.alerts.policy import policy_of, unaddressed
from crawler.config import Config
from crawler.errors import PactwatchError, StoreError
from crawler.fetching.aside import aside
from crawler.fetching.ping import ping
from crawler.log import events
from crawler.runner.endpoint import Endpoint, Wellness
from crawler.runner.figures import Figures
from crawler.runner.memory import resident_mb
from crawler.runner.queue import PollQueue
from crawler.runner.rounds import runner_of
from crawler.runner.upkeep import look_at_disk, mend_schedules
from crawler.runner.watchlist import Watchlist
from crawler.storage import Store
from pipelines.workers import Workers

# A process is replaced by a fresh one at this share of its memory limit, between polls.
_RECYCLE_AT = 0.85
# Who watches us through PING_URL hears from us this often also when nothing is due.
_SILENCE = 600.0
# Not having asked the queue for so long means that we hang.
_STALE = 90.0


class Duties:
    """The duties of one process over one store. ``concurrency`` polls at once."""

    def __init__(self, config: Config, store: Store, workers: Workers, concurrency: int) -> None:
        self._config, self._store, self._workers = config, store, workers
        self._log = events("scheduler")
        self._now = config.clock
        self.watchlist = Watchlist(config.sources, store, self._now)
        self.queue = PollQueue(store, self._now, concurrency)
        self.figures = Figures(store, self.queue, lambda: self.watchlist.enabled, self._now)
        registry = CollectorRegistry()
        registry.register(self.figures)
        self.endpoint = Endpoint(config.metrics_address, registry, self.wellness)
        self.store_fails = False
        self.last_sign = time.monotonic()
        self._pinged = (0, time.monotonic())

    async def guarded(self, duty: Callable[[], object]) -> object:
        """What ``duty`` gives; ``None`` when the store failed: told once, and once when it is back."""
        try:
            found = duty()
            if isinstance(found, Awaitable):
                found = await found
        except StoreError as error:
            if not self.store_fails:
                self._log.error("store_unavailable", error=str(error))
            self.store_fails = True
            return None
        except PactwatchError as error:
            self._log.error("duty_failed", error=str(error))
            return None
        if self.store_fails:
            self._log.warning("store_available_again")
            self.store_fails = False
        return found

    def read_sources(self) -> None:
        """Follow the source files."""
        if self.watchlist.refresh() or self.queue.runner is None:
            everybody = self.watchlist.everybody
            self.queue.runner = runner_of(self._config, self._store, everybody, self._workers)

    def look(self) -> None:
        """Ask what is due."""
        if self.queue.runner is not None:
            self.queue.look(self.watchlist.enabled)

    async def send(self) -> None:
        """Write the digests that are due and deliver what waits in the outbox."""
        if not unaddressed(self._config):
            await aside(self._deliver)

    def _deliver(self) -> None:
        done = deliver_waiting(self._store, self._config)
        if done.sent or done.failed:
            self._log.info("alerts", sent=done.sent, waiting=done.waiting, failed=done.failed)

    def health(self) -> None:
        """Look at ourselves."""
        look_at_disk(self._store, policy_of(self._config), self._config.home, self._now())

    def prune(self) -> None:
        """Forget old records of operation."""
        gone = self._store.prune(self._now())
        self._log.info("pruned", polls=gone.polls, deliveries=gone.deliveries)

    def mend(self) -> None:
        """Put right what a clock that was ahead has written down."""
        mended = mend_schedules(self._store, self.watchlist.enabled, self._now())
        self._log.info("schedules_mended", sources=mended)

    async def ping(self) -> None:
        """Tell whoever watches us that we live: after each round of polls, and now and then without one."""
        ended, at = self._pinged
        round_over = self.queue.ended > ended and self.queue.running == 0
        idle = time.monotonic() - at > _SILENCE
        if (round_over or idle) and not self.store_fails:
            self._pinged = (self.queue.ended, time.monotonic())
            await ping(self._config.ping_url, proxy=self._config.proxy, contact=self._config.contact)

    @property
    def too_big(self) -> bool:
        """Whether the process should be replaced before its memory grows further."""
        runner = self.queue.runner
        grown = resident_mb() > _RECYCLE_AT * self._config.limits.memory_mb
        return grown or bool(runner is not None and runner.stopped)

    def wellness(self) -> Wellness:
        """Well is who asked the queue lately, or stands by with signs of life, and has a store."""
        active = self.figures.active
        sign = max(self.last_sign, self.queue.looked) if active else self.last_sign
        age = time.monotonic() - sign
        ok = age < _STALE and not self.store_fails
        facts = {"active": active, "seconds_since_sign": round(age, 1), "polls_running": self.queue.running}
        return Wellness(ok, {**facts, "store": not self.store_fails})
