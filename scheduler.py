"""When: the long-lived scheduler. ``python scheduler.py`` is the same as ``pactwatch run``.

APScheduler only keeps the beat. What is due stands in the store; the jobs are made anew at each start and
kept nowhere else. One scheduler is in charge, any other stands by.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.events import EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from crawler.config import Config
from crawler.log import events
from crawler.runner.duties import Duties
from crawler.runner.loop import run_sync
from crawler.runner.memory import resident_mb
from crawler.runner.post import HEARTBEAT, Post
from crawler.runner.rounds import workers_of
from crawler.runner.upkeep import ClockWatch
from crawler.storage import Store, this_process
from crawler.storage.place import store_of
from pipelines.workers import Workers

# Polls under way get so long to end whole after SIGTERM; ten seconds are promised in all.
GRACE = 8.5


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between the runs of each job and between looks at ourselves; ``concurrency`` polls at once;
    ``clock`` seconds that the configured clock counts in a real one (other than 1 only in rehearsals).
    """

    sources: float = 10.0
    polls: float = 5.0
    alerts: float = 30.0
    health: float = 60.0
    pruning: float = 86_400.0
    watch: float = 1.0
    heartbeat: float = HEARTBEAT
    concurrency: int = 8
    clock: float = 1.0


class Scheduler:
    """Polls, alerts, health and pruning of one installation, until :meth:`stop`.

    ``again`` is true when it ended in order to be replaced by a fresh process.
    """

    def __init__(self, config: Config, store: Store, workers: Workers, pace: Pace | None = None) -> None:
        self.pace = pace or Pace()
        self.duties = Duties(config, store, workers, self.pace.concurrency)
        self.again = False
        self._log = events("scheduler")
        self._post = Post(store, config.clock)
        self._clock = ClockWatch(config.clock, pace=self.pace.clock)
        self._stop = asyncio.Event()
        self._why = ""

    def stop(self, why: str = "stopped by a signal") -> None:
        """End within ten seconds, with everything whole."""
        self._why = self._why or why
        self._stop.set()

    async def work(self) -> None:
        """Stand by until the post is free, then do what is due, until told to stop."""
        duties, standing_by = self.duties, False
        try:
            while not self._stop.is_set():
                await duties.endpoint.open()
                if await duties.guarded(self._post.take):
                    standing_by = False
                    await self._in_charge()
                elif not standing_by and not duties.store_fails:
                    standing_by = True
                    self._log.info("standing_by", behind=await duties.guarded(self._post.holder))
                duties.last_sign = time.monotonic()
                await self._sleep(self.pace.heartbeat / 4)
        finally:
            await duties.endpoint.close()
            await duties.guarded(self._post.leave)
            self._log.info("ended", why=self._why)

    async def _in_charge(self) -> None:
        """Until stopped, or until another has the post."""
        self._log.info("in_charge", owner=this_process())
        queue, jobs = self.duties.queue, self._jobs()
        queue.open()
        self.duties.figures.active = True
        jobs.start()
        try:
            await self._watch(jobs)
        finally:
            jobs.shutdown(wait=False)
            self.duties.figures.active = False
            if not await queue.close(self._why or "another scheduler took over", GRACE):
                self._log.warning("left_behind", polls=queue.running)

    def _jobs(self) -> AsyncIOScheduler:
        """The jobs under one rule each: run late rather than never, several missed runs become one, a run
        that is not over is waited for, and the first run is now. What a missed run would have done is still
        due in the store; how often that happened stands in ``/metrics``.
        """
        jobs, pace, duties = AsyncIOScheduler(timezone=UTC), self.pace, self.duties
        jobs.add_listener(self._missed, EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)
        table: tuple[tuple[str, float, Callable[[], object]], ...] = (
            ("sources", pace.sources, duties.read_sources),
            ("polls", pace.polls, duties.look),
            ("alerts", pace.alerts, duties.send),
            ("health", pace.health, duties.health),
            ("pruning", pace.pruning, duties.prune),
        )
        rule = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        for name, seconds, duty in table:
            first = {"next_run_time": datetime.now(UTC)}
            jobs.add_job(duties.guarded, "interval", seconds=seconds, args=[duty], id=name, **rule, **first)
        return jobs

    def _missed(self, event: JobEvent) -> None:
        self.duties.figures.missed[event.job_id] += 1

    async def _watch(self, jobs: AsyncIOScheduler) -> None:
        """What must not depend on the clock being right: signs of life, the clock itself, our memory."""
        beat = time.monotonic()
        while not self._stop.is_set():
            await self._sleep(self.pace.watch)
            if time.monotonic() - beat >= self.pace.heartbeat:
                beat = time.monotonic()
                if await self.duties.guarded(self._post.keep) is False:
                    self._log.warning("replaced", by=await self.duties.guarded(self._post.holder))
                    return
            await self._mind_clock(jobs)
            await self.duties.ping()
            if self.duties.too_big and not self._stop.is_set():
                self._log.warning("recycled", megabytes=resident_mb())
                await self.duties.queue.drain(self._stop)
                self.again = not self._stop.is_set()
                self.stop("replaced by a fresh process before its memory grows")

    async def _mind_clock(self, jobs: AsyncIOScheduler) -> None:
        """A clock that was set would hold APScheduler, and the schedules written ahead of it, for as long."""
        jump = self._clock.look()
        if jump is None:
            return
        self._log.warning("clock_jumped", why=jump.why)
        for job in jobs.get_jobs():
            job.modify(next_run_time=datetime.now(UTC))
        await self.duties.guarded(self.duties.mend)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stop.wait()
        except TimeoutError:
            return


def run(config: Config, pace: Pace | None = None) -> bool:
    """Work until SIGTERM or SIGINT; whether a fresh process is to go on. Raises :class:`StoreError` when the
    store cannot be opened.
    """
    with store_of(config) as store, workers_of(config) as workers:
        scheduler = Scheduler(config, store, workers, pace)
        run_sync(scheduler.work(), scheduler.stop)
        return scheduler.again


def go_on() -> None:
    """Replace this process by a fresh one of the same command line and number."""
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - our own command line


if __name__ == "__main__":
    # The command line stands above this file; only as a program does it begin there.
    from crawler.cli import main

    sys.exit(main(["run", *sys.argv[1:]]))
