"""What is stored, as the rows that ``list ... --format json`` promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, and_, select

from crawler.dedupe.urls import url_key
from crawler.model import Source
from crawler.storage.database import Database
from crawler.storage.polls import report_of
from crawler.storage.records import (
    agreement_shown,
    evidence_shown,
    signals_shown,
    time_shown,
)
from crawler.storage.schema import agreements, article_urls, articles, outbox, polls, reports, sources
from crawler.storage.writing import chunks

Shown = dict[str, Any]

_POLL = (
    "requests",
    "not_modified",
    "new",
    "updated",
    "unchanged",
    "duplicates",
    "junk",
    "agreements",
    "pending",
)


_STANDS = and_(agreements.c.active, agreements.c.superseded_by.is_(None))
_ORIGINAL = articles.alias("original")
_ARTICLES = select(articles, _ORIGINAL.c.url.label("original_url")).outerjoin(
    _ORIGINAL, articles.c.duplicate_of == _ORIGINAL.c.id
)


class Listing:
    """Rows for people and programs, newest first. ``since`` is on ``first_seen`` (polls: ``started_at``,
    alerts: when the row was made); ``limit`` 0 = all. Times are ISO 8601 in UTC.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def agreements(self, since: datetime | None = None, limit: int = 100) -> list[Shown]:
        """One row an agreement, with all its reports, the oldest first, those of mirrors last."""
        query = _page(select(agreements).where(_STANDS), agreements.c, since, limit)
        return self._agreements(query)

    def agreement(self, agreement_id: str) -> Shown | None:
        """The row of one agreement, ``None`` where no agreement stands under that id."""
        found = self._agreements(select(agreements).where(_STANDS, agreements.c.id == agreement_id))
        return found[0] if found else None

    def copies(self, agreement_id: str) -> dict[str, str]:
        """Where the raw pages that report an agreement lie in the archive, by their address."""
        query = (
            select(articles.c.url, articles.c.archive_ref)
            .join(reports, reports.c.article_id == articles.c.id)
            .where(reports.c.agreement_id == agreement_id, articles.c.archive_ref.is_not(None))
        )
        with self._database.reading() as connection:
            return {row.url: row.archive_ref for row in connection.execute(query)}

    def _agreements(self, query: Select[Any]) -> list[Shown]:
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
            told = _reports(connection, [row.id for row in rows])
        return [
            {
                "id": row.id,
                **agreement_shown(row.merged),
                "status": row.status,
                "confidence": row.confidence,
                "first_seen": time_shown(row.first_seen),
                "reports": told.get(row.id, []),
            }
            for row in rows
        ]

    def articles(self, since: datetime | None = None, limit: int = 100) -> list[Shown]:
        """One row an article, pages with a problem too."""
        return self._articles(_page(_ARTICLES, articles.c, since, limit))

    def article(self, url: str) -> Shown | None:
        """The row of the article at ``url``, in any spelling of it."""
        mine = select(article_urls.c.article_id).where(article_urls.c.url_key == url_key(url))
        found = self._articles(_ARTICLES.where(articles.c.id.in_(mine)))
        return found[0] if found else None

    def _articles(self, query: Select[Any]) -> list[Shown]:
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [
            {
                "url": row.url,
                "source": row.source_id,
                "title": row.title,
                "text": row.text,
                "language": row.language,
                "published_on": row.published_on,
                "first_seen": time_shown(row.first_seen),
                "revision": row.revision,
                "junk": row.junk,
                "duplicate_of": row.original_url,
                "problem": row.problem,
            }
            for row in rows
        ]

    def junk(self, since: datetime | None = None, limit: int = 100) -> list[Shown]:
        """Articles that are not clean, with the signals that say why."""
        query = select(articles).where(articles.c.junk != "clean")
        with self._database.reading() as connection:
            rows = connection.execute(_page(query, articles.c, since, limit)).all()
        return [
            {
                "url": row.url,
                "source": row.source_id,
                "verdict": row.junk,
                "score": row.junk_score,
                "first_seen": time_shown(row.first_seen),
                "title": row.title,
                "title_as_found": row.title_as_found,
                "signals": signals_shown(row.junk_detail),
            }
            for row in rows
        ]

    def sources(self, configured: Sequence[Source], now: datetime) -> list[Shown]:
        """The sources as their files state them, beside how they stand."""
        with self._database.reading() as connection:
            states = {row.id: row for row in connection.execute(select(sources))}
        rows = []
        for source in configured:
            state = states.get(source.id)
            rows.append(
                {
                    **asdict(source),
                    "health": _health(source, state),
                    "last_success": time_shown(state.last_success) if state else None,
                    "next_poll": time_shown((state.next_poll if state else None) or now),
                    "since": time_shown(state.health_since) if state else None,
                    "why": ((state.health_why or state.next_why) if state else "") or "never polled",
                }
            )
        return rows

    def polls(self, since: datetime | None = None, limit: int = 100) -> list[Shown]:
        """One row a poll."""
        query = select(polls).order_by(polls.c.started_at.desc(), polls.c.id.desc())
        if since is not None:
            query = query.where(polls.c.started_at >= since)
        with self._database.reading() as connection:
            found = [report_of(row) for row in connection.execute(query.limit(limit or None))]
        return [
            {
                "source": report.source,
                "started_at": time_shown(report.started_at),
                "finished_at": time_shown(report.finished_at),
                "outcome": report.outcome.value,
                **{name: getattr(report, name) for name in _POLL},
                "errors": report.errors,
            }
            for report in found
        ]

    def alerts(self, since: datetime | None = None, limit: int = 100) -> list[Shown]:
        """One row a mail that is to go out, or went."""
        query = select(outbox).order_by(outbox.c.created_at.desc(), outbox.c.id)
        if since is not None:
            query = query.where(outbox.c.created_at >= since)
        with self._database.reading() as connection:
            rows = connection.execute(query.limit(limit or None)).all()
        names = ("id", "agreement_id", "kind")
        after = ("subject", "state", "attempts", "last_error", "message_id")
        return [
            {
                **{name: getattr(row, name) for name in names},
                "to": row.recipients,
                **{name: getattr(row, name) for name in after},
            }
            for row in rows
        ]


def _page(query: Select[Any], columns: Any, since: datetime | None, limit: int) -> Select[Any]:
    first_seen: Column[datetime] = columns.first_seen
    if since is not None:
        query = query.where(first_seen >= since)
    return query.order_by(first_seen.desc(), columns.id.desc()).limit(limit or None)


def _reports(connection: Connection, ids: Sequence[str]) -> dict[str, list[Shown]]:
    found: dict[str, list[Shown]] = {}
    for part in chunks(ids):
        query = (
            select(reports, *REPORTED)
            .join(articles, reports.c.article_id == articles.c.id)
            .where(reports.c.agreement_id.in_(part))
            .order_by(*REPORT_ORDER)
        )
        for row in connection.execute(query):
            found.setdefault(row.agreement_id, []).append(report_shown(row))
    return found


REPORTED = (
    articles.c.url,
    articles.c.title,
    articles.c.language,
    articles.c.revision.label("article_revision"),
)
"""What a report row needs of its article."""


REPORT_ORDER = (
    reports.c.junk.in_(("mirror", "spam")),
    reports.c.first_seen,
    reports.c.article_id,
    reports.c.place,
)
"""The oldest report first; what a mirror copied never stands before what its owner told."""


def report_shown(row: Any) -> Shown:
    """One report as the interface names it; ``row`` joins ``reports`` with :data:`REPORTED`. Evidence found
    in an earlier revision points nowhere in the text that is shown now.
    """
    evidence = evidence_shown(row.agreement)
    if row.revision != row.article_revision:
        evidence = [{**proof, "start": None, "end": None} for proof in evidence]
    return {
        "url": row.url,
        "source": row.source_id,
        "title": row.title,
        "language": row.language,
        "published_on": row.published_on,
        "junk": row.junk,
        "evidence": evidence,
    }


def _health(source: Source, state: Any) -> str:
    if not source.enabled:
        return "paused"
    return str(state.health) if state else "ok"
