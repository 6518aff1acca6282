"""How exactly the evidence covers what was planted: headline segments, and characters of headline and text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bench.junk.development import _covered
from crawler.model import JunkVerdict, Reading
from tests.junk.generator.injected import Injected

_ALL = re.compile("nothing genuine is left|only planted words")
_MOSTLY = 0.9  # of a segment's letters: a separator more or less is no error


@dataclass
class Coverage:
    """Planted headline segments found, told segments that are planted, and F1 by character for each page."""

    planted: int = 0
    found: int = 0
    told: int = 0
    right: int = 0
    f1: list[float] = field(default_factory=list)

    def count(self, made: Injected, reading: Reading, verdict: JunkVerdict, as_found: str | None) -> None:
        """Add one page."""
        fields = {one.text for one in reading.titles if one.origin in {"title_whole", "h1", "og"}}
        told = _parts(verdict, {"title", "meta"})
        # A headline of which the audit says that it holds only planted words is told from end to end.
        told += [one.before for one in verdict.repairs if one.where == "title" and _ALL.search(one.reason)]
        for text in fields:
            truth = _letters(text, _covered(text, list(made.junk)))
            mine = _letters(text, _covered(text, told))
            if not (truth or mine) or (made.vector == "T4" and not truth):
                continue  # disguised letters are not the letters that were planted
            self._segments(text, [junk for junk in made.junk if junk in text], mine, recall=True)
            self._segments(text, [part for part in told if part in text], truth, recall=False)
        article = reading.article
        whole = f"{as_found or ''}\n{article.text if article else ''}"
        truth = _letters(whole, _covered(whole, list(made.junk)))
        if truth:
            told = [*_parts(verdict, {"title", "text", "html"}), *(one.before for one in verdict.repairs)]
            told = [
                part for part in told if part != as_found or _letters(whole, _covered(whole, [part])) <= truth
            ]
            mine = _letters(whole, _covered(whole, told))
            self.f1.append(2 * len(truth & mine) / (len(truth) + len(mine)))

    def _segments(self, text: str, parts: Iterable[str], other: set[int], recall: bool) -> None:
        for part in dict.fromkeys(parts):
            own = _letters(text, _covered(text, [part]))
            held = len(own & other) >= _MOSTLY * len(own) if own else True
            if recall:
                self.planted, self.found = self.planted + 1, self.found + held
            else:
                self.told, self.right = self.told + 1, self.right + held


def _parts(verdict: JunkVerdict, places: set[str]) -> list[str]:
    return [
        part
        for one in verdict.signals
        if one.where in places
        for part in one.quote.split(" … ")
        if part.strip()
    ]


def _letters(text: str, places: set[int]) -> set[int]:
    return {at for at in places if text[at].isalnum()}


def segment_hits(planted: list[str], verdict: JunkVerdict) -> float:
    """The share of the planted strings that the evidence or the repairs name, by nine tenths of their letters."""
    told = [
        *_parts(verdict, {"title", "meta", "text", "html", "links"}),
        *(one.before for one in verdict.repairs),
    ]
    hits = [
        len(_letters(part, _covered(part, [one for one in told if one in part])))
        >= _MOSTLY * len(_letters(part, set(range(len(part)))))
        or any(part in one for one in told)
        for part in planted
    ]
    return sum(hits) / len(hits) if hits else 1.0
