"""What is measured of each line by itself: its length, links, marks, its likeness to the headline."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crawler.pages.lines import Line, Outline
from crawler.text.normal import comparable

Column = NDArray[np.float64]
Table = NDArray[np.float32]

# What a line's marks are, by the byte: stops, pauses, spaces, digits, capitals. For plain text, where
# counting bytes takes a tenth of searching.
_KINDS = bytearray(b"." * 256)
for _kind, _bytes in (
    (b"!", b"!?"), (b"f", b"."), (b",", b",;:"), (b" ", b" \t\n\r\f\v\x1c\x1d\x1e\x1f"),
    (b"0", b"0123456789"), (b"A", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"), (b"|", b"|>/_"),
):  # fmt: skip
    for _byte in _bytes:
        _KINDS[_byte] = _kind[0]
_STOP = re.compile(r"[.!?。！？；;…][\"'”’」』）)]{0,2}$")
# Pauses, stops, marks, capitals and digits; by its first character each is one of these, or else a digit.
_COUNTED = re.compile(r"[,，、;；:：]\s|[，、；：。！？!?|｜>»/·•_A-Z\d]|\.(?=\s|$)")
_KIND_OF = (
    dict.fromkeys(",，、;；:：", ",") | dict.fromkeys(".。！？!?", "!") | dict.fromkeys("|｜>»/·•_", "|")
    | dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A")
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_\u3040-\u9fff\uac00-\ud7af]{4,}")
_RUN = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]{2,}")
# What a line is like shows in its first characters; long lines are not searched to their end.
_SAMPLE = 200
# A line of this size (Latin letters, or half as many CJK characters) is a sentence and more.
LONG = 80
# A teaser shares a word with the headline; the lead shares many. More pieces than this tell nothing new.
_PIECES = 24

NAMES = (
    "size", "linked", "bold", "stop", "pauses", "stops", "digits", "upper", "marks", "colon", "quote",
    "bullet",
    "wide", "broken", "noisy", "repeats", "is_title", "in_title", "after_title", "before_title", "lead",
    "in_body_text", "has_body_text", "title_share",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What else is known of the article: its headline, its description (``lead``) and the body that the
    page states for machines (JSON-LD ``articleBody``); empty where unknown.
    """

    title: str = ""
    lead: str = ""
    body: str = ""


def good_size(line: Line) -> float:
    """How much of a line is prose outside of links; a short line counts only in part."""
    plain = line.size - line.linked
    if plain >= LONG:
        return float(plain)
    return plain * plain / LONG if plain > 0 else 0.0


def title_pieces(title: str) -> list[str]:
    """The telling pieces of a headline: longer words, pairs of CJK characters."""
    found = _WORD.findall(title.casefold())
    for run in _RUN.findall(title):
        found += [run[i : i + 2] for i in range(len(run) - 1)]
    return list(dict.fromkeys(found))[:_PIECES]


def measure_lines(outline: Outline, noise: list[str], facts: Facts, judged: NDArray[np.bool_]) -> Column:
    """One row a line, one column for each of :data:`NAMES`; zeros for a line that is not ``judged``.

    ``noise`` is each line's kind or ``""``.
    """
    keys = outline.keys
    title, body = comparable(facts.title), comparable(facts.body)
    lead = comparable(facts.lead)[:30]
    pieces = title_pieces(facts.title)
    seen = Counter(keys)
    title_at = keys.index(title) if title and title in seen else -1
    measured: list[tuple[float, ...]] = []
    rows = np.flatnonzero(judged).tolist()
    for row in rows:
        line, key = outline.lines[row], keys[row]
        measured.append(
            (
                *_shape(line),
                line.broken,
                bool(noise[row]),
                math.log1p(seen[key]),
                bool(title) and key == title,
                bool(title) and len(key) > 5 and (key in title or title in key),
                min(30, row - title_at) if title_at >= 0 and row > title_at else 0,
                min(30, title_at - row) if title_at > row else 0,
                len(lead) >= 10 and key.startswith(lead),
                len(key) > 3 and key in body,
                len(body) > 100,
                len([1 for piece in pieces if piece in key]) / len(pieces)
                if pieces and line.size >= 30
                else 0.0,
            )
        )
    table = np.zeros((len(keys), len(NAMES)))
    if rows:
        table[rows] = measured
    return table


def _shape(line: Line) -> tuple[float, ...]:
    text, size = line.text, line.size or 1
    sample = text[:_SAMPLE]
    part = min(size, _SAMPLE)
    pauses, stops, digits, capitals, marks = _plain(sample) if sample.isascii() else _counted(sample)
    return (
        math.log1p(line.size),
        line.linked / size,
        line.bold / size,
        _STOP.search(text[-4:]) is not None,
        min(20, pauses),
        min(20, stops),
        digits / part,
        capitals / part,
        min(6, marks),
        text[-1] in ":：",
        text[0] in "\"“「『'‘«„",
        text[0] in "-–—•·*※★◆■▲○●□",
        (size - len(text)) / size,
    )


def _counted(sample: str) -> tuple[int, int, int, int, int]:
    """How many pauses, stops, digits, capitals and marks there are."""
    kinds = "".join([_KIND_OF.get(found[0], "0") for found in _COUNTED.findall(sample)])
    return kinds.count(","), kinds.count("!"), kinds.count("0"), kinds.count("A"), kinds.count("|")


def _plain(sample: str) -> tuple[int, int, int, int, int]:
    """The same for plain text."""
    kinds = sample.encode("ascii").translate(_KINDS)
    stops = kinds.count(b"!") + kinds.count(b"f ") + kinds.endswith(b"f")
    return kinds.count(b", "), stops, kinds.count(b"0"), kinds.count(b"A"), kinds.count(b"|")
