"""Persons named as signing, with office and party where the sentence gives them.

Measured on real texts such readings are right in little more than half of the cases: they are shown as
"named in the signing sentence", never used to join reports.
"""

from __future__ import annotations

import re

from crawler.agreements import signatories_han
from crawler.agreements.namesake import Namesake
from crawler.agreements.parties import CJK
from crawler.agreements.passage import Line, Passage
from crawler.agreements.signatories_han import Person
from crawler.model import Evidence, Signatory
from crawler.text.sought import sought

_NAME = (
    r"(?:[A-Z][\w’'.-]+|[A-Z]\.|[A-Z](?=\s[A-Z]))"
    r"(?:\s(?:[A-Z][\w’'-]+|[A-Z]\.|al|bin|bint|van|von|de|da|el)){1,4}"
)
_OFFICE = (
    r"(?:(?:Vice|Deputy|Executive|Co-|Acting|Assistant|Group|Founding|Honorary)[\s-]?)*(?:President|"
    r"Chairman|Chairwoman|Chairperson|Chair|Director(?:[ -]General)?|CEO|COO|"
    r"Chief Executive(?: Officer)?|Dean|Rector|Chancellor|Vice[ -]Chancellor|Minister|Secretary|"
    r"Governor|Mayor|Superintendent|Registrar|Commissioner|Principal|Head|Managing Director)"
)
_RANK = (
    r"(?:Lt|Maj|Brig|Col|Gen|Capt|Cdr|Cmde|Adm|Surg|Air|Vice|Rear|Lieutenant|Major|Brigadier|Colonel|"
    r"General|Captain)"
)
_TITLE = (
    rf"(?:(?:{_RANK}\.?[\s-]){{0,2}}(?:Gen|Col|Cdr|Adm|Maj|Brig|Capt|Marshal|Admiral|General|Colonel|Commander|"
    r"Brigadier|Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Datuk|Datin|Dato|Dato['’] Sri|Tan Sri|Tun|Shri|Smt|"
    r"Sheikh|Sheikha|Eng|Engr|Hon|Ir)\.?)"
)
_TITLED = re.compile(
    rf"(?:(?P<office>{_OFFICE})(?:\s(?:of|to|for)\s(?:the\s)?(?P<of>[A-Z](?:(?!\sand\s)[^,;]){{1,60}}?))?,?\s)?(?:H\.?E\.?\s)?(?:{_TITLE})\s"
    rf"(?:(?:{_TITLE})\s)?(?P<name>{_NAME})"
)
# "Amir Iqbal, CEO of Thar Foundation, and …": the name first, the office after it.
_APPOSED = sought(
    rf"(?:(?:by|and|between|,|^)\s(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.?\s)*)(?P<name>{_NAME}),\s(?:the\s)?"
    rf"(?:[\w&.-]+(?:\s|/)){{0,3}}?(?P<office>{_OFFICE})(?:\s(?:of|at|for)\s(?:the\s)?(?P<of>[A-Z][^,;]{{2,70}}?))?"
    rf"(?=,|;|\.|\sand\s|\son\s|\sat\s|\sin\s|$)"
)
_OFFICER = sought(rf"(?P<office>{_OFFICE})\s(?P<name>{_NAME})")
_SIGNING = sought(r"\bsign(?:ed|ing|atories)?\b|\binked\b|signed by|on behalf of", re.IGNORECASE)
_STOP = sought(
    r"\b(?:in (?:the )?presence(?: of)?|witness(?:ed)?(?: by| of)?|attended by|attending|before|praised|"
    r"said|told|"
    r"welcomed|were (?:also )?present|looked on)\b",
    re.IGNORECASE,
)
_MOST = 6


def find(
    passage: Passage, names: Namesake, lines: list[Line]
) -> tuple[tuple[Signatory, ...], list[Evidence]]:
    """Signatories named in ``lines`` that speak of signing, with evidence; no witnesses."""
    found: list[Signatory] = []
    evidence: list[Evidence] = []
    for line in lines:
        persons = signatories_han.find(names, line) if CJK.search(line.raw) else _latin(names, line)
        for person in persons:
            name = line.raw[person.start : person.end].strip(" .,")
            if any(name == known.name for known in found) or len(found) >= _MOST:
                continue
            found.append(Signatory(name, person.office, person.party))
            evidence.append(passage.evidence("signatories", line, person.start, person.start + len(name)))
    return tuple(found), evidence


def _latin(names: Namesake, line: Line) -> list[Person]:
    persons = []
    for match in _matches(line):
        start, end = match.span("name")
        said = match.groupdict().get("of")
        persons.append(Person(start, end, match.groupdict().get("office"), _party(names, line, match, said)))
    return persons


_FIELDS = frozenset(["health", "school", "nursing care", "nursing", "medicine", "education", "finance"])


def _party(names: Namesake, line: Line, match: re.Match[str], said: str | None) -> str | None:
    """The house after ``of``, as the name finder reads it; the words themselves where it reads none."""
    if said is None:
        return None
    first = match.start("of")
    for name in names.of(line):
        if first <= name.start <= first + 4 and name.kind != "place":
            full = names.short.resolve(name.text)
            return None if name.generic or full.lower() in _FIELDS else full
    return said.strip() if " " in said.strip() else None


def _matches(line: Line) -> list[re.Match[str]]:
    if not _SIGNING.search(line.raw):
        return []
    stop = _STOP.search(line.raw)
    end = stop.start() if stop else len(line.raw)
    found = [m for m in _APPOSED.finditer(line.raw, 0, end) if not _HOUSE.search(m["name"])]
    for pattern in (_TITLED, _OFFICER):
        found += [m for m in pattern.finditer(line.raw, 0, end) if not _known(m, found)]
    return sorted(found, key=lambda m: m.start("name"))


_HOUSE = sought(
    r"\b(?:Hospital|University|College|Clinic|Health|Centre|Center|Foundation|Trust|Ministry|Institute|Group|"
    r"Medical|School|Memorandum|Agreement|January|February|March|April|May|June|July|August|September|"
    r"October|"
    r"November|December|Monday|Tuesday|Wednesday|Thursday|Friday)\b"
)


def _known(match: re.Match[str], found: list[re.Match[str]]) -> bool:
    """Is the person already found, or the name no person's?"""
    same = any(m.start("name") <= match.end("name") and match.start("name") <= m.end("name") for m in found)
    return same or _HOUSE.search(match["name"]) is not None
