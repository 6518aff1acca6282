"""Dates as people write them, found in running text and read to year, month, day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources

import yaml

from crawler.text.normal import lowered

# No page of the web is older, and nothing is announced further ahead than the century.
_FIRST_YEAR, _LAST_YEAR = 1990, 2099


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date in a text: ``value`` is ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` by ``precision``, standing at
    ``[start, end)``; ``form`` names how it was written.
    """

    value: str
    precision: str
    start: int
    end: int
    form: str

    @property
    def day(self) -> date | None:
        """The date, where the phrase names a day."""
        return date.fromisoformat(self.value) if self.precision == "day" else None


_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = r"(?:[T\s,，]{0,3}\d{1,2}[:：]\d{2})?"
# Separators are the same twice (\2), so that "10.2.3-1" and ratios are no dates.
_YMD = re.compile(r"(?<![\d.])((?:19|20)\d\d)\s?([-/.．/－–])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d])(?!\2\d)")
_CJK = re.compile(
    r"(?<!\d)(\d{4}|\d{2}(?=年\s?\d{1,2}月)|[〇零○一二三四五六七八九]{4})\s?[年년]\s?(\d{1,2}|[一二三四五六七八九十]{1,2})\s?[月월]"
    r"(?:\s?份)?(?:\s?(\d{1,2}|[一二三四五六七八九十廿]{1,3})\s?[日號号일])?"
)
_ERA = re.compile(
    r"(令和|平成|民國|民国|中華民國)\s?(元|\d{1,3})\s?年\s?(\d{1,2})\s?月(?:\s?(\d{1,2})\s?日)?"
)
_ERA_START = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911, "中華民國": 1911}
_DMY = re.compile(
    r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d|\d\d(?=\D|$))(?![\d./-]\d)"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:\d{4}|\d{6})?(?!\d)")
# A year of two digits first, as Korean and Chinese boards print it.
_SHORT_YEAR = re.compile(r"(?<![\d./-])(\d\d)([-/.])(0?[1-9]|1[0-2])\2(\d{1,2})(?![\d./-])")
_LETTERS = re.compile(r"[^\W\d_]+")
# The year of the Republic of China, as Taiwan prints it without its name.
_REPUBLIC = re.compile(
    r"(?<![\d./-])(1[0-4]\d|\d\d)\s?([-/.])\s?(1[0-2]|0?[1-9])\s?\2\s?(\d{1,2})(?![\d./-])"
)
_CJK_DIGIT = {c: v for v, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９", "0123456789" * 4)
_AGO = re.compile(
    r"(?<!\d)(\d{1,3})\s?(分钟|分鐘|分|小时|小時|時間|天|日|周|週間|minutes?|mins?|hours?|hrs?|days?|weeks?|분|시간|"
    r"일)\s?(?:之)?(?:前|ago|전)",
    re.IGNORECASE,
)
_UNIT_HOURS = {
    "天": 24, "日": 24, "일": 24, "d": 24, "周": 168, "週": 168, "w": 168, "小": 1, "時": 1, "시": 1, "h": 1,
    "分": 0, "분": 0, "m": 0,
}  # fmt: skip
_DAY_WORDS = {
    "今天": 0,
    "今日": 0,
    "昨天": 1,
    "昨日": 1,
    "前天": 2,
    "오늘": 0,
    "어제": 1,
    "today": 0,
    "yesterday": 1,
}
# In running prose the words go on ("today's", "昨日本院"), and then they date nothing here.
_DAY_WORD = re.compile("(?:^|(?<=[\\s:：]))(" + "|".join(_DAY_WORDS) + r")(?=$|[\s,，\d])", re.IGNORECASE)


@cache
def _month_table() -> dict[str, int]:
    text = resources.files("crawler.text").joinpath("months.yaml").read_text("utf-8")
    table: dict[str, int] = {}
    for names in yaml.safe_load(text).values():
        for number, forms in enumerate(names, 1):
            spelled = [forms] if forms.startswith("tháng") else forms.split()
            for form in spelled:
                table.setdefault(lowered(form), number)
    return table


@cache
def _named_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Day-month-year, month-day-year and month-year with named months, for text in lower case."""
    months = "|".join(sorted(map(re.escape, _month_table()), key=len, reverse=True))
    year = r"((?:19|20)\d\d)"
    link = r"[\s.,،/-]{1,3}(?:de\s|del\s|of\s|năm\s)?"
    dmy = re.compile(
        rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|ª|\.)?{link}({months})(?:\.|(?!\w)){link}{year}(?!\d)"
    )
    mdy = re.compile(rf"(?<!\w)({months})\.?\s{{1,2}}(\d{{1,2}})(?:st|nd|rd|th)?[\s,.]{{1,3}}{year}(?!\d)")
    my = re.compile(rf"(?<!\w)({months})\.?[\s,]{{1,2}}(?:de\s)?{year}(?!\d)")
    return dmy, mdy, my


@cache
def _month_beginnings() -> frozenset[str]:
    """The letters that each month's name begins with, up to its first mark that is none."""
    return frozenset(_LETTERS.findall(month)[0] for month in _month_table())


def find_dates(
    text: str,
    *,
    month_first: bool = False,
    named: bool = True,
    republic: bool = False,
    year_first: bool = False,
) -> list[DatePhrase]:
    """All full or year-month dates in ``text``, in order, none overlapping another.

    ``month_first`` settles ``03/04/2024`` (English of the United States). Years run from 1990 to 2099.
    ``named`` leaves out month names, which cost most of the time. ``republic`` reads ``115/11/06`` by the
    calendar of Taiwan, ``year_first`` reads ``26-03-05`` as the fifth of March 2026.
    """
    plain = text.translate(_ARABIC_DIGITS) if not text.isascii() else text
    found: list[DatePhrase] = []
    if year_first:
        for match in _SHORT_YEAR.finditer(plain):
            found += _phrase(match, _century(match[1]), match[3], match[4], "short_year")
    found += _numeric(plain, month_first)
    if republic:
        for match in _REPUBLIC.finditer(plain):
            found += _phrase(match, 1911 + int(match[1]), match[3], match[4], "republic")
    if named and _YEAR.search(plain):
        found.extend(_named(plain))
    found.sort(key=lambda phrase: (phrase.start, phrase.start - phrase.end))
    kept: list[DatePhrase] = []
    for phrase in found:
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return kept


def _numeric(text: str, month_first: bool) -> Iterator[DatePhrase]:
    for match in _YMD.finditer(text):
        yield from _phrase(match, match[1], match[3], match[4], "iso")
    if not text.isascii():
        for match in _ERA.finditer(text):
            year = _ERA_START[match[1]] + (1 if match[2] == "元" else int(match[2]))
            yield from _phrase(match, year, match[3], match[4], "era")
        for match in _CJK.finditer(text):
            yield from _phrase(
                match, _cjk_year(match[1]), _cjk_number(match[2]), _cjk_number(match[3]), "cjk"
            )
    for match in _DMY.finditer(text):
        first, second = int(match[1]), int(match[3])
        day, month = (
            (second, first)
            if (month_first and second > 12) or (month_first and first <= 12)
            else (first, second)
        )
        if month > 12:
            day, month = month, day
        yield from _phrase(match, _century(match[4]), month, day, "numeric")
    for match in _COMPACT.finditer(text):
        yield from _phrase(match, match[1], match[2], match[3], "compact")


def _named(text: str) -> Iterator[DatePhrase]:
    text = lowered(text)
    if _month_beginnings().isdisjoint(_LETTERS.findall(text)):
        return
    table = _month_table()
    dmy, mdy, my = _named_patterns()
    for match in dmy.finditer(text):
        yield from _phrase(match, match[3], table.get(match[2]), match[1], "named")
    for match in mdy.finditer(text):
        yield from _phrase(match, match[3], table.get(match[1]), match[2], "named")
    for match in my.finditer(text):
        yield from _phrase(match, match[2], table.get(match[1]), None, "named")


def _phrase(
    match: re.Match[str], year: str | int | None, month: str | int | None, day: str | int | None, form: str
) -> Iterator[DatePhrase]:
    """The phrase, where its parts make a date."""
    if year is None or month is None or not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return
    try:
        when = date(int(year), int(month), int(day or 1))
    except ValueError:
        return
    value, precision = (when.isoformat(), "day") if day else (when.isoformat()[:7], "month")
    yield DatePhrase(value, precision, match.start(), match.end(), form)


def _century(year: str) -> int:
    """Two digits are of this century: no page was written in the last one's with two."""
    return int(year) if len(year) == 4 else 2000 + int(year)


def _cjk_year(year: str) -> int:
    if year.isdigit() and year.isascii():
        return _century(year)
    return int("".join(str(_CJK_DIGIT[digit]) for digit in year))


def _cjk_number(text: str | None) -> int | None:
    """``十二`` -> 12, ``廿一`` -> 21, ``7`` -> 7."""
    if not text:
        return None
    if text.isdigit() and text.isascii():
        return int(text)
    tens, _, ones = text.replace("廿", "二十").partition("十")
    if "十" not in text and "廿" not in text:
        return _CJK_DIGIT[text] if len(text) == 1 else None
    return (_CJK_DIGIT[tens] if tens else 1) * 10 + (_CJK_DIGIT[ones] if ones else 0)


def relative_day(text: str, now: datetime) -> DatePhrase | None:
    """``昨天``, ``3 hours ago``, ``2일 전`` in a short line, counted back from ``now`` (aware)."""
    if match := _AGO.search(text):
        unit = match[2].lower()
        hours = _UNIT_HOURS[unit[0]] if not unit.startswith("時間") else 1
        when = now - timedelta(hours=hours * int(match[1]), minutes=int(match[1]) if hours == 0 else 0)
    elif match := _DAY_WORD.search(text):
        when = now - timedelta(days=_DAY_WORDS[match[1].lower()])
    else:
        return None
    return DatePhrase(when.date().isoformat(), "day", match.start(), match.end(), "relative")
