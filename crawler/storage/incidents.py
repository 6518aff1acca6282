"""Incidents: when a source's pages were injected, which ones, and when they all were clean again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select, update

from crawler.model import IncidentChange
from crawler.storage.database import Database
from crawler.storage.records import time_shown
from crawler.storage.schema import articles, incident_pages, incidents
from crawler.storage.writing import insert_or_update

PLANTED = ("injected", "spam")
"""Verdicts that an incident is made of: somebody wrote on the site. (A mirror is another's doing.)"""

CLEAN, GONE = "clean", "gone"
"""Why a page is over: it was read clean again, or its site took it down."""

_QUOTES = 3


class Incidents:
    """The incidents of all sources, newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(self, source_id: str | None = None) -> list[dict[str, Any]]:
        """One row an incident with its pages, times as ISO 8601 in UTC; of one source or of all."""
        query = select(incidents).order_by(incidents.c.began_at.desc(), incidents.c.id)
        if source_id is not None:
            query = query.where(incidents.c.source_id == source_id)
        with self._database.reading() as connection:
            return [
                {
                    "id": row.id,
                    "source": row.source_id,
                    "began_at": time_shown(row.began_at),
                    "ended_at": time_shown(row.ended_at),
                    "pages": _pages(connection, row.id),
                }
                for row in connection.execute(query).all()
            ]


def follow(connection: Connection, article: Row[Any], now: datetime) -> IncidentChange | None:
    """Bring the incident of the article's source to what was just read of the article; what changed, or
    ``None``. At most one incident of a source is open; the caller holds the lock on articles.
    """
    if article.junk in PLANTED:
        return _planted(connection, article, now)
    return over(connection, article, CLEAN, now) if article.junk == "clean" else None


def over(connection: Connection, article: Row[Any], why: str, now: datetime) -> IncidentChange | None:
    """The article is planted on no longer: its incident ends when that was the last page."""
    mine = and_(incident_pages.c.article_id == article.id, incident_pages.c.over_at.is_(None))
    held = connection.execute(select(incident_pages.c.incident_id).where(mine)).scalars().first()
    if held is None:
        return None
    connection.execute(update(incident_pages).where(mine).values(over_at=now, over_why=why))
    left = select(incident_pages).where(
        incident_pages.c.incident_id == held, incident_pages.c.over_at.is_(None)
    )
    if connection.execute(left.limit(1)).first() is not None:
        return None
    connection.execute(update(incidents).where(incidents.c.id == held).values(ended_at=now))
    return _told(connection, held)


def planted_since(connection: Connection, article_id: int) -> datetime | None:
    """Since when the article is a page of an open incident: its re-reads thin out anew from then on."""
    mine = and_(incident_pages.c.article_id == article_id, incident_pages.c.over_at.is_(None))
    return connection.execute(select(incident_pages.c.found_at).where(mine)).scalars().first()


def _planted(connection: Connection, article: Row[Any], now: datetime) -> IncidentChange | None:
    of_source = incidents.c.source_id == article.source_id
    current = select(incidents.c.id).where(of_source, incidents.c.ended_at.is_(None))
    name = connection.execute(current).scalars().first()
    begun = name is None
    if name is None:
        earlier = connection.execute(
            select(func.count()).select_from(incidents).where(of_source)
        ).scalar_one()
        name = f"{article.source_id}:{earlier + 1}"
        row = {"id": name, "source_id": article.source_id, "began_at": now}
        connection.execute(insert(incidents).values(row))
    _hold(connection, name, article, now)
    return _told(connection, name) if begun else None


def _hold(connection: Connection, incident_id: str, article: Row[Any], now: datetime) -> None:
    """The article is a page of the incident; one that is known keeps the time it was found at, unless it was
    clean in between.
    """
    key = and_(incident_pages.c.incident_id == incident_id, incident_pages.c.article_id == article.id)
    known = connection.execute(select(incident_pages).where(key)).first()
    again = known is None or known.over_at is not None
    page = {
        "incident_id": incident_id,
        "article_id": article.id,
        "verdict": article.junk,
        "title_as_found": article.title_as_found,
        "found_at": now if again or known is None else known.found_at,
        "over_at": None,
        "over_why": "",
    }
    if known is None or dict(known._mapping) != page:
        insert_or_update(connection, incident_pages, page)


def _told(connection: Connection, incident_id: str) -> IncidentChange:
    row = connection.execute(select(incidents).where(incidents.c.id == incident_id)).one()
    return IncidentChange(
        id=row.id,
        source_id=row.source_id,
        began_at=row.began_at,
        ended_at=row.ended_at,
        pages=tuple(_pages(connection, incident_id)),
    )


def _quotes(page: Row[Any]) -> list[str]:
    """The first words that prove it, each once, while they stand there."""
    signals = page.junk_detail.get("signals", ()) if page.over_at is None else ()
    return list(dict.fromkeys(str(signal["quote"]) for signal in signals if signal["quote"]))[:_QUOTES]


def _pages(connection: Connection, incident_id: str) -> Sequence[dict[str, Any]]:
    """The incident's pages in the order they were found: the headline as it was found stays, also once the
    page is clean again.
    """
    query = (
        select(incident_pages, articles.c.url, articles.c.title, articles.c.junk_detail)
        .join(articles, articles.c.id == incident_pages.c.article_id)
        .where(incident_pages.c.incident_id == incident_id)
        .order_by(incident_pages.c.found_at, incident_pages.c.article_id)
    )
    return [
        {
            "url": row.url,
            "verdict": row.verdict,
            "title": row.title,
            "title_as_found": row.title_as_found,
            "found_at": time_shown(row.found_at),
            "over_at": time_shown(row.over_at),
            "over_why": row.over_why,
            "quotes": _quotes(row),
        }
        for row in connection.execute(query)
    ]
