"""Traces of word-swapping programs in a school's or hospital's text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import islice

from crawler.junk.finding import Finding
from crawler.junk.lexicon import load, variants, words
from crawler.junk.subject import Subject

_WORD = re.compile("员工|職工|职工|員工|公司|董事长|董事長|经理|經理")
_STOPS = "。\n"
_STOP = re.compile(f"[{_STOPS}]")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], float, str], ...]:
    return tuple(
        (re.compile("|".join(variants(row["pattern"]))), float(row["weight"]), str(row["why"]))
        for row in load("spinner")["swaps"]
    )


def _sentences(text: str) -> list[tuple[int, int]]:
    """Where sentences with a swapper's word stand; each pattern holds one, none goes beyond a sentence."""
    found: list[tuple[int, int]] = []
    for word in _WORD.finditer(text):
        if found and word.start() < found[-1][1]:
            continue
        stop = _STOP.search(text, word.end())
        start = max(text.rfind(mark, 0, word.start()) for mark in _STOPS) + 1
        found.append((start, stop.start() if stop else len(text)))
    return found


def find(subject: Subject) -> list[Finding]:
    """Swaps that make no sense in a school's text. Two different kinds of them decide the group."""
    if subject.script != "han":
        return []
    text = subject.folded.text
    told = _sentences(text)
    if not told:
        return []
    page = f"{text}\n{subject.title}"
    campus = sum(word in page for word in words("spinner", "campus"))
    company = sum(word in page for word in words("spinner", "company"))
    if not campus:
        return []
    found: list[Finding] = []
    for pattern, weight, why in _patterns():
        matches = (match for start, end in told for match in pattern.finditer(text, start, end))
        for match in islice(matches, 6):
            start, end = subject.folded.span(*match.span())
            share = weight * (0.3 if company >= 2 else 0.6 if company else 1.0)
            found.append(
                Finding(
                    "swapped_word", "I2", "swaps", share, "text", subject.text[start:end], why, start, end
                )
            )
    kinds = {finding.reason for finding in found}
    if len(kinds) >= 2 and not company:
        found = [replace(one, decisive=True) for one in found]
    return found
