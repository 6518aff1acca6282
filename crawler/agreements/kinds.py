"""What kind of agreement it is: the instrument named nearest the cue, several where several are named."""

from __future__ import annotations

import re

from crawler.agreements.cues import INSTRUMENTS, Cue
from crawler.agreements.namesake import Namesake
from crawler.agreements.passage import Line, Passage
from crawler.agreements.vocabulary import Hit
from crawler.model import Evidence
from crawler.text.sought import sought

# Where one sentence names several, the more telling one is the main type: a "strategic cooperation
# memorandum" is a memorandum, an "affiliation agreement" an affiliation, a plain "agreement" says least.
PRECEDENCE = (
    "renewal",
    "letter_of_intent",
    "sister_institution",
    "memorandum",
    "strategic_partnership",
    "affiliation",
    "alliance",
    "joint_centre",
    "cooperation_agreement",
    "agreement",
)
# Words for the paper itself: they count also where another sentence of the report names them.
# A memorandum named in the next sentence says more than a plain "cooperation agreement" in this one.
_BESIDE = 3.1
_BESIDE_TOO = frozenset({"memorandum", "letter_of_intent", "sister_institution"})
_TELLING = ("sister_institution", "letter_of_intent", "strategic_partnership", "affiliation", "alliance")
_TWICE = 0.6  # named by the headline and by a sentence of the signing
_HEADLINE = 2.4  # a headline names the paper nearly as surely as the sentence of the signing
_PAPERS = frozenset({"letter_of_intent", "memorandum", "sister_institution", "strategic_partnership"})
# "X与Y共建…研究院": the words stand apart, so no vocabulary holds them.
_COMMON_CENTRE = sought(
    r"(?:共建|合建|共同建设|共同組建|共同组建|联合共建|聯合建立)[^,。;]{2,24}(?:研究院|研究中心|实验室|實驗室|医学中心|醫學中心|医疗中心|发展中心)"
)
# Running a hospital for its owner, or building for it, is none of the named kinds.
_RUN_FOR_ANOTHER = sought(
    r"\b(?:management(?: services)?|operations? and (?:maintenance|management)|construction|lease) "
    r"(?:agreement|contract)\b|"
    r"\b(?:entrust\w*|hand\w*(?: over)?|award\w*) (?:\w+ ){0,2}(?:the )?(?:management|operations?|running)\b"
)
# A plaque or a new standing ties the houses: "挂协作医院牌", "成为…教学医院".
_NEW_STANDING = sought(
    r"(?:成为|成了|挂|列为|确定为|作为|[“「『])[^,。;、]{0,12}(?:附属医院|附设医院|协作医院|合作医院|教学医院|实习医院|临床学院)|"
    r"[“「『‘\"][^”」』’\"]{2,30}(?:合作医院|协作医院|附属医院|教学医院|分院|院区)[”」』’\"][^,。;]{0,24}(?:揭牌|牌子|挂牌|授牌)"
)
_OWN_HOUSE = sought(r"(?<![一二三四五六七八九十])附[属设]")
_PAPER = sought(r"协议|协定|合同|契约|书|agreement|협약|협정")
# "为…研究院揭牌": what is unveiled is a common house.
_UNVEILED = sought(
    r"[“「『‘\"][^”」』’\"]{2,40}(?:研究院|研究中心|实验室|研究所|平台|联合中心|医学中心|示范中心|创新中心)[”」』’\"][^,。;]{0,6}揭牌|"
    r"揭牌[^,。;]{0,6}[“「『‘\"][^”」』’\"]{2,40}(?:研究院|研究中心|实验室|研究所|平台|联合中心)"
)
_HANDS = sought(r"\bjoin(?:s|ed|ing)? (?:hands|forces)\b")
_MEMBER = sought(r"\b(?:first|newest|latest|new|charter|founding)\s(?:\w+\s)?members?\b|\bmembership\b")
_TYPE = {"agreement": "cooperation_agreement"}
_BY_CUE = {"join": "affiliation", "renew": "renewal", "plaque": "affiliation"}
_DONE_RENEWAL = ("renew", "sign")


def types(
    passage: Passage, names: Namesake, cue: Cue, others: list[Line]
) -> tuple[str, tuple[str, ...], list[Evidence]]:
    """The main type, all types in order of weight, and their evidence."""
    if any(_RUN_FOR_ANOTHER.search(x.folded) for x in (passage.title, cue.line) if x is not None):
        return "other", ("other",), []
    scores: dict[str, float] = {}
    evidence: list[Evidence] = []
    lines: list[tuple[Line, float]] = [(cue.line, 3.0)]
    if passage.title is not None and passage.title is not cue.line:
        lines.append((passage.title, _HEADLINE))
    lines += [(line, _BESIDE) for line in others[:4]]
    for line, weight in lines:
        for hit, name in _named(names, line, cue):
            value = _value(line, hit, name, cue, weight)
            if value is None:
                continue
            if name not in scores:
                evidence.append(passage.evidence("type", line, hit.start, hit.end))
            scores[name] = max(scores.get(name, 0.0), value)
    _by_sense(passage, cue, others, scores)
    if not scores:
        merged = cue.kind in ("team", "announce", "enter") and any(x.has("merger") for x in passage.lines[:6])
        return "affiliation" if merged else _by_cue(cue), (), []
    title = passage.title
    if title is not None and title is not cue.line:
        for name in _PAPERS & set(scores):
            scores[name] += _TWICE if title.has(name) and any(x.has(name) for x, _ in lines[2:]) else 0.0
    order = sorted(
        scores,
        key=lambda name: (
            -round(scores[name] - 0.4 * PRECEDENCE.index(name) / len(PRECEDENCE), 3),
            PRECEDENCE.index(name),
        ),
    )
    found = tuple(dict.fromkeys(_TYPE.get(name, name) for name in order))
    return found[0], found, evidence


def _named(names: Namesake, line: Line, cue: Cue) -> list[tuple[Hit, str]]:
    """The instruments that a line names, those inside the names of organisations left out."""
    if not line.has(*INSTRUMENTS, "renewal"):
        return []
    spans = [
        (n.start, n.end)
        for n in names.of(line)
        if n.kind == "organisation"
        and not n.generic
        and not n.text.lower().endswith(("联盟", "聯盟", "alliance", "consortium"))
    ]
    found = []
    for hit in line.of(*INSTRUMENTS, "renewal"):
        if any(start <= hit.start and hit.end <= end for start, end in spans) or _OF_LIST.match(
            line.folded[max(0, hit.start - 1) : hit.end + 10]
        ):
            continue
        found += [(hit, name) for name in _names(hit, cue, line)]
    return found


# What somebody says of it ("this alliance bridges …") names it less surely than the report.
_SPEECH = re.compile('[“「『"][^“”「」『』"]{30,}(?:[”」』"]|$)')
_SAID = 1.5


def _spoken(line: Line, hit: Hit) -> bool:
    return any(said.start() < hit.start < said.end() for said in _SPEECH.finditer(line.raw))


# "X大学附属医院、附属中医医院" names houses.
_OF_LIST = re.compile(r"(?:[、和与同及其]附[属设].{0,6}|[一二三四五六七八九十]附[属设])医院")


def _value(line: Line, hit: Hit, name: str, cue: Cue, weight: float) -> float | None:
    """How much a word for an instrument says of the type; ``None`` where it says nothing."""
    own = line is cue.line
    if not own and name not in _PAPERS and not line.is_title:
        return None
    if name == "letter_of_intent":
        if line.is_title:
            return weight + 1.6
        if not own and cue.line.has("affiliation", "agreement"):
            return None  # the letter came before what is signed now
        if not own and line.has("past", "background"):
            return None
    if _spoken(line, hit):
        weight -= _SAID
    nearness = 0.5 if own and abs(hit.start - cue.start) < 60 else 0.0
    if weight == _HEADLINE and name not in _PAPERS and name != "renewal":
        nearness -= 0.9
    aside = line.has("past", "background", "plan", "future")
    led = cue.kind != "sign" and line.has("sign")  # the signing itself is told beside
    if not own and weight == _BESIDE and ((name not in _BESIDE_TOO and not led) or aside):
        nearness -= 2.1
    elif (
        name == "memorandum"
        and not own
        and cue.kind == "sign"
        and line.has("sign")
        and not cue.line.has(*_TELLING)
    ):
        nearness += 0.6
    if name == "cooperation_agreement":
        signed = own and cue.kind == "sign" and -8 <= hit.start - cue.end <= 14
        nearness = 0.6 if signed else min(nearness, 0.0)
        if not _PAPER.search(line.folded, hit.start, hit.end):
            nearness -= 0.5
    elif name == "alliance" and own and -4 <= hit.start - cue.end <= 16:
        nearer = [
            h for h in line.of("cooperation_agreement") if cue.start - 4 <= h.start and h.end <= hit.start
        ]
        nearness = 0.0 if nearer else 1.0
    return weight + nearness - (2.2 if name == "agreement" else 0.0)


def _by_sense(passage: Passage, cue: Cue, others: list[Line], scores: dict[str, float]) -> None:
    """What the sentence says without the word for it: plaques, common houses, members of a network."""
    text = cue.line.folded
    if cue.line.has("plaque") and _OWN_HOUSE.search(text):
        scores["affiliation"] = max(scores.get("affiliation", 0.0), 3.5)
    if cue.line.has("plaque") and cue.line.position > 0:
        text = f"{passage.body[cue.line.position - 1].folded} {text}"
    if (
        _NEW_STANDING.search(text)
        and cue.line.has("plaque", "sign", "join", "enter")
        and not {"strategic_partnership", "memorandum"} & set(scores)
    ):
        scores["affiliation"] = 3.95
    papers = {"strategic_partnership", "memorandum"} & set(scores)
    if _UNVEILED.search(text) or (_COMMON_CENTRE.search(text) and not papers):
        scores["joint_centre"] = max(scores.get("joint_centre", 0.0), 3.9)
    if cue.line.has("join") and not scores and not _HANDS.search(text):
        scores["affiliation"] = 2.6
    opening = passage.lines[:6]
    if set(scores) == {"agreement"} and any(
        line.has("join") and not _HANDS.search(line.folded) for line in opening
    ):
        scores["affiliation"] = 3.0
    if not scores:
        for line in (line for line in passage.lines[:8] if not line.has("past", "background", "plan")):
            for name in ("memorandum", "sister_institution"):
                if line.has(name):
                    scores.setdefault(name, 2.5)
    if not scores:
        for line in (line for line in others if line.has("sign", "sign_base")):
            for hit in line.of("alliance", "affiliation", "joint_centre"):
                for name in PRECEDENCE:
                    if name in hit.classes:
                        scores.setdefault(name, 2.5)
    if not set(scores) - {"agreement", "strategic_partnership"} and cue.kind != "sign":
        member = any(_MEMBER.search(line.folded) for line in opening)
        network = any("network" in line.folded for line in opening)
        spoken = not cue.line.has("tie") and any(_of_affiliation(line) for line in opening)
        if (member and network) or (not scores and spoken):
            scores["affiliation"] = 3.6
    helped = (cue.kind == "plaque" and scores) or (cue.kind == "join" and _HANDS.search(text))
    if cue.kind in _BY_CUE and not helped:
        scores.setdefault(_BY_CUE[cue.kind], 2.6)


def _of_affiliation(line: Line) -> bool:
    """Does the line speak of an affiliation, and not only name somebody's network?"""
    return any("network" not in line.folded[hit.start : hit.end] for hit in line.of("affiliation"))


def _by_cue(cue: Cue) -> str:
    """The type where no instrument is named: a partnership announced, a plain agreement signed."""
    if cue.kind in ("team", "announce", "enter") or (
        cue.line.has("tie") and not _HAN_SIGN.search(cue.line.folded)
    ):
        return "strategic_partnership"
    return "cooperation_agreement" if cue.kind == "sign" else "other"


_HAN_SIGN = sought(r"签约|签署|签字")


def _names(hit: Hit, cue: Cue, line: Line) -> list[str]:
    if "renewal" in hit.classes:
        of_paper = (line is cue.line and bool(line.of(*INSTRUMENTS))) or any(
            0 <= other.start - hit.end <= 28 for other in line.of(*INSTRUMENTS)
        )
        own = line is cue.line and (cue.kind == "renew" or "sign" in hit.classes or of_paper)
        return ["renewal"] if own or (line.is_title and of_paper) else []
    return [name for name in PRECEDENCE if name in hit.classes]
