"""Readings in brackets behind some characters, as copying kits write them and learners' books do not."""

from __future__ import annotations

import re
from itertools import pairwise

from crawler.junk.finding import Finding
from crawler.junk.lexicon import common_characters, script_marks
from crawler.junk.normal import HAN
from crawler.junk.subject import Subject

_SYLLABLE = "[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ]"
# The bracket comes first in the pattern, so that the search leaps from one to the next.
_READING = re.compile(rf"\((?<=[{HAN}]\()\s?{_SYLLABLE}{{1,6}}\s?\)(?:\(\s?{_SYLLABLE}{{1,6}}\s?\)){{0,2}}")
LETTER_READING = re.compile(rf"(?<![A-Za-z])[A-Z]\({_SYLLABLE}{{1,6}}\)(?=[{HAN}])")
_LOST_LETTER = "a Latin letter with a reading stands for a lost character"
_HAN_LETTER = re.compile(rf"[{HAN}]")
_IN_RUNS = 0.6  # of the readings: a poem's are nearly all, a kit's here and there two


def without_readings(headline: str) -> str:
    """A headline without bracketed readings, for a page whose text a kit wrote them into."""
    return _READING.sub("", headline)


def find(subject: Subject) -> list[Finding]:
    """Bracketed readings behind some characters. A reader for learners glosses nearly all characters, or a
    few chosen words; a kit glosses the same characters again and again, a tenth to a half of all.
    """
    text = subject.text
    if "(" not in text or not _HAN_LETTER.search(text):
        return []
    found = list(_READING.finditer(text))
    letters = list(LETTER_READING.finditer(text))
    if sum(len(one.group()) > 3 for one in found) < len(found) / 2:
        found = []  # (a), (b), (c) number a list
    if _glosses_words(found):
        found = []  # a book for learners reads one character after the other
    if not found and not letters:
        return []
    glossed = [text[match.start() - 1] for match in found]
    han = len(re.findall(rf"[{HAN}]", text)) or 1
    share = len(found) / han
    words = sum(
        1
        for match in found
        if len(re.findall("[aeiouüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+", match.group())) > 1 + match.group().count(")(")
    )
    again = len(glossed) - len(set(glossed))
    common = sum(char in common_characters() for char in glossed)
    machine = again >= 2 or len(found) >= 12 or common >= len(found) / 2
    kit = len(found) >= 6 and 0.03 <= share <= 0.62 and machine and not words
    kit = kit or (len(found) >= 4 and share <= 0.2 and common >= 0.8 * len(found) and not words)
    converted = _of_conversion(glossed) and not words
    kit = kit or converted
    decisive = len(found) >= 10 or (len(found) >= 6 and share >= 0.08) or converted
    reason = "a machine wrote readings behind some characters"
    return [
        *(
            Finding(
                "bracketed_reading",
                "N1",
                "noise",
                0.4,
                "text",
                one.group(),
                reason,
                *one.span(),
                "cut",
                decisive,
            )
            for one in (found if kit else [])
        ),
        *(
            Finding("letter_with_reading", "N1", "noise", 1.0, "text", one.group(), _LOST_LETTER, *one.span())
            for one in letters[:20]
        ),
    ]


def _glosses_words(found: list[re.Match[str]]) -> bool:
    """Whether most readings follow the reading of the character just before."""
    runs = sum(right.start() - left.end() == 1 for left, right in pairwise(found))
    return len(found) >= 4 and runs >= _IN_RUNS * len(found)


def _of_conversion(glossed: list[str]) -> bool:
    """Whether the readings stand behind the characters that a kit converted to the other script: nobody else
    picks out just those.
    """
    _, full = script_marks()
    return len(set(glossed)) >= 3 and sum(char in full for char in glossed) >= 0.8 * len(glossed)
