"""The figures that ``/metrics`` shows, read from the store and the queue when they are asked for."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from crawler.config import Clock
from crawler.errors import StoreError
from crawler.model import Health, Source, SourceState
from crawler.runner.memory import resident_mb
from crawler.runner.queue import PollQueue
from crawler.storage import Store


class Figures:
    """A Prometheus collector. Where the store cannot be read, ``pactwatch_store_up`` is 0 and its figures
    are left out, so that old values are not taken for new ones.
    """

    def __init__(
        self, store: Store, queue: PollQueue, sources: Callable[[], dict[str, Source]], now: Clock
    ) -> None:
        self._store, self._queue, self._sources, self._now = store, queue, sources, now
        self.missed: Counter[str] = Counter()
        self.active = False

    def collect(self) -> Iterator[Metric]:
        """For prometheus_client."""
        yield from self._of_process()
        try:
            states, waiting = self._store.sources.states(), self._store.outbox.waiting_count()
            troubles = self._store.troubles.now()
        except StoreError:
            yield _gauge("store_up", "1 when the database answers", 0)
            return
        yield _gauge("store_up", "1 when the database answers", 1)
        yield _gauge("alerts_waiting", "Mails that are to go out", waiting)
        found = GaugeMetricFamily("pactwatch_troubles", "Troubles on our own side", labels=["name"])
        for name in troubles:
            found.add_metric([name], 1)
        yield found
        yield from self._of_sources({state.id: state for state in states})

    def _of_process(self) -> Iterator[Metric]:
        queue = self._queue
        polls = CounterMetricFamily("pactwatch_polls", "Polls by outcome since the start", labels=["outcome"])
        for outcome, count in sorted(queue.polls.items()):
            polls.add_metric([outcome], count)
        yield polls
        missed = CounterMetricFamily(
            "pactwatch_jobs_missed", "Runs of a job that were left out", labels=["job"]
        )
        for job, count in sorted(self.missed.items()):
            missed.add_metric([job], count)
        yield missed
        yield CounterMetricFamily("pactwatch_poll_seconds", "Seconds all polls took", value=queue.seconds)
        yield _gauge("active", "1 for the scheduler in charge, 0 for one that stands by", int(self.active))
        yield _gauge("polls_running", "Polls under way", self._queue.running)
        yield _gauge("resident_megabytes", "Memory of the process", resident_mb())
        if queue.looked:
            age = time.monotonic() - queue.looked
            yield _gauge("queue_age_seconds", "Since it was last asked what is due", age)

    def _of_sources(self, states: dict[str, SourceState]) -> Iterator[Metric]:
        enabled, now = self._sources(), self._now()
        by_health = GaugeMetricFamily("pactwatch_sources", "Sources by health", labels=["health"])
        mine = [states[name] for name in enabled if name in states]
        counts = Counter(state.health for state in mine)
        for health in Health:
            by_health.add_metric([health.value], counts[health])
        yield by_health
        due = [(now - state.next_poll).total_seconds() for state in mine if state.next_poll is not None]
        late = [seconds for seconds in due if seconds > 0]
        yield _gauge("sources_due", "Sources whose time has come", len(late))
        yield _gauge("oldest_due_seconds", "How long the most patient of them waits", max(late, default=0.0))
        successes = [state.last_success.timestamp() for state in mine if state.last_success is not None]
        yield _gauge(
            "last_success_timestamp_seconds", "When a poll last went well", max(successes, default=0.0)
        )


def _gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"pactwatch_{name}", says, value=value)
