"""Expressions that are not tried where they cannot match.

Most expressions of a rule book hold nowhere in most sentences, and trying one costs about as much as
reading the sentence. So each is asked at the start which letters any match of it must contain (``signed``,
``협약``); one automaton over all of them reads a sentence once, and only expressions whose letters stand
there are tried. What is found is exactly what the plain expression finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

import ahocorasick

_MOST_NEEDLES = 400  # an expression with more alternatives is tried everywhere
_SHORTEST_LATIN = 3  # shorter strings stand in every sentence
_FAR = "\u2e80"  # ideographs, kana, hangul: one letter says enough
_MOST_KNOWN = 2_048  # texts remembered; a rule asks the same sentence again and again


class Sought:
    """A compiled expression that is tried only on texts which hold the letters it needs."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._plain = re.compile(pattern, flags)
        self.needles = needles(pattern, flags)
        self._bit = _index.add(self.needles) if self.needles else 0

    @property
    def pattern(self) -> str:
        """The expression as written."""
        return self._plain.pattern

    @property
    def flags(self) -> int:
        """The flags it was compiled with."""
        return self._plain.flags

    def may(self, text: str) -> bool:
        """Does ``text`` hold letters that a match needs? Where it does not, nothing matches."""
        return not self._bit or bool(_index.of(text) & self._bit)

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """As :meth:`re.Pattern.search`."""
        if self._bit and not _index.of(text) & self._bit:
            return None
        return self._plain.search(text, start, len(text) if end is None else end)

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """As :meth:`re.Pattern.match`."""
        if self._bit and not _index.of(text) & self._bit:
            return None
        return self._plain.match(text, start, len(text) if end is None else end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As :meth:`re.Pattern.fullmatch`."""
        return self._plain.fullmatch(text) if self.may(text) else None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """As :meth:`re.Pattern.finditer`."""
        if not self.may(text):
            return iter(())
        return self._plain.finditer(text, start, len(text) if end is None else end)

    def findall(self, text: str, start: int = 0, end: int | None = None) -> list[Any]:
        """As :meth:`re.Pattern.findall`."""
        return self._plain.findall(text, start, len(text) if end is None else end) if self.may(text) else []


class _Index:
    """The needles of all expressions, and which expressions each text read lately may match."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._size = 0
        self._automaton: Any = None
        self._known: dict[str, int] = {}

    def add(self, wanted: frozenset[str]) -> int:
        bit = 1 << self._size
        self._size += 1
        for needle in wanted:
            self._bits[needle] = self._bits.get(needle, 0) | bit
        self._automaton = None
        self._known.clear()
        return bit

    def of(self, text: str) -> int:
        """The bits of the expressions that ``text`` may match."""
        known = self._known.get(text)
        if known is None:
            known = self._read(text)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[text] = known
        return known

    def _read(self, text: str) -> int:
        automaton = self._automaton
        if automaton is None:
            automaton = ahocorasick.Automaton()
            for needle, bit in self._bits.items():
                automaton.add_word(_in_bytes(needle), bit)
            automaton.make_automaton()
            self._automaton = automaton
        if not text.isascii():  # without case these letters match s and i too
            text = text.replace("ſ", "s").replace("ı", "i").replace("İ", "i")
        found = 0
        for _, bit in automaton.iter(_in_bytes(text.lower())):
            found |= bit
        return found


def _in_bytes(text: str) -> str:
    """A character for each byte: an automaton with few letters is quicker than one with thousands."""
    return text if text.isascii() else text.encode("utf-8", "surrogatepass").decode("latin-1")


_index = _Index()


def needles(pattern: str, flags: int = 0) -> frozenset[str]:
    """Strings of which every match of ``pattern`` contains one, in lower case; none where none is needed."""
    try:
        parser: Any = import_module("re._parser")
        found = _needed(list(parser.parse(pattern, flags)))
    except (ImportError, AttributeError, TypeError, ValueError):  # another version of Python: try everywhere
        return frozenset()
    return found if found is not None and len(found) <= _MOST_NEEDLES else frozenset()


def _needed(parts: Sequence[tuple[Any, Any]]) -> frozenset[str] | None:
    """The best needles that any one part of a sequence gives; ``None`` where no part gives any."""
    best: frozenset[str] | None = None
    run = ""
    for name, value in [*((str(op), told) for op, told in parts), ("END", None)]:
        if name == "LITERAL" and _is_letter(chr(value)):
            run += chr(value).lower()
            continue
        run += _repeated(name, value)
        if run:
            best = _better(best, frozenset([run]))
            run = ""
        best = _better(best, _of_part(name, value))
    return best


def _repeated(name: str, value: Any) -> str:
    """``x{4,}`` needs ``xxxx``."""
    if name not in _REPEATS or len(value[2]) != 1 or str(value[2][0][0]) != "LITERAL":
        return ""
    letter = chr(value[2][0][1])
    return letter.lower() * min(value[0], _SHORTEST_LATIN) if _is_letter(letter) else ""


_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def _of_part(name: str, value: Any) -> frozenset[str] | None:
    """What one part of a sequence needs."""
    if name == "SUBPATTERN":
        return _needed(list(value[3]))
    if name in _REPEATS:
        return _needed(list(value[2])) if value[0] else None
    if name == "ASSERT":
        return _needed(list(value[1]))
    if name == "ATOMIC_GROUP":
        return _needed(list(value))
    if name == "BRANCH":
        each = [_needed(list(branch)) for branch in value[1]]
        known = [one for one in each if one is not None]
        return frozenset().union(*known) if known and len(known) == len(each) else None
    if name == "IN" and all(str(op) == "LITERAL" and chr(code) >= _FAR for op, code in value):
        return frozenset(chr(code) for _, code in value)
    return None


def _is_letter(character: str) -> bool:
    """Letters of which lower case is one letter whatever stands around: ASCII and uncased scripts."""
    return character.isascii() or (character >= _FAR and character.lower() == character.upper())


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """Of two sets of needles the rarer one: longer strings, then fewer; none with a short string."""
    told = [found for found in (one, other) if found is not None and all(map(_is_long, found))]
    return max(told, key=lambda found: (min(map(_weight, found)), -len(found)), default=None)


def _is_long(needle: str) -> bool:
    return (
        len(needle) >= _SHORTEST_LATIN
        or needle[0] >= _FAR
        or needle[-1] >= _FAR
        or (len(needle) == 2 and needle.isdigit())
    )


def _weight(needle: str) -> int:
    """How much a needle says: a letter of another script counts as three Latin ones."""
    return min(6, sum(3 if character >= _FAR else 1 for character in needle))


def sought(pattern: str, flags: int = 0) -> Sought:
    """``pattern`` compiled so that texts without the letters it needs are passed over."""
    return Sought(pattern, flags)
