"""Where an article says that an agreement was made: the cue, its kind and its stance.

A cue is a word of doing (``signed``, ``揭牌``, ``joins``) together with a word for what was made, in one
sentence. Its stance says whether the sentence reports it as done, future, planned, past, denied or ended.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crawler.agreements import dates
from crawler.agreements.passage import Line, Passage
from crawler.agreements.vocabulary import Hit
from crawler.text.sought import sought

INSTRUMENTS = (
    "memorandum",
    "letter_of_intent",
    "agreement",
    "cooperation_agreement",
    "strategic_partnership",
    "affiliation",
    "sister_institution",
    "alliance",
    "joint_centre",
)
_TIES = (*INSTRUMENTS, "tie")
_HANDED_OVER = ("affiliation", "alliance", "cooperation_agreement", "sister_institution", "joint_centre")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_WINDOW_LATIN = 48  # characters before the verb in which "will", "hopes to", "not" still govern it
_WINDOW_HAN = 10
_SELF_SUFFICIENT = sought(r"签约|缔约|签署|签字仪式|缔结|结为|[定携约书]を结|조인|업무협약")


class Cue(NamedTuple):
    """``kind`` of cue (sign, enter, announce, team, join, renew, plaque, bare) at ``start:end`` of ``line``;
    ``stance`` one of done, future, plan, past, negated, ended.
    """

    kind: str
    stance: str
    line: Line
    start: int
    end: int


def find(passage: Passage, published: str | None = None) -> list[Cue]:
    """All cues of the article in order; ``published`` (``YYYY`` or finer) tells what is long past."""
    cues: list[Cue] = []
    previous: Line | None = None
    for line in passage.lines:
        if line.hits:
            cues += _of_line(line, previous, published)
        previous = line
    return cues or _told(passage)


# Where no sentence says that anything was signed, the text may go on about it: "under the agreement, …".
_PAPER = r"(?:agreement|affiliation|partnership|collaboration|alliance|mou|memorandum|deal|pact)"
_TOLD = sought(
    rf"\b(?:under|through|with|as part of|thanks to) (?:the|this|its|their) (?:new |recent )?"
    rf"(?:[\w-]+ ){{0,3}}?{_PAPER}\b|"
    rf"\b(?:the|this) (?:new )?(?:[\w-]+ ){{0,2}}?{_PAPER} (?:will|opens?|allows?|enables?|marks?|means|"
    r"gives?|brings?|builds?|covers?|includes?|provides?|calls?|aims?|runs|lasts|"
    r"is (?:effective|expected|designed))\b|(?:此次|这次|本次|今次)(?:合作|签约|协议)|"
    r"(?:根据|按照)(?:该|本)?(?:合作)?协[议定]|(?:今回|この|本)の?协定(?:は|で|に)|이번 (?:업무)?협약"
)
_TOLD_IN = 8  # sentences from the start


def _told(passage: Passage) -> list[Cue]:
    """The first sentence that speaks of the agreement as of something known."""
    for line in passage.body[:_TOLD_IN]:
        match = _TOLD.search(line.folded)
        if match and not line.has("ended", "template"):
            return [Cue("told", "done", line, match.start(), match.end())]
    return []


_HAVE = sought(
    r"\b(?:has|have)\s(?:an?|its|their)\s(?:new\s)?(?:memorandum|mou|agreement|pact|"
    r"cooperation agreement|partnership|collaboration agreement)\b"
)
_WRITTEN = re.compile(
    r"\b(?:deal|partnership|collaboration|affiliation),?\s(?:\w+\s){0,3}?between\b|"
    r"\b(?:memorandum|memoranda|mou|moa|agreement|pact|letter of intent|loi)\b.{0,80}\b(?:between|"
    r"with)\b|\b(?:has|have)\s(?:an?)\s|\bunder (?:an?|the|this) (?:\w+\s){0,4}(?:agreement|pact|"
    r"memorandum|mou|affiliation)\b"
)


# "enter a significant alliance", "have deepened their partnership": a verb and, soon after, what was made.
_ENTERS = sought(
    r"\b(?:enters?|(?:has |have )made|makes?|form|forms|forge|forges|strikes?|reach|reaches|seals?|cements?|"
    r"(?:has |have )?(?:expanded|strengthened|deepened|broadened)|"
    r"(?:boards?|trustees|governors|directors|councils?|commissioners|regents) (?:\w+ ){0,3}?"
    r"(?:approved?|ratified|endorsed|cleared)) (?:into )?(?:an?|the|their|its)"
    r"(?: [\w-]+){0,4}? "
    r"(?:alliance|agreement|partnership|affiliation|memorandum|pact|collaboration|relationship)\b"
)


def _of_line(line: Line, previous: Line | None, published: str | None) -> list[Cue]:
    found: list[tuple[str, Hit]] = []
    instrument = line.has(*INSTRUMENTS)
    nearby = instrument or (previous is not None and previous.has(*INSTRUMENTS) and not previous.is_title)
    tie = instrument or line.has("tie")
    for hit in line.hits:
        kind = None if _DOING.isdisjoint(hit.classes) else _kind(line, hit, instrument, nearby, tie)
        if kind:
            found.append((kind, hit))
    if not found and tie:
        entered = _ENTERS.search(line.folded)
        if entered:
            found.append(("enter", Hit(entered.start(), entered.end(), frozenset({"enter"}))))
    if not found and instrument:
        bare = line.of(*INSTRUMENTS)[0]
        paper = line.has(
            "memorandum", "letter_of_intent", "agreement", "strategic_partnership"
        ) or not _HAN.search(line.raw)
        if (paper and line.is_title) or _WRITTEN.search(line.folded):
            found.append(("enter" if _HAVE.search(line.folded) else "bare", bare))
    cues = [Cue(kind, _stance(line, kind, hit, published), line, hit.start, hit.end) for kind, hit in found]
    return cues


# The classes that ``_kind`` reads; most words of a line are of none of them.
_DOING = frozenset(
    {
        "sign",
        "sign_base",
        "plaque",
        "team",
        "join",
        "renewal",
        "enter",
        "announce",
        "team_weak",
        "headline",
    }
)


def _kind(line: Line, hit: Hit, instrument: bool, nearby: bool, tie: bool) -> str | None:
    classes = hit.classes
    if "sign" in classes:
        return (
            "sign"
            if tie
            or nearby
            or line.has("tie_weak")
            or _SELF_SUFFICIENT.search(line.folded, hit.start, hit.end)
            else None
        )
    if "sign_base" in classes:
        return "sign" if instrument else None
    if "plaque" in classes:
        return "plaque" if line.has(*_HANDED_OVER) else None
    if "team" in classes:
        return "team"
    if "join" in classes:
        return "join"
    for name, needed, kind in (
        ("renewal", tie, "renew"),
        ("enter", tie, "enter"),
        ("announce", tie, "announce"),
        ("team_weak", instrument, "team"),
        ("headline", line.is_title and tie, "enter"),
    ):
        if name in classes and needed:
            return kind
    return None


def _stance(line: Line, kind: str, hit: Hit, published: str | None) -> str:
    """A signing that lies ahead counts only with its day: "will sign next month" is a plan."""
    if line.has("ended"):
        return "ended"
    before = _governing(line, hit)
    if any("negated" in other.classes for other in before):
        return "negated"
    if any("plan" in other.classes for other in before) or _planned_after(line, hit):
        return "plan"
    if _is_past(line, hit, published):
        return "past"
    if any("future" in other.classes for other in before):
        return "future" if kind != "sign" or _DAY.search(line.folded) else "plan"
    base = hit.classes <= {"sign_base"} and not line.is_title
    if base and re.search(r"\bto $", line.folded[max(0, hit.start - 3) : hit.start]):
        return "plan"
    return "done"


def _governing(line: Line, hit: Hit) -> list[Hit]:
    """The words before the cue, in its own clause, that can change what it says."""
    if _HANGUL.search(line.folded[hit.start : hit.end]):
        return []  # Korean says after the verb whether it is only planned
    han = _HAN.search(line.folded[hit.start : hit.end]) is not None
    first = max(0, hit.start - (_WINDOW_HAN if han else _WINDOW_LATIN))
    clause = max(line.folded.rfind(mark, first, hit.start) for mark in (",", ";", "，", "；", ":", "："))
    first = max(first, clause + 1)
    return [other for other in line.hits if first <= other.start < hit.start]


_AFTER_KOREAN = re.compile(r"^[^.]{0,12}(?:할 계획|할 예정|하기로 할|을 추진|키로 추진|하자고|예정)")
_AFTER_JAPANESE = re.compile(
    r"^[^。]{0,6}(?:する予定|する方针|を目指|する见|予定|を检讨|を模索|を打诊)|"
    r"^[^。]{0,8}(?:ぶ|する|わす|の)(?:方向|方针|予定|考え|意向|见通し|ことを(?:目指|検讨|检讨|决め|確认|确认)|ことで(?:调整|検讨|检讨))"
)
_AFTER_HAN = re.compile(r"^[^，。]{0,8}(?:的?意向(?!书|性?协议)|事宜|的?可能)")


def _planned_after(line: Line, hit: Hit) -> bool:
    rest = line.folded[hit.start : hit.end + 24]
    return bool(_AFTER_KOREAN.match(rest) or _AFTER_JAPANESE.match(rest) or _AFTER_HAN.match(rest))


_DAY = sought(
    r"\d\s?[日号]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d|\d\s(?:jan|feb|mar|"
    r"apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_YEAR = re.compile(r"(?<![\d.])(19[5-9]\d|20[0-4]\d)(?![\d.%])")


_YEAR_WORDS = re.compile(r"(?:19|20)\d\d|[令平昭民]|\d年")
_ERA = sought(r"[令平昭民]|(?<!\d)1\d\d\s?年")  # years counted otherwise: 令和7年, 104年
_LONG = 150  # days; some releases come ten weeks after the signing, none of the labelled ones five months


def _long_before(line: Line, published: str) -> bool:
    """All days or months with a year in the sentence lie five months or more before publication."""
    if len(published) < 7 or not _YEAR_WORDS.search(line.raw):
        return False
    day = int(published[8:10]) if len(published) >= 10 else 28
    now = int(published[:4]) * 365 + int(published[5:7]) * 30 + day
    known = [d for d in dates.find(line.raw) if d.year and d.month]
    return bool(known) and all(
        now - (d.year or 0) * 365 - (d.month or 0) * 30 - (d.day or 15) > _LONG for d in known
    )


# "reviewed the memoranda signed", "implementation of the agreement signed": an earlier paper is spoken of.
_REFERRED = sought(
    r"\b(?:review(?:s|ed|ing)?|implement\w*|follow(?:s|ed|ing)?[- ]up|progress|activat\w+|pursuant to|"
    r"in line with|based on|in light of)\b[^.;]{0,60}"
    r"\b(?:memorand\w+|mous?|agreements?|accords?|protocols?)\b[^.;]{0,30}$"
)


# "marked ten years since they signed", "fifteen years on from the twinning": an old paper is remembered.
_SINCE = sought(
    r"\b(?:years?|decades?|months|century) (?:since|after|on from|ago|have passed)\b"
    r"(?! (?:the|a) (?:fire|war|earthquake|pandemic|closure|opening|project|talks|negotiations))"
)


# "結んでいます", "맺고 있다": it stands; nothing is told to have happened.
_STANDS = re.compile(r"[^、。,.]*?(?:[でて](?:い(?:る|ます|て)|お[りる])|고\s?있)")


def _same_clause(line: Line, hit: Hit, other: Hit) -> bool:
    """Does ``other`` stand before ``hit``, or after it with no comma between them?"""
    return other.start < hit.end or not re.search("[,;:，；：]", line.folded[hit.end : other.start])


def _remembered(line: Line, hit: Hit) -> bool:
    """Does the clause count the years that went by since what the cue tells?"""
    match = _SINCE.search(line.folded, 0, hit.start)
    return match is not None and not re.search("[,;:]", line.folded[match.end() : hit.start])


def _is_past(line: Line, hit: Hit, published: str | None) -> bool:
    """The sentence tells of an earlier time: a word for it, or only years before that of publication."""
    background = any(other.start < hit.start for other in line.of("background"))
    han = _HAN.search(line.folded[hit.start : hit.end]) is not None
    if any(not han or _same_clause(line, hit, other) for other in line.of("past")) or (
        background and not line.has("recent") and not _DAY.search(line.folded)
    ):
        return True
    if _STANDS.match(line.folded, hit.start, hit.end + 7) and not line.folded[hit.start].isascii():
        return True
    if _REFERRED.search(line.folded[: hit.start]) or _remembered(line, hit):
        return True
    if published is None:
        return False
    year = published[:4]
    if _long_before(line, published):
        return True
    years = _YEAR.findall(line.folded)
    if not years or max(years) >= year or line.has("recent"):
        return False
    return max(d.year or 0 for d in dates.find(line.raw)) < int(year) if _ERA.search(line.raw) else True
