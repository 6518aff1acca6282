"""Many phrases sought in a text at once.

One automaton over all scripts looks through several hundred first letters at every character of a text. So
phrases of the Latin alphabet have an automaton of their own, which is all that most texts need.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

import ahocorasick

Meaning = TypeVar("Meaning")
# Beyond Latin letters and general punctuation: a text without these holds no phrase with one of them.
_FAR = re.compile("[\u0250-\u1fff\u2c00-\U0010ffff]")


class Phrases(Generic[Meaning]):
    """Phrases, each with what it means. They are found wherever they stand, overlapping and inside words."""

    def __init__(self, meanings: Mapping[str, Meaning], rare: bool = False) -> None:
        """``meanings`` by phrase; no phrase is empty. ``rare`` says that most pairs of characters by which
        phrases beyond the Latin alphabet begin do not occur in most texts: such phrases are looked up by
        their first two characters, which takes half the time.
        """
        far = {phrase for phrase in meanings if _FAR.search(phrase)}
        self._near = _automaton({phrase: meanings[phrase] for phrase in meanings if phrase not in far})
        self._all = None if rare else _automaton(meanings)
        self._far: dict[str, list[tuple[str, Meaning]]] = {}
        for phrase in far:
            self._far.setdefault(phrase[:2], []).append((phrase, meanings[phrase]))
        pairs = [key for key in self._far if len(key) == 2]
        first, second = _class(key[0] for key in pairs), _class(key[1] for key in pairs)
        self._pairs = re.compile(f"{first}(?={second})")
        self._alone = re.compile(_class(key for key in self._far if len(key) == 1))

    def find(self, text: str) -> Iterator[tuple[int, int, Meaning]]:
        """``(start, end, meaning)`` of every phrase in ``text``, in no promised order."""
        there = _FAR.search(text) is not None
        automaton = self._all if there and self._all is not None else self._near
        # An automaton of nothing cannot be asked.
        for last, (length, meaning) in automaton.iter(text) if len(automaton) else ():
            yield last - length + 1, last + 1, meaning
        if not there or self._all is not None:
            return
        for match in self._pairs.finditer(text):
            start = match.start()
            for phrase, meaning in self._far.get(text[start : start + 2], ()):
                if text.startswith(phrase, start):
                    yield start, start + len(phrase), meaning
        for match in self._alone.finditer(text):
            for _, meaning in self._far[match.group()]:
                yield match.start(), match.end(), meaning


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
