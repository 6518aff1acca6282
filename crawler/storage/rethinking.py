"""Stored pages as ``reassess`` needs them: what was concluded, and where the raw page lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from crawler.storage.database import Database
from crawler.storage.schema import articles, reports

_BATCH = 200


@dataclass(frozen=True, slots=True)
class StoredPage:
    """One stored page: its conclusions in force; ``agreements`` are the records of its reports."""

    url: str
    source_id: str
    archive_ref: str | None
    title: str | None
    text: str
    junk: str
    problem: str | None
    announcement: str
    agreements: tuple[dict[str, Any], ...]


def stored_pages(database: Database, since: datetime | None) -> Iterator[StoredPage]:
    """All stored pages first seen at or after ``since``, oldest first, a batch at a time."""
    last = 0
    while True:
        query = select(articles).where(articles.c.id > last).order_by(articles.c.id).limit(_BATCH)
        if since is not None:
            query = query.where(articles.c.first_seen >= since)
        with database.reading() as connection:
            rows = connection.execute(query).all()
            ids = [row.id for row in rows]
            told: dict[int, list[dict[str, Any]]] = {}
            for report in connection.execute(select(reports).where(reports.c.article_id.in_(ids))):
                told.setdefault(report.article_id, []).append(report.agreement)
        if not rows:
            return
        last = rows[-1].id
        for row in rows:
            yield StoredPage(
                row.url,
                row.source_id,
                row.archive_ref,
                row.title,
                row.text,
                row.junk,
                row.problem,
                row.announcement,
                tuple(told.get(row.id, ())),
            )
