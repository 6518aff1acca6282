"""What a failed poll says about the next one: a class for each kind of failure, a wait for each class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from crawler.model import PollReport, Problem


@dataclass(frozen=True, slots=True)
class FailureClass:
    """A kind of failure: the wait after the first one, doubled with every further one up to ``most``.

    ``sooner`` when the wait may also shorten what the schedule says: what passes is tried again soon.
    """

    name: str
    words: str
    first: timedelta
    most: timedelta
    sooner: bool = False


# A server that restarts is back in ten minutes; one that is down over night is asked four times a day.
TEMPORARY = FailureClass(
    "temporary", "it cannot be reached", timedelta(minutes=10), timedelta(hours=6), sooner=True
)
# The page is there and says nothing we can read: a person will have to look, nothing is urgent.
SOFT = FailureClass("soft", "its pages cannot be read", timedelta(hours=1), timedelta(hours=12))
# Asking a site that checks browsers again and again is what makes it check more.
CHALLENGED = FailureClass("challenged", "it checks browsers", timedelta(hours=3), timedelta(hours=24))
# An address that is gone seldom comes back; two days keep it cheap and still notice when it does.
HARD = FailureClass("hard", "its address is gone", timedelta(hours=6), timedelta(hours=48))
# RFC 9309, 2.4: a robots.txt should be asked for again after a day.
ROBOTS = FailureClass("robots", "its robots.txt refuses us", timedelta(hours=12), timedelta(hours=24))

# Where counts are equal, the class that waits longest stands first.
_CLASSES: tuple[tuple[FailureClass, frozenset[Problem]], ...] = (
    (ROBOTS, frozenset({Problem.ROBOTS})),
    (HARD, frozenset({Problem.GONE, Problem.MOVED, Problem.PARKED, Problem.PRIVATE_ADDRESS})),
    (CHALLENGED, frozenset({Problem.CHALLENGE, Problem.LOGIN_WALL})),
    (
        SOFT,
        frozenset(
            {
                Problem.EMPTY,
                Problem.NOT_AN_ARTICLE,
                Problem.SOFT_404,
                Problem.TOO_LARGE,
                Problem.WRONG_TYPE,
                Problem.UNDECODABLE,
                Problem.PDF,
            }
        ),
    ),
)
# Doublings beyond this one change nothing for any class and would overflow in time.
_MOST_DOUBLINGS = 12


def class_of(errors: Mapping[str, int]) -> FailureClass:
    """The class that most of a failed poll's ``errors`` (counts by problem name) belong to.

    A failure without a named problem, or with one that may pass, is temporary.
    """
    counts = [(sum(errors.get(problem.value, 0) for problem in names), kind) for kind, names in _CLASSES]
    most, kind = max(counts, key=lambda item: item[0])
    return kind if most > 0 and 2 * most >= sum(errors.values()) else TEMPORARY


def class_of_report(report: PollReport) -> FailureClass:
    """The class of a failed poll."""
    return class_of(report.errors)


def back_off(kind: FailureClass, failures: int) -> timedelta:
    """How long to wait after so many failed polls in a row (1 or more); it grows up to ``kind.most``."""
    doublings = min(max(failures, 1) - 1, _MOST_DOUBLINGS)
    return min(kind.first * (1 << doublings), kind.most)
