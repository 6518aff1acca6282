"""What is forgotten after a time: records of operation, never what was read or signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from crawler.storage.database import Database
from crawler.storage.schema import deliveries, outbox, polls


@dataclass(frozen=True, slots=True)
class Ages:
    """How long is kept: poll reports a year and a bit, so that a season can be compared with the last; the
    log of deliveries long enough for any complaint.
    """

    polls: timedelta = timedelta(days=400)
    deliveries: timedelta = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Pruned:
    """How many rows went."""

    polls: int
    deliveries: int


def prune(database: Database, now: datetime, ages: Ages) -> Pruned:
    """Forget what is older than ``ages``; the newest report of every source and the log of every mail that
    is still to go out stay.
    """
    with database.writing() as connection:
        return Pruned(_polls(connection, now - ages.polls), _deliveries(connection, now - ages.deliveries))


def _polls(connection: Connection, before: datetime) -> int:
    later = polls.alias("later")
    newer = select(later.c.id).where(
        later.c.source_id == polls.c.source_id, later.c.started_at > polls.c.started_at
    )
    gone = delete(polls).where(polls.c.started_at < before, newer.exists())
    return connection.execute(gone).rowcount


def _deliveries(connection: Connection, before: datetime) -> int:
    open_rows = select(outbox.c.id).where(outbox.c.state.in_(("waiting", "sending")))
    gone = delete(deliveries).where(deliveries.c.at < before, deliveries.c.alert_id.not_in(open_rows))
    return connection.execute(gone).rowcount
