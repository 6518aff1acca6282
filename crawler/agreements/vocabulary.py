"""The words that agreements are told in, as data, found in one pass over a text.

``vocabulary/<language>.txt`` holds sections ``[class]`` with a phrase a line. All languages share one
automaton (a page may mix them); a hit that lies inside a longer hit is dropped, so that a longer phrase can
defuse a shorter one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from crawler.agreements.folding import fold
from crawler.text.phrases import Phrases

# The classes of a phrase, and whether its first and last characters are letters or digits that may be glued.
_Meaning = tuple[frozenset[str], bool, bool]
_LATIN_END = "\u0250"  # the first character behind the Latin letters
LANGUAGES = ("en", "zh", "ja", "ko")


class Hit(NamedTuple):
    """A phrase of ``classes`` at ``start:end`` of the folded text."""

    start: int
    end: int
    classes: frozenset[str]


def phrases(language: str) -> Iterator[tuple[str, str]]:
    """``(class, phrase)`` of one language's file, in order."""
    section = ""
    text = files(__package__).joinpath("vocabulary", f"{language}.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        else:
            yield section, line


@cache
def _phrases() -> Phrases[_Meaning]:
    classes: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for section, phrase in phrases(language):
            classes.setdefault(fold(phrase), set()).add(section)
    meanings: dict[str, _Meaning] = {}
    for phrase, sections in classes.items():
        latin = phrase[0].isascii() and phrase[0].isalnum()
        latin_end = phrase[-1].isascii() and phrase[-1].isalnum()
        meanings[phrase] = frozenset(sections), latin, latin_end
    return Phrases(meanings)


def hits(folded: str) -> list[Hit]:
    """All phrases of the vocabulary in ``folded``, in order, the longest where several overlap inside one."""
    found: list[Hit] = []
    size = len(folded)
    for start, end, (classes, latin, latin_end) in _phrases().find(folded):
        if latin and start and (before := folded[start - 1]).isalnum() and before < _LATIN_END:
            continue
        if latin_end and end < size and (after := folded[end]).isalnum() and after < _LATIN_END:
            continue
        found.append(Hit(start, end, classes))
    found.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    reach = -1
    for hit in found:
        if hit.end > reach:
            kept.append(hit)
            reach = hit.end
    return kept
