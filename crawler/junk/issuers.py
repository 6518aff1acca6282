"""Brands in the places where a text names who issued it: source lines, signatures, the head of a notice."""

from __future__ import annotations

import re

from crawler.junk.normal import HAN
from crawler.junk.slots import HONEST

_SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|"
    "uan|ai|ei|ui|ao|ou|iu|ie|ue|er|"
    "an|en|in|un|ia|ua|uo|[aeiouv])"
)
# A brand with its own reading before it, as mirror kits write it: as many syllables as characters.
_READ_ALOUD = re.compile(
    rf"(?:^|(?<=\n))(?P<reading>[a-z]{{5,18}})(?P<name>[{HAN}]{{2,4}}?)(?=[{HAN}\d]{{4}})"
)
_SIGNATURE = re.compile(
    rf"(?:^|\n)[ \t]*(?P<name>[a-z]{{3,12}}[{HAN}]{{2,4}})[ \t]*\n+\s*\d{{4}}年\d{{1,2}}月\d{{1,2}}日"
)
_SOURCE = re.compile(rf"(?:来源|來源|单位|單位|供稿|作者|发布者)[:：]\s*[{HAN}]{{0,4}}$")
_LATIN_LEAD = re.compile(
    rf"[a-z]{{6,16}}(?P<name>[{HAN}]{{3,8}}?)(?=(?:19|20)\d\d年[{HAN}]{{2,30}}(?:办法|细则|方案|通知|公告|简章|名单)$)"
)
_ONE_SYLLABLE = re.compile(_SYLLABLE)


def is_source_line(before: str) -> bool:
    """Whether what stands before a name says that the text comes from it."""
    return _SOURCE.search(before) is not None


def signed(folded: str) -> list[tuple[int, int]]:
    """Where a text is signed, above its date, by a Latin word grown together with Han letters."""
    return [match.span("name") for match in _SIGNATURE.finditer(folded) if not HONEST.search(match["name"])]


def read_aloud(folded: str) -> list[tuple[int, int]]:
    """Where a headline begins with a reading and the characters it is the reading of."""
    found = []
    for match in list(_READ_ALOUD.finditer(folded))[:20]:
        count = _syllables(match["reading"])
        if 2 <= count <= 4 and not HONEST.search(folded[match.end("reading") : match.end("reading") + count]):
            found.append((match.start(), match.end("reading") + count))
    return found


def latin_lead(headline: str) -> list[tuple[int, int]]:
    """A long lower-case Latin word grown together with Han letters at the head of a dated notice."""
    match = _LATIN_LEAD.match(headline)
    return (
        [(0, match.end("name"))]
        if match and not HONEST.search(match["name"]) and headline.isprintable()
        else []
    )


def _syllables(reading: str) -> int:
    """How many Mandarin syllables a string is made of, taken greedily; 0 where it is not."""
    at = count = 0
    while at < len(reading):
        match = _ONE_SYLLABLE.match(reading, at)
        if not match:
            return 0
        at, count = match.end(), count + 1
    return count
