"""Reads an organisation's name into pieces: places, ordinals, words that say something, and the rest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.organisations.lexicon import Entry, Place, entries, longest, ordinal_words, places

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0}
_HAN_NUMBER = re.compile(r"(第|제|)([〇零一二三四五六七八九十百]{1,5}|\d{1,4})")
_LATIN_NUMBER = re.compile(r"(?:no)?(\d{1,4})(?:st|nd|rd|th)?")
_AFTER_NUMBER = re.compile(r"医院|病院|附属|附院|院|人民|中心|临床|医科|妇幼|병원")


@dataclass(frozen=True, slots=True)
class Piece:
    """One read part of a name: ``kind`` is ``atom`` (see ``atoms``), ``place``, ``ordinal``, ``rest``
    (unknown words, ``text``) or ``none`` (words that say nothing).
    """

    kind: str
    text: str = ""
    atoms: tuple[str, ...] = ()
    place: Place | None = None
    country: str = ""


def _number(text: str) -> int:
    """A Chinese or Arabic number: ``十二`` 12, ``二十`` 20, ``九八八`` 988."""
    if text.isdecimal():
        return int(text)
    if "十" not in text and "百" not in text:
        return int("".join(str(_DIGITS[character]) for character in text))
    total, current = 0, 0
    for character in text:
        if character in "十百":
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
        else:
            current = _DIGITS[character]
    return total + current


def _of_entry(entry: Entry) -> Piece:
    if entry.place is not None:
        return Piece("place", entry.place.latin, place=entry.place, country=entry.place.country)
    if not entry.atoms:
        return Piece("none")
    return Piece("atom", " ".join(entry.atoms), entry.atoms, country=entry.country)


def _cjk_step(text: str, at: int) -> tuple[Piece | None, int]:
    """The known word or number at ``at`` with its length, or ``(None, 0)``."""
    known = entries()[0]
    for length in range(min(longest()[0], len(text) - at), 0, -1):
        entry = known.get(text[at : at + length])
        if entry is not None:
            return _of_entry(entry), length
    found = _HAN_NUMBER.match(text, at)
    if found and (found[1] or _AFTER_NUMBER.match(text, found.end())):
        return Piece("ordinal", str(_number(found[2]))), len(found[0])
    return None, 0


def cjk_pieces(text: str) -> list[Piece]:
    """The pieces of a name in Chinese, Japanese or Korean (folded, no spaces), longest known word first."""
    pieces: list[Piece] = []
    rest, at = "", 0
    while at < len(text):
        piece, taken = _cjk_step(text, at)
        if piece is None:
            rest, at = rest + text[at], at + 1
            continue
        if rest:
            pieces.append(Piece("rest", rest))
        pieces.append(piece)
        rest, at = "", at + taken
    return [*pieces, Piece("rest", rest)] if rest else pieces


def _latin_step(tokens: list[str], at: int) -> tuple[Piece | None, int]:
    known = entries()[1]
    for length in range(min(longest()[1], len(tokens) - at), 0, -1):
        entry = known.get(tuple(tokens[at : at + length]))
        if entry is not None:
            return _of_entry(entry), length
    return _latin_number(tokens, at)


def _latin_number(tokens: list[str], at: int) -> tuple[Piece | None, int]:
    token = tokens[at]
    if token in ("no", "number") and at + 1 < len(tokens) and tokens[at + 1].isdecimal():
        return Piece("ordinal", str(int(tokens[at + 1][:4]))), 2
    if token in ordinal_words():
        return Piece("ordinal", str(ordinal_words()[token])), 1
    found = _LATIN_NUMBER.fullmatch(token)
    return (Piece("ordinal", str(int(found[1]))), 1) if found else (None, 0)


def latin_pieces(tokens: list[str]) -> list[Piece]:
    """The pieces of a name in Latin letters, given as the words of its normal form."""
    pieces: list[Piece] = []
    rest: list[str] = []
    at = 0
    while at < len(tokens):
        piece, taken = _latin_step(tokens, at)
        if piece is None or (piece.atoms == ("~",) and "autonomous" not in tokens):
            rest.append(tokens[at])
            at += 1
            continue
        if rest:
            pieces.append(_latin_rest(rest))
            rest = []
        pieces.append(piece)
        at += taken
    return [*pieces, _latin_rest(rest)] if rest else pieces


def _latin_rest(words: list[str]) -> Piece:
    """Unknown words run together, for syllables are parted at will (``Tian Tan``, ``Tiantan``)."""
    joined = "".join(words)
    place = places().get(joined)
    return Piece("place", joined, place=place, country=place.country) if place else Piece("rest", joined)
