"""Times that feeds and sitemaps state for machines: RFC 822, ISO 8601, or a printed date in their place."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from crawler.model import Source
from crawler.pages.printed_dates import Today, local_day, read_printed_date

_HAS_ZONE = re.compile(r"(?:Z|[+-]\d{2}:?\d{2}|\b(?![AP]M\b)[A-Z]{2,4})\s*$")
_OFFSET = re.compile(r":\d{2}(?:\.\d{1,9})?\s{0,3}([+-])(\d{2}):?([0-5]\d)\s*$")
# The web's first pages; what is older is a default value of some system (0001, 1970).
_OLDEST_YEAR = 1990


def stated_time(raw: str, moment: datetime | None, source: Source, now: datetime) -> str | None:
    """A stated date as ``YYYY-MM-DD`` or an ISO 8601 time in the source's zone (in its own where the
    source has none but the default); ``None`` for the future.

    ``moment`` is the parsed time where a parser knew the form, in UTC, also where ``raw`` names no zone: then
    the clock is the site's own.
    """
    today = local_day(now, source.timezone)
    if moment is None or ":" not in raw:
        return read_printed_date(raw, Today(today))
    zone = _zone(source.timezone, raw)
    try:
        local = moment.astimezone(zone) if _HAS_ZONE.search(raw[-40:]) else moment.replace(tzinfo=zone)
    except OverflowError:
        return None
    if (local.date() - today).days > 1 or local.year < _OLDEST_YEAR:
        return None
    return local.isoformat()


def moment_of(raw: str) -> datetime | None:
    """The time that an ISO 8601 or RFC 822 text states, in UTC (also where it names no zone), or ``None``."""
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(raw.strip()[:80])
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def _zone(name: str, raw: str) -> tzinfo:
    """The site's zone; where that is only the default, the offset that the text itself states."""
    offset = _OFFSET.search(raw[-40:]) if name == "UTC" else None
    if offset and int(offset[2]) < 15:
        minutes = int(offset[2]) * 60 + int(offset[3])
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return UTC
