"""All names of one article: found once for each line, with the short forms that stand for them."""

from __future__ import annotations

import re

from crawler.agreements import names as name_finder
from crawler.agreements import selves
from crawler.agreements.naming import Name
from crawler.agreements.passage import Line, Passage
from crawler.agreements.shortforms import ShortForms

_WORD_BEFORE = re.compile(r"\w[\w,]*\s$")
_WORDS = re.compile(r"[A-Za-z]{2,}")
# Names are defined in the opening or where the signing is told; reading all lines took most of the time.
_OPENING, _SEARCHED, _DEFINING = 6, 40, 10
_READ = 8_000  # characters in which a word of the headline may stand small
_LONGEST_WORD = 24


class Namesake:
    """All names of one article, found once per line, and its short forms."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self._names: dict[int, list[Name]] = {}
        self._short: ShortForms | None = None
        self._index = {id(line): index for index, line in enumerate(passage.lines)}

    def of(self, line: Line) -> list[Name]:
        """Names and self references of ``line`` in order."""
        key = id(line)
        if key not in self._names:
            own = selves.find(line)
            found = [
                n for n in name_finder.find(line) if not any(s.start < n.end and n.start < s.end for s in own)
            ]
            found = [
                n
                for n in found
                if not (
                    n.kind == "bare"
                    and n.start == 0
                    and n.text.isalpha()
                    and not self._elsewhere(n.text, line)
                )
            ]
            found = [n for n in found if not self._of_headline(line, n)]
            self._names[key] = sorted(own + found, key=lambda name: name.start)
        return self._names[key]

    def _of_headline(self, line: Line, name: Name) -> bool:
        """Is every word of a name in a headline an ordinary word of the text?"""
        if not name.text.isascii() or not (
            line.is_title or (line.position <= 1 and line.raw[-1:] not in ".!?")
        ):
            return False
        parts = [word.lower() for word in _WORDS.findall(name.text)]
        opening = self.passage.article.text[:_READ]
        return bool(parts) and all(_stands(word, opening) for word in parts)

    def _elsewhere(self, text: str, line: Line) -> bool:
        """Is a capitalised first word a name: does it stand inside another line too, or all in capitals?"""
        if not text.isascii() or text.isupper():
            return True
        return any(_stands_inside(text, other.raw) for other in self.passage.lines[:20])

    def index(self, line: Line) -> int:
        """The place of ``line`` among the passage's lines."""
        return self._index[id(line)]

    def known(self, text: str) -> bool:
        """Does ``text`` stand as a name of its own in the opening of the article?"""
        return any(name.text == text for line in self.passage.lines[:12] for name in self.of(line))

    @property
    def short(self) -> ShortForms:
        """The article's short forms; reading them finds the names of all its lines (up to a limit)."""
        if self._short is None:
            opening = list(self.passage.lines[:_OPENING])
            told = [
                line
                for line in self.passage.lines[_OPENING:_SEARCHED]
                if line.has("sign", "enter", "memorandum")
            ]
            self._short = ShortForms(
                [name for line in (opening + told)[:_DEFINING] for name in self.of(line)]
            )
        return self._short


def _stands_inside(text: str, line: str) -> bool:
    """Does ``text`` stand in ``line`` as whole words behind another word? (A pattern for each name would cost
    more than all the searching.)
    """
    at = line.find(text)
    while at >= 0:
        if _WORD_BEFORE.search(line, max(0, at - 60), at) and _ends_word(line, at + len(text)):
            return True
        at = line.find(text, at + 1)
    return False


def _stands(word: str, text: str) -> bool:
    """Does ``text`` write ``word`` small? Then capitals in a headline do not make it a name."""
    at = text.find(word) if len(word) <= _LONGEST_WORD else -1
    while at >= 0:
        if (not at or _ends_word(text, at)) and (
            at + len(word) == len(text) or _ends_word(text, at + len(word))
        ):
            return True
        at = text.find(word, at + 1)
    return False


def _ends_word(line: str, end: int) -> bool:
    """Whether a word ends, or begins, at ``end``."""
    before, after = line[end - 1 : end], line[end : end + 1]
    return (before.isalnum() or before == "_") != (after.isalnum() or after == "_")
