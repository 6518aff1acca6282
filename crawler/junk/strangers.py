"""A whole ``<title>`` that belongs to nothing else on its page: none of its words is told anywhere on it.

Measured on 571 clean real pages: eight such titles, none of which speaks of a trade or looks like a brand.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from crawler.junk.headlines import Headline, own_sign, told_of
from crawler.junk.items import foreign, items_of
from crawler.junk.lexicon import FAMILIES, GUARDS, scan
from crawler.junk.normal import HAN, fold
from crawler.junk.shapes import brand_of, common_stem, has_institution, latin_brand
from crawler.junk.signals_host import registrable
from crawler.junk.subject import Subject, shingles
from crawler.junk.writing import scripts

_TITLES = frozenset({"title", "title_whole", "given"})
_VOICES = frozenset({"h1", "og", "jsonld", "listing", "selector", "above_body", "first_line", "previous"})
_MOST_SHARED = 0.2  # of the title's words: a place's name may be said in both
_AGREED = 0.3  # of another headline's words that the text has too
_FEWEST_LETTERS = 10
_QUOTED = re.compile("[“「『«„‘][^”」』»“’]{2,120}[”」』»“’]")
# Something given for joining, with its number, in the languages that planted titles are written in.
_GIFT = re.compile(
    r"(?:nhận|tặng|free|claim|get|รับ|แจก|送|領|领|klaim|bonus|bono|бонус|보너스|ボーナス|bonusu)\D{0,12}\d{2}|"
    r"\d{2,}\s?(?:k|%|บาท|元|원|円|ribu|tl|руб)?\D{0,8}(?:bonus|free|gratis|miễn phí|ฟรี|無料|무료|бонус|bono)"
)
_CODE = re.compile(r"(?<![a-z0-9])[a-z]{1,8}\d{2,4}(?![a-z0-9])|(?<![a-z0-9])\d{2,3}[a-z]{2,8}(?![a-z0-9])")
_DOMAIN = re.compile(r"[\w-]{2,40}(?:\.[\w-]{2,20})+")


def stranger(text: str, subject: Subject, others: Callable[[], frozenset[str]]) -> Headline | None:
    """``text`` as planted from end to end, where it shares nothing with the page and more speaks against it.

    ``others`` gives the shingles of the page's other headline candidates. ``None`` for every other headline.
    """
    origins = {one.origin for one in subject.candidates if one.text == text}
    if not origins or not origins <= _TITLES:
        return None
    wholes = [one.text for one in subject.candidates if one.origin == "title_whole" and text in one.text]
    if wholes and text not in wholes:
        return None  # a part: the whole is what is judged
    told = _belongs_nowhere(text, subject, others)
    if not told or ("given" in origins and len(told) < 2):
        return None
    return Headline(text, ((0, len(text)),), None, frozenset({*told, "fields"}), score=3.0)


def _belongs_nowhere(text: str, subject: Subject, others: Callable[[], frozenset[str]]) -> set[str]:
    """What speaks against a title that shares nothing with its page; empty for every other title."""
    folded = fold(text).text
    if has_institution(folded):
        return set()
    if sum(char.isalnum() for char in folded) < _FEWEST_LETTERS or _is_site(folded, subject):
        return set()
    if own_sign(folded, subject) or told_of(folded, subject):
        return set()
    hints = _hints(text, subject)
    own = shingles(folded) if hints else set()
    if len(own) < 2 or len(own & subject.vocabulary | own & others()) > _MOST_SHARED * len(own):
        return set()
    if subject.document is not None and not _another_voice(text, subject):
        return set()
    return hints


def _is_site(folded: str, subject: Subject) -> bool:
    """Whether it is, or holds, the site's own name."""
    label = registrable(subject.host).split(".")[0]
    if _DOMAIN.fullmatch(folded) or any(
        folded == suffix.lower().strip() for suffix in subject.context.site_suffixes[:40]
    ):
        return True
    return len(label) >= 4 and label in re.sub(r"[^a-z0-9]", "", folded)


def _another_voice(text: str, subject: Subject) -> bool:
    """Whether another field holds a headline that the text bears out."""
    return any(
        one.origin in _VOICES
        and one.text not in text
        and text not in one.text
        and subject.overlap(fold(one.text).text) >= _AGREED
        for one in subject.candidates
    )


def _hints(text: str, subject: Subject) -> set[str]:
    """The groups that speak against the title: its trade or pitch, its shape, its writing, its repetition."""
    text = _QUOTED.sub(" ", text)  # goods in quotation marks are told of
    folded = fold(text)
    hits = scan(folded.text)
    if any(hit.kind in GUARDS for hit in hits):
        return set()  # it reports on what is sold, or treats those who bought
    items = items_of(folded, text)
    short = [item.text for item in items if 2 <= len(item.text) <= 40][:12]
    found = set()
    if any(hit.kind in FAMILIES for hit in hits):
        found.add("words")
    if any(brand_of(item).strength for item in short) or latin_brand(folded.text):
        found.add("shape")
    if _GIFT.search(folded.text) and _CODE.search(folded.text):
        found |= {"words", "shape"}
    if foreign(folded.text, subject) or _other_kana(text, subject):
        found.add("script")
    need = 2 if re.search(rf"[{HAN}]", folded.text) else 4
    alike = sum(
        any(common_stem(left, right) >= need for right in short[at + 1 :]) for at, left in enumerate(short)
    )
    if alike >= 2 and len(short) >= 3:
        found.add("list")
    return found


def _other_kana(text: str, subject: Subject) -> bool:
    """Whether a title in another language's letters stands above a page of Latin ones."""
    return subject.scripts.get("latin", 0.0) > 0.9 and scripts(text).get("latin", 0.0) < 0.3
