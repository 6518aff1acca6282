"""What was planted on a page, with the proof."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The junk verdict on a page; the names are part of the interface."""

    CLEAN = "clean"
    SUSPECT = "suspect"
    INJECTED = "injected"
    MIRROR = "mirror"
    SPAM = "spam"


@dataclass(frozen=True, slots=True)
class Signal:
    """One piece of evidence. With ``where == "text"``, ``start``/``end`` are offsets into the article's
    returned text; what was removed or stands elsewhere has no offsets. ``group`` names the independent
    evidence group, ``weight`` its capped share of the score.
    """

    name: str
    vector: str
    quote: str
    where: str
    reason: str
    start: int | None = None
    end: int | None = None
    group: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made to recover the genuine article; ``after`` is empty for a cut."""

    where: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class JunkVerdict:
    """The verdict on one page with its signals and the audit of every repair.

    ``score`` is 0..1. ``unverified`` holds names that junk replaced: never parties of an agreement.
    ``meaning_damaged`` withholds the text from the reading of agreements. ``owner`` is the organisation
    whose genuine text a mirror shows, by name.
    """

    verdict: Verdict = Verdict.CLEAN
    score: float = 0.0
    signals: tuple[Signal, ...] = ()
    repairs: tuple[Repair, ...] = ()
    repaired_title: bool = False
    unverified: tuple[str, ...] = ()
    meaning_damaged: bool = False
    owner: str | None = None
