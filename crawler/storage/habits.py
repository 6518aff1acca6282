"""How sources publish, as their stored articles tell, and how soon we saw it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from crawler.model import Habits
from crawler.storage.database import Database
from crawler.storage.schema import articles, reports

# A year holds every season of a hospital's news.
_SPAN = timedelta(days=365)
# Delays are told of the last season, and of the newest articles only: a site may have changed since.
_DELAY_SPAN, _DELAY_ARTICLES = timedelta(days=90), 500


@dataclass(frozen=True, slots=True)
class Delays:
    """Hours from an article's publication to its detection: the middle one and the one that nine in ten do
    not exceed, over ``articles`` articles. ``exact`` is false where sites print days only: then the time
    counts from the end of that day, and is 0 for what was seen on the day itself.
    """

    p50: float
    p90: float
    articles: int
    exact: bool


class HabitsTable:
    """Read from the articles; nothing is kept twice."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, source_id: str, now: datetime) -> Habits:
        """How ``source_id`` published over the last year: by the dates of its articles, and by the day an
        article was first seen where it has none (not for those of a source's first poll).
        """
        with self._database.reading() as connection:
            days = _dated(connection, source_id, (now - _SPAN).date(), now.date())
            days += _undated(connection, source_id, now - _SPAN)
            telling = select(func.count(reports.c.article_id.distinct())).where(
                reports.c.source_id == source_id, reports.c.first_seen >= now - _SPAN
            )
            return Habits(tuple(sorted(days.items())), connection.execute(telling).scalar_one())

    def delays(self, source_id: str, timezone: str, now: datetime) -> Delays | None:
        """How long after its publication an article of the source was found; ``None`` where nothing tells.
        Articles of a source's first poll are older than our watch and left out.
        """
        query = (
            select(articles.c.first_seen, articles.c.published_on, articles.c.meta)
            .where(articles.c.source_id == source_id, articles.c.is_first_poll.is_(False))
            .where(articles.c.first_seen >= now - _DELAY_SPAN, articles.c.published_on.is_not(None))
            .order_by(articles.c.first_seen.desc())
            .limit(_DELAY_ARTICLES)
        )
        zone = ZoneInfo(timezone)
        with self._database.reading() as connection:
            found = [
                _delay(row.first_seen, row.published_on, row.meta.get("link_published"), zone)
                for row in connection.execute(query)
            ]
        exact = [hours for hours, is_exact in found if is_exact]
        hours = sorted(exact or [hours for hours, _ in found])
        if not hours:
            return None
        return Delays(_quantile(hours, 0.5), _quantile(hours, 0.9), len(hours), bool(exact))


def _dated(connection: Connection, source_id: str, first: date, last: date) -> Counter[date]:
    column = articles.c.published_on
    query = (
        select(column, func.count())
        .where(articles.c.source_id == source_id, column >= first.isoformat(), column <= last.isoformat())
        .group_by(column)
    )
    counts: Counter[date] = Counter()
    for text, count in connection.execute(query):
        if len(text) == len("2026-01-01"):
            counts[date.fromisoformat(text)] += count
    return counts


def _undated(connection: Connection, source_id: str, since: datetime) -> Counter[date]:
    query = select(articles.c.first_seen).where(
        articles.c.source_id == source_id,
        articles.c.published_on.is_(None),
        articles.c.is_first_poll.is_(False),
        articles.c.problem.is_(None),
        articles.c.first_seen >= since,
    )
    return Counter(moment.date() for moment in connection.execute(query).scalars())


def _delay(seen: datetime, day: str, stated: object, zone: ZoneInfo) -> tuple[float, bool]:
    """Hours, and whether they are exact."""
    moment = _moment(stated, zone)
    if moment is not None:
        return max(0.0, (seen - moment).total_seconds() / 3600), True
    parts = [*map(int, day.split("-")), 12, 28][: 3 if day.count("-") == 2 else 4]
    end = datetime(parts[0], parts[1], parts[2], tzinfo=zone) + timedelta(days=1)
    return max(0.0, (seen - end.astimezone(UTC)).total_seconds() / 3600), False


def _moment(stated: object, zone: ZoneInfo) -> datetime | None:
    """The time that a feed or listing states, ``None`` for a mere day."""
    if not isinstance(stated, str) or len(stated) < len("2026-01-01T00:00"):
        return None
    try:
        found = datetime.fromisoformat(stated)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _quantile(values: list[float], share: float) -> float:
    """The smallest value that ``share`` of the sorted ``values`` do not exceed."""
    return values[min(len(values) - 1, max(0, -int(-share * len(values) // 1) - 1))]
