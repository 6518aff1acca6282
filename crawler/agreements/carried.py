"""Parties named around a cue: ``the latter``, ``as follows:``, a list over many lines."""

from __future__ import annotations

import re
from collections.abc import Callable

from crawler.agreements.cues import Cue
from crawler.agreements.enumerations import korean_shared_heads
from crawler.agreements.mention import Mention
from crawler.agreements.namesake import Namesake
from crawler.agreements.passage import Line
from crawler.text.sought import sought

Reader = Callable[[Namesake, Line, Cue], list[Mention]]

_WHICH = sought(
    r"\bthe (?P<which>latter|former)\b|(?P<han>后者|後者|前者)|(?P<hangul>후자|"
    r"전자(?=[는가와]))",
    re.IGNORECASE,
)
_LAST = ("latter", "后者", "後者", "후자")
_OPENS_LIST = re.compile(
    r"(?:[:：]|\b(?:following|as follows|listed below|these are)\b[^.]{0,40}[:.]?|以下[^。]{0,12}|"
    r"다음과 같다\.?)$",
    re.IGNORECASE,
)
_SEVERAL = sought(
    r"\b(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|several|a number of)\s(?:[\w-]+\s){0,4}"
    r"(?:hospitals|clinics|universities|institutions|partners|organi[sz]ations|companies|schools|"
    r"colleges|agencies)\b|"
    r"[\d一二三四五六七八九十两多]{1,3}[家所个間间].{0,8}(?:医院|機構|机构|单位|大学|卫生院|高校|企业)|"
    r"\d{1,3}\s?(?:개|곳)\s?(?:의\s)?(?:병원|기관|대학|병의원|의료기관|업체)?|(?:\d{1,2}|"
    r"[二三四五六七八九十])(?:病院|機関|大学|社|法人)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^(?:[-•·*▪●○▲△◆■–—]|\(?\d{1,2}[.)、．)]|[（(]\d{1,2}[)）]|[①-⑳])\s?")
_NUMBER = re.compile(r"[(（]?\d{1,2}[.)）、．]?")
_IN_NAMES = frozenset({"medical", "affiliation", "alliance", "tie", "tie_weak", "sister_institution"})
_LEAD = 9  # characters of " and with the " before a name
_MOST_ITEMS = 24


def pointed_at(names: Namesake, cue: Cue, read: Reader) -> list[Mention]:
    """``the latter signed with C``: the last (or first) of the organisations named just before."""
    match = _WHICH.search(cue.line.raw)
    if match is None:
        return []
    index = names.index(cue.line)
    here = [m for m in read(names, cue.line, cue) if m.name.end <= match.start()]
    for line in [] if len(here) >= 2 else reversed(names.passage.lines[max(0, index - 2) : index]):
        here = [m for m in read(names, line, cue) if m.name.kind == "organisation"]
        if len(here) >= 2:
            break
    if len(here) < 2:
        return []
    return [here[-1] if match.group().lower().removeprefix("the ") in _LAST else here[0]]


_KOREAN_SUBJECT = re.compile(r"(?:\([^)]{1,30}\))?(?:은|는|이|가)(?![가-힣])")
_KOREAN_OWNER = re.compile(r"\([^)]{0,12}장\s[가-힣]{2,4}\)의\s")  # "A병원(원장 홍길동)의 협력병원이"
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def topic_before(names: Namesake, cue: Cue, parties: list[Mention]) -> list[Mention]:
    """A Korean sentence of signing without a subject: the subject of the sentence before signs."""
    index = names.index(cue.line)
    if not parties or not _HANGUL.search(cue.line.raw) or cue.line.is_title or not index:
        return []
    if (
        any(_KOREAN_SUBJECT.match(m.line.raw, m.name.end) for m in parties)
        or sum(m.line is cue.line for m in parties) > 3
    ):
        return []
    before = names.passage.lines[index - 1]
    return [
        Mention(name, before, 2, name.text)
        for name in names.of(before)
        if name.kind == "organisation"
        and not name.generic
        and (
            _KOREAN_SUBJECT.match(before.raw, name.end)
            or (name.start == 0 and _KOREAN_OWNER.match(before.raw, name.end))
        )
    ][:1]


_KOREAN_ROLL = sought(r"이름을 올|포함|함께했|참여했|^대상은|^이번에")
_KOREAN_ITEMS = re.compile(r"(?:[가-힣A-Za-z0-9]{2,14},\s?){2,}")


def rolled(names: Namesake, cue: Cue) -> list[Mention]:
    """``A병원 등 14개 병원과 협약했다. B, C, D병원 등이 이름을 올렸다``: more of those counted."""
    if not _HANGUL.search(cue.line.raw) or not _SEVERAL.search(cue.line.raw):
        return []
    index = names.index(cue.line) + 1
    for line in names.passage.lines[index : index + 4]:
        if _KOREAN_ROLL.search(line.raw) and _KOREAN_ITEMS.search(line.raw):
            items = [Mention(n, line, 2, n.text) for n in names.of(line) if n.headed and not n.generic]
            return sorted(
                [m for m in items if m.name.kind == "organisation"] + korean_shared_heads(line),
                key=lambda m: m.name.start,
            )
    return []


def listed(names: Namesake, cue: Cue, read: Reader) -> list[Mention]:
    """The items of a list that the cue's sentence opens: after a colon, a count, or parted by semicolons."""
    lines = names.passage.lines
    index = names.index(cue.line) + 1
    parted = cue.line.raw[-1:] in ";；"
    if not (parted or _OPENS_LIST.search(cue.line.raw) or _SEVERAL.search(cue.line.raw)):
        return []
    found: list[Mention] = []
    for line in lines[index : index + _MOST_ITEMS]:
        if _NUMBER.fullmatch(line.raw):
            continue
        item = _ITEM.match(line.raw)
        if line.has("sign", "enter") or not (parted or item or _is_bare_item(line)):
            break
        opening = item.end() if item else 0
        first = [m for m in read(names, line, cue) if not m.name.generic and _opens(line, m, opening)]
        if not first:
            break
        found += first if parted else first[:1]
        parted = line.raw[-1:] in ";；"
    return found if len(found) >= 2 or cue.line.raw[-1:] in ";；" else []


def _opens(line: Line, mention: Mention, opening: int) -> bool:
    """Does the name stand at the beginning of the line's item, or of a part after a semicolon?"""
    start = mention.name.start
    part = max(opening, line.folded.rfind(";", 0, start) + 1, line.folded.rfind("；", 0, start) + 1)
    return start - part <= _LEAD


def _is_bare_item(line: Line) -> bool:
    """A short line that holds a name and no sentence."""
    return len(line.raw) < 90 and line.raw[-1:] not in ".。!?！？" and line.classes <= _IN_NAMES


_TWO_STATES = sought(
    r"\b(?:the two|both) (?:\w+ )?(?:states|countries|nations|"
    r"governments)\b",
    re.IGNORECASE,
)


def two_states(names: Namesake, line: Line) -> list[Mention]:
    """``The two states have signed``: the two countries that the sentence before names."""
    if not _TWO_STATES.search(line.raw):
        return []
    index = names.index(line)
    for before in reversed(names.passage.lines[max(0, index - 2) : index]):
        found = {n.text: Mention(n, before, 2, n.text) for n in names.of(before) if n.kind == "place"}
        if len(found) == 2:
            return list(found.values())
    return []
