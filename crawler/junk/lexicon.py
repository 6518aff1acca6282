"""The vocabularies of this room, loaded once, and the search for their words in folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import opencc
import yaml

from crawler.text.phrases import Phrases

# Letters of the alphabets that part words by spaces, and digits.
_SPACED_SCRIPT = frozenset(
    "abcdefghijklmnopqrstuvwxyz0123456789"
    + "".join(
        chr(code)
        for span in ((0xDF, 0x250), (0x1E00, 0x1F00), (0x400, 0x500), (0x370, 0x400))
        for code in range(*span)
    )
)
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the vocabulary at ``start:end`` of a folded text. ``kind`` is a family of goods or
    ``tail``, ``call``, ``report``, ``treatment``, ``civic``, ``quoting``; ``strong`` tells a family's strong
    words from its weak ones.
    """

    start: int
    end: int
    word: str
    kind: str
    strong: bool = False


# A word as it is written, and what it stands for: kind, strong, whether letters may follow.
_Meanings = tuple[str, tuple[tuple[str, bool, bool], ...]]
FAMILIES = frozenset({"betting", "porn", "pharma", "replica", "loan", "essay", "medads", "hackkit", "crypto"})
# One of these stands in every Latin brand that has no digit (see ``shapes``).
BRAND_PARTS = frozenset(
    (
        *("bet", "win", "slot", "toto", "spin", "casino", "poker", "vip", "play", "bola", "jackpot", "lux"),
        *("togel", "gacor", "qq", "cuan", "mega", "lucky", "royal", "dewa", "raja"),
    )
)
_SHORT = 300
GUARDS = frozenset({"report", "treatment", "civic", "quoting"})


@cache
def load(name: str) -> Mapping[str, Any]:
    """One vocabulary file of this room."""
    text = files("crawler.junk").joinpath("vocabulary", f"{name}.yaml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def words(name: str, key: str) -> tuple[str, ...]:
    """One list of a vocabulary file, with the simplified and traditional forms of its Han words."""
    return tuple(dict.fromkeys(form for word in load(name)[key] for form in variants(str(word).lower())))


@cache
def common_characters() -> frozenset[str]:
    """The commonest Han characters in both scripts."""
    text = files("crawler.junk").joinpath("vocabulary", "common_characters.txt").read_text(encoding="utf-8")
    return frozenset("".join(line for line in text.splitlines() if not line.startswith("#")))


@cache
def _converters() -> tuple[Any, Any]:
    return opencc.OpenCC("s2t"), opencc.OpenCC("t2s")


def variants(word: str) -> tuple[str, ...]:
    """``word`` as written and, for Han words, in both scripts."""
    if not _HAN.search(word):
        return (word,)
    to_traditional, to_simplified = _converters()
    return tuple(dict.fromkeys((word, to_traditional.convert(word), to_simplified.convert(word))))


@cache
def script_marks() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that only simplified and only traditional writing uses."""
    to_traditional, to_simplified = _converters()
    chars = "".join(map(chr, range(0x4E00, 0x9FA6)))
    simple, full = to_simplified.convert(chars), to_traditional.convert(chars)
    only_full = frozenset(char for char, other in zip(chars, simple, strict=True) if char != other)
    only_simple = frozenset(
        char for char, other in zip(chars, full, strict=True) if char != other and char not in only_full
    )
    return only_simple, only_full


def _entries() -> Iterable[tuple[str, str, bool]]:
    for family, grades in load("families").items():
        for grade, listed in grades.items():
            for word in listed:
                yield str(word), family, grade == "strong"
    for vocabulary in ("pitch", "guards"):
        for kind, listed in load(vocabulary).items():
            for word in listed:
                yield str(word), kind, False


@cache
def _vocabulary() -> Phrases[_Meanings]:
    by_word: dict[str, list[tuple[str, bool, bool]]] = {}
    for word, kind, strong in _entries():
        for form in variants(word.lower()):
            open_end = form.endswith("*")
            by_word.setdefault(form.rstrip("*"), []).append((kind, strong, open_end))
    found: dict[str, _Meanings] = {part: (part, ()) for part in BRAND_PARTS}
    found |= {word: (word, tuple(dict.fromkeys(meanings))) for word, meanings in by_word.items()}
    return Phrases(found)


def scan(text: str) -> list[Hit]:
    """The vocabulary's words in folded ``text``, by place; of nested words of one kind only the longest."""
    return list(_scan_short(text)) if len(text) <= _SHORT else look(text)[0]


@lru_cache(maxsize=512)
def _scan_short(text: str) -> tuple[Hit, ...]:
    """Headlines are asked for again and again, and so is what stands on every page of a site."""
    return tuple(look(text)[0])


def look(text: str) -> tuple[list[Hit], list[int]]:
    """What :func:`scan` finds, and where any of :data:`BRAND_PARTS` begins: one search for both."""
    hits: list[Hit] = []
    parts: list[int] = []
    for start, end, (word, meanings) in _vocabulary().find(text):
        if word in BRAND_PARTS:
            parts.append(start)
        if start and text[start - 1] in _SPACED_SCRIPT and word[0] in _SPACED_SCRIPT:
            continue
        glued = end < len(text) and text[end] in _SPACED_SCRIPT and word[-1] in _SPACED_SCRIPT
        for kind, strong, open_end in meanings:
            if not glued or open_end:
                hits.append(Hit(start, end, word, kind, strong))
    return _longest(hits), parts


def _longest(hits: list[Hit]) -> list[Hit]:
    if len(hits) < 2:
        return hits
    kept: list[Hit] = []
    reach: dict[str, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, not hit.strong)):
        if hit.end > reach.get(hit.kind, 0):
            kept.append(hit)
            reach[hit.kind] = hit.end
    return kept
