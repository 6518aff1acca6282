"""In which fields the parties will work together: phrases near the cue, named in one vocabulary."""

from __future__ import annotations

from functools import cache

import ahocorasick

from crawler.agreements.folding import fold
from crawler.agreements.lexicon import sections
from crawler.agreements.passage import Line, Passage
from crawler.model import Evidence

_MOST = 8  # an agreement on more fields than this is an agreement on everything


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name, phrases in sections("fields.txt").items():
        for phrase in phrases:
            folded = fold(phrase)
            automaton.add_word(folded, (len(folded), name, folded.isascii()))
    automaton.make_automaton()
    return automaton


def find(
    passage: Passage, lines: list[Line], taken: list[tuple[Line, int, int]]
) -> tuple[tuple[str, ...], list[Evidence]]:
    """Fields named in ``lines`` in order; words inside party names (``taken``) do not count."""
    found: dict[str, Evidence] = {}
    for line in lines:
        spans = [(start, end) for other, start, end in taken if other is line]
        for last, (length, name, latin) in _automaton().iter(line.folded):
            start, end = last - length + 1, last + 1
            if (
                name in found
                or any(a <= start and end <= b for a, b in spans)
                or (latin and _glued(line.folded, start, end))
            ):
                continue
            found[name] = passage.evidence("fields", line, start, end)
    chosen = list(found)[:_MOST]
    return tuple(chosen), [found[name] for name in chosen]


def _glued(text: str, start: int, end: int) -> bool:
    return bool(start and text[start - 1].isalnum()) or bool(end < len(text) and text[end].isalnum())
