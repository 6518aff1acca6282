"""What a poll did, and how a source fares."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class PollOutcome(StrEnum):
    """How a poll ended. ``partial`` = something was cut or failed, and is named in ``errors``."""

    DONE = "done"
    PARTIAL = "partial"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class PollReport:
    """One poll of one source under the fixed names of the interface. Times are aware UTC; ``errors``
    counts by problem name; ``bytes`` and ``cpu_seconds`` are for operation.
    """

    source: str
    started_at: datetime
    finished_at: datetime
    outcome: PollOutcome
    requests: int = 0
    not_modified: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    junk: int = 0
    agreements: int = 0
    pending: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    detail: str = ""
    links_found: int = 0
    text_chars: int = 0


class Health(StrEnum):
    """The state of a source; the names are part of the interface."""

    OK = "ok"
    QUIET = "quiet"
    CHALLENGED = "challenged"
    LAYOUT_CHANGED = "layout_changed"
    FAILING = "failing"
    GONE = "gone"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class HealthVerdict:
    """A source's state, since when, and one plain sentence why."""

    health: Health
    since: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class NextPoll:
    """When a source is looked at next, and one plain sentence why then."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Habits:
    """How a source publishes, as far as its stored articles tell.

    ``published`` are days with the number of articles of that day, oldest first, over at most a year;
    ``reports`` how many of those articles tell of an agreement.
    """

    published: tuple[tuple[date, int], ...] = ()
    reports: int = 0


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something on our own side that keeps polls from working: ``name`` is ``network``, ``dns``,
    ``certificates``, ``clock`` or ``disk``; ``why`` one plain sentence; ``cure`` what to do about it.
    """

    name: str
    why: str
    cure: str = ""
