"""What the detectors of this room hand to one another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence before repair.

    ``start``/``end`` are offsets into the article's text as it was read (``where == "text"``), else ``None``;
    ``group`` is one of the independent groups of :mod:`crawler.junk.scoring`; ``weight`` is its share of the
    group; ``decisive`` marks the few signals that decide alone. ``edit`` says what repair does with the span:
    nothing, ``cut`` it, or ``mark`` it as a name that was replaced.
    """

    name: str
    vector: str
    group: str
    weight: float
    where: str
    quote: str
    reason: str
    start: int | None = None
    end: int | None = None
    edit: str = ""
    decisive: bool = False
