"""Signings that lie ahead, the programme that dates a ceremony, and days as the answer gives them."""

from __future__ import annotations

import re
from datetime import date

from crawler.agreements import dates
from crawler.agreements.cues import Cue
from crawler.agreements.dates import DateWords
from crawler.agreements.newest import Published, next_after
from crawler.agreements.passage import Line, Passage
from crawler.model import Evidence, SignedOn

# "日時:2024年10月23日", "签约时间:…": the entry of a programme that says when the ceremony is held.
_PROGRAMME = re.compile(
    r"^\W{0,4}(?:\d{1,2}[.．、)]\s?)?(?:日\s?[時时]|[开開]催日[時时]?|[缔締][结結]日|[调調]印日|일\s?[시자]|"
    r"(?:签约|签署|签字|仪式|活动)(?:时间|日期)|(?:signing|ceremony) date|date and time)\s?[:：]",
    re.IGNORECASE,
)


def of_the_programme(passage: Passage, cue: Cue) -> tuple[SignedOn, Evidence] | None:
    """The day with its year that a programme beside the report gives for the ceremony."""
    if cue.kind not in ("sign", "enter", "plaque"):
        return None
    for line in passage.body:
        for words in dates.find(line.raw) if _PROGRAMME.match(line.raw) else ():
            signed = with_year(words, line.raw[words.start : words.end]) if words.year else None
            if signed is not None and signed.precision == "day":
                return signed, passage.evidence("signed_on", line, words.start, words.end)
    return None


def ahead(cue: Cue, line: Line, words: DateWords, when: Published) -> SignedOn | None:
    """The day of a signing that lies ahead; its own sentence names a day or a weekday without a year."""
    if (
        cue.stance != "future"
        or line is not cue.line
        or words.year
        or words.vague
        or words.relative is not None
    ):
        return None
    if words.day is None and (words.weekday is None or words.month is not None):
        return None
    found = next_after(words, when)
    return on_day(found, line.raw[words.start : words.end], "next_after_publication") if found else None


def full_day(words: DateWords) -> date | None:
    """The day of an expression with year, month and day; ``None`` where the calendar has no such day."""
    try:
        return date(words.year or 1, words.month or 1, words.day or 1)
    except ValueError:
        return None


def with_year(words: DateWords, phrase: str) -> SignedOn | None:
    """The day, or the month, of an expression that states its year; ``None`` where it has neither."""
    rule = words.era or "full_date"
    if words.month and words.day:
        day = full_day(words)
        return on_day(day, phrase, rule) if day else None
    if words.month:
        return SignedOn(f"{words.year:04d}-{words.month:02d}", "month", phrase, rule)
    return None


def on_day(value: date, phrase: str, rule: str) -> SignedOn:
    """``value`` to the day, with its ``phrase`` and the ``rule`` that resolved it."""
    return SignedOn(value.isoformat(), "day", phrase, rule)
