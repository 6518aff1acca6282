"""The headline that is left when everything planted is gone: found by vote, never invented."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from crawler.junk.headlines import Headline
from crawler.junk.normal import tidy
from crawler.junk.shapes import has_institution
from crawler.junk.subject import Subject

# Who is believed first when candidates disagree: the site's own listing, then what a reader sees.
_TRUST = {
    "selector": 10,
    "listing": 9,
    "h1": 8,
    "jsonld": 6,
    "og": 5,
    "previous": 5,
    "title": 4,
    "twitter": 4,
    "breadcrumb": 3,
    "first_line": 2,
}
# The fields a page itself shows or hands on as its headline, the one a reader meets first in front.
_SHOWN = ("title_whole", "given", "system", "selector", "h1", "og", "twitter", "jsonld", "meta", "first_line")
_ALIKE = 80.0
_LONGEST = 160
_LONGEST_SECTION = 12
_NO_HEADLINE = re.compile(
    r"^(?:您的位置|您现在的位置|當前位置|当前位置|首页|首頁|歡迎|欢迎|供稿|日期|时间|時間|"
    r"来源|來源|作者|发布|發布|點擊|点击|浏览|瀏覽|栏目|欄目|摘要|"
    r"文檔|home\s*[/>»]|you are here|by\s|published|posted|<|\d{4}[-./年]\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """The headline and where it was taken from; ``None`` with a reason when none is left."""

    title: str | None
    origin: str | None
    reason: str


def choose(subject: Subject, heads: Mapping[str, Headline], first_lines: Sequence[str]) -> Choice:
    """Pick the headline from the candidates taken apart, else from the repaired text's first lines."""
    pool = _pool(subject, heads)
    if not pool:
        return _from_text(heads, first_lines)
    best = max(pool, key=lambda one: (sum(_alike(one[0], other[0]) * other[1] for other in pool), one[1]))
    return Choice(best[0], best[2], "the candidate most fields agree on once planted words are gone")


def planted_headline(subject: Subject, heads: Mapping[str, Headline]) -> str | None:
    """The headline that carries planted words, whole, as the page shows it; ``None`` where no field does.

    The ``<title>`` comes first, also where the reading preferred a cleaner field.
    """
    junk = {text for text, head in heads.items() if head.junk}
    shown: dict[str, list[str]] = {origin: [] for origin in _SHOWN}
    for one in subject.candidates:
        if one.origin == "title_whole" and any(text in one.text for text in _titles(subject) & junk):
            return one.text
        if one.origin == "first_line" and subject.document is not None:
            continue  # a page's headline has fields of its own
        if one.text in junk and one.origin in shown:
            shown[one.origin].append(one.text)
    found = next((texts[0] for texts in shown.values() if texts), None)
    if found and subject.title in junk and found in subject.title:
        return subject.title
    return found or (subject.title if subject.title in junk else None)


def sections(subject: Subject) -> frozenset[str]:
    """Names of sections that the page's path holds, which stand for no headline."""
    return frozenset(
        one.text
        for one in subject.candidates
        if one.origin == "breadcrumb" and len(one.text) < _LONGEST_SECTION
    )


def _titles(subject: Subject) -> set[str]:
    return {one.text for one in subject.candidates if one.origin in {"title", "title_whole"}}


def _pool(subject: Subject, heads: Mapping[str, Headline]) -> list[tuple[str, int, str]]:
    pool: list[tuple[str, int, str]] = []
    planted = [head.raw[start:end] for head in heads.values() for start, end in head.spans]
    origins = {one.text: one.origin for one in reversed(subject.candidates)}
    for text, head in heads.items():
        origin = origins.get(text, "title")
        if head.junk and (head.replaced or not head.rest):
            continue
        if origin == "first_line" and (head.junk or text != subject.article.title):
            continue  # the repaired text's own first lines are asked when nothing else is left
        rest = tidy(head.rest or "") if head.junk else text
        if origin == "breadcrumb" and len(rest) < _LONGEST_SECTION:
            continue
        if len(re.findall(r"\w", rest)) < 3 or any(text in junk for junk in planted):
            continue
        pool.append((rest, _TRUST.get(origin, 3) - (1 if head.junk else 0), origin))
    return pool


def _alike(left: str, right: str) -> float:
    return 1.0 if left == right or fuzz.ratio(left, right) >= _ALIKE else 0.0


def _from_text(heads: Mapping[str, Headline], lines: Sequence[str]) -> Choice:
    if any(head.replaced for head in heads.values()):
        return Choice(None, None, "the name in the only headline was replaced; what it said is not known")
    for line in lines[:6]:
        line = line.strip()
        if not line or _NO_HEADLINE.match(line) or (len(line) < 8 and has_institution(line)):
            continue
        if _headline_like(line, lines):
            return Choice(tidy(line), "first_line", "every other field held only planted words")
        if len(line) > _LONGEST or re.search(r"[。！？.!?]$", line):
            break
    return Choice(None, None, "every field that holds a headline holds only planted words")


def _headline_like(line: str, lines: Sequence[str]) -> bool:
    if len(line) > _LONGEST or re.search(r"[。；;：:，,]$|\.$", line) or len(lines) < 2:
        return False
    return len(line) >= 4 and not re.search("[：:].*[：:]", line)
