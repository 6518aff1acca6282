"""Many phrases sought in a text at once.

One automaton over all scripts looks through several hundred first letters at every character of a text. So
phrases of the Latin alphabet have an automaton of their own, which is all that most texts need; other phrases
are looked up by the two characters that they begin with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

import ahocorasick
import numpy

Meaning = TypeVar("Meaning")
# Beyond Latin letters and general punctuation: a text without these holds no phrase with one of them.
_FAR = re.compile("[\u0250-\u1fff\u2c00-\U0010ffff]")
_LONG = 200  # characters from which all pairs of a text are looked up at once
_KEYS = 1 << 18  # room for two thousand pairs of which one in a hundred is met by chance
_STRIDE = numpy.uint32(40_503)  # spreads first characters over the keys


class Phrases(Generic[Meaning]):
    """Phrases, each with what it means. They are found wherever they stand, overlapping and inside words."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        """``meanings`` by phrase; no phrase is empty."""
        far = {phrase for phrase in meanings if _FAR.search(phrase)}
        self._near = _automaton({phrase: meanings[phrase] for phrase in meanings if phrase not in far})
        self._far: dict[str, list[tuple[str, Meaning]]] = {}
        for phrase in far:
            self._far.setdefault(phrase[:2], []).append((phrase, meanings[phrase]))
        pairs = [key for key in self._far if len(key) == 2]
        first, second = _class(key[0] for key in pairs), _class(key[1] for key in pairs)
        self._pairs = re.compile(f"{first}(?={second})")
        self._alone = re.compile(_class(key for key in self._far if len(key) == 1))
        self._keys = numpy.zeros(_KEYS, dtype=bool)
        for pair in pairs:
            self._keys[_keys_of(pair)] = True

    def find(self, text: str) -> Iterator[tuple[int, int, Meaning]]:
        """``(start, end, meaning)`` of every phrase in ``text``, in no promised order."""
        # An automaton of nothing cannot be asked.
        for last, (length, meaning) in self._near.iter(text) if len(self._near) else ():
            yield last - length + 1, last + 1, meaning
        if _FAR.search(text) is None:
            return
        for start in self._begins(text):
            for phrase, meaning in self._far.get(text[start : start + 2], ()):
                if text.startswith(phrase, start):
                    yield start, start + len(phrase), meaning
        for match in self._alone.finditer(text):
            for _, meaning in self._far[match.group()]:
                yield match.start(), match.end(), meaning

    def _begins(self, text: str) -> Iterable[int]:
        """Where a phrase of two characters or more may begin."""
        if len(text) < _LONG:
            return [match.start() for match in self._pairs.finditer(text)]
        places: list[int] = numpy.flatnonzero(self._keys[_keys_of(text)]).tolist()
        return places


def _keys_of(text: str) -> Any:
    """A key for each pair of neighbouring characters; different pairs may share one."""
    codes = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    return (codes[:-1] * _STRIDE ^ codes[1:]) % _KEYS


def _automaton(meanings: Mapping[str, Meaning]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for phrase, meaning in meanings.items():
        automaton.add_word(phrase, (len(phrase), meaning))
    automaton.make_automaton()
    return automaton


def _class(characters: Iterable[str]) -> str:
    """A pattern for any one of ``characters``; for none of them, one that never matches."""
    found = "".join(re.escape(character) for character in sorted(set(characters)))
    return f"[{found}]" if found else "(?!)"
