"""The schedule ``adaptive``: a site's working hours first, and more often where more is to be expected.

Poll rates that minimise the mean delay of what matters go with the square root of (rate x relevance):
articles a day times the share of them that tell of an agreement (after Cho and Garcia-Molina, TODS 28(4),
2003, with relevance as weight; Sia and Cho 2007 for the hours of the day). What is not known yet is taken
from a typical hospital site. Every source keeps a floor, and none is given up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import exp, log, sqrt
from zoneinfo import ZoneInfo

from crawler.model import Habits

# Five in six articles of such sites appear on working days between eight and six; the last hour finds what
# appeared at the end of the day.
_OPENS, _CLOSES = time(8), time(19)
_WORKING_DAYS = frozenset(range(5))
# An hour of working time holds about thirteen times the articles of any other hour: the root of that.
_OFF_HOURS = 4
_TYPICAL = timedelta(hours=1)
_SHORTEST, _LONGEST = timedelta(minutes=15), timedelta(hours=4)
# The floor for all: nobody waits longer, whatever the hour and the habits.
FLOOR = timedelta(hours=12)

# A typical hospital site: three articles a week, one in fifty of them an agreement. The typical rate weighs
# as much as two weeks of own history, the typical share as much as fifty own articles.
_RATE, _RATE_WEIGHT = 3 / 7, 14.0
_SHARE, _SHARE_WEIGHT = 0.02, 50.0
# A site's rhythm changes with its editors: what is six weeks old counts half.
_MEMORY = 42.0 / log(2)
_ENOUGH_DAYS, _ENOUGH_ARTICLES = 14, 8
# Weekdays are learned from this many articles on: a day with less than half its even share is no working day.
_ENOUGH_FOR_WEEKDAYS = 40


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a source is looked at: ``working`` between polls in working hours on ``days`` (0 = Monday),
    ``resting`` at any other time; ``learned`` says in words what that follows from.
    """

    working: timedelta
    resting: timedelta
    days: frozenset[int] = _WORKING_DAYS
    learned: str = ""


def rhythm_of(habits: Habits | None, today: date) -> Rhythm:
    """The rhythm that a source's habits ask for."""
    published = habits.published if habits is not None else ()
    articles = sum(count for _, count in published)
    if habits is None or articles < _ENOUGH_ARTICLES or (today - published[0][0]).days < _ENOUGH_DAYS:
        return Rhythm(_TYPICAL, _TYPICAL * _OFF_HOURS, learned="too little is known of its own habits yet")
    rate = daily_rate(habits, today)
    share = (habits.reports + _SHARE * _SHARE_WEIGHT) / (articles + _SHARE_WEIGHT)
    wanted = _TYPICAL * sqrt(_RATE * _SHARE / (rate * share))
    working = min(max(wanted, _SHORTEST), _LONGEST)
    learned = f"{7 * rate:.2g} articles a week, about {share:.1%} of them agreements"
    return Rhythm(working, min(working * _OFF_HOURS, FLOOR), _days(habits), learned)


def daily_rate(habits: Habits, today: date) -> float:
    """Articles a day, recent ones counting more; never 0 (gamma-Poisson with a typical site as prior)."""
    if not habits.published:
        return _RATE
    ages = [(max(0, (today - day).days), count) for day, count in habits.published]
    seen = sum(count * exp(-age / _MEMORY) for age, count in ages)
    span = max(age for age, _ in ages) + 1
    # The days watched, weighed as the articles are: the integral of the same decay.
    exposure = _MEMORY * (1 - exp(-span / _MEMORY))
    return (seen + _RATE * _RATE_WEIGHT) / (exposure + _RATE_WEIGHT)


def _days(habits: Habits) -> frozenset[int]:
    """The weekdays on which a site works: Monday to Friday until its own articles say otherwise."""
    counts = [0] * 7
    for day, count in habits.published:
        counts[day.weekday()] += count
    total = sum(counts)
    if total < _ENOUGH_FOR_WEEKDAYS:
        return _WORKING_DAYS
    return frozenset(day for day in range(7) if counts[day] * 14 >= total)


def next_look(rhythm: Rhythm, zone: ZoneInfo, now: datetime) -> datetime:
    """When to look after a poll at ``now`` (aware); UTC. At most :data:`FLOOR` later.

    Time passes faster in working hours: an interval that begins at night and reaches into the morning ends
    soon after work began.
    """
    left, moment = 1.0, now.astimezone(UTC)
    latest = moment + FLOOR
    while moment < latest:
        at_work, until = _stretch(rhythm, zone, moment)
        pace = rhythm.working if at_work else rhythm.resting
        needed = pace * left
        if moment + needed <= until:
            return min(moment + needed, latest)
        left -= (until - moment) / pace
        moment = until
    return latest


def _stretch(rhythm: Rhythm, zone: ZoneInfo, moment: datetime) -> tuple[bool, datetime]:
    """Whether the site works at ``moment``, and until when that stays so (later than ``moment``)."""
    local = moment.astimezone(zone)
    day = local.date()
    opens, closes = _at(day, _OPENS, zone), _at(day, _CLOSES, zone)
    if local.weekday() in rhythm.days:
        if opens <= moment < closes:
            return True, closes
        if moment < opens:
            return False, opens
    return False, _at(day + timedelta(days=1), _OPENS, zone)


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
