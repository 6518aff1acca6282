"""Who are the parties where a cue says that an agreement was made."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import zip_longest

from crawler.agreements import selves, slots_han, slots_latin
from crawler.agreements.asides_latin import is_dateline
from crawler.agreements.cues import Cue
from crawler.agreements.enumerations import elliptic, korean_lists, korean_shared_heads, plaques, shared_heads
from crawler.agreements.mention import Mention
from crawler.agreements.namesake import Namesake
from crawler.agreements.naming import Name
from crawler.agreements.passage import Line
from crawler.agreements.peoples import is_minister
from crawler.text.sought import sought

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

_STATES = sought(
    r"\b(?:government|ministers?|ministry|ministries|countries|nations|bilateral)\b|卫生部|两国",
    re.IGNORECASE,
)

_STATE_SIGNS = re.compile(r"\b(?:between|by|with|and)\s(?:the\s)?$", re.IGNORECASE)

_MEDICAL = sought(
    r"hospital|clinic|medical|medicine|health|\bNHS\b|医|醫|院|병원|의료|保健|卫生|衛生", re.IGNORECASE
)

_TRADE = sought(
    r"\b(?:technolog(?:y|ies)|industrial|park|equipment|devices?|software|information|insurance|"
    r"advis(?:ory|ors))\b(?!.*\b(?:hospital|clinic|university))",
    re.IGNORECASE,
)

_MOST_PARTIES = 40  # one sentence naming more is a list of members, not of signatories


def ranker_of(line: Line) -> Callable[[Line, Name, Cue], int]:
    """The grammar a line is read by: an English sentence with a Chinese name in brackets stays English."""
    ideographs = len(CJK.findall(line.raw))
    if not ideographs:
        return slots_latin.rank
    return slots_han.rank if ideographs * 6 >= len(_LETTERS.findall(line.raw)) else slots_latin.rank


_LETTERS = re.compile(r"[A-Za-z]")


def mentions(names: Namesake, cue: Cue) -> list[Mention]:
    """The parties that the cue's own sentence names, surest reading, each once."""
    line = cue.line
    ranker = ranker_of(line)
    found: list[Mention] = []
    lands: list[Mention] = []
    for name in names.of(line):
        if name.kind == "place" and ranker is slots_latin.rank:
            if not is_dateline(line, name):
                lands.append(Mention(name, line, 2, name.text))
            continue
        if name.kind == "bare" and names.short.stands_for(name.text):
            name = name._replace(kind="organisation", headed=True)
        rank = ranker(line, name, cue)
        if rank:
            found.append(Mention(name, line, rank, name.text))
    found = _between(line, found)
    found = korean_lists(line, found, names.of(line), cue)
    if cue.kind != "join":
        found += korean_shared_heads(line)
    found = elliptic(line, plaques(names, line, shared_heads(line, found)), names.of(line))
    found = surest(found)
    found = _with_states(line, found, lands, cue)
    return distinct(names, found)[:_MOST_PARTIES]


def _with_states(line: Line, found: list[Mention], lands: list[Mention], cue: Cue) -> list[Mention]:
    """States sign where no houses do; one that signs by its minister also beside one house."""
    sure = [m for m in found if m.rank >= 2]
    if len(sure) >= 2:
        return found
    if not sure:
        signing = [
            m
            for m in lands
            if _STATES.search(line.raw)
            or _STATE_SIGNS.search(line.raw[max(0, m.name.start - 16) : m.name.start])
        ]
        if len(signing) == 1 and len({m.text for m in lands}) == 2:
            signing = lands  # "to be offered in Malta under an agreement with China"
        if len(signing) >= 2:
            return signing
    ministers = [
        m for m in lands if is_minister(line.raw, m.name) and slots_latin.rank(line, m.name, cue) >= 2
    ]
    partners = [m for m in lands if sure and _stands_as_partner(line.raw, m.name)]
    signing = ministers or partners
    return [*sure, *signing] if signing else found


_PARTNER_STATE = sought(r"\b(?:with|and)\s(?:the\s)?$", re.IGNORECASE)
_STATE_ENDS = re.compile(
    r"[.;]|$|\s(?:on|to|for|yesterday|today|have|has|will|sign(?:s|ed)?|ink(?:s|ed)?|agree[ds]?|enter(?:s|ed)?)\b"
)


def _stands_as_partner(raw: str, name: Name) -> bool:
    """``X Commission and Kuwait sign``, ``X signed with Cuba to train doctors``."""
    if raw.startswith(", represented by ", name.end):
        return True
    return (
        _PARTNER_STATE.search(raw[max(0, name.start - 10) : name.start]) is not None
        and _STATE_ENDS.match(raw, name.end) is not None
    )


_STANDS_BY = re.compile(
    r"(?:\b(?:at|in|inside|near|visited|visiting|visit to|toured|tour of|to)\s(?:the\s)?|"
    r"(?:在|于|到|赴|至|位于|前往|来到|走进|莅临|访问|访|考察|参观|座谈|去|往))$",
    re.IGNORECASE,
)


def surest(found: list[Mention]) -> list[Mention]:
    """The sure ones where there are two; else the doubtful too, a place of meeting last."""
    strong = [m for m in found if m.rank >= 2]
    if len(strong) >= 2:
        return strong
    firm = [
        m
        for m in found
        if m.rank >= 2 or not _STANDS_BY.search(m.line.folded[max(0, m.name.start - 12) : m.name.start])
    ]
    return firm if len(firm) >= 2 else found


_BETWEEN = sought(
    r"\b(?:agreement|memorandum(?: of [a-z]+)?|mou|moa|pact|partnership|alliance|collaboration|deal|"
    r"cooperation|affiliation|protocol|contract)s?(?:\s\([^)]{1,12}\))?\s(?:\w+\s){0,3}?between\s",
    re.IGNORECASE,
)


_AND_OTHERS = sought(
    r"\band (?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|several|other)\b", re.IGNORECASE
)


def _between(line: Line, found: list[Mention]) -> list[Mention]:
    """``A has brought about an agreement between B and C``: where two are named after it, they sign."""
    match = _BETWEEN.search(line.raw)
    if match is None:
        return found
    after = [m for m in found if m.name.start >= match.end() and m.rank >= 2]
    others = len(after) == 1 and _AND_OTHERS.search(line.raw, match.end())
    return after if len(after) >= 2 or others else found


def _fullest(names: Namesake, name: Name) -> str:
    """The fullest form of a name; a name that is complete by itself is not looked up."""
    text = name.text
    if name.kind == "self" or (name.kind == "place" and text.isascii()):
        return text
    complete = len(text) > 9 if CJK.search(text) else name.headed and text.count(" ") >= 2
    if complete and "Network" not in text and text[-3:] not in (" NE", " NW", " SE", " SW"):
        return text
    return names.short.resolve(text)


_OFFICE_AFTER = re.compile(r"总长|総[長长]|学长|学長|院长|理事长|知事|市长|町长|社长|会长|所长")


def distinct(names: Namesake, found: list[Mention]) -> list[Mention]:
    """One mention per party: short forms give way to the full name."""
    kept: dict[str, Mention] = {}
    for mention in found:
        full = mention.text if mention.text != mention.name.text else _fullest(names, mention.name)
        if full == mention.name.text and _OFFICE_AFTER.match(mention.line.folded, mention.name.end):
            full = names.short.without_person(full)
        medical = mention.name.medical or (full != mention.name.text and _MEDICAL.search(full) is not None)
        name = mention.name._replace(medical=medical and not _TRADE.search(full))
        resolved = Mention(name, mention.line, mention.rank, full)
        key = "(self)" if mention.name.kind == "self" else party_key(full)
        if key and (key not in kept or kept[key].rank < mention.rank):
            kept[key] = (
                resolved if key not in kept else Mention(kept[key].name, kept[key].line, mention.rank, full)
            )
    return _without_parts(_without_needless_self(list(kept.values())))


def party_key(text: str) -> str:
    """What makes two spellings one party in an article: no case, marks, article or legal form."""
    return re.sub(r"[\W_]+", "", _LEGAL_FORM.sub("", text.casefold()).removeprefix("the "))


_LEGAL_FORM = re.compile(r"(?:,?\s(?:limited|ltd\.?|inc\.?|llc|corp\.?|plc|gmbh|pte|pvt|sdn|bhd|co\.?))+$")
_OF_A_SCHOOL = re.compile(
    r"(?:the )?(?:first |second |third )?(?:school|college|faculty|department|division) of (?:clinical |"
    r"basic )?(?:medicine|nursing|health|"
    r"medical)[\w\s&]{0,20}",
    re.IGNORECASE,
)


_HOUSE_OF_IT = sought(r"\bHospital\b")  # "Faculty of Medicine Siriraj Hospital"
_BOARD = re.compile(
    r"(?:Hospital|Patients?|Medical|Staff|Faculty|Ladies)\s(?:\w+\s){0,2}(?:Society|Committee|Board|Council|Fund|"
    r"Department|Association|Auxiliary)"
)
_WHOLE_ENDS = re.compile(r"[.;]|$|\s(?:on|to|for|in|at|has|have|signed|yesterday|today)\b")


def _before_its_whole(mention: Mention, after: Mention | None) -> bool:
    """``the Development Society, X Hospital.``: no list, for no ``and`` follows; the first has no name."""
    return (
        after is not None
        and after.line is mention.line
        and _BOARD.fullmatch(mention.text) is not None
        and mention.line.raw[mention.name.end : after.name.start] == ", "
        and _WHOLE_ENDS.match(after.line.raw, after.name.end) is not None
    )


def _without_parts(found: list[Mention]) -> list[Mention]:
    """``College of Medicine`` beside two named parties is a part of one of them; so is the ``Hospital
    Development Society, Aldern Hospital``.
    """
    found = [m for m, after in zip_longest(found, found[1:]) if not _before_its_whole(m, after)]
    whole = [m for m in found if not _OF_A_SCHOOL.fullmatch(m.text) or _HOUSE_OF_IT.search(m.text)]
    return whole if sum(m.rank >= 2 for m in whole) >= 2 else found


_ACTS = re.compile(
    r"^\s(?:has |have |had |also |jointly |officially |formally ){0,2}"
    r"(?:signed|inked|entered|concluded|joined|"
    r"teamed|reached|renewed|became|becomes|will)\b|"
    r"^(?:[与和同跟與]|と|は|が|将|還|还|正式|分别)",
    re.IGNORECASE,
)


def _acts(mention: Mention) -> bool:
    """``our hospital signed``, ``我院与``: one's own house as the one that signs."""
    return (
        not selves.is_weak(mention.text)
        and _ACTS.match(mention.line.raw[mention.name.end : mention.name.end + 40]) is not None
    )


_SCHOOL = sought(r"大[学學]|[学學]院|[学學]校|医专|卫校|職專|[Uu]niversity|College|School")


def _school_acts(mention: Mention) -> bool:
    """``学校与A医院、B医院签``: among hospitals the school that the page speaks of is none of them."""
    return (
        mention.text in ("学校", "學校", "学院", "學院")
        and _ACTS.match(mention.line.raw[mention.name.end : mention.name.end + 40]) is not None
    )


def _without_needless_self(found: list[Mention]) -> list[Mention]:
    """``our university`` beside two named parties is one of them."""
    schools = any(m.name.kind != "self" and _SCHOOL.search(m.text) for m in found)
    others = [m for m in found if m.name.kind != "self" or _acts(m) or (not schools and _school_acts(m))]
    return others if sum(m.rank >= 2 for m in others) >= 2 or len(others) == len(found) else _either(found)


def _either(found: list[Mention]) -> list[Mention]:
    """Two doubtful ones leave no place for one's own house either, unless it is one of two sure ones."""
    others = [m for m in found if m.name.kind != "self"]
    sure = [m for m in found if m.rank >= 2]
    if len(others) < 2 or len(sure) >= 2:
        return found
    return others
