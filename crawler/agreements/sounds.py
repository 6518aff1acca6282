"""How a name sounds, so that it may be met again in another script: ``曼德勒``, ``マンダレー``, ``Mandalay``.

Only consonants count, in classes that transcriptions keep (l and r are one, so are b, p, f, v and w): vowels
are what every language writes its own way. Likeness of sound is corroboration; it never links and never joins
by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from crawler.organisations.hangul import romanised
from crawler.organisations.lexicon import sounds

_LATIN = (
    *(
        ("sch", "S"),
        ("tch", "S"),
        ("zh", "S"),
        ("ch", "S"),
        ("sh", "S"),
        ("ts", "S"),
        ("tz", "S"),
        ("ph", "P"),
    ),
    *(("th", "T"), ("ck", "K"), ("ng", "N"), ("qu", "K"), ("x", "KS"), ("ce", "S"), ("ci", "S"), ("cy", "S")),
)
_LETTERS = {
    **dict.fromkeys("bpfvw", "P"),
    **dict.fromkeys("dt", "T"),
    **dict.fromkeys("gkcq", "K"),
    **dict.fromkeys("szj", "S"),
    **dict.fromkeys("lr", "L"),
    "m": "M",
    "n": "N",
}
_PINYIN = {**_LETTERS, **dict.fromkeys("jqxzcs", "S")}
_KANA = {
    **dict.fromkeys("カキクケコガギグゲゴ", "K"),
    **dict.fromkeys("サシスセソザジズゼゾチツヂヅ", "S"),
    **dict.fromkeys("タテトダデド", "T"),
    **dict.fromkeys("ナニヌネノン", "N"),
    **dict.fromkeys("マミムメモ", "M"),
    **dict.fromkeys("ラリルレロ", "L"),
    **dict.fromkeys("フワヴバビブベボパピプペポ", "P"),
}
_UNLIKE_READING = {"卡": "K", "什": "S", "贾": "S", "尔": "L", "儿": "L"}
"""Characters that transcriptions read otherwise than the table of commonest readings."""

_SCRIPTS = re.compile(r"[\u3040-\u30ff]+|[\u3400-\u9fff]|[^\u3040-\u30ff\u3400-\u9fff]+")
_DOUBLED = re.compile(r"([a-z])\1+")
_CLASSES = frozenset("PTKSLMN")
_SHORTEST, _SHORTEST_NEAR = 2, 4
"""Consonants of two names that must agree all, or all but one."""


@lru_cache(maxsize=20_000)
def skeleton(text: str) -> str:
    """The classes of the consonants of ``text``, whatever its script; ``""`` where it has none."""
    return "".join(map(_classes, _SCRIPTS.findall(text)))


def _classes(part: str) -> str:
    if "\u3040" <= part[0] <= "\u30ff":
        return "".join(_KANA.get(character, "") for character in part)
    if "\u3400" <= part[0] <= "\u9fff":
        return _UNLIKE_READING.get(part) or _spelt(sounds().get(part, ""), _PINYIN)
    return _spelt(romanised(part.casefold()).replace("lr", "l"), _LETTERS)  # ㄹㄹ is one sound


def _spelt(text: str, letters: dict[str, str]) -> str:
    plain = _DOUBLED.sub(r"\1", text)
    if letters is not _PINYIN:
        for written, said in _LATIN:
            plain = plain.replace(written, said)
    else:
        plain = re.sub("zh|ch|sh", "s", plain).replace("ng", "n")
    return "".join(c if c in _CLASSES else letters.get(c, "") for c in plain)


def sound_alike(one: str, other: str) -> bool:
    """Whether two parts of names may be one in different scripts: the same consonants, two at least; of
    longer ones all but one.
    """
    a, b = skeleton(one), skeleton(other)
    if min(len(a), len(b)) < _SHORTEST or a[0] != b[0]:
        return False
    slack = 1 if min(len(a), len(b)) >= _SHORTEST_NEAR - 1 and max(len(a), len(b)) >= _SHORTEST_NEAR else 0
    return Levenshtein.distance(a, b) <= slack
