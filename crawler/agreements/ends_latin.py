"""Where a name in Latin letters begins and ends: offices, adjectives, persons, countries left out."""

from __future__ import annotations

from crawler.agreements.tokens_latin import Token, is_acronym, words
from crawler.organisations.lexicon import countries

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
        trade = line[index].low in _TRADES and not line[index].capital and index > first
        if trade and line[index - 1].low in words("demonym"):  # "South Korean company K-Medical Lab"
            first = index + 1
            break
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


_TRADES = frozenset(["corporation", "company", "group"])
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


def _without_person(line: list[Token], first: int, last: int) -> int:
    """``Director of Hyundai Hospital Kim Bu Seop``: after an office, the person's name ends the house's."""
    if (
        first < 2
        or line[first - 1].low not in ("of", "to")
        or line[first - 2].low not in words("person_title")
    ):
        return last
    heads = [index for index in range(first, last) if line[index].low in words("head")]
    tail = line[heads[-1] + 1 : last] if heads else []
    named = len(tail) in (2, 3) and all(t.is_word and t.capital and not is_acronym(t.text) for t in tail)
    return heads[-1] + 1 if named and heads[-1] > first else last


_OF_STATES = frozenset(["ministry", "government", "embassy", "parliament", "department"])


_PEOPLE = frozenset(["physicians", "surgeons", "nursing", "nurses", "medicine", "pediatrics", "midwives"])


_STAND_IN_TOWNS = frozenset(["hospital", "university", "college"])  # "Xinhua Hospital of Shanghai"


_STATES = frozenset(["republic", "kingdom", "sultanate", "federation", "state"])


def _state_begins(line: list[Token], first: int, index: int) -> int:
    """Where ``of the Republic`` begins that the ``of`` at ``index`` goes on; 0 where none does."""
    start = index - 1
    while start > first and line[start].low not in ("of", "and"):
        start -= 1
    told = start > first and line[index - 1].low in _STATES and line[start].low == "of"
    return start if told else 0


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
    if line[first].low in _OF_STATES:
        return last  # "Ministry of Health of Turkmenistan"
    for index in range(last - 2, first, -1):
        if line[index].low == "of":
            tail = " ".join(token.low for token in line[index + 1 : last])
            if tail in countries(False) and (whole := _state_begins(line, first, index)):
                return whole  # "Severance Hospital of the Republic of Korea"
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


_OWNERS = frozenset(
    ["services", "group", "corporation", "company", "holdings", "system", "limited", "healthcare"]
)


def _without_owner(line: list[Token], first: int, last: int) -> int:
    """``Aldern Hospital of Aldern Medical Services``: a house with its own name ends before its owner."""
    for index in range(first + 2, last - 2):
        if line[index].low == "of" and line[index - 1].low in ("hospital", "clinic", "center", "centre"):
            own = [t.low for t in line[first : index - 1] if t.is_word]
            named = any(low not in words("generic_part") and low not in words("head") for low in own)
            return index if named and line[last - 1].low in _OWNERS else last
    return last


def trimmed(line: list[Token], first: int, last: int) -> tuple[int, int]:
    """The words ``first:last`` of ``line`` without what stands before and after the name proper."""
    first, last = _without_ends(line, first, last)
    first = _whole(line, first, last)
    last = _without_person(line, first, last)
    last = _without_country(line, first, last)
    last = _without_owner(line, first, last)
    return first, last
