"""Date expressions in a line: English, Chinese, Japanese, Korean; full, year-less, bare days, relative words.

Only reading happens here; what a year-less or relative expression means is decided in ``signed``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from crawler.text.sought import sought


class DateWords(NamedTuple):
    """An expression at ``start:end`` of a line with what it states; ``relative`` is a number of days back
    (0 today, 1 yesterday), ``weekday`` 0 Monday .. 6 Sunday; ``vague`` a phrase such as ``近日``.
    ``era`` names the calendar or form that was read.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    relative: int | None = None
    vague: bool = False
    era: str = ""


_MONTH_NAMES = (
    "jan january",
    "feb february",
    "mar march",
    "apr april",
    "may",
    "jun june",
    "jul july",
    "aug august",
    "sep sept september",
    "oct october",
    "nov november",
    "dec december",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
_WEEKDAYS |= {name[:3]: number for name, number in list(_WEEKDAYS.items())}
_WEEKDAYS |= (
    {character: number for number, character in enumerate("一二三四五六日")}
    | {character: number for number, character in enumerate("月火水木金土日")}
    | {character: number for number, character in enumerate("월화수목금토일")}
    | {"天": 6}
)
_MONTH = r"(?P<{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_HAN_NUMBER = r"[一二三四五六七八九十廿卅元〇零]{1,4}"
_WEEK = (
    r"(?:\s?[（(]?(?:星期|周|週|礼拜)?(?P<{0}>[一二三四五六日天月火水木金土월화수목])(?:曜日?|요일)?[)）])?"
)

# Read in lower case. No expression begins inside a word, but for a date in figures.
_ENGLISH = re.compile(
    r"(?:\b(?=\w)|(?=\d))(?:"
    + "|".join(
        (
            rf"\b(?:(?P<w1>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|"
            rf"sun)(?:day)?,?\s)?{_MONTH.format('m1')}\s?{_DAY.format('d1')}(?:\s?(?:-|–|to|"
            rf"and)\s?(?P<r1>[0-3]?\d)(?:st|nd|rd|th)?)?(?:\s?,?\s?{_YEAR.format('y1')})?\b(?!\d|:\d)",
            rf"\b(?:(?P<w2>mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|"
            rf"sun)(?:day)?,?\s)?(?:the\s)?(?:(?P<r2>[0-3]?\d)(?:st|nd|rd|th)?\s?(?:-|–|to|"
            rf"and)\s?)?{_DAY.format('d2')}\s(?:day\s)?(?:of\s)?{_MONTH.format('m2')}"
            rf"(?:\s?,?\s?{_YEAR.format('y2')})?\b",
            r"(?<!\d)(?P<y3>(?:19|20)\d\d)\s?[-/.]\s?(?P<m3>[01]?\d)\s?[-/.]\s?(?P<d3>[0-3]?\d)(?!\d)",
            r"(?<!\d)(?P<d4>[0-3]?\d)[-/.](?P<m4>[01]?\d)[-/.](?P<y4>(?:19|20)\d\d)(?!\d)",
            rf"\b{_MONTH.format('m5')}\s?(?:of\s)?{_YEAR.format('y5')}\b",
            r"\b(?:today|this morning|this afternoon|earlier today)(?:\s\((?P<d6>[0-3]?\d)(?:st|nd|rd|"
            r"th)?\))?(?P<t6>)",
            r"(?P<t7>\byesterday\b)",
            r"\b(?:(?:on|last|this|late|early)\s|(?<=[a-z]\s)(?<!every\s)(?<!each\s)(?<!from\s)(?<!next\s))"
            r"(?P<w8>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
            r"(?!\s?(?:-|–|to|through|and|or)\s(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
            r"(?P<v9>\b(?:recently|a few days ago|last week|this week|earlier this month|last month|"
            r"last weekend|earlier this week)\b)",
        )
    )
    + ")"
)
# Every expression begins with one of these: most characters are passed over by one look.
_CJK = re.compile(
    r"(?=[\d令平昭民中元一二三四五六七八九十廿卅〇零今本昨지오近日最不前こ先최얼])(?:"
    + "|".join(
        (
            rf"(?:(?P<e1>令和|平成|昭和|民国|民國|中华民国)\s?)?(?P<y1>\d{{1,4}}|"
            rf"元)\s?[年년]\s?(?P<m1>[01]?\d)\s?[月월]\s?(?:(?P<d1>[0-3]?\d)\s?[日号號일](?!间|間|前|内|"
            rf"以))?(?:\s?(?:-|—|–|至|到|~|～|、)\s?(?P<r1>\d{{1,2}})[日号])?{_WEEK.format('w1')}",
            rf"(?<![\d年])(?P<m2>[01]?\d)\s?[月월]\s?(?P<d2>[0-3]?\d)\s?[日号號일](?!间|間|前|内|以)(?:\s?(?:-|—|–|"
            rf"至|到|~|～|、|和)\s?(?:\d{{1,2}}月)?(?P<r2>\d{{1,2}})[日号])?{_WEEK.format('w2')}",
            rf"(?P<m3>{_HAN_NUMBER})月(?P<d3>{_HAN_NUMBER})[日号]",
            r"(?<!\d)(?P<y4>(?:19|20)\d\d)\s?[-/.]\s?(?P<m4>[01]?\d)\s?[-/.]\s?(?P<d4>[0-3]?\d)(?!\d)",
            r"(?:今天?日?|本日|本月)\s?[（(](?P<d5>\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|号)?[)）]\s?日?",
            r"(?:昨天?日?)\s?[（(](?P<d6>\d{1,2})(?:日|号)?[)）]\s?日?",
            r"(?:(?<=本月)|(?<=今月)|(?<![\d月./-]))(?<!\d\s)(?:지난\s)?(?P<d7>[0-3]?\d)(?:日|号|일)(?!间|間|电|電|讯|訊|消息|前|内|以|至|から|まで|"
            r"부터|까지|간|\d)",
            r"(?<![月一二三四五六七八九十每])(?P<d8>[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日(?!本|间|前|内|游|报|夜|子|后|益|时)",
            r"(?P<t9>今天|今日|本日|今早|今晨|今晚|오늘)",
            r"(?P<t10>昨天|昨日|昨晚|昨(?=[，,]|与|與|在|举|舉|签|簽|同|和|于|於|赴|宣))",
            r"(?P<v11>近日|日前|近期|最近|不久前|前不久|このほど|このたび|先ごろ|최근|얼마 전)",
        )
    )
    + ")"
)
_DATELINE = re.compile(
    r"^\s?(?:电|電|讯|訊|消息|发自|電\)|电\)|[\u4e00-\u9fff]{1,6}(?:消息|电|訊|讯)[\s:：(（])"
)
# "CEDAR FALLS, Iowa, June 9, 2026 - ", "New Delhi, June 9 (PTI): ": places only before it, a mark after it.
_PLACES_BEFORE = re.compile(
    r"^\W{0,3}(?:[A-Z\u00c0-\u00de][\w.'’-]*[ ,./(]{1,3}(?:(?:of|de|la|al|and)\s)?){1,8}$"
)
_MARK_AFTER = re.compile(r"^\)?\s?(?:[/(][\w. &]{2,24}[/)]\s?)?(?:\s?(?:-{1,2}|–|—)\s?(?=\S)|:\s)")
# "(Wire - 09th Feb, 2021)"
_WIRE = re.compile(r"^[^.;!?]{0,60}\([^()]{2,60}[-–—/]\s?$")


# "Gulf Today reported", "USA Today": no day.
_NEWSPAPER = re.compile(r"[A-Z]\w*\sToday$")
_LONGEST_PLACES = 60  # characters
# Cheap looks spare most lines the long expressions: an English date has a figure with a month's name or a
# year, or is one of a few words.
_FIGURE = re.compile(r"\d")
_MONTH_OR_YEAR = sought(rf"\b(?:{'|'.join(_MONTHS)})(?![a-z])|19\d|20\d")
_DAY_WORDS = sought(r"day\b|morning|afternoon|recently|\bdays ago\b|\b(?:week|month|weekend)\b")
_MAYBE_CJK = re.compile(
    r"[年月日号號昨今近前년월일]|오늘|최근|얼마|このほど|このたび|先ごろ|前不久|(?<!\d)(?:19|20)\d\d\s?[-/.]"
)


def find(raw: str) -> list[DateWords]:
    """The date expressions of a line in order; datelines of news agencies carry the era ``dateline``."""
    return list(_found(raw))


@lru_cache(maxsize=256)  # the same sentence is asked by the cue, by the day of signing, by the facts
def _found(raw: str) -> tuple[DateWords, ...]:
    found: list[DateWords | None] = []
    low = _lowered(raw)
    if (_FIGURE.search(low) and _MONTH_OR_YEAR.search(low)) or _DAY_WORDS.search(low):
        found += [_read(match) for match in _ENGLISH.finditer(low)]
    if _MAYBE_CJK.search(raw):
        found += [_read(match) for match in _CJK.finditer(raw)]
    kept: list[DateWords] = []
    for date in sorted((d for d in found if d is not None), key=lambda d: (d.start, -d.end)):
        if (kept and date.start < kept[-1].end) or _NEWSPAPER.search(raw, max(0, date.start - 12), date.end):
            continue
        if _DATELINE.match(raw[date.end : date.end + 12]) or _after_places(raw, date):
            date = date._replace(era="dateline")
        kept.append(date)
    return tuple(kept)


def _lowered(raw: str) -> str:
    """``raw`` in lower case, as long as it is."""
    low = raw.lower()
    return low if len(low) == len(raw) else "".join(c.lower() if len(c.lower()) == 1 else c for c in raw)


def _after_places(raw: str, date: DateWords) -> bool:
    """Does the line begin with places and this day, set apart from the sentence by a dash or colon?"""
    if not 0 < date.start <= _LONGEST_PLACES or date.month is None:
        return False
    before = raw[: date.start]
    if raw[date.end : date.end + 1] == ")" and _WIRE.match(before):
        return True
    return _MARK_AFTER.match(raw[date.end : date.end + 32]) is not None and (
        _PLACES_BEFORE.match(before) is not None
    )


def _read(match: re.Match[str]) -> DateWords | None:
    parts = {key[0]: (key, value) for key, value in match.groupdict().items() if value is not None}
    vague = "v" in parts
    relative = {"t6": 0, "t7": 1, "t9": 0, "t10": 1}.get(parts["t"][0]) if "t" in parts else None
    era = parts["e"][1] if "e" in parts else ""
    year = _number(parts.get("y"))
    if year is not None:
        year, era = _year(year, era)
        if year is None:
            return None
    month, day = _number(parts.get("m")), _number(parts.get("d"))
    if "m" in parts and month is None:
        month = _MONTHS.get(parts["m"][1].lower())
    if "r" in parts:
        day, era = None, "range"  # days of an event, not the day of signing
    weekday = _weekday(parts["w"][1]) if "w" in parts else None
    if parts.get("d", ("", ""))[0] == "d6" and match.re is _CJK:
        relative = None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    return DateWords(match.start(), match.end(), year, month, day, weekday, relative, vague, era)


def _year(year: int, era: str) -> tuple[int | None, str]:
    if era == "令和":
        return year + 2018, "reiwa"
    if era == "平成":
        return year + 1988, "heisei"
    if era == "昭和":
        return year + 1925, "showa"
    if era or 80 <= year <= 150:
        return year + 1911, "roc"
    if year < 100:
        return (2000 + year, "two_digits") if 0 < year < 50 else (None, "")
    return (year, "") if 1950 <= year <= 2049 else (None, "")


_DIGITS = {character: number for number, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}


def _number(part: tuple[str, str] | None) -> int | None:
    if part is None:
        return None
    text = part[1]
    if text.isascii() and text.isdigit():
        return int(text)
    if text.isascii():
        return None
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGITS.get(tens, 0) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
    return _DIGITS.get(text)


def _weekday(text: str) -> int | None:
    low = text.lower()
    return _WEEKDAYS.get(low, _WEEKDAYS.get(low[:3]))
