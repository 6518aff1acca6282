"""One spelling for matching, with a way back to the text as it stands.

Full-width letters become plain, capitals small, traditional and Japanese characters simplified, each by one
character, so that offsets stay; pinyin that a scraper planted in brackets after a character
(``醫(yī)院``) is left out, and then a map leads back.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

import numpy
import opencc

# Japanese forms that the Chinese table does not know.
_JAPANESE = str.maketrans(
    "覚関総応県単読売対発広経済図衞隣継検験霊雲戸辺歯髙島",
    "觉关总应县单读卖对发广经济图卫邻继检验灵云户边齿高岛",
)
_PINYIN = re.compile(
    r"[(（](?<=[\u4e00-\u9fff].)"  # the bracket first: looking back at every character would cost more
    r"[a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ ]{1,8}[)）] ?(?=[\u4e00-\u9fff，。、；：）,;:])"
)
_OFTEN = 3  # three bracketed syllables between characters are a scraper's mark; one may be an abbreviation
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿ]")
_QUOTES = {
    "\u2019": "'",
    "\u2018": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u00a0": " ",
    "\u3000": " ",
    "\u2010": "-",
    "\u2011": "-",
}


class _Table(dict[int, str]):
    """Characters folded when first met; every fold is one character long."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character)
        if len(folded) != 1:
            folded = character
        if "\u3400" <= folded <= "\u9fff":
            folded = _simplifier().convert(folded).translate(_JAPANESE)
        lowered = folded.lower()
        folded = lowered if len(lowered) == 1 else folded
        self[code] = folded[:1] or character
        return self[code]


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


_TABLE = _Table({ord(key): value for key, value in _QUOTES.items()})
# The same for whole texts at once: what each character of the basic plane folds to; 0 where not yet known.
_PLANE = 1 << 16
_FOLDED = numpy.zeros(_PLANE, dtype="<u4")
_LONG = 200  # characters from which looking up all at once is quicker


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` for matching; ``original`` as it stands; ``cuts`` are ``(offset in text, characters cut so
    far)`` where pinyin was left out, empty where offsets are the same.
    """

    text: str
    original: str
    cuts: tuple[tuple[int, int], ...] = ()

    def back(self, offset: int) -> int:
        """The offset into ``original`` for an offset into ``text``."""
        if not self.cuts:
            return offset
        index = bisect_right(self.cuts, (offset, 1 << 30)) - 1
        return offset + (self.cuts[index][1] if index >= 0 else 0)


def fold(text: str) -> str:
    """``text`` folded character by character; the length stays the same."""
    return text.translate(_TABLE) if len(text) < _LONG else _fold_at_once(text)


def _fold_at_once(text: str) -> str:
    codes = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    if codes.max() >= _PLANE:
        return text.translate(_TABLE)
    folded = _FOLDED[codes]
    if not folded.all():
        for code in set(codes[folded == 0].tolist()):
            _FOLDED[code] = ord(_TABLE[code])
        folded = _FOLDED[codes]
    told: bytes = folded.tobytes()
    return told.decode("utf-32-le", "surrogatepass")


def fold_with_map(text: str) -> Folded:
    """``text`` without planted pinyin, folded, with the way back."""
    toned = _TONED.search(text) is not None
    if not toned and len(_PINYIN.findall(text[:5000])) < _OFTEN:
        return Folded(fold(text), text)
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    position = kept = 0
    for match in _PINYIN.finditer(text):
        pieces.append(text[position : match.start()])
        kept += match.start() - position
        position = match.end()
        cuts.append((kept, position - kept))
    pieces.append(text[position:])
    return Folded(fold("".join(pieces)), text, tuple(cuts))
