"""Organisation names in Latin letters, by capitals, connecting words and the words organisations carry.

A run of capitalised words (with ``of``, ``for the``, ``&`` inside, and a small ``hospital`` or
``government`` at the end) is taken whole and then cut: before and after the titles of persons, at ``and``
between two complete names, after a possessive, before the name of a country.
"""

from __future__ import annotations

import re

from crawler.agreements.aliases_latin import aliases
from crawler.agreements.ends_latin import trimmed
from crawler.agreements.marks_latin import is_headline, is_state
from crawler.agreements.naming import Name
from crawler.agreements.pieces_latin import pieces
from crawler.agreements.runs_latin import run_end
from crawler.agreements.tokens_latin import Token, is_acronym, tokens, words

_DETERMINED = re.compile(
    r"\b(?:a|an|this|that|each|every|another|its|their|our|his|any|no|two|three|four|several|other)\s$",
    re.IGNORECASE,
)
# "a leading Anglican Church hospital": one of a kind, told without its name.
_SOME = re.compile(r"\b(?:a|an|another|one)\s(?:[a-z-]+\s){1,2}$")


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


def _name(raw: str, line: list[Token], first: int, last: int) -> Name | None:
    first, last = trimmed(line, first, last)
    while last > first and (
        (line[last - 1].low in words("stopword") and not is_acronym(line[last - 1].text))
        or line[last - 1].low in words("connector")
    ):
        last -= 1
    if last - first > 1 and line[last - 1].low in _TRADE and not line[last - 1].capital:
        last -= 1  # "the K-Medical Lab corporation"
    part = [token for token in line[first:last] if token.is_word]
    if not part:
        return None
    text = raw[line[first].start : line[last - 1].end]
    text = text if _is_childrens(part) else re.sub(r"['’]s$", "", text).strip(" .'’")
    namesake = _NAMESAKE.match(raw, line[first].start + len(text))
    namesake = namesake or _GROUP_OF.match(raw, line[first].start + len(text))
    if namesake and not text.isupper():
        text += namesake.group()
    lows = [
        re.sub(r"'s$", "", token.low) if index == len(part) - 1 else token.low
        for index, token in enumerate(part)
    ]
    if not _is_name(part, lows, text):
        return None
    headed = _is_childrens(part) or not words("head").isdisjoint(lows)
    medical = _is_childrens(part) or any(
        low in words("medical") or low + "s" in words("medical") for low in lows
    )
    generic = (len(part) == 2 and all(low in words("common_pair") for low in lows)) or (
        all(low in words("generic_part") or low in words("head") for low in lows)
        and not is_acronym(text)
        and _DETERMINED.search(raw[max(0, line[first].start - 12) : line[first].start]) is not None
    )
    if headed and not line[last - 1].capital and line[last - 1].low in words("lowercase_head"):
        generic = generic or _SOME.search(raw[max(0, line[first].start - 40) : line[first].start]) is not None
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

_GROUP_OF = re.compile(
    r"(?:(?<=[gG]roup)|\s(?:group|chain|network)) of (?:hospitals|companies|clinics|institutions|colleges)\b"
)
# "State Medical University named after M. Ospanov"
_NAMESAKE = re.compile(
    r"\snamed (?:after|for) (?:(?:Academician|Professor|Prof\.|Dr\.|Saint|St\.)\s)?"
    r"(?:(?:[A-Z]\.\s?){1,2}[A-Z][\w’'-]+|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
)


def _is_childrens(part: list[Token]) -> bool:
    """``Connecticut Children's``, ``Seattle Children's``: a hospital without the word."""
    return len(part) >= 2 and part[-1].low == "children's" and part[-2].capital


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


_TRADE = frozenset(["corporation", "company"])


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
