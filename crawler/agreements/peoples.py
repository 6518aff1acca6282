"""States told by their people: ``the Kuwaiti Minister of Health and his Thai counterpart``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from crawler.agreements.lexicon import sections
from crawler.agreements.naming import Name
from crawler.agreements.tokens_latin import words
from crawler.text.sought import sought

_OFFICE = sought(
    r"(?P<people>[A-Z][a-z]{2,11})\s(?:(?:deputy|vice|first|then|federal|state|public)\s){0,2}"
    r"(?:(?:[Pp]ublic\s)?[Hh]ealth\s[Mm]inister|[Mm]inister\s(?:of|for)\s(?:[Pp]ublic\s|the\s)?[Hh]ealth|"
    r"[Mm]inister|counterparts?|side|government|[Gg]overnment)\b"
)
_LAND = r"(?:the\s)?(?:(?:Republic|Kingdom|State|Sultanate)\sof\s)?(?P<land>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"
_MINISTER = r"(?:[Hh]ealth\s[Mm]inister|[Mm]inister\s(?:of|for)\s(?:[Pp]ublic\s)?[Hh]ealth)"
_OF_LAND = sought(
    rf"\b{_MINISTER}\s(?:of|for)\s{_LAND}|{_LAND.replace('<land>', '<owner>')}['’]s\s(?:\w+\s)?{_MINISTER}"
)


@cache
def peoples() -> Mapping[str, str]:
    """The state's name by its people's word in lower case."""
    return MappingProxyType(dict(line.split("=", 1) for line in sections("peoples.txt")["peoples"]))


def is_people(text: str) -> bool:
    """Is ``text`` just a people's word, ``French``? Nobody's name."""
    return text.lower() in peoples()


def states(raw: str) -> list[Name]:
    """The states whose ministers, counterparts, sides or governments a line tells of by their people."""
    found = [
        Name(match.start(), match.end(), state, True, "ealth" in match.group(), "place")
        for match in _OFFICE.finditer(raw)
        if (state := peoples().get(match["people"].lower()))
    ]
    for match in _OF_LAND.finditer(raw):
        land = match["land"] or match["owner"]
        if land.lower() in words("country"):
            found.append(Name(match.start(), match.end(), land, True, True, "place"))
    return found


def is_minister(raw: str, name: Name) -> bool:
    """Is ``name`` a state in the person of its minister or by its government?"""
    return name.kind == "place" and raw[name.start : name.end] != name.text
