"""What every poll did."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from crawler.model import PollOutcome, PollReport
from crawler.storage.database import Database
from crawler.storage.schema import polls, sources

_OWN = ("source", "started_at", "finished_at", "outcome", "errors", "detail")
COUNTS = tuple(field.name for field in fields(PollReport) if field.name not in _OWN)


class Polls:
    """Poll reports, and what they mean for their source's row."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, report: PollReport) -> None:
        """Keep a report. A poll that was done, in part or whole, is a success of its source and ends its
        first poll; one that failed counts against it; one that was skipped says nothing.
        """
        record = asdict(report)
        row = {
            "source_id": report.source,
            "started_at": report.started_at,
            "finished_at": report.finished_at,
            "outcome": report.outcome.value,
            "counts": {name: record[name] for name in COUNTS},
            "errors": report.errors,
            "detail": report.detail,
        }
        with self._database.writing() as connection:
            connection.execute(insert(polls).values(row))
            _tell_source(connection, report)

    def recent(self, source_id: str, count: int, *, before: datetime | None = None) -> tuple[PollReport, ...]:
        """The last ``count`` reports of a source, newest first; with ``before`` those that began earlier."""
        query = (
            select(polls)
            .where(polls.c.source_id == source_id)
            .order_by(polls.c.started_at.desc(), polls.c.id.desc())
            .limit(count)
        )
        if before is not None:
            query = query.where(polls.c.started_at < before)
        with self._database.reading() as connection:
            return tuple(report_of(row) for row in connection.execute(query))

    def newest(self, since: datetime, count: int) -> tuple[PollReport, ...]:
        """The last ``count`` polls of all sources that began after ``since``, newest first; none skipped."""
        query = (
            select(polls)
            .where(polls.c.started_at >= since, polls.c.outcome != PollOutcome.SKIPPED.value)
            .order_by(polls.c.finished_at.desc(), polls.c.id.desc())
            .limit(count)
        )
        with self._database.reading() as connection:
            return tuple(report_of(row) for row in connection.execute(query))


def report_of(row: Row[Any]) -> PollReport:
    """The report a row holds."""
    counts = {name: row.counts[name] for name in COUNTS if name in row.counts}
    return PollReport(
        source=row.source_id,
        started_at=row.started_at,
        finished_at=row.finished_at,
        outcome=PollOutcome(row.outcome),
        errors=dict(row.errors),
        detail=row.detail,
        **counts,
    )


def _tell_source(connection: Connection, report: PollReport) -> None:
    mine = sources.c.id == report.source
    if report.outcome in (PollOutcome.DONE, PollOutcome.PARTIAL):
        values = {"last_success": report.finished_at, "failures": 0, "first_poll_done": True}
        connection.execute(update(sources).where(mine).values(values))
    elif report.outcome is PollOutcome.FAILED:
        connection.execute(update(sources).where(mine).values(failures=sources.c.failures + 1))
