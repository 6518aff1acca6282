"""English names only spoken of: the press, the site, the paper, a part of a house, what is opened."""

from __future__ import annotations

import re

from crawler.agreements.cues import Cue
from crawler.agreements.naming import Name
from crawler.agreements.passage import Line
from crawler.agreements.tokens_latin import words
from crawler.text.sought import sought

# What only stands near: beside what is planned, in whose wards.
_NEARBY = sought(
    r"\b(?:(?:with|under|through) (?:the )?(?:help|support|assistance|mediation|facilitation|"
    r"aegis) (?:of|from)|alongside|beside|adjacent to|next to|close to|across from|opposite|noted|reported|"
    r"(?:in|at|of|for|across) (?:its|their|the group's) (?:\w+\s){0,3}(?:hospitals?|clinics?|"
    r"facilit(?:y|ies)|"
    r"campus(?:es)?|sites?))\s(?:the\s)?$",
    re.IGNORECASE,
)


# "the Dell Medical School from the University of Texas": the school's own university
_FROM_OWNER = sought(r"\b(?:School|College|Faculty|Institute|Hospital|Department)\s(?:from|at)\sthe\s$")


# "to run a 375-bed hospital, X, in …": the house spoken of, unless it is "with a hospital, X".
_OBJECT_HOUSE = sought(
    r"(?<!with )(?<!and )(?<!between )(?<!by )\b(?:a|an|the (?:new|planned|proposed))\s[^,;.]{3,60}"
    r"\b(?:hospital|clinic|centre|center|facility|campus|building|project),\s$",
    re.IGNORECASE,
)


_BEDS = sought(r"\b\d[\d,]*-bed\s$")
# "under the Department of Atomic Energy, Government of India": the owner's own owner.
_UNDER = sought(
    r"\b(?:under|(?:jurisdiction|control|auspices|umbrella|aegis|administration) of)\s(?:the\s)?"
    r"(?:[A-Z][^,;.]{2,60},\s(?:the\s)?)?$"
)
# "CommonSpirit Health's Dignity Health": the owner of a house that has a name of its own.
_OWNER_OF_HOUSE = re.compile(
    r"^['’]s\s(?:[A-Z][\w&’'.-]+\s){1,4}(?:Hospitals?|Health|University|Cent(?:er|re)|Clinic|Institute|HealthCare)\b"
    r"(?!\s(?:of|for)\b)"
)
# What is opened or founded by the way: "for the opening of the A and the B".
_OPENED = sought(
    r"\b(?:opening|inauguration|unveiling|launch(?:ing)?|establishment|creation|founding|construction|"
    r"building)"
    r" of (?:the |a |an |its )?(?:[^,;.]{0,60} and (?:the )?)?$",
    re.IGNORECASE,
)


# Those who only speak: "said Roger Sutton of the X".
_SPEAKER_OF = sought(
    r"\b(?:said|says|according to|told|added|noted|explained)\s(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?\s)?"
    r"(?:[A-Z][\w.'’-]*\s){1,4}(?:of|from|at|with)\s(?:the\s)?$"
)


# "Director of Nursing Care, St. Mary's Hospital": the field of an office.
_FIELD_OF = sought(r"\b(?:Director|Head|Chief|Dean|Manager|Chair|Professor|Minister|Secretary)\sof\s$")
# "for a co-located North Queensland Health Alliance": what is to be made.
_MADE_ANEW = re.compile(
    r"(?<!\bwith )(?<!\bby )\b(?:a|an)\s(?:(?!with|by|between|among|and|to|from|of|"
    r"for|in|at|on)[a-z][\w-]+\s){0,2}$"
)
_SAYS = re.compile(r"^,?\s(?:said|says|told|added|noted|stated|explained|remarked)\b")


# "Dr. Jane Doe of the X Institute said"
_PERSON_OF = sought(r"\b(?:Dr|Prof|Mr|Mrs|Ms)\.?\s(?:[A-Z][\w.'’-]*\s){1,3}(?:of|from|at|with)\s(?:the\s)?$")
_OFFICE_OF = sought(
    r"\b(?:president|chairman|chairwoman|chair|director|director[- ]general|ceo|chief executive|dean|rector|"
    r"chief|head|vice[- ]president|secretary|officer|manager|chancellor|superintendent)\s(?:of|at|"
    r"for)\s(?:the\s)?$",
    re.IGNORECASE,
)


_REPORT_AFTER = re.compile(
    r"^\s?(?:\([^)]{1,12}\)\s)?,?\s?(?:reports|reported|wrote|quoted|/|(?:says|said)\s?(?:[.,;]|$))",
    re.IGNORECASE,
)


_SUBORDINATE = sought(
    r"\b(?:so that|whose|including its|where|venue|opened its|for the benefit of|"
    r"on behalf of patients of)\s(?:own\s|the\s|dr\.?\s)?$|\b(?:through|via) its\s[^,;.]{0,40}$",
    re.IGNORECASE,
)


# What follows shows that the name is a site, an event, a programme, or what was founded.
_NO_PARTY_AFTER = re.compile(
    r"^\s(?:presidency|chairmanship|spokes(?:man|woman|person)|campus(?:es)?|building|area|district|project|initiative|programmes?|programs?|conference|"
    r"exhibition|expo|summit|forum|week|award|awards|day|edition)\b|"
    r"^\s(?:[A-Z]\w+\s)?(?:consists of|comprises|is made up of|will consist of|will comprise|"
    r"brings together)\b",
    re.IGNORECASE,
)


_PAPER_AFTER = re.compile(
    r"^\s(?:[A-Z]\w+\s){0,3}(?:Agreement|Memorandum|Declaration|Plan|Programme|"
    r"Program)\b"
)


_KIND_OF_HOUSE = sought(r"\b(?:Institution|Enterprise|Organi[sz]ation|Company|Society)$")
_TICKER = sought(r"\((?:NYSE|NASDAQ|Nasdaq|LSE|ASX|TSX|SGX|HKEX|BSE|NSE|KLSE)\b")


_DISTRICT = re.compile(r"\b(?:District|City|Province|County|Ward|Street|Road)$")  # an address in brackets
_IN_BRACKET = re.compile(r"\([^()]{0,50}$")
_BRACKET = re.compile(r"\w\s?\((?:the\s|or\s|hereinafter\s)?$")
_OWNED = re.compile(r"['’]s?\s$")


_A_PART = re.compile(r"(?:College|School|Faculty|Department|Division|Center|Centre|Institute) (?:of|for)\b")


# "The new name is X", "to be known as X"
_TO_BE_CALLED = sought(
    r"\b(?:new name (?:is|will be)|be (?:named|called|renamed|known as)|renamed|rebranded as)\s(?:the\s)?$",
    re.IGNORECASE,
)
# "the Castor Church sponsored St Luke's Hospital": the owner before its house.
_SPONSOR = re.compile(r"^[\s-](?:sponsored|owned|run|funded|operated|managed)\s(?:the\s)?[A-Z]")
# "an agreement by which Aldern Hospital becomes a teaching hospital"
_BY_WHICH = re.compile(r"\b(?:by|under|through|with) which (?:the )?$")
_BECOMES = re.compile(r"^\s(?:becomes?|will become|gets?|turns|is|are|will be)\b")
_TOWNS_HOUSE = re.compile(r"^['’]s\s(?:[A-Z]\w+\s){0,2}(?:University|Hospital|Ministry|Department) of\b")
_LANDS_FORMS = ("Republic of", "Kingdom of", "State of", "Sultanate of", "Government of")
_OF_ITS_OWN = re.compile(
    r"^['’]s\s(?:[A-Z][a-z]+\s){0,2}(?:Ministry|Department|Authority|Commission|Council)\b"
)
_NOT_YET = sought(r"\b(?:planned|proposed|future|upcoming|forthcoming|would-be)\s$", re.IGNORECASE)


_DATELINE = re.compile(r"^[^a-z]{0,4}[A-Z][\w .,'’()/-]{2,70}?(?:\)|\.|\b)\s?(?:—|--|–|:|-\s)")


_OWNS_AFTER = re.compile(
    r"^['’]s\s(?:\w+\s)?(?:arm|unit|subsidiary|wing|division|affiliate|parent|brand|foundation arm)"
    r",?\s(?=[A-Z])|^['’]s\s(?:[a-z]\w+\s)?(?:arm|unit|subsidiary|wing|affiliate|parent|brand)\b"
)


# "Dignity Health's Arizona Division": a part without a name of its own; its owner signs.
_OWN_PART = sought(r"\b(?:Division|Department|Unit|Campus|Network|Branch|Office|Board|Section|Chapter)$")


_PARTY_COMMITTEE = sought(r"\bCPC\b.*Committee$")
_AGENCY = sought(
    r"\b(?:News|Press) Agency\b|\b(?:Newswire|Wire|Newspaper|Gazette|Tribune|Herald|Daily News|Star|Times)$"
)


def is_aside(line: Line, name: Name, cue: Cue, before: str, after: str) -> bool:
    """Is ``name``, with the words ``before`` and ``after`` it, only spoken of in this sentence?"""
    return (
        _is_outside(line, name, cue, before)
        or _is_part(name, before, after)
        or _speaks(line, name, before, after)
        or _town(name, after)
        or is_dateline(line, name)
    )


def _is_outside(line: Line, name: Name, cue: Cue, before: str) -> bool:
    """What is opened, planned or stands near; the house that an agreement is about; a quoted title."""
    wide = line.raw[max(0, name.start - 90) : name.start]
    about = cue.line is line and cue.end < name.start and _OBJECT_HOUSE.search(wide)
    return bool(
        about
        or (
            cue.line is line
            and cue.end < name.start
            and _MADE_ANEW.search(before)
            and not name.text.isupper()
        )
        or _quoted(line.raw, name.start, name.end)
        or _BEDS.search(before)
        or _OPENED.search(before)
        or _NEARBY.search(before)
        or _NOT_YET.search(before)
        or _TO_BE_CALLED.search(before)
        or _SUBORDINATE.search(before)
        or _TICKER.search(line.raw, max(0, name.start - 9), name.end + 1)
    )


def _is_part(name: Name, before: str, after: str) -> bool:
    """An owner before its arm, a part after its owner, another name in brackets, a paper's title."""
    return bool(
        _OWNS_AFTER.match(after)
        or _SPONSOR.match(after)
        or (_BY_WHICH.search(before) and _BECOMES.match(after))
        or _NO_PARTY_AFTER.match(after)
        or _FROM_OWNER.search(before)
        or _UNDER.search(before)
        or (name.headed and _OWNER_OF_HOUSE.match(after))
        or (name.kind == "bare" and _TOWNS_HOUSE.match(after))
        or (name.text.startswith(_LANDS_FORMS) and _OF_ITS_OWN.match(after))
        or (
            re.match(r"^\s[“\"][A-Z][^”\"]{6,}[”\"]", after + '"') is not None
            and _KIND_OF_HOUSE.search(name.text)
        )
        or ("-" in name.text and _PAPER_AFTER.match(after))
        or (_BRACKET.search(before) and after[:1] == ")")
        or (_IN_BRACKET.search(before) and _DISTRICT.search(name.text))
        or (_OWNED.search(before) and (_A_PART.match(name.text) or _OWN_PART.search(name.text)))
    )


def _is_field(name: Name) -> bool:
    lows = name.text.lower().split()
    return all(
        low in words("generic_part") and low not in ("hospital", "university", "institute") for low in lows
    )


def _speaks(line: Line, name: Name, before: str, after: str) -> bool:
    """The press, a photographer's line, somebody's spokesman."""
    return bool(
        _REPORT_AFTER.match(after)
        or _AGENCY.search(name.text)
        or _PARTY_COMMITTEE.search(name.text)
        or _SPEAKER_OF.search(before)
        or (_FIELD_OF.search(before) and _is_field(name))
        or (_SAYS.match(after) and (_OFFICE_OF.search(before) or _PERSON_OF.search(before)))
        or (_OWN_PART.search(name.text) and _OFFICE_OF.search(before))
        or (name.start < 12 and line.raw.startswith(("By ", "BY ", "Source", "Photo")))
    )


def _quoted(raw: str, start: int, end: int) -> bool:
    """Do quotation marks stand close around just this name?"""
    return start > 0 and raw[start - 1] in '"“' and raw[end : end + 2].rstrip(",.")[:1] in ('"', "”")


def _town(name: Name, after: str) -> bool:
    """``Tacoma, Wash.-based``: a town before its state."""
    match = re.match(r"^,\s([A-Z][\w.]{1,10})", after)
    return (
        (name.kind == "bare" or name.text.isupper())
        and match is not None
        and (match[1].lower().rstrip(".") in words("state") or "-based" in after[:16])
    )


def is_dateline(line: Line, name: Name) -> bool:
    """The place (and agency) before the dash that opens a dispatch."""
    match = _DATELINE.match(line.raw[:90])
    if match is None or not re.search(r"[(,:]|[A-Z]{3}", match.group()):
        return False  # "Charité – Universitätsmedizin" is a name
    return name.end <= match.end() and (not name.headed or name.text.isupper())
