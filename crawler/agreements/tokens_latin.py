"""Words of a Latin-letter line, told apart by the lists of ``lexicon/latin.txt``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from crawler.agreements.lexicon import sections

_LETTER = r"[^\W_\u2e80-\uffff]"  # words of Latin, Cyrillic, Greek letters: no ideographs, kana, hangul
_TOKEN = re.compile(
    rf"{_LETTER}(?:{_LETTER}|['’.&/+#\-–№](?={_LETTER}))*\.?(?:['’](?=\s))?|№|&|[^\w\s]|[\u2e80-\uffff]+"
)
_DOTTED = frozenset(
    [
        "inc.",
        "ltd.",
        "co.",
        "corp.",
        "st.",
        "jr.",
        "dr.",
        "mr.",
        "ms.",
        "mrs.",
        "prof.",
        "gen.",
        "lt.",
        "col.",
        "rev.",
        "hon.",
        "u.s.",
        "no.",
        "univ.",
        "dept.",
        "mt.",
        "ft.",
    ]
)


class Token(NamedTuple):
    """A word or mark at ``start:end``; ``low`` is its lower case without a closing stop; ``is_word`` tells
    words from marks.
    """

    start: int
    end: int
    text: str
    low: str
    capital: bool
    is_word: bool


@cache
def words(section: str) -> frozenset[str]:
    """A list of the lexicon as a set."""
    return frozenset(sections("latin.txt")[section])


def tokens(raw: str) -> list[Token]:
    """The words and marks of ``raw`` in order; a sentence's closing stop is a mark of its own."""
    found: list[Token] = []
    for match in _TOKEN.finditer(raw):
        start, end = match.span()
        text = match.group()
        if (
            text.endswith(".")
            and len(text) > 1
            and text.lower() not in _DOTTED
            and "." not in text[:-1]
            and len(text) > 2
        ):
            end, text = end - 1, text[:-1]
            found.append(_token(start, end, text))
            found.append(Token(end, end + 1, ".", "", False, False))
            continue
        found.append(_token(start, end, text))
    return found


def _token(start: int, end: int, text: str) -> Token:
    capital = text[0].isupper() or (text[0].isdigit() and any(c.isupper() for c in text)) or _camel(text)
    low = text.rstrip(".").lower().replace("’", "'")
    return Token(start, end, text, low, capital, text[0].isalnum() and text[0] < "\u2e80")


def _camel(text: str) -> bool:
    """``uOttawa``, ``iHeart``: small first letter, capital second."""
    return len(text) > 2 and text[0].islower() and text[1].isupper()


def is_acronym(text: str) -> bool:
    """``WCH``, ``MakatiMed`` no, ``SUSTech`` no, ``KFSHRC``, ``B&H``: capitals only, two to ten."""
    letters = [c for c in text if c.isalpha()]
    return 2 <= len(letters) <= 10 and all(c.isupper() for c in letters)
