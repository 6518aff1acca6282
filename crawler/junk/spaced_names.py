"""Brands standing for institutions in writing that parts words by spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.junk.name_candidates import Candidate, is_no_surname, with_repeats
from crawler.junk.slots import CYRILLIC_SLOT, GAMBLING_WORD, LATIN_SLOT

_TRADE = ("casino", "казино", "poker", " bet", " slot")  # as the pattern of such words has them
_NO_WORDS = re.compile(r"[^\w' -]")


def _slots_near(coined: list[tuple[int, int]], text: str) -> Iterator[re.Match[str]]:
    """The slots in stretches of words that hold one of ``coined``: no slot reaches across punctuation."""
    reach = 0
    for start, end in coined:
        if start < reach:
            continue
        last = _NO_WORDS.search(text, end)
        reach = last.start() if last else len(text)
        first = start
        while first and not _NO_WORDS.match(text, first - 1):
            first -= 1
        yield from LATIN_SLOT.finditer(text, first, reach)


def spaced_candidates(text: str, coined: list[tuple[int, int]]) -> list[Candidate]:
    """Latin and Cyrillic brands before a university, a hospital, a dean, with their other occurrences.

    ``coined`` are the places of words put together like brands.
    """
    found: list[Candidate] = []
    named = any(word in text for word in _TRADE) and GAMBLING_WORD.search(text)
    if not named and not coined:
        return []
    latin = LATIN_SLOT.finditer(text) if named else _slots_near(coined, text)
    for match in (*latin, *(CYRILLIC_SLOT.finditer(text) if "казино" in text else ())):
        groups = match.groupdict()
        key = "brand" if groups.get("brand") else "lead"
        brand = match[key].strip()
        gaming = re.search(r"\w (?:casino|bet)$|казино", brand)
        if not gaming and not is_no_surname(brand, text, match.end(key)):
            continue
        start = match.start(key)
        found.append(Candidate(start, start + len(brand), brand, 1.6, 1.2))
    return with_repeats(text, found)
