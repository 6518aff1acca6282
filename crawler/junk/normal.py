"""Normal forms in which planted words are looked for, with the way back to the characters as they stand.

Undone are: entities left in text, full width, zero-width and direction marks, stacked marks, letters spaced
out one by one, and look-alike letters of another alphabet inside a word (after the confusables of Unicode
Technical Standard 39, reduced to the pairs that imitate lower-case Latin).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from html import unescape

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
# Anything that keeps a text from being folded by a plain ``lower()``.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufe00-\ufe0e\ufeff]"
)
# Han letters spaced out one by one, or Han and single Latin letters from at least two Han ones on.
_SPACED = re.compile(
    rf"(?<![{HAN}a-z0-9])(?:(?:[{HAN}][ \u3000]){{2,30}}(?:[{HAN}a-z0-9][ \u3000]){{1,30}}["
    rf"{HAN}a-z0-9]|(?:[{HAN}][ \u3000]){{2,60}}[{HAN}])(?![{HAN}a-z0-9])"
)
_SPACED_PAIR = re.compile(rf"[{HAN}][ \u3000][{HAN}]")  # stands in everything that is spaced out
_CONFUSABLE = str.maketrans("аеорсхуіјѕһԁԛԝɡοιαρυνκτеѐо", "aeopcxyijshdqwgoiapuvkteeo")
_SEAM = re.compile(r"[a-z][\u0370-\u03ff\u0430-\u052f]|[\u0370-\u03ff\u0430-\u052f][a-z]")
_OTHER_ALPHABET = re.compile(r"[\u0370-\u03ff\u0430-\u052f]")
_SHORT = 300
_BASIC_END = "\U00010000"
_BEYOND = re.compile("[\U0001d400-\U0001d7ff\U0001f100-\U0001f1ff\U0002f800-\U0002fa1f]")
_WORD = re.compile(r"[a-z\u0370-\u03ff\u0430-\u052f]{2,40}")
_IRREGULAR = re.compile(rf"{_ENTITY.pattern}|{_INVISIBLE.pattern}+|[^\W\d_][\u0300-\u036f]{{1,40}}")
_MARK = re.compile("[\u0300-\u036f]")
# One of these stands in everything that is irregular; a single class of characters is found fast.
_ODD = re.compile(f"[&\u0300-\u036f{_INVISIBLE.pattern[1:-1]}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text folded for matching. ``origins`` gives for every folded character the index of the original
    one (and one past the end at last); ``None`` means they coincide.
    """

    text: str
    source: str
    origins: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span behind the folded characters ``start:end``."""
        if self.origins is None:
            return start, end
        if start >= end:
            return self.origins[start], self.origins[start]
        last = self.origins[end - 1]
        return self.origins[start], max(
            last + 1, self.origins[end] if end < len(self.text) else len(self.source)
        )


@cache
def _single() -> dict[str, str]:
    """Every character whose compatibility form is one other character (full width, styled letters, old
    Han code points) with that form in lower case. Forms of several characters stay as they are.
    """
    table = {}
    for code in (
        *range(0x80, 0x3400),
        *range(0xA640, 0xAC00),
        *range(0xF900, 0x10000),
        *range(0x1D400, 0x1D800),
        *range(0x1F100, 0x1F200),
        *range(0x2F800, 0x2FA20),
    ):
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char).lower().replace("\u0307", "")
        if len(folded) == 1 and folded != char:
            table[char] = folded
    return table


def fold(source: str) -> Folded:
    """``source`` folded for matching; linear in its length, never raises."""
    return _fold_short(source) if len(source) <= _SHORT else _fold(source)


@lru_cache(maxsize=512)
def _fold_short(source: str) -> Folded:
    """Headlines are asked for again and again, and so is what stands on every page of a site."""
    return _fold(source)


def _fold(source: str) -> Folded:
    text = source.lower()
    if "&" not in text and source.isascii():
        return Folded(text, source)
    if len(text) != len(source):
        text = "".join(char.lower()[:1] for char in source)
    if not unicodedata.is_normalized("NFKC", text):
        text = _compatible(text)
    if _OTHER_ALPHABET.search(text) and _SEAM.search(text):
        text = _WORD.sub(_one_alphabet, text)
    odd = _ODD.search(text) is not None and _is_irregular(text)
    spaced = _SPACED_PAIR.search(text) is not None and _SPACED.search(text) is not None
    if not odd and not spaced:
        return Folded(text, source)
    chars, origins = _closed_up(text)
    joined, origins = _join_spaced(chars, origins)
    return Folded(joined, source, (*origins, len(source)))


def _is_irregular(text: str) -> bool:
    """Whether :data:`_IRREGULAR` finds anything: its cheap parts are asked first."""
    if ("&" in text and _ENTITY.search(text)) or _INVISIBLE.search(text):
        return True
    return _MARK.search(text) is not None and _IRREGULAR.search(text) is not None


def _compatible(text: str) -> str:
    """``text`` with every character of one-letter compatibility forms in its form."""
    # Of the many that a text may hold it holds few: each is put right in one go, where it first stands.
    table, pattern = _single(), _any_single()
    found = pattern.search(text)
    while found:
        char, at = found.group(), found.end()
        text = text.replace(char, table[char])
        found = pattern.search(text, at)
    if len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text):
        for char in set(_BEYOND.findall(text)):
            text = text.replace(char, table.get(char, char))
    return text


@cache
def _any_single() -> re.Pattern[str]:
    """Any of those characters of the basic plane: with others in it a class is searched char by char."""
    return re.compile(f"[{re.escape(''.join(char for char in _single() if char < _BASIC_END))}]")


def _one_alphabet(word: re.Match[str]) -> str:
    """A word of two alphabets written in Latin."""
    return word.group().translate(_CONFUSABLE) if _SEAM.search(word.group()) else word.group()


def _closed_up(text: str) -> tuple[str, list[int]]:
    """Entities decoded (twice), invisible characters dropped, marks joined to their letter."""
    parts: list[str] = []
    origins: list[int] = []
    at = 0
    for match in _IRREGULAR.finditer(text):
        parts.append(text[at : match.start()])
        origins.extend(range(at, match.start()))
        at = match.end()
        piece = _regular(match.group())
        parts.append(piece)
        origins.extend([match.start()] * len(piece))
    parts.append(text[at:])
    origins.extend(range(at, len(text)))
    return "".join(parts), origins


def _regular(odd: str) -> str:
    if odd[0] == "&":
        decoded = unescape(unescape(odd)).lower()
        return "".join(_single().get(char, char) for char in decoded) if not _INVISIBLE.match(decoded) else ""
    if _INVISIBLE.match(odd):
        return ""
    return unicodedata.normalize("NFC", odd)[:2]


def _join_spaced(text: str, origins: list[int]) -> tuple[str, list[int]]:
    """Letters spaced out one by one, closed up again."""
    drop: set[int] = set()
    for match in _SPACED.finditer(text):
        drop.update(index for index in range(match.start(), match.end()) if text[index].isspace())
    if not drop:
        return text, origins
    kept = [index for index in range(len(text)) if index not in drop]
    return "".join(text[index] for index in kept), [origins[index] for index in kept]


def tidy(headline: str) -> str:
    """A headline without surrounding separators and with single spaces."""
    return re.sub(r"\s+", " ", headline).strip(" \t\r\n|｜丨_-–—·•>»:：,，、;；/\\~～.")
