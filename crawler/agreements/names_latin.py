"""Organisation names in Latin letters, by capitals, connecting words and the words organisations carry.

A run of capitalised words (with ``of``, ``for the``, ``&`` inside, and a small ``hospital`` or
``government`` at the end) is taken whole and then cut: before and after the titles of persons, at ``and``
between two complete names, after a possessive, before the name of a country.
"""

from __future__ import annotations

import re

from crawler.agreements.aliases_latin import aliases
from crawler.agreements.naming import Name
from crawler.agreements.pieces_latin import is_headline, is_state, pieces
from crawler.agreements.runs_latin import run_end
from crawler.agreements.tokens_latin import Token, is_acronym, tokens, words

_DETERMINED = re.compile(
    r"\b(?:a|an|this|that|each|every|another|its|their|our|his|any|no|two|three|four|several|other)\s$",
    re.IGNORECASE,
)


def find(raw: str) -> list[Name]:
    """The names in one line, in order: organisations, bare proper names and places; persons left out."""
    line = tokens(raw)
    names: list[Name] = []
    headline = is_headline(line)
    index = 0
    while index < len(line):
        end = run_end(line, index)
        if end == index:
            index += 1
            continue
        for first, last in pieces(line, index, end, headline):
            name = _name(raw, line, first, last)
            if name is not None:
                names.append(name)
        index = end
    return names


_ADJECTIVES = (
    "-based",
    "-headquartered",
    "-area",
    "-funded",
    "-owned",
    "-run",
    "-backed",
    "-listed",
    "-led",
    "-affiliated",
    "-born",
    "-managed",
    "-operated",
)


def _without_ends(line: list[Token], first: int, last: int) -> tuple[int, int]:
    """Off with a leading office (``Executive X Hospital``) and a dangling ``for the Central`` (region)."""
    while last - first > 1 and line[first].low in (
        "executive",
        "chief",
        "officer",
        "principal",
        "director",
        "managing",
    ):
        first += 1
    for index in range(min(first + 4, last - 1) - 1, first - 1, -1):
        if line[index].low.endswith(_ADJECTIVES):  # "World Bank-funded Imperial Hospital"
            first = index + 1
            break
    for index in range(last - 1, first, -1):
        if line[index].low in ("of", "for") and all(
            t.low in words("direction")
            or t.low in words("connector")
            or t.low in ("central", "general", "regional")
            for t in line[index + 1 : last]
        ):
            return first, index
        if (
            line[index].text == "&"
            and index + 2 < last + 1
            and line[last - 1].low in words("plural_head")
            and last - index <= 3
            and any(t.low in words("head") for t in line[first:index])
        ):
            return first, index
    return first, last


_PARTS = frozenset(["division", "department", "unit", "branch", "chapter", "directorate", "office"])


def _whole(line: list[Token], first: int, last: int) -> int:
    """Where the institution begins of which a department is named: ``Urology Department of X Hospital``."""
    for index in range(first, min(first + 4, last - 3)):
        general = index > first and line[index].low == "general" and line[index - 1].low in _PARTS
        if (line[index].low in _PARTS or general) and line[index + 1].low == "of":
            start = index + 2 + (line[index + 2].low == "the")
            rest = [token.low for token in line[start:last] if token.is_word]
            own = [low for low in rest if low not in words("generic_part") and low not in words("head")]
            headed = any(low in words("head") for low in rest)
            return start if len(rest) >= 2 and own and headed and "and" not in rest else first
    return first


def _name(raw: str, line: list[Token], first: int, last: int) -> Name | None:
    first, last = _without_ends(line, first, last)
    first = _whole(line, first, last)
    last = _without_country(line, first, last)
    while last > first and (
        (line[last - 1].low in words("stopword") and not is_acronym(line[last - 1].text))
        or line[last - 1].low in words("connector")
    ):
        last -= 1
    part = [token for token in line[first:last] if token.is_word]
    if not part:
        return None
    text = raw[line[first].start : line[last - 1].end]
    text = re.sub(r"['’]s$", "", text).strip(" .'’")
    lows = [
        re.sub(r"'s$", "", token.low) if index == len(part) - 1 else token.low
        for index, token in enumerate(part)
    ]
    if not _is_name(part, lows, text):
        return None
    headed = any(low in words("head") for low in lows)
    medical = any(low in words("medical") or low + "s" in words("medical") for low in lows)
    generic = (len(part) == 2 and all(low in words("common_pair") for low in lows)) or (
        _DETERMINED.search(raw[max(0, line[first].start - 12) : line[first].start]) is not None
        and not is_acronym(text)
        and all(low in words("generic_part") or low in words("head") for low in lows)
    )
    kind = "organisation" if headed else "bare"
    joined = " ".join(lows)
    region = joined.removeprefix("state of ") in words("place")  # "State of Qatar" is a state and may sign
    if joined in words("country") or region:
        kind = "place"
    elif (headed and _somebodys(part, lows)) or (
        headed and len(part) == 1 and not is_acronym(text) and part[0].low in words("head")
    ):
        generic = True
    short = aliases(raw, line, last, text)
    medical = medical or any(word in words("medical") for alias in short for word in alias.lower().split())
    return Name(line[first].start, line[first].start + len(text), text, headed, medical, kind, generic, short)


# "Medical Related Resources", "Continuous Medical Education": what is done, nobody who does it.
_ABSTRACT = frozenset(
    [
        "education",
        "resources",
        "delivery",
        "outcomes",
        "access",
        "capacity",
        "expertise",
        "seminars",
        "exchanges",
    ]
)


def _is_name(part: list[Token], lows: list[str], text: str) -> bool:
    of_something = len(lows) > 3 and lows[0] in words("head") and lows[1] in ("of", "for")
    if of_something:
        return True
    if lows[-1] in _ABSTRACT and "of" not in lows and len(lows) > 1:
        return False
    if lows[-1] in words("not_organisation_tail") and not any(low in words("medical") for low in lows[:-1]):
        return lows[-1] in words("head") and len(part) > 1
    if lows[-1] in words("heading_tail"):
        return False
    if any(is_state(line_, 0) for line_ in ([token] for token in part)) and len(part) == 1:
        return False
    if lows[0] in ("board", "council") and lows[-1] in (
        "regents",
        "trustees",
        "directors",
        "governors",
        "board",
    ):
        return False
    if (
        len(part) == 2
        and lows[0] in words("adjective_head")
        and lows[1] not in words("head")
        and not is_acronym(part[1].text)
    ):
        return False
    if len(part) == 1 and (lows[0] in words("stopword") or lows[0] in words("weak") or len(text) < 2):
        return False
    if lows[0] in words("stopword") and all(low in words("stopword") for low in lows):
        return False
    return not (len(part) == 1 and lows[0] in words("person_title"))


_PEOPLE = frozenset(["physicians", "surgeons", "nursing", "nurses", "medicine", "pediatrics", "midwives"])

_STAND_IN_TOWNS = frozenset(["hospital", "university", "college"])  # "Xinhua Hospital of Shanghai"


def _without_country(line: list[Token], first: int, last: int) -> int:
    """``Bethesda Hospital of Indonesia`` ends before the country, ``City Hospital of Berlin`` does not."""
    town = (
        last + 1 < len(line)
        and line[last].text == ","
        and (
            line[last + 1].low in words("state")
            or line[last + 1].low in words("country")
            or line[last + 1].low in words("place")
        )
    )
    for index in range(last - 2, first, -1):
        if line[index].low == "of":
            tail = " ".join(token.low for token in line[index + 1 : last])
            left = [token.low for token in line[first:index] if token.is_word]
            tail = tail.removeprefix("the ")
            placed = tail in words("place") and not (line[index - 1].low in _STAND_IN_TOWNS and len(left) > 1)
            town = town and last - index == 2 and tail not in words("head") | words("plural_head") | _PEOPLE
            if (tail in words("country") or placed or town) and any(
                low not in words("generic_part") and low not in words("head") for low in left
            ):
                return index
            return last
    return last


def _somebodys(part: list[Token], lows: list[str]) -> bool:
    """``Vietnamese hospitals``, ``Colorado hospital``: a people or place and a small or plural head."""
    placed = " ".join(lows[:-1]) in words("place") or " ".join(lows[:-1]) in words("country")
    own = (
        lows[0] in words("demonym")
        or " ".join(lows[:-1]) in words("place")
        or " ".join(lows[:-1]) in words("country")
    )
    state = lows[-1] in (
        "government",
        "ministry",
        "army",
        "embassy",
        "police",
        "authorities",
        "council",
        "university",
    )
    plural = lows[-1] in (
        "hospitals",
        "universities",
        "clinics",
        "institutions",
        "organizations",
        "companies",
        "colleges",
        "physicians",
        "doctors",
    )
    small = not part[-1].capital and not state
    middle = placed or all(low in words("generic_part") or low in words("demonym") for low in lows[1:-1])
    return (own and middle and (small or plural)) or (
        plural
        and lows != ["university", "hospitals"]
        and all(low in words("generic_part") or low in words("demonym") for low in lows[:-1])
    )
