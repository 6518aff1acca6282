"""Cut a text into sentences, in English, Chinese, Japanese and Korean alike.

Offsets index the text that was given, so that a sentence can be quoted as evidence. The cut is made for
finding who did what: a full stop inside an abbreviation (``Dr.``, ``Oct. 8``, ``U.S.``) does not end a
sentence, a line break does only where the next line starts anew.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Sentence(NamedTuple):
    """A sentence: offsets into the text, the number of its paragraph, and whether its line is a list item."""

    start: int
    end: int
    paragraph: int
    listed: bool


_LONGEST_SENTENCE = 1200  # a wall of text without stops is cut, so that rules per sentence stay linear
_SHORTEST_HALF = 40  # a semicolon parts sentences, not the items of a list
_BREAK = re.compile(r"[.!?。！？．…;；]|\n")
_LIST_ITEM = re.compile(
    r"[ \t]{0,12}(?:[•·*▪◦●○►\-–—]|\(?\d{1,2}[.)、．]|[一二三四五六七八九十]{1,3}、|"
    r"[ⅰ-ⅹi]{1,4}\.)\s{0,4}(?=\S)"
)
_MARKS = frozenset("•·*▪●◦○►-–—(一二三四五六七八九十ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹi")  # what an item may begin with, or a digit
_LAST_WORD = re.compile(r"([^\W\d_]{1,9})\.?$")
_BLANK_LINE = re.compile("[ \t\r\u3000\xa0]{0,39}\n")
_CJK_END = frozenset("。！？．…；")
_CLOSERS = frozenset("\"'”’」』）)]》〉】")


@cache
def abbreviations() -> frozenset[str]:
    """Words whose full stop does not end a sentence: months, titles before names, companies, states."""
    return frozenset(files(__package__).joinpath("abbreviations.txt").read_text(encoding="utf-8").split())


def split(text: str) -> list[Sentence]:
    """The sentences of ``text`` in order; whitespace around them is left out. Linear time, never raises."""
    sentences: list[Sentence] = []
    paragraph = start = 0
    for match in _BREAK.finditer(text):
        stop, mark = match.start(), match.group()
        if stop < start:
            continue
        if mark == "\n":
            new_paragraph = text.startswith("\n", stop + 1) or _blank_line_follows(text, stop)
            if new_paragraph or _line_ends_here(text, start, stop):
                _add(sentences, text, start, stop, paragraph)
                start = stop + 1
            paragraph += new_paragraph
        elif mark in _CJK_END or _stops(text, start, stop):
            end = stop + 1
            while end < len(text) and text[end] in _CLOSERS:
                end += 1
            _add(sentences, text, start, end, paragraph)
            start = end
    _add(sentences, text, start, len(text), paragraph)
    return sentences


def _blank_line_follows(text: str, newline: int) -> bool:
    return _BLANK_LINE.match(text, newline + 1) is not None


def _line_ends_here(text: str, start: int, newline: int) -> bool:
    """A wrapped line goes on: the next one starts in lower case, or this one ends in the middle."""
    before, after = text[start:newline].rstrip(), text[newline + 1 : newline + 40].lstrip(" \t\r\u3000\xa0")
    if not before or not after:
        return True
    if (after[0] in _MARKS or after[0].isdecimal()) and _LIST_ITEM.match(text, newline + 1):
        return True
    if after[0].islower() and before[-1] not in ".!?:":
        return False
    last = before.rsplit(None, 1)[-1].lower()
    return last not in _OPEN_ENDED and not before.endswith((",", "，", "、"))


_OPEN_ENDED = frozenset(
    [
        "of",
        "and",
        "the",
        "by",
        "with",
        "between",
        "for",
        "a",
        "an",
        "in",
        "at",
        "to",
        "&",
        "its",
        "their",
        "from",
    ]
)


def _stops(text: str, start: int, stop: int) -> bool:
    """Does the Latin mark at ``stop`` end a sentence?"""
    if text[stop] == ";":
        return stop - start >= _SHORTEST_HALF
    following = text[stop + 1 : stop + 4]
    if following and not following[0].isspace() and following[0] not in _CLOSERS:
        # "3.5", "U.S.A", "e.g." go on; a capital or an ideograph glued to a word's stop starts a sentence
        glued = text[max(start, stop - 3) : stop]
        return following[0] > "\u2e80" or (len(glued) == 3 and glued.islower() and following[0].isupper())
    if text[stop] != ".":
        return True
    word = _LAST_WORD.search(text, max(start, stop - 10), stop)
    if word and ((len(word[1]) == 1 and word[1].isupper()) or word[1].lower() in abbreviations()):
        return _starts_anew(text, stop + 1) and len(word[1]) > 1 and not word[1][0].isupper()
    if text[max(start, stop - 12) : stop].lstrip().rstrip(" ").isdigit() and stop - start < 6:
        return False  # "1. Name" of a numbered list
    rest = text[stop + 1 : stop + 8].lstrip(" \t\"'“”’)\u00a0")
    return not rest or not rest[0].islower()


def _starts_anew(text: str, position: int) -> bool:
    rest = text[position : position + 6].strip()
    return bool(rest) and rest[0].isupper()


def _add(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    if start >= end:
        return
    words = text[start:end].lstrip()
    start = end - len(words)
    end = start + len(words.rstrip())
    if start == end:
        return
    first = words[0]
    listed = (first in _MARKS or first.isdecimal()) and _LIST_ITEM.match(text, start) is not None
    while end - start > _LONGEST_SENTENCE:
        cut = text.rfind(" ", start + _LONGEST_SENTENCE // 2, start + _LONGEST_SENTENCE)
        cut = cut if cut > 0 else start + _LONGEST_SENTENCE
        sentences.append(Sentence(start, cut, paragraph, listed))
        start = cut
    if end > start:
        sentences.append(Sentence(start, end, paragraph, listed))
