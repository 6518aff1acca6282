"""Has a source been silent for longer than its own rhythm explains?"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from crawler.model import Habits

# Fewer days with articles than this say nothing about a rhythm.
_ENOUGH = 5
# A week without news is no news, whatever the rhythm was.
SHORTEST = 7
"""Days."""

_CHANCE = 0.01


def longest_gap(habits: Habits) -> int | None:
    """Days of silence that 99 in 100 gaps of this source do not exceed, at least a week; ``None`` where its
    articles are too few to tell.

    Days with articles are taken as a Poisson process of unknown rate: the predictive gap after ``n`` gaps in
    ``span`` days is Lomax distributed, P(gap > t) = (span / (span + t)) ** n. Real sites pause for holidays:
    a gap that was already seen is no surprise either (the largest of a hundred is).
    """
    days = [day for day, _ in habits.published]
    if len(days) < _ENOUGH:
        return None
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    span = max(1, (days[-1] - days[0]).days)
    expected = span * (_CHANCE ** (-1 / len(gaps)) - 1)
    seen = gaps[int((1 - _CHANCE) * (len(gaps) - 1))]
    return max(SHORTEST, int(expected) + 1, seen)


def is_silent(habits: Habits | None, today: date) -> str:
    """One sentence when a source is silent for too long, else empty."""
    if habits is None or not habits.published:
        return ""
    limit = longest_gap(habits)
    last = habits.published[-1][0]
    silence = (today - last).days
    if limit is None or silence <= limit:
        return ""
    return (
        f"nothing new since {last.isoformat()}, {silence} days; 99 in 100 of its pauses last at most {limit}"
    )
