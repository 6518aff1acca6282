"""Costly patterns tried only where one of their own words stands, found by leaps over everything else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


class Leaps:
    """A pattern of which every match holds a mark, at its beginning or at most ``before`` characters later.

    Marks are pairs of characters, and what ``other`` finds. Tried only there, an alternation of fifty words
    costs what one search for a class of characters does, and finds the same.
    """

    def __init__(self, pattern: str, pairs: str, before: int, other: str = "") -> None:
        """``pairs`` stand parted by spaces; ``other`` is a pattern of its own, empty for none."""
        self.pattern, self._before = re.compile(pattern), before
        self._pairs = frozenset(pairs.split())
        first = re.escape("".join(sorted({pair[0] for pair in self._pairs})))
        second = re.escape("".join(sorted({pair[1] for pair in self._pairs})))
        self._mark = re.compile(f"[{first}](?=[{second}])") if self._pairs else None
        self._other = re.compile(other) if other else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What the pattern's own ``finditer`` gives."""
        reach = 0
        for mark in self._marks(text):
            for start in range(max(reach, mark - self._before), mark + 1):
                if found := self.pattern.match(text, start):
                    yield found
                    reach = max(found.end(), start + 1)
                    break
            else:
                reach = max(reach, mark + 1)

    def _marks(self, text: str) -> Iterable[int]:
        found: list[int] = []
        if self._mark:
            places = [mark.start() for mark in self._mark.finditer(text)]
            found = [at for at in places if text[at : at + 2] in self._pairs]
        if self._other:
            found = sorted([*found, *(mark.start() for mark in self._other.finditer(text))])
        return found
