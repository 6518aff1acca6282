"""For how long: ``five-year agreement``, ``为期二年``, ``期间5年``; a notice period or an age is no term."""

from __future__ import annotations

import re

from crawler.agreements.passage import Line, Passage
from crawler.model import Evidence
from crawler.text.sought import sought

_WORDS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"fifteen": 15, "twenty": 20, "thirty": 30, "a": 1}
_HAN = {character: number for number, character in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2,
    "兩": 2,
    "廿": 20,
}
_NUMBER = r"(?P<{0}>\d{{1,2}}|" + "|".join(sorted(_WORDS, key=len, reverse=True)) + ")"
_HAN_NUMBER = r"(?P<{0}>\d{{1,2}}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_AGREEMENT = (
    r"(?:agreements?|mou|memorand|partnership|affiliation|contract|collaboration|pact|deal|term|alliance|cooperation|"
    r"programme|program|relationship)"
)
_PATTERNS = (
    re.compile(
        rf"\b{_NUMBER.format('n')}[\s-]?(?P<u>year|month)s?[\s-](?:long\s|"
        rf"term\s)?(?:\w+\s){{0,4}}?{_AGREEMENT}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:for|over|period of|term of|lasts?|last|runs?|run|valid for|in effect for|effective for|"
        rf"duration of|spanning|span of|extended by|extended for|another|additional|further|"
        rf"next)\s(?:a\s|an\s|the\s|at least\s|next\s|initial\s|period\sof\s|additional\s|another\s|"
        rf"further\s){{0,3}}{_NUMBER.format('n')}[\s-](?:\(\d+\)\s)?(?:more\s)?(?P<u>year|month)s?\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:为期|期限为?|有?效期为?|效力为?|期为|合作期为?|任期|周期为?|协议期为?|合作期限为?|时间为|托管)\s?{_HAN_NUMBER.format('n')}\s?(?P<u>年|个月)"
    ),
    re.compile(
        rf"{_HAN_NUMBER.format('n')}\s?(?P<u>年|个月)(?:期)?的?(?:[^，。,]{{0,10}})(?:协议|合作|帮扶|支援|托管|合约|备忘录|计划)"
    ),
    re.compile(r"期[間间]は?\s?(?P<n>\d{1,2})\s?(?P<u>年|か月|カ月|ヶ月|[か箇]年)"),
    re.compile(
        r"(?P<n>\d{1,2})\s?(?P<u>년|개월)(?:간|동안)?\s?(?:의\s)?(?:협약|유효|계약|협력)|(?:유효기간|협약기간|기간)(?:은|"
        r":)?\s?(?P<n2>\d{1,2})\s?(?P<u2>년|개월)"
    ),
)
_SPAN = sought(r"(?<!\d)(20\d\d)\s?(?:年)?\s?(?:-|–|—|至|到|to|~)\s?(20\d\d)\s?(?:年|年度)?")
_MAYBE = sought(r"year|month|[年月년월]|20\d\d")  # spares most lines the long expressions
_NOT_TERM = sought(
    r"notice|prior to|written|前|以来|来(?!的)|历史|经验|"
    r"history|experience|old\b|ago|anniversary|after|since|"
    r"previous|earlier|提前|书面|第|每|edition|years of (?:friendship|collaboration|history|experience)",
    re.IGNORECASE,
)


def find(passage: Passage, lines: list[Line]) -> tuple[int | None, Evidence | None]:
    """The term in months stated in ``lines`` (the cue's first), with its evidence."""
    for line in lines:
        if not _MAYBE.search(line.folded):
            continue
        for pattern in _PATTERNS:
            for match in pattern.finditer(line.folded):
                months = _months(match)
                around = line.folded[max(0, match.start() - 14) : match.end() + 12]
                if months and not _NOT_TERM.search(around):
                    return months, passage.evidence("term_months", line, match.start(), match.end())
        span = _SPAN.search(line.folded)
        if (
            span
            and line.has("agreement", "cooperation_agreement", "memorandum", "sign")
            and 1 <= int(span[2]) - int(span[1]) <= 20
        ):
            return 12 * (int(span[2]) - int(span[1])), passage.evidence(
                "term_months", line, span.start(), span.end()
            )
    return None, None


def _months(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    text, unit = groups.get("n") or groups.get("n2"), groups.get("u") or groups.get("u2") or ""
    if text is None:
        return None
    number = int(text) if text.isdigit() else _WORDS.get(text.lower()) or _han(text)
    months = number * (12 if unit.lower() in ("year", "年", "년") else 1)
    return months if 1 <= months <= 600 else None


def _han(text: str) -> int:
    if text in _HAN:
        return _HAN[text]
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _HAN.get(tens, 1) * 10 + _HAN.get(ones, 0)
    return 0
