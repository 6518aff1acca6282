"""Lines about the article at its head and foot, and between its paragraphs who wrote and who pictured it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from crawler.pages.lines import Line, Outline, weigh
from crawler.pages.measures import LONG
from crawler.pages.noise import runs_on
from crawler.pages.wordlists import word_lists
from crawler.text.dates import find_dates

# Kinds that stand at the edges of a body and are cut there, however sure the forest is of them.
_HEAD_KINDS = frozenset(("stamp", "source", "views", "breadcrumb", "byline", "font_size", "gate", "keywords"))
_TAIL_KINDS = frozenset(("credit", "legal", "neighbours", "related", "keywords", "comment", "subscribe",
"more", "source",
                         "end_mark", "views", "gate", "stamp"))  # fmt: skip
# Of these a sentence of the article may remind.
_SENTENCES = frozenset(("stamp", "views", "byline", "more", "related", "neighbours", "breadcrumb"))
_EDGE = 6
_STOP = re.compile(r"[.。!！?？…;；:：,，][\"'”’」』）)]{0,2}$")
# The words that may stand on a date's own line: a day of the week, a label.
_BESIDE_A_DATE = 14
_LONGEST_DATE = 60
# "Place / Agency", "Photo by ... / Agency": two short parts in capitals.
_CREDIT = re.compile(r"[A-Z][^/|\n]{1,70}\s/\s([A-Z][^/|\n.!?]{1,30})$")
_NAME = re.compile(r"(?:[A-Z][\w.'’-]{0,20}\s){1,3}[A-Z][\w.'’-]{0,20}$")
_BY = re.compile(r"by\s", re.IGNORECASE)
_ADDRESS = re.compile(r"\d")

Kept = NDArray[np.bool_]


def is_date_line(text: str) -> bool:
    """Whether a date is all that the line says, but for a weekday, a time or a label's word."""
    if len(text) > _LONGEST_DATE:
        return False
    phrases = find_dates(text)
    if not phrases:
        return False
    rest = text[: phrases[0].start] + text[phrases[-1].end :]
    return len(phrases) <= 2 and sum(character.isalpha() for character in rest) <= _BESIDE_A_DATE


def trim_edges(
    outline: Outline, kept: Kept, noise: list[str], rules: dict[int, str], names: frozenset[str]
) -> None:
    """Cut what stands about the article at the head and foot of the ``kept`` rows.

    ``names`` are what the page calls itself in its ``<title>`` beside the headline, in comparable form.
    """
    rows = np.flatnonzero(kept).tolist()
    for edge, kinds in ((rows[:_EDGE], _HEAD_KINDS), (rows[-_EDGE:], _TAIL_KINDS)):
        for row in edge:
            text = outline.lines[row].text
            if noise[row] in kinds and len(rows) > 1 and not _kept_prose(noise[row], text):
                if edge[-1] == row and _signed(outline, rows, row):
                    continue
                _drop(kept, rules, row, noise[row].replace("_", " "))
    _trim_head(outline, kept, rules)
    _trim_foot(outline, kept, rules, names)


def _kept_prose(kind: str, text: str) -> bool:
    """Whether the line is a sentence that only begins like ``kind``; a notice of rights or cookies is a
    sentence too.
    """
    return weigh(text) >= 2 * LONG or (kind in _SENTENCES and runs_on(kind, text))


def _signed(outline: Outline, rows: list[int], row: int) -> bool:
    """Whether the last line dates the signature above it, as official notices end: both are the text's."""
    above = outline.lines[row - 1]
    return (
        row - 1 in rows
        and is_date_line(outline.lines[row].text)
        and above.size < LONG / 2
        and not above.linked
        and not _STOP.search(above.text)
        and outline.nodes[above.node].parent == outline.nodes[outline.lines[row].node].parent
    )


def _drop(kept: Kept, rules: dict[int, str], row: int, rule: str) -> None:
    kept[row] = False
    rules[row] = rule


def _trim_head(outline: Outline, kept: Kept, rules: dict[int, str]) -> None:
    """Dates on their own line before the first paragraph."""
    rows = np.flatnonzero(kept).tolist()
    for row in rows[: min(_EDGE, len(rows) - 1)]:
        if outline.lines[row].size >= LONG:
            return
        if is_date_line(outline.lines[row].text):
            _drop(kept, rules, row, "stamp")


def _trim_foot(outline: Outline, kept: Kept, rules: dict[int, str], names: frozenset[str]) -> None:
    """At the end: links that lead on, and the site's name with its address."""
    rows = np.flatnonzero(kept).tolist()
    for row in reversed(rows[1:][-_EDGE:]):
        line = outline.lines[row]
        if _leads_on(line):
            _drop(kept, rules, row, "links")
        elif _signs_the_page(line, outline.keys[row], names):
            _drop(kept, rules, row, "footer")
        else:
            return


def _leads_on(line: Line) -> bool:
    return line.linked >= 0.9 * line.size and line.size < LONG / 2 and not _STOP.search(line.text)


def _signs_the_page(line: Line, key: str, names: frozenset[str]) -> bool:
    """``Name, 1 Main Street``: the name of the site first, figures after it, no sentence."""
    if line.size >= LONG or _STOP.search(line.text) or not _ADDRESS.search(line.text):
        return False
    return any(key.startswith(name) and len(key) > len(name) for name in names if len(name) >= 6)


def cut_above_headline(outline: Outline, kept: Kept, rules: dict[int, str], title: str) -> None:
    """Short lines before the headline, where the headline stands above nearly all of the text."""
    if not title or title not in outline.keys:
        return
    at = (
        max(row for row, key in enumerate(outline.keys) if key == title)
        if outline.keys.count(title) < 3
        else -1
    )
    rows = np.flatnonzero(kept).tolist()
    before = [row for row in rows if row < at and outline.lines[row].linked < outline.lines[row].size]
    after = sum(outline.lines[row].size for row in rows if row > at)
    if at < 0 or not before or any(outline.lines[row].size >= LONG for row in before):
        return
    if sum(outline.lines[row].size for row in before) < 0.1 * after:
        for row in before:
            _drop(kept, rules, row, "before the headline")


@cache
def _openings() -> re.Pattern[str]:
    return re.compile("|".join(word_lists("credits.yaml")["openings"]), re.IGNORECASE)


@cache
def _known_agencies() -> frozenset[str]:
    return frozenset(word_lists("credits.yaml")["agencies"])


def credits_picture(text: str) -> bool:
    """Whether all that the short line ``text`` says is who pictured something."""
    if _CREDIT.match(text) or text in _known_agencies():
        return True
    return _openings().match(text) is not None and not _STOP.search(text)


def agencies_of(lines: Iterable[str]) -> frozenset[str]:
    """The agencies that short lines of the form ``Place / Agency`` name."""
    return frozenset(match[1].strip() for text in lines if (match := _CREDIT.match(text)) is not None)


def cut_credits(outline: Outline, kept: Kept, rules: dict[int, str], title: str) -> None:
    """Who pictured and who wrote it, between the paragraphs: ``Place / Agency``, the agency's bare name, a
    name that stands alone under the headline and once more.
    """
    rows = [row for row in np.flatnonzero(kept).tolist() if outline.lines[row].size < LONG]
    agencies = agencies_of(outline.lines[row].text for row in rows)
    alone = Counter(line.text for line in outline.lines)
    writers = {_BY.sub("", line.text) for line in _under_headline(outline, title)}
    signed = {line.text for line in _under_headline(outline, title) if _BY.match(line.text)}
    alone.update(_BY.sub("", text) for text in signed)
    writers = {name for name in writers if _NAME.match(name)}
    for row in rows:
        line = outline.lines[row]
        if outline.nodes[line.node].tag in ("td", "th", "li", "dt", "dd"):
            continue
        if line.text in agencies or credits_picture(line.text):
            _drop(kept, rules, row, "photo credit")
        elif line.text in writers and alone[line.text] > 1:
            _drop(kept, rules, row, "repeated byline")


def _under_headline(outline: Outline, title: str) -> list[Line]:
    """The lines right under the headline: where the writer is named."""
    if not title or title not in outline.keys:
        return []
    at = outline.keys.index(title)
    return [line for line in outline.lines[at + 1 : at + 1 + _EDGE] if line.size < 40]
