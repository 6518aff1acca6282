"""Runs of words in Latin letters that may hold names: capitals, connecting words, a small head at the end."""

from __future__ import annotations

from crawler.agreements.tokens_latin import Token, is_acronym, words

_LONGEST_RUN = 22  # words; longer capitalised stretches are headings


def run_end(line: list[Token], index: int) -> int:
    """The end of the run of name words that starts at ``index``; ``index`` itself where none does."""
    token = line[index]
    if not token.is_word or not (token.capital or _lower_start(line, index)):
        return index
    position = index + 1
    while position < len(line) and position - index < _LONGEST_RUN:
        reach = _step(line, index, position)
        if reach == position:
            break
        position = reach
    return position


def _lower_start(line: list[Token], index: int) -> bool:
    """``government of Ghana``, ``state-run``: a small head followed by ``of`` and a capital."""
    return (
        line[index].low in ("government", "ministry", "city", "province", "university", "municipality")
        and index + 2 < len(line)
        and line[index + 1].low == "of"
        and line[index + 2].capital
        and line[index + 2].low not in words("stopword")
    )


def _step(line: list[Token], start: int, position: int) -> int:
    """How far the run reaches when the token at ``position`` is looked at."""
    token = line[position]
    if token.is_word and token.capital:
        if line[position - 1].text.endswith(".") and line[position - 1].low in words("corporate"):
            return position + 1 if token.low in words("corporate") else position  # "… Hospital Ltd. Apollo"
        return position + 1
    if connects(token):
        return _over_connectors(line, start, position)
    if token.text == "," and position + 1 < len(line) and line[position + 1].low in words("corporate"):
        return position + 2
    if token.text == "," and (_comma_inside(line, position) or _subjects(line, start, position)):
        return position + 4
    if token.text == "(" and _state_in_brackets(line, position):
        return _closing(line, position) + 1
    if token.is_word and token.text.isdigit() and line[position - 1].text == "№":
        return position + 1
    if token.text == "№" or (token.text == "'" and line[position - 1].low.endswith("s")):
        return position + 1 if position + 1 < len(line) else position
    return _over_small_head(line, start, position)


def _comma_inside(line: list[Token], position: int) -> bool:
    """``Teaching, Referral & Research Hospital``: three plain words before one head."""
    if position + 4 >= len(line):
        return False
    before, one, joint, other, head = line[position - 1], *line[position + 1 : position + 5]
    return (
        joint.low in ("&", "and")
        and all(t.capital and t.low in _KINDS for t in (before, one, other))
        and head.low in words("head")
    )


def _subjects(line: list[Token], start: int, position: int) -> bool:
    """``Agency for Science, Technology and Research``: three subjects behind one head."""
    if position + 3 >= len(line):
        return False
    before, one, joint, other = line[position - 1], *line[position + 1 : position + 4]
    behind = any(
        line[i].low in words("head") and line[i + 1].low in ("for", "of") for i in range(start, position - 1)
    )
    return (
        behind
        and joint.low in ("&", "and")
        and all(
            t.capital and (t.low in _KINDS or t.low in words("generic_part")) for t in (before, one, other)
        )
    )


_KINDS = frozenset(
    (
        "teaching",
        "referral",
        "research",
        "general",
        "medical",
        "training",
        "specialist",
        "surgical",
        "clinical",
        "education",
        "diagnostic",
        "rehabilitation",
        "maternity",
        "children",
        "dental",
        "cancer",
        "science",
    )
)


def _over_connectors(line: list[Token], start: int, position: int) -> int:
    reach = position
    while reach < len(line) and reach - position < 3 and connects(line[reach]):
        reach += 1
    joined = " ".join(token.low for token in line[position:reach])
    if reach >= len(line) or not (line[reach].is_word and line[reach].capital):
        return position
    if joined in ("in", "at", "on", "in the", "at the", "on the", "the"):
        left = line[position - 1].low
        if not (
            (joined == "in" and left == "embassy")
            or (joined == "at" and _has(line, _conjunct(line, start, position), position, "university"))
        ):
            return position
    if joined.startswith(("in ", "at ", "on ")) or line[reach].low in words("stopword"):
        return position
    return reach + 1


def _conjunct(line: list[Token], start: int, end: int) -> int:
    """Where the last of several names joined by ``and`` begins."""
    for index in range(end - 1, start, -1):
        if line[index].low == "and":
            return index + 1
    return start


def _has(line: list[Token], start: int, end: int, word: str) -> bool:
    return any(token.low == word for token in line[start:end])


def _closing(line: list[Token], position: int) -> int:
    """The bracket that closes the one at ``position`` after one word; ``position`` where none does."""
    for reach in (position + 2, position + 3):
        if reach < len(line) and line[reach].text == ")":
            return reach
    return position


def _state_in_brackets(line: list[Token], position: int) -> bool:
    """``Salina (Kan.) Regional``: a short word in brackets between two capitals."""
    closing = _closing(line, position)
    if closing == position or closing + 1 >= len(line) or not line[closing + 1].capital:
        return False
    inner, following = line[position + 1].text, line[closing + 1]
    if following.start - line[closing].end > 1:
        return False
    if _initials_before(line, position, inner):
        beyond = closing + 2 < len(line) and line[closing + 2].is_word and line[closing + 2].capital
        return following.low in words("head") and not beyond  # "Health Management (HMI) Group"
    if "." in inner or closing == position + 3:
        return True
    return is_acronym(inner) and following.low in words("head") | words("medical")


def _initials_before(line: list[Token], position: int, inner: str) -> bool:
    """``Hospital Canselor Tuanku Muhriz (HCTM)``: the brackets hold the initials of what stands before."""
    letters = [c.lower() for c in inner if c.isalpha()]
    before = line[max(0, position - len(letters)) : position]
    return len(letters) >= 3 and [token.low[:1] for token in before if token.is_word] == letters


def _inside(line: list[Token], position: int) -> int:
    """Over small words of what a house is for: ``maternal and child care service`` before ``centre``."""
    reach = position
    while reach < len(line) and reach - position < 6:
        joint = (
            line[reach].low in ("and", "&")
            and reach > position
            and reach + 1 < len(line)
            and line[reach + 1].low in _PURPOSE
        )
        if not (joint or line[reach].low in words("lowercase_inside") or line[reach].low in _PURPOSE):
            break
        reach += 1
    return reach if reach - position <= 3 or line[position].low in _PURPOSE else position + 3


_PURPOSE = frozenset(
    [
        "maternal",
        "maternity",
        "child",
        "children's",
        "women's",
        "women",
        "care",
        "service",
        "services",
        "dental",
        "stomatological",
        "dermatology",
        "dermatological",
        "orthopaedic",
        "orthopedic",
        "eye",
        "heart",
        "chest",
        "cardiovascular",
        "infectious",
        "diseases",
        "disease",
        "traditional",
        "chinese",
        "medicine",
        "rehabilitation",
        "psychiatric",
        "pediatric",
        "paediatric",
        "oncology",
        "tumor",
        "tumour",
        "teaching",
        "specialist",
        "trauma",
    ]
)


def _over_small_head(line: list[Token], start: int, position: int) -> int:
    reach = _inside(line, position)
    if (
        reach < len(line)
        and line[reach].low in words("lowercase_head")
        and line[position - 1].low not in words("stopword")
        and line[position - 1].capital
    ):
        if line[reach].low in (
            "school",
            "center",
            "centre",
            "state",
            "city",
            "company",
            "group",
            "district",
        ) and is_acronym(line[reach - 1].text):
            return position
        return reach + 1
    if reach > position and line[reach - 1].low in words("lowercase_head"):
        return reach
    return position


def connects(token: Token) -> bool:
    """A small connecting word; a capital ``E`` is a name (``E Hospital``)."""
    return token.low in words("connector") and not (token.capital and len(token.text) == 1)
