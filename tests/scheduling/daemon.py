"""The scheduler at a rehearsal's pace: ``python -m tests.scheduling.daemon FOLDER [SPEED]``.

Everything is the product's but the seconds between its jobs and the clock: that one counts SPEED seconds in
one, from the time in FOLDER/epoch on, and is put forward by the seconds in FOLDER/jump where that exists.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import scheduler
from crawler import log
from crawler.config import Config, load

PACE = {"sources": 0.3, "polls": 0.2, "alerts": 0.4, "health": 1.0, "watch": 0.1, "heartbeat": 1.0}


class RehearsalConfig(Config):
    """A configuration with another clock."""

    @property
    def clock(self) -> Callable[[], datetime]:
        return CLOCK[0]


CLOCK: list[Callable[[], datetime]] = []


def clock_of(folder: Path, speed: float) -> Callable[[], datetime]:
    """The rehearsal's clock, the same for every process over ``folder``."""
    epoch = folder / "epoch"
    if not epoch.exists():
        epoch.write_text(f"{datetime.now(UTC).isoformat()} {time.time()}", "utf-8")
    started, real = epoch.read_text("utf-8").split()
    first, began, steady = datetime.fromisoformat(started), time.time(), time.monotonic()
    jump = folder / "jump"

    def now() -> datetime:
        passed = (began - float(real)) + (time.monotonic() - steady)
        ahead = float(jump.read_text("utf-8") or 0) if jump.exists() else 0.0
        return first + timedelta(seconds=passed * speed + ahead)

    return now


def main() -> None:
    folder = Path(sys.argv[1])
    speed = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    config, _ = load(folder)
    CLOCK.append(clock_of(folder, speed))
    log.set_up(polls=True)
    pace = scheduler.Pace(**PACE, clock=speed)
    if scheduler.run(RehearsalConfig.model_construct(**dict(config)), pace):
        scheduler.go_on()


if __name__ == "__main__":
    main()
