"""A run of words cut into names: at titles of persons, states, possessives, headline verbs and ``and``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.agreements.marks_latin import is_state
from crawler.agreements.runs_latin import connects
from crawler.agreements.tokens_latin import Token, is_acronym, words

_ARTICLES = frozenset({"al", "el", "la", "le", "los", "las"})  # names may begin with these


def pieces(line: list[Token], start: int, end: int, headline: bool) -> Iterator[tuple[int, int]]:
    """The run cut at persons' titles, possessives and ``and``; what is cut out is no piece itself."""
    first = start
    for index in range(start, end):
        if _cuts_out(line, first, index, end, headline and index > start):
            yield from _piece(line, first, index, headline)
            first = index + 1
        elif _possessive(line, start, index) and index + 1 < end:
            yield from _piece(line, first, index + 1, headline)
            first = index + 1
    yield from _piece(line, first, end, headline)


def _cuts_out(line: list[Token], first: int, index: int, end: int, headline: bool) -> bool:
    """Is the word at ``index`` no part of a name: a title, a state, a headline's verb, an ``and``?"""
    token = line[index]
    if (
        (headline and token.low in words("headline_verb"))
        or is_state(line, index)
        or _is_title(line, index, end)
    ):
        return True
    if token.low in ("of", "for"):
        return _person_of(line, first, index, end) or (
            headline and token.low == "for" and _complete_before(line, first, index)
        )
    if token.low == "and":
        return _both_complete(line, first, index, _next_cut(line, index, end, headline))
    if token.low in _TIES_IN_NAMES and index > first and index + 1 < end:
        return line[index + 1].low not in _AFTER_TIES  # "Leicestershire Partnership NHS Trust"
    if token.low in _NAMES_TOO and token.capital and index + 1 < end and line[index + 1].capital:
        following = line[index + 1].low  # "Google Cloud", "Tel Aviv", "All India"; not "Google Facebook"
        return following in words("stopword") or (token.low == "all" and following != "india")
    return token.low in words("stopword") and not connects(token) and not is_acronym(token.text)


_NAMES_TOO = frozenset(["google", "tel", "all"])


_TIES_IN_NAMES = frozenset(["partnership", "cooperation", "affiliation"])
_AFTER_TIES = frozenset(
    [
        "nhs",
        "trust",
        "trusts",
        "foundation",
        "council",
        "board",
        "hospital",
        "agency",
        "bank",
        "administration",
    ]
)


def _next_cut(line: list[Token], index: int, end: int, headline: bool) -> int:
    """Where the name after ``and`` ends: at the headline's next verb."""
    if headline:
        for position in range(index + 2, end):
            if line[position].low in words("headline_verb"):
                return position
    return end


def _possessive(line: list[Token], start: int, index: int) -> bool:
    low = line[index].low
    if not low.endswith("'s") or low[:-2] in words("possessive_kept"):
        return False
    if (index == start or line[index - 1].low in ("and", "&")) and _whole_house(line, index):
        return False  # "Guy's Hospital"
    return not (index > start and line[index - 1].low in ("st", "saint"))


def _whole_house(line: list[Token], index: int) -> bool:
    """``Guy's Hospital``, ``Taylor's University``: a possessive and one word, no country's or town's."""
    own = line[index].low[:-2]
    following = line[index + 1].low if index + 1 < len(line) else ""
    beyond = line[index + 2].low if index + 2 < len(line) else ""
    if own in words("country") or own in words("place") or own in words("demonym") or beyond in ("of", "for"):
        return False
    return following in ("hospital", "hospitals", "infirmary", "university", "college")


def _piece(line: list[Token], first: int, last: int, headline: bool) -> Iterator[tuple[int, int]]:
    if (
        headline
        and 0 < first < last - 1
        and line[first - 1].low == "to"
        and line[first].low in words("headline_verb")
    ):
        first += 1  # "to Improve Health Services"
    while first < last and (
        (connects(line[first]) and line[first].low not in _ARTICLES) or not line[first].is_word
    ):
        first += 1
    while last > first and (
        connects(line[last - 1]) or (not line[last - 1].is_word and line[last - 1].text != ")")
    ):
        last -= 1
    if first < last and not _after_title(line, first, last):
        yield first, last


def _complete_before(line: list[Token], first: int, index: int) -> bool:
    """In a headline, ``X Clinic for Heart Care`` ends before ``for``; ``Hospital for Children`` does not."""
    left = [t.low for t in line[first:index] if t.is_word]
    return len(left) >= 2 and left[-1] in (
        "clinic",
        "university",
        "system",
        "health",
        "group",
        "network",
        "ministry",
        "government",
    )


def _is_title(line: list[Token], index: int, end: int) -> bool:
    low = line[index].low
    parts = low.split("-")
    if len(parts) > 1 and parts[-1] in words("person_title") and parts[0] in _TITLE_PREFIX:
        return True
    if low not in words("person_title") and low not in words("ambiguous_title"):
        return False
    if low == "dame" and index and line[index - 1].low == "notre":
        return False
    if low not in words("ambiguous_title"):
        return True
    following = line[index + 1].low if index + 1 < end else ""
    return following in words("person_title") and following not in words("head")


_TITLE_PREFIX = frozenset(
    ["under", "vice", "deputy", "co", "pro", "director", "secretary", "sub", "ex", "president", "chair"]
)


def _after_title(line: list[Token], first: int, last: int) -> bool:
    """Is this a person: a name without a head, right after a title?"""
    heads = [i for i in range(first, last) if line[i].low in words("head")]
    if (
        heads == [first]
        and last - first >= 3
        and first >= 2
        and line[first - 1].low in ("of", "for")
        and line[first - 2].low in words("person_title")
    ):
        return line[first + 1].low not in ("of", "and", "for")  # "Minister for Health Jane Doe"
    if heads:
        return False
    before = line[first - 1].low if first else ""
    if before in ("of", "for") and first > 1:
        before = ""
    return before in words("person_title") and before not in ("he", "his", "her", "partner")


def _both_complete(line: list[Token], start: int, index: int, end: int) -> bool:
    """Do both sides of ``and`` name somebody on their own?"""
    left = [t for t in line[start:index] if t.is_word]
    right = [t for t in line[index + 1 : end] if t.is_word]
    right = right[1:] if right and right[0].low == "the" else right
    if not left or not right:
        return True
    if start > 1 and line[start - 1].low == "in" and line[start - 2].low in words("head"):
        return True  # "Aldern Hospital in Prague and Castor Hospital"
    if right[0].low.endswith("-based"):
        return True  # "… and Boston-based Mass General Brigham"
    if line[index + 1].low == "the":
        return True
    joined = " ".join(t.low for t in left)
    if joined in words("place") or joined in words("country") or _told_as_two(line, start, end):
        return True
    if len(left) > 1 and len(right) > 2 and right[-1].low == "university" and not _heads(left + right[:-1]):
        return True  # "Castor Nha Trang and Tay Nguyen University"
    whole, right = right, _until_and(right)
    if (
        len(right) == 1
        and len(whole) > 2
        and not is_acronym(right[0].text)
        and right[0].low not in words("head")
        and any(t.low == "of" for t in left)
    ):
        return False  # "University of Social Sciences and Humanities and E Hospital"
    if len(left) > 1 and _plain(right) and not (_stands_alone(left) and _own_word(left)):
        return False  # "Memorial Hospital and Health Care Center of Jasper"
    if all(t.low.rstrip("'s") in words("generic_part") or t.low in _WIDE or t.low == "cancer" for t in right):
        return False
    if _stands_alone(left):
        return _stands_alone(right) or (len(right) <= 3 and not _ministry(left))
    if right[-1].low not in words("head"):
        return True
    if len(left) == 1 and (re.search(r"[a-z][A-Z]", left[0].text) or is_acronym(right[0].text)):
        return True  # "PeaceHealth and UW Medicine"
    # "Brigham and Women's Hospital" shares one head; "Lifespan and Care New England" does not
    return len(left) == 1 and is_acronym(left[0].text)


def _heads(side: list[Token]) -> bool:
    return any(t.low in words("head") or t.low in words("generic_part") for t in side)


def _told_as_two(line: list[Token], start: int, end: int) -> bool:
    """``between A and B Hospital``: two, where there is but one ``and``."""
    before = [t.low for t in line[max(0, start - 2) : start]]
    between = before[-1:] == ["between"] or before == ["between", "the"]
    return between and sum(t.low in ("and", "&") for t in line[start:end]) == 1


_WIDE = frozenset(words("generic_part")).union(
    ["network", "system", "healthcare", "infirmary", "service", "board", "palliative", "hospice"]
)


def _own_word(side: list[Token]) -> bool:
    """Is there a word that is no kind of house: ``Geisinger``, ``Boston``?"""
    return any(
        not (t.low in words("generic_part") or t.low in words("head") or t.low in words("medical"))
        and t.low not in _PLAIN_FRONT
        for t in side
    )


_PLAIN_FRONT = frozenset(["memorial", "general", "university", "community", "county", "city", "teaching"])


def _plain(right: list[Token]) -> bool:
    """Nothing but plain words before ``of``: the right side is no name of its own."""
    lows = [t.low for t in right]
    if "of" not in lows[1:]:
        return False
    plain = lows[: lows.index("of", 1)]
    return len(plain) > 1 and all(low in words("generic_part") or low in words("medical") for low in plain)


def _person_of(line: list[Token], start: int, index: int, end: int) -> bool:
    """``Jane Doe of the City Hospital``: no head before ``of`` or ``for``, an organisation after."""
    left = [t for t in line[start:index] if t.is_word]
    if not left or any(t.low in words("head") or t.low in words("lowercase_inside") for t in left):
        return False
    if left[0].low in _OF_FAITH:
        return False  # "St John of God Hospital"
    return len(left) > 1 or (
        any(t.low in words("head") for t in line[index + 1 : end]) and not is_acronym(left[0].text)
    )


_OF_FAITH = frozenset(["st", "saint", "our", "sisters", "brothers", "order", "sacred", "holy", "immaculate"])


def _until_and(right: list[Token]) -> list[Token]:
    for position, token in enumerate(right):
        if token.low == "and":
            return right[:position]
    return right


def _ministry(left: list[Token]) -> bool:
    return left[0].low in (
        "ministry",
        "department",
        "secretariat",
        "commission",
        "bureau",
        "board",
        "school",
        "college",
        "institute",
        "faculty",
    )


def _stands_alone(side: list[Token]) -> bool:
    if len(side) == 1:
        return is_acronym(side[0].text) and side[0].low not in words("stopword")
    if any(t.low in words("head") for t in side[1:]) or side[-1].low == "children's":
        return True
    return side[0].low in words("head") and (
        side[1].low in ("of", "for") or side[0].low in words("leading_head")
    )
