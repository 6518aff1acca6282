"""Five-field cron expressions in a time zone, through the nights in which clocks are put forward or back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from croniter import CroniterBadDateError, croniter

# No zone's clocks were ever put forward or back by more than two hours at once; one more for safety.
_SHIFT = timedelta(hours=3)
# Six hours of an expression that fits every minute.
_CANDIDATES = 400


def next_time(expression: str, zone: ZoneInfo, after: datetime) -> datetime:
    """The first moment later than ``after`` (aware) that ``expression`` names on the clocks of ``zone``, UTC.

    A time that the clocks skip is taken as much later as they were put forward. A time that they show twice
    is taken once, the first time; an expression for every hour goes on through both. An expression that
    fits no day of the next years (the source's file was checked against that) gives the next day.
    """
    local = after.astimezone(zone)
    shifts = (after + _SHIFT).astimezone(zone).utcoffset() != (after - _SHIFT).astimezone(zone).utcoffset()
    start = local.replace(tzinfo=None) - (2 * _SHIFT if shifts else timedelta())
    best: datetime | None = None
    for naive in _fitting(expression, start):
        if best is not None and naive > best.astimezone(zone).replace(tzinfo=None) + _SHIFT:
            break
        later = [moment for moment in _moments(expression, naive, zone) if moment > after]
        best = min([*later, *([best] if best else [])], default=None)
        if best is not None and not shifts:
            break
    return best if best is not None else after.astimezone(UTC) + timedelta(days=1)


def _fitting(expression: str, start: datetime) -> Iterator[datetime]:
    """Clock times after ``start`` that fit, without regard to a zone."""
    walk = croniter(expression, start)
    try:
        for _ in range(_CANDIDATES):
            found: datetime = walk.get_next(datetime)
            yield found
    except CroniterBadDateError:
        return


def _moments(expression: str, naive: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """When the clocks of ``zone`` show ``naive``: once, twice, or (as much later) never."""
    first = naive.replace(tzinfo=zone).astimezone(UTC)
    yield first
    again = naive.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if again > first and expression.split()[1].startswith("*"):
        yield again


def times(expression: str, zone: ZoneInfo, after: datetime, count: int) -> tuple[datetime, ...]:
    """The next ``count`` moments, for a preview."""

    def walk() -> Iterator[datetime]:
        moment = after
        while True:
            moment = next_time(expression, zone, moment)
            yield moment

    return tuple(islice(walk(), count))
