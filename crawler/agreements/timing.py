"""Do the dates of two reports agree?"""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum

from crawler.agreements.facts import Facts, exact_day

SIGNED_SLACK = timedelta(days=4)
"""Two signing days of one agreement differ by no more: outlets say ``yesterday``, time zones and ceremonies
of two days account for it; deals of one pair renew after months (agreements.md, section 4)."""

PUBLISHED_SLACK = timedelta(days=21)
"""Publications of one agreement without signing days lie no farther apart (same place)."""

CHAIN_SLACK = timedelta(days=45)
"""Publications this far apart are never in one group, whatever stands between them: twice the slack."""


class Timing(IntEnum):
    """How two reports' dates agree, best first. ``FAR`` neither joins nor forbids, ``CONFLICT`` forbids."""

    TIGHT = 0
    LOOSE = 1
    UNKNOWN = 2
    FAR = 3
    CONFLICT = 4


def timing(a: Facts, b: Facts) -> tuple[Timing, int]:
    """How the dates of two reports agree, and their distance in days (0 where unknown)."""
    day_a, day_b = exact_day(a), exact_day(b)
    if day_a and day_b:
        gap = abs(day_a - day_b)
        return (Timing.TIGHT if gap <= SIGNED_SLACK else Timing.CONFLICT), gap.days
    if a.earliest and b.earliest and a.latest and b.latest:
        return _overlap(a, b, day_a or day_b)
    return _by_publication(a, b)


def _overlap(a: Facts, b: Facts, day: date | None) -> tuple[Timing, int]:
    """Two signing dates of which one or both are only a month, a year or a range: one must fit the other.
    Where neither is a day, publications far apart speak against one agreement; one that was published
    within days of the other's day says no other day.
    """
    assert a.earliest and a.latest and b.earliest and b.latest
    if a.earliest > b.latest or b.earliest > a.latest:
        return Timing.CONFLICT, 0
    if day is None and a.published and b.published:
        gap = abs(a.published - b.published)
        return (Timing.LOOSE if gap <= PUBLISHED_SLACK else Timing.FAR), gap.days
    vague = b if day == exact_day(a) else a
    if day and vague.published and timedelta(0) <= vague.published - day <= SIGNED_SLACK:
        return Timing.TIGHT, (vague.published - day).days
    return Timing.LOOSE, 0


def _by_publication(a: Facts, b: Facts) -> tuple[Timing, int]:
    """At most one signing date is known: what is known of the other is when it was published."""
    signed, other = (a, b) if a.earliest else (b, a)
    gaps: list[timedelta] = []
    if a.published and b.published:
        gaps.append(abs(a.published - b.published))
    if signed.earliest and signed.latest and other.published:
        if other.published < signed.earliest - SIGNED_SLACK:
            return Timing.CONFLICT, (signed.earliest - other.published).days
        gaps.append(max(other.published - signed.latest, timedelta(0)))
    if not gaps:
        return Timing.UNKNOWN, 0
    gap = min(gaps)
    if gap <= SIGNED_SLACK:
        return Timing.TIGHT, gap.days
    if gap <= PUBLISHED_SLACK:
        return Timing.LOOSE, gap.days
    return (Timing.FAR if gap <= CHAIN_SLACK else Timing.CONFLICT), gap.days
