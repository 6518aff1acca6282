"""The date printed beside a link: short, often without a year, in the forms that lists use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.text.dates import find_dates

# A list names nothing older than the web and nothing from after tomorrow (zones differ by up to a day).
_OLDEST_YEAR = 1990
_TOMORROW = timedelta(days=1)
# Longer texts are teasers; a date printed for a link stands at either end of them.
_LONGEST = 400

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janvier enero januar janeiro gennaio",
            "feb february février fevrier febrero februar fevereiro febbraio",
            "mar march mars marzo märz março",
            "apr april avril abril aprile",
            "may mai mayo maio maggio",
            "jun june juin junio juni junho giugno",
            "jul july juillet julio juli julho luglio",
            "aug august août aout agosto",
            "sep sept september septembre septiembre setembro settembre",
            "oct october octobre octubre oktober outubro ottobre okt",
            "nov november novembre noviembre novembro",
            "dec december décembre decembre diciembre dezember dezembro dicembre dez",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<mon>" + "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True)) + r")\b\.?"
_D = r"(?<![\d.])"  # no digit before: the date is not the tail of a longer number
_E = r"(?!\d)"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_M = r"(?P<m>1[0-2]|0?[1-9])"
_DAY = r"(?P<d>3[01]|[12]\d|0?[1-9])"

_YEAR_IN = re.compile(r"(?:19|20)\d\d")
_SLASHED = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/20\d\d(?!\d)")
# So much of a page shows how it writes dates.
_SETTLING = 300_000
_AMERICAN_ZONES = frozenset(
    f"America/{city}"
    for city in ("New_York", "Chicago", "Denver", "Los_Angeles", "Phoenix", "Detroit", "Anchorage", "Boise")
)

# Every quantifier is bounded, so none of these can run away.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_D}{_YEAR}\s?[-/.‐‑–_年년]\s?{_M}\s?[-/.‐‑–_月월]\s?{_DAY}{_E}",
        rf"{_D}(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01]){_E}",
        rf"(?P<era>令和|平成|民國|民国|中華民國)\s?(?P<ey>\d{{1,3}}|元)\s?年\s?{_M}\s?月\s?{_DAY}\s?日",
        rf"\b(?P<era>[RH])(?P<ey>\d{{1,2}})\s?[.]\s?{_M}\s?[.]\s?{_DAY}{_E}",
        rf"{_D}(?P<ey>1[01]\d)[-/.](?P<m>1[0-2]|0[1-9])[-/.](?P<d>3[01]|[12]\d|0[1-9]){_E}",
        rf"{_D}{_DAY}(?:st|nd|rd|th)?[\s\-/.,]{{0,3}}(?:of |de )?{_MONTH}[\s\-/.,]{{0,3}}(?:de )?{_YEAR}{_E}",
        rf"\b{_MONTH}[\s\-/.]{{0,3}}{_DAY}(?:st|nd|rd|th)?[\s\-/.,]{{1,3}}{_YEAR}{_E}",
        rf"{_D}{_DAY}\s{{0,2}}[/|·]?\s{{0,2}}{_YEAR}\s?[-/.年]\s?{_M}(?:月)?{_E}",
        rf"{_D}{_YEAR}\s?[-/.年]\s?{_M}(?:月)?\s{{1,2}}[/|·]?\s{{0,2}}{_DAY}{_E}",
        rf"{_D}(?P<a>[0-3]?\d)(?P<sep>[-/.])(?P<b>[0-3]?\d)(?P=sep){_YEAR}{_E}",
        rf"{_D}{_DAY}\s{{1,2}}(?P<m>1[0-2]|0?[1-9])\s?[-/.]\s?{_YEAR}{_E}",
    )
)
_SHORT_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_D}{_M}\s?[月월]\s?{_DAY}\s?[日일]?",
        r"^\W{0,3}(?P<m>1[0-2]|0[1-9])[-/.](?P<d>3[01]|[12]\d|0[1-9])(?:\W{1,3}[012]?\d:[0-5]\d)?\W{0,3}$",
        r"(?:^|[\s\[(（【])(?P<m>1[0-2]|0[1-9])-(?P<d>3[01]|[12]\d|0[1-9])(?=$|[\s\])）】])",
        rf"^\W{{0,3}}{_DAY}(?:st|nd|rd|th)?[\s\-/.,]{{0,3}}{_MONTH}\W{{0,3}}$",
        rf"^\W{{0,3}}{_MONTH}[\s\-/.,]{{0,3}}{_DAY}(?:st|nd|rd|th)?\W{{0,3}}$",
        rf"^\W{{0,3}}{_DAY}\s{{0,2}}(?P<m>1[0-2]|0?[1-9])\s?[月월]\W{{0,3}}$",
    )
)
_AGO = re.compile(
    r"(?P<n>\d{1,3}|an?)\s?(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?|分钟|分鐘|分|小时|小時|時間|天|日|周|週|분|시간|일|주)"
    r"\s?(?P<ago>ago|前|전)",
    re.IGNORECASE,
)
_DAY_WORDS = {
    **dict.fromkeys(("今天", "今日", "today", "오늘", "本日", "刚刚", "剛剛", "just now"), 0),
    **dict.fromkeys(("昨天", "昨日", "yesterday", "어제"), 1),
    **dict.fromkeys(("前天", "一昨日", "그저께"), 2),
}
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "民國": 1911, "民国": 1911, "中華民國": 1911}


@dataclass(frozen=True, slots=True)
class Today:
    """The day on which a list is read, and how its site writes 03/04/2026: ``month_first`` = 4 March."""

    day: date
    month_first: bool = False


def local_day(now: datetime, timezone: str) -> date:
    """The calendar day at ``now`` where the site is; an unknown zone counts as UTC."""
    try:
        return now.astimezone(ZoneInfo(timezone)).date()
    except (ValueError, OSError, KeyError):
        return now.date()


def today_on(text: str, now: datetime, timezone: str) -> Today:
    """The day at ``now`` on a site, with the order of day and month that its page ``text`` shows.

    One date with a number over 12 settles it; where there is none, the zone does (the United States write
    the month first).
    """
    pairs = [(int(a), int(b)) for a, b in _SLASHED.findall(text[:_SETTLING])]
    firsts, seconds = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    american = timezone.startswith("US/") or timezone in _AMERICAN_ZONES
    return Today(local_day(now, timezone), seconds and not firsts if firsts or seconds else american)


def read_printed_date(text: str, today: Today) -> str | None:
    """The one date printed in ``text`` as ``YYYY-MM-DD``, ``None`` where there is none.

    A date without a year becomes the newest such day that is not after ``today``; a date after tomorrow (an
    event to come) is no publication date. Where several stand in the text, the first with a year wins.
    """
    return next(iter(printed_dates(text, today)), None)


def printed_dates(text: str, today: Today) -> Iterator[str]:
    """All dates printed in ``text``, full ones before short and relative ones."""
    plain = _digits(text[:_LONGEST])
    if not any(c.isdigit() for c in plain) and len(plain) > 30:
        return
    for pattern in _FORMS:
        for match in pattern.finditer(plain):
            if found := _plausible(_full(match, today.month_first), today.day):
                yield found.isoformat()
    for phrase in find_dates(plain) if _YEAR_IN.search(plain) else ():
        # Months of other languages (the forms above know how lists stack and cut their dates).
        if found := _plausible(phrase.day, today.day):
            yield found.isoformat()
    for pattern in _SHORT_FORMS:
        for match in pattern.finditer(plain.strip()):
            if found := _newest(_month(match), int(match["d"]), today.day):
                yield found.isoformat()
    if found := _relative(plain, today.day):
        yield found.isoformat()


def _digits(text: str) -> str:
    """Full-width and other scripts' digits as ASCII; compatibility forms folded."""
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() and not c.isascii() else c for c in folded)


def _full(match: re.Match[str], month_first: bool) -> date | None:
    parts = match.groupdict()
    if parts.get("a"):
        first, second = int(parts["a"]), int(parts["b"])
        day, month = (second, first) if month_first else (first, second)
        if month > 12:
            day, month = month, day
        return _date(int(parts["y"]), month, day)
    if parts.get("ey"):
        era = parts.get("era") or "民國"
        year = 1 if parts["ey"] == "元" else int(parts["ey"])
        return _date(_ERAS[era.upper()] + year, int(parts["m"]), int(parts["d"]))
    return _date(int(parts["y"]), _month(match), int(parts["d"]))


def _month(match: re.Match[str]) -> int:
    parts = match.groupdict()
    return _MONTHS[parts["mon"].lower()] if parts.get("mon") else int(parts["m"])


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plausible(found: date | None, today: date) -> date | None:
    if found is None or found.year < _OLDEST_YEAR or found > today + _TOMORROW:
        return None
    return found


def _newest(month: int, day: int, today: date) -> date | None:
    # Eight years back always hold a 29 February.
    for year in range(today.year, today.year - 9, -1):
        found = _date(year, month, day)
        if found is not None and found <= today + _TOMORROW:
            return found
    return None


def _relative(text: str, today: date) -> date | None:
    if match := _AGO.search(text):
        number = 1 if match["n"].lower().startswith("a") else int(match["n"])
        unit = match["unit"].lower()
        days = {"d": 1, "天": 1, "日": 1, "일": 1, "w": 7, "周": 7, "週": 7, "주": 7}.get(unit[0], 0)
        return today - timedelta(days=number * days)
    lowered = text.lower().strip()
    return next((today - timedelta(days=n) for w, n in _DAY_WORDS.items() if lowered.startswith(w)), None)
