"""Offices around Chinese and Japanese names.

``英国卫生大臣`` names a ministry; in ``甲野太郎奈良病院長`` a person stands before the house.
"""

from __future__ import annotations

import re
from functools import cache

from crawler.agreements.naming import Name
from crawler.organisations.lexicon import countries, entries
from crawler.text.sought import sought

_OFFICE = sought(
    r"(?P<field>卫生(?:和[\u4e00-\u9fff]{2,4}|福利)?)(?:(?P<ministry>部)(?=(?:常务|第一)?副?部?长)|(?=(?:国务)?大臣))"
)
_ABROAD = sought(r"(?:在|于)(?P<land>[\u4e00-\u9fff]{2,8}?)(?:会见|会晤|拜会|见|同|与|和)(?:了|该国|其)?$")
# "先后会见鞑靼斯坦卫生部长": a call, and no country that we know.
_MET = sought(r"(?:会见|会晤|拜会|拜访|接见)(?:了)?[\u4e00-\u9fff]{0,8}$")
_TALKS = re.compile(r"(?:副?部?[长長]|大臣)?[\u4e00-\u9fff]{0,4}(?:会谈|会晤|座谈|见面)")


@cache
def _lands() -> re.Pattern[str]:
    words = sorted(countries(True), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})(?:的)?$")


def ministries(raw: str, folded: str) -> list[Name]:
    """Ministries of health in the person of their ministers; the country is the one before the office, or
    the one where the minister was met.
    """
    found = []
    for match in _OFFICE.finditer(folded):
        start, end = match.start(), match.end()
        land = _lands().search(folded, max(0, start - 8), start)
        text = raw[start : match.end("field")] + "部"
        if _TALKS.match(folded, end):
            continue
        if land:
            if _MET.search(folded, max(0, land.start() - 14), land.start()):
                continue
            start = land.start()
            text = raw[start : land.end()].removesuffix("的") + text
        elif abroad := _ABROAD.search(folded, max(0, start - 14), start):
            if _lands().fullmatch(abroad["land"]):
                text = raw[abroad.start("land") : abroad.end("land")] + text
        elif _MET.search(folded, max(0, start - 14), start):
            continue
        found.append(Name(start, end, text, True, True))
    return found


_HEAD_AFTER = re.compile(r"副?(?:[学院总総局所社]?长|理事|总裁|知事)")
_NO_PERSON = sought(r"[大学会院医立社团市县堂国]")
_KANA = re.compile(r"[ぁ-ん]")


@cache
def _founded() -> re.Pattern[str]:
    """Where a house's name begins: its founder, or a Japanese town."""
    towns = [han for han, entry in entries()[0].items() if entry.place and entry.place.country == "JP"]
    words = sorted((town for town in towns if len(town) > 1), key=len, reverse=True)
    kinds = "国立|公立|县立|市立|都立|府立|道立|町立|东北|关[东西]|九州|四国|北陆|东海|近畿"
    return re.compile(f"(?:{kinds}|{'|'.join(map(re.escape, words))})")


def without_person(raw: str, folded: str, start: int, end: int) -> int:
    """Where the house's name begins in ``甲野太郎奈良病院長``: a Japanese person's name of three to five
    characters stands before a house whose head that person is.
    """
    if not _HEAD_AFTER.match(folded, end) or not _KANA.search(raw):
        return start
    for first in range(start + 3, min(start + 6, end - 3)):
        if _NO_PERSON.search(folded, start, first):
            break
        if _founded().match(folded, first, end):
            return first
    return start
