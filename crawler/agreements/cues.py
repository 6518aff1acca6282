"""Where an article says that an agreement was made: the cue, its kind and its stance.

A cue is a word of doing (``signed``, ``揭牌``, ``joins``) together with a word for what was made, in one
sentence. Its stance says whether the sentence reports it as done, future, planned, past, denied or ended.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crawler.agreements.passage import Line, Passage
from crawler.agreements.stances import stance
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
    r"(?:is|are) (?:now )?(?:forming|entering|striking|sealing|forging)|"
    r"(?:has |have )?(?:expanded|strengthened|deepened|broadened)|"
    r"(?:boards?|trustees|governors|directors|councils?|commissioners|regents) (?:\w+ ){0,3}?"
    r"(?:approved?|ratified|endorsed|cleared)) (?:into )?(?:an?|the|their|its)"
    r"(?: (?!(?:at|in|on|for|from|outside) )[\w-]+){0,4}? "
    r"(?:alliance|agreement|partnership|affiliation|memorandum|pact|collaboration|relationship|"
    r"joint venture)\b"
)


# "has launched a stroke programme in collaboration with": a service begun by two, with no word for a paper.
_TOGETHER = sought(
    r"\b(?:launch(?:es|ed)?|opens?|opened|(?:is|are) (?:now )?(?:creating|launching|opening)|start(?:s|ed)|"
    r"created?s?|established|rolls? out|rolled out) (?:an?|its|their|the) (?:[\w-]+ ){0,5}?"
    r"(?:program(?:me)?|service|clinic|cent(?:re|er)|unit|network|residency|institute|school)s?\b"
    r"[^.;]{0,40}? (?:in (?:collaboration|partnership|conjunction)|jointly|together) with\b|"
    r"\bin (?:collaboration|partnership) with [^.;,]{2,60}, (?:is|has|will) (?:now )?"
    r"(?:creat|launch|open|start|establish)\w*\b"
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
    if not found:
        together = _TOGETHER.search(line.folded)
        if together:
            found.append(("team", Hit(together.start(), together.end(), frozenset({"team"}))))
    if not found and instrument:
        bare = line.of(*INSTRUMENTS)[0]
        paper = line.has(
            "memorandum", "letter_of_intent", "agreement", "strategic_partnership"
        ) or not _HAN.search(line.raw)
        if (paper and line.is_title) or _WRITTEN.search(line.folded):
            found.append(("enter" if _HAVE.search(line.folded) else "bare", bare))
    cues = [Cue(kind, stance(line, kind, hit, published), line, hit.start, hit.end) for kind, hit in found]
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
        ("enter", tie and _takes_its_object(line, hit), "enter"),
        ("announce", tie, "announce"),
        ("team_weak", instrument or _in_headline(line, hit), "team"),
        ("headline", line.is_title and tie, "enter"),
    ):
        if name in classes and needed:
            return kind
    return None


_TO_DO = frozenset({"collaborate to", "collaborate on", "partner to", "partner on", "unite to"})


def _in_headline(line: Line, hit: Hit) -> bool:
    """``X and Y collaborate to offer …``: news in a headline, in a text what somebody does all the time."""
    return line.is_title and line.folded[hit.start : hit.end] in _TO_DO


# "reached", "struck" alone: what was made follows, or stands before a passive ("an accord was reached").
_NEEDS_OBJECT = frozenset({"reached", "struck"})
_REACH = 48  # characters behind the verb


def _takes_its_object(line: Line, hit: Hit) -> bool:
    """Is a tie what was reached? "The talks on strategic cooperation reached results" reaches none."""
    if line.folded[hit.start : hit.end] not in _NEEDS_OBJECT:
        return True
    if re.search(r"\b(?:was|were|is|been|being)\s$", line.folded[max(0, hit.start - 7) : hit.start]):
        return True
    return any(
        0 <= other.start - hit.end <= _REACH or 0 <= hit.start - other.end <= 2
        for other in line.of(*_TIES, "tie_weak")
    )
