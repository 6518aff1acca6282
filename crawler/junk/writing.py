"""What a text is written in: the share of each writing system among its letters."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from crawler.junk.normal import HAN

_SCRIPTS = (
    ("han", re.compile(rf"[{HAN}]")),
    ("kana", re.compile(r"[\u3040-\u30ff]")),
    ("hangul", re.compile(r"[\uac00-\ud7af\u1100-\u11ff\u3130-\u318f]")),
    ("thai", re.compile(r"[\u0e00-\u0e7f]")),
    ("cyrillic", re.compile(r"[\u0400-\u04ff]")),
    ("arabic", re.compile(r"[\u0600-\u06ff]")),
    ("devanagari", re.compile(r"[\u0900-\u097f]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
_BEYOND_LATIN = re.compile(
    "[" + "".join(pattern.pattern[1:-1] for name, pattern in _SCRIPTS if name != "latin") + "]"
)
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_ASCII = re.compile("[\x00-\x7f]+")
_HAN_RUN = re.compile(f"[{HAN}]+")
SAMPLE = 6000  # characters that show what a text is written in
# A Han character says about as much as this many letters.
_HAN_WEIGHT = 3.0


def beyond_latin(text: str) -> bool:
    """Whether any letter of another writing system stands in ``text``."""
    return not text.isascii() and _BEYOND_LATIN.search(text) is not None


@lru_cache(maxsize=30_000)
def _script_of(char: str) -> str:
    return next((name for name, pattern in _SCRIPTS if pattern.match(char)), "")


def scripts(text: str) -> dict[str, float]:
    """The share of each writing system among the letters of ``text``."""
    sample = text[:SAMPLE]
    counts = dict.fromkeys((name for name, _ in _SCRIPTS), 0.0)
    counts["latin"] += len(sample.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    # Only what is neither plain Latin nor Han is looked at character by character.
    beyond = "" if sample.isascii() else _ASCII.sub("", sample)
    rest = _HAN_RUN.sub("", beyond)
    counts["han"] += len(beyond) - len(rest)
    for char, count in Counter(rest).items():
        name = _script_of(char)
        if name:
            counts[name] += count
    counts["han"] *= _HAN_WEIGHT
    if counts["kana"]:
        counts["kana"], counts["han"] = counts["kana"] * _HAN_WEIGHT + counts["han"], 0.0
    total = sum(counts.values()) or 1.0
    return {name: count / total for name, count in counts.items() if count}
