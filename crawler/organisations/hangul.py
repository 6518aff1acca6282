"""Hangul in Latin letters, as Korean hospitals write themselves in English.

Syllables are taken apart by their place in Unicode (The Unicode Standard, section 3.12) and spelt by the
Revised Romanization of Korean (2000) letter by letter, without the sound changes between syllables: names
are written so as a rule.
"""

from __future__ import annotations

_FIRST = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWEL = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae"),
    *("oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"),
)
_LAST = (
    *("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t"),
    *("t", "ng", "t", "t", "k", "t", "p", "t"),
)
_BASE, _COUNT = 0xAC00, 11_172


def romanised(text: str) -> str:
    """``text`` with its hangul syllables in Latin letters; all else stays."""
    return "".join(map(_syllable, text))


def _syllable(character: str) -> str:
    index = ord(character) - _BASE
    if not 0 <= index < _COUNT:
        return character
    first, rest = divmod(index, 21 * 28)
    vowel, last = divmod(rest, 28)
    return _FIRST[first] + _VOWEL[vowel] + _LAST[last]
