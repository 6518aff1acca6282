"""Short forms defined beside a name in Latin letters: ``(WCH)``, ``, "the Trust"``."""

from __future__ import annotations

import re

from crawler.agreements.tokens_latin import Token

_ALIAS = re.compile(
    r"\s{0,2}[(（\[]\s{0,2}(?:hereinafter|hereafter|also known as|the|or|“|\"|'|‘|‘‘|"
    r"\s){0,4}([^\W\d_][\w&.\- /]{0,24}?)(?:”|\"|'|’|\s){0,3}[,;)）\]]"
)


_QUOTED_ALIAS = re.compile(r",?\s{1,2}[“\"]([A-Z][\w&.\-]{1,14})[”\"]|,\s([A-Z][A-Za-z]{1,9}),")


def aliases(raw: str, line: list[Token], last: int, text: str) -> tuple[str, ...]:
    """Short forms of the name ``text`` given right after its last word, ``line[last - 1]``."""
    end = line[last - 1].end
    match = _ALIAS.match(raw, end)
    if match and (
        len(match[1]) <= 12
        or match[1].split()[0].lower() in text.lower()
        or _initials(match[1].split()[0], text)
    ):
        return (match[1].strip(),)
    match = _QUOTED_ALIAS.match(raw, end)
    if match:
        short = match[1] or match[2]
        if _initials(short, text):
            return (short,)
    return ()


def _initials(short: str, text: str) -> bool:
    """Do the capitals of ``short`` run in order through the first letters of ``text``?"""
    letters = [word[0].lower() for word in re.findall(r"[^\W\d_]+", text)]
    position = 0
    for letter in (c.lower() for c in short if c.isupper()):
        while position < len(letters) and letters[position] != letter:
            position += 1
        if position == len(letters):
            return False
        position += 1
    return len(short) >= 2
