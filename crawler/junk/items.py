"""The items of a headline: taken apart at separators, weighed one by one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from crawler.junk.lexicon import FAMILIES, GUARDS, Hit, scan, script_marks, words
from crawler.junk.normal import HAN, Folded
from crawler.junk.shapes import (
    SHARP_TAIL,
    SOFT_TAIL,
    Brand,
    brand_of,
    common_stem,
    has_institution,
    latin_brand,
    latin_brands,
)
from crawler.junk.subject import Subject, shingles
from crawler.junk.writing import beyond_latin, scripts

_HARD = (
    r"[|｜丨_/\\·•>»►、]+|(?<=[^\w])[-–—~]+|[-–—~]+(?=[^\w])|"
    r"(?<=[\u3400-\u9fff\w])[-—–]+(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])[-—–]+(?=\w)|[–—]+"
)


_SOFT = (
    rf",+(?!\d{{3}}(?!\d))|[;:]+(?!\d)|(?<=[{HAN}])[ ]+(?=[^ ])|(?<=[^ ])[ ]+(?=[{HAN}])|"
    rf"\s*\.\s*(?=[{HAN}])|(?<=[{HAN}])\."
)


_SPLIT = re.compile(rf"\s*(?:(?P<hard>{_HARD})|(?P<soft>{_SOFT}))\s*")


_CAMEL = re.compile(r"(?<=[a-z\u00df-\u024fé])(?=[A-Z][a-z]{2,})")


# A code behind Han letters that runs into a capitalised word.
_CODE_GLUED = re.compile(rf"(?<=[{HAN}])[a-z]{{1,5}}\d{{2,8}}(?=[A-Z\u00c0-\u00de][^\W\dA-Z_]{{2,}})")


JUNK = 2.5  # tried on the development rows: lower takes real lists such as department titles


WEAK = 1.0


@dataclass(slots=True)
class Item:
    """One item of a headline with what speaks for and against it."""

    start: int
    end: int
    text: str
    hard: bool
    score: float = 0.0
    overlap: float = 0.0
    genuine: bool = False
    groups: set[str] = field(default_factory=set)
    hits: tuple[Hit, ...] = ()
    brand: Brand = field(default_factory=lambda: Brand(0))

    @property
    def junk(self) -> bool:
        """Planted by itself."""
        return self.score >= JUNK


def soften(item: Item, quoted: list[tuple[int, int]]) -> None:
    """What stands in quotation marks is told of, not told."""
    inside = [
        hit
        for hit in item.hits
        if any(left <= item.start + hit.start and item.start + hit.end <= right for left, right in quoted)
    ]
    if inside or item.start >= min(left for left, _ in quoted):
        item.score = min(item.score, 0.0)
        item.groups.clear()


def items_of(folded: Folded, raw: str) -> list[Item]:
    """The items of a folded headline, parted at separators, at glued capitals and before Latin brands."""
    text, items, at, hard = folded.text, [], 0, False
    for match in _SPLIT.finditer(text):
        if match.start() > at:
            items.append(Item(at, match.start(), text[at : match.start()], hard))
        hard = bool(match["hard"])
        at = match.end()
    if at < len(text):
        items.append(Item(at, len(text), text[at:], hard))
    parts = [part for item in items[:60] for part in _camel(item, folded, raw)]
    return [part for item in parts for part in _hyphened(item)]


def _hyphened(item: Item) -> list[Item]:
    """A hyphen without spaces that leads to a brand-shaped Latin word parts two items."""
    for start, _ in latin_brands(item.text):
        if start >= 4 and item.text[start - 1] in "-–—":
            cut = start - 1
            return [
                Item(item.start, item.start + cut, item.text[:cut], item.hard),
                Item(item.start + start, item.end, item.text[start:], True),
            ]
    return [item]


def _camel(item: Item, folded: Folded, raw: str) -> list[Item]:
    """A lower-case word that runs into a capitalised one: two strings glued together."""
    if folded.origins is not None:
        return [item]
    match = _CAMEL.search(raw, item.start + 4, item.end)
    coded = _CODE_GLUED.search(raw, item.start, item.end)
    if match and " " in raw[item.start : match.start()]:
        cut = match.start()
    elif coded:
        cut = coded.end()
    else:
        return [item]
    return [
        Item(item.start, cut, item.text[: cut - item.start], item.hard),
        Item(cut, item.end, item.text[cut - item.start :], False),
    ]


def weigh(item: Item, subject: Subject, others: frozenset[str]) -> None:
    """Give an item its score, its overlap with the page and the groups that speak against it."""
    item.hits = tuple(scan(item.text))
    strong = len({hit.word for hit in item.hits if hit.strong})
    weak = len({hit.word for hit in item.hits if hit.kind in FAMILIES and not hit.strong})
    tails = len({hit.word for hit in item.hits if hit.kind == "tail"})
    item.brand = brand_of(item.text)
    own = shingles(item.text)
    known = len(own & subject.vocabulary) / len(own) if own else 0.0
    told = len(own & others) / len(own) if own else 0.0
    item.overlap = max(known, told)
    item.genuine = has_institution(item.text) or any(
        word in item.text for word in words("institutions", "deeds")
    )
    latin = 0.8 if latin_brand(item.text) else 0.0
    if strong or (weak and tails):
        item.groups.add("words")
    if item.brand.strength >= 2 or (latin and (tails or strong or weak)):
        item.groups.add("shape")
    mismatch = foreign(item.text, subject)
    if mismatch:
        item.groups.add("script")
    if (item.overlap == 0 and len(own) >= 2) or (strong >= 2 and not subject.sells):
        item.groups.add("fields")
    score = (
        2.0 * min(strong, 2)
        + 0.7 * min(weak, 2)
        + (0.8 if tails else 0.0)
        + 0.9 * item.brand.strength
        + latin
        + 1.2 * mismatch
    )
    score -= 2.5 * item.overlap if not strong else 1.0 * item.overlap
    score -= 1.5 if item.genuine else 0.0
    score -= 0.6 * sum(1 for hit in item.hits if hit.kind in {"report", "treatment", "civic", "quoting"})
    if strong and not item.overlap and not subject.sells and not any(hit.kind in GUARDS for hit in item.hits):
        score += 0.7  # goods of which nothing else on the page speaks
    if item.brand.strength < 2 and subject.page_guards["report"] >= 2:
        score -= 1.0  # a report of fraud says such words in its own headline
    if any(item.text.strip() == suffix.lower().strip() for suffix in subject.context.site_suffixes[:40]):
        score = min(score, 0.0)  # seen behind the headlines of this site's clean pages
        item.groups.clear()
    item.score = score


def foreign(text: str, subject: Subject) -> bool:
    """Whether the item's writing disagrees with the page's."""
    own = scripts(text) if beyond_latin(text) else {}
    if not own or not subject.script:
        return False
    main = max(own, key=lambda name: own[name])
    if main == "han" and subject.traditional:
        simple, full = script_marks()
        return sum(char in simple for char in text) >= 2 and not any(char in full for char in text)
    if main == "latin" or own[main] < 0.5:
        return False
    return subject.scripts.get(main, 0.0) < 0.03 and not (main == "han" and subject.script == "kana")


_ONLY_TAILS = re.compile(f"(?:{SHARP_TAIL}|{SOFT_TAIL})+")
_ENTRY = re.compile("登录|登入|登陆|入口|注册|下载|app")


def beside_tails(items: list[Item]) -> None:
    """A brand-like item next to one that is nothing but the tail of a search phrase: both are planted."""
    for left, right in pairwise(items):
        for brand, tail in ((left, right), (right, left)):
            if (
                brand.brand.strength
                and not brand.genuine
                and max(brand.overlap, tail.overlap) == 0
                and _ENTRY.search(tail.text)
                and _ONLY_TAILS.fullmatch(tail.text)
            ):
                for item in (brand, tail):
                    item.score += 1.0
                    item.groups.update(("shape", "list"))


def share_stems(items: list[Item]) -> None:
    """Items that repeat one stem and hardly occur in the text raise each other."""
    short = [item for item in items if 2 <= len(item.text) <= 40 and item.overlap < 0.5 and not item.genuine][
        :24
    ]
    for item in short:
        need = 2 if re.search(rf"[{HAN}]", item.text) else 4
        partners = sum(
            1 for other in short if other is not item and common_stem(item.text, other.text) >= need
        )
        if partners and (item.brand.strength or item.hits):
            item.score += 1.0 if partners >= 2 else 0.7
            item.groups.add("list")
