"""What a long-lived process watches about itself: its clock, its disk, its memory."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from crawler.alerts.policy import AlertPolicy
from crawler.health.ours import clock_trouble, disk_trouble
from crawler.log import events
from crawler.model import Source, Trouble
from crawler.polling.schedule import next_poll
from crawler.runner.settling import begin, end
from crawler.storage import Store


class ClockWatch:
    """Compares the clock with one that is never set. ``steady`` is that one, in seconds."""

    def __init__(
        self, now: Callable[[], datetime], steady: Callable[[], float] = time.monotonic, pace: float = 1.0
    ) -> None:
        """``pace`` is how many seconds ``now`` counts in one: other than 1 only for rehearsals."""
        self._now, self._steady, self._pace = now, steady, pace
        self._last = (now(), steady())

    def look(self) -> Trouble | None:
        """The jump since the last look, ``None`` when the clock went on as time does."""
        now, steady = self._now(), self._steady()
        before, self._last = self._last, (now, steady)
        return clock_trouble(now - before[0], timedelta(seconds=(steady - before[1]) * self._pace))


def mend_schedules(store: Store, sources: dict[str, Source], now: datetime) -> int:
    """Bring back what a clock that was ahead put too far off; how many sources. For after a jump back.

    Only sources that were well: what waits longer after failures has a reason of its own.
    """
    mended = 0
    with store.writing():
        for state in store.sources.states():
            source = sources.get(state.id)
            if source is None or state.next_poll is None or state.failures or state.deferred_until:
                continue
            planned = next_poll(source, now)
            if state.next_poll > planned.at:
                store.sources.schedule(source.id, planned)
                mended += 1
    return mended


def look_at_disk(store: Store, policy: AlertPolicy, home: Path, now: datetime) -> None:
    """Tell once when little room is left, and once when there is room again. Raises ``StoreError``."""
    try:
        usage = shutil.disk_usage(home)
    except OSError as error:
        events("scheduler").error("disk_unreadable", place=str(home), error=error.strerror)
        return
    trouble = disk_trouble(usage.free, usage.total, str(home))
    if trouble is not None:
        begin(store, policy, trouble, now)
    elif "disk" in store.troubles.now():
        end(store, policy, "disk", now)
