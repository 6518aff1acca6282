"""The newest day that year-less words can mean, given when the page was published."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.agreements.dates import DateWords

_YEAR_AHEAD = 370  # days
GRACE = timedelta(days=3)  # some pages are dated a day or two before the signing they report


@dataclass(frozen=True, slots=True)
class Published:
    """The day or month of publication as bounds; both ``None`` where unknown."""

    earliest: date | None
    latest: date | None


def published(text: str | None) -> Published:
    """Bounds of ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?.*", text or "")
    if not match:
        return Published(None, None)
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year and month and day:
            return Published(date(year, month, day), date(year, month, day))
        if year and month:
            return Published(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        return Published(date(year or 1, 1, 1), date(year or 1, 12, 31))
    except ValueError:
        return Published(None, None)


def newest(words: DateWords, when: Published) -> date | None:
    """The newest day that fits ``words`` and is not after publication (plus grace)."""
    if when.latest is None:
        return None
    exact = when.earliest == when.latest
    limit = when.latest + (GRACE if exact and words.month is not None else timedelta(0))
    if words.day is None:
        if words.weekday is None or not exact:
            return None
        return when.latest - timedelta(days=(when.latest.weekday() - words.weekday) % 7)
    if words.month is None:
        return _newest_day_of_month(words.day, limit)
    for year in range(limit.year, limit.year - 8, -1):
        try:
            value = date(year, words.month, words.day)
        except ValueError:
            continue
        if value <= limit and (words.weekday is None or value.weekday() == words.weekday):
            return value
    return None


def next_after(words: DateWords, when: Published) -> date | None:
    """The first day that fits ``words`` and is not before publication: a signing that lies ahead."""
    if when.latest is None or when.earliest != when.latest:
        return None
    for ahead in range(_YEAR_AHEAD):
        value = when.latest + timedelta(days=ahead)
        if (
            (words.month is None or value.month == words.month)
            and (words.day is None or value.day == words.day)
            and (words.weekday is None or value.weekday() == words.weekday)
        ):
            return value
    return None


def _newest_day_of_month(day: int, limit: date) -> date | None:
    year, month = limit.year, limit.month
    for _ in range(4):
        try:
            value = date(year, month, day)
            if value <= limit:
                return value
        except ValueError:
            pass
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return None
