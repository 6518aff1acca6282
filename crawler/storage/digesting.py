"""What waits to be told by a digest: each entry is told in one digest, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select, update

from crawler.model import Alert
from crawler.storage.database import Database
from crawler.storage.outbox import add_alerts
from crawler.storage.schema import digest_entries, outbox
from crawler.storage.writing import insert_new


@dataclass(frozen=True, slots=True)
class Entry:
    """One agreement that matched a subscription: the facts as they were at the time."""

    id: str
    agreement_id: str
    at: datetime
    facts: dict[str, Any]


class Digests:
    """The entries of all subscriptions that are told by digest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def watched_since(self, subscription: str, now: datetime) -> datetime:
        """When the subscription was first looked at; asking for the first time makes it ``now``."""
        start = {"id": f"since:{subscription}", "subscription": subscription, "at": now, "facts": {}}
        query = select(digest_entries.c.at).where(digest_entries.c.id == start["id"])
        with self._database.writing() as connection:
            insert_new(connection, digest_entries, [start])
            found: datetime = connection.execute(query).scalar_one()
            return found

    def last_end(self, subscription: str) -> datetime | None:
        """Where the newest digest of the subscription ended."""
        newest = (
            select(outbox.c.facts)
            .where(outbox.c.kind == "digest", outbox.c.id.like(f"dg-{subscription}-%"))
            .order_by(outbox.c.created_at.desc(), outbox.c.id.desc())
        )
        with self._database.reading() as connection:
            for facts in connection.execute(newest.limit(50)).scalars():
                if facts.get("subscription") == subscription:
                    return datetime.fromisoformat(facts["until"])
        return None

    def pending(self, subscription: str, until: datetime) -> tuple[Entry, ...]:
        """What matched up to ``until`` and no digest has told, oldest first."""
        column = digest_entries.c
        mine = and_(column.subscription == subscription, column.told_in.is_(None), column.at <= until)
        query = select(digest_entries).where(mine, column.agreement_id.is_not(None))
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(column.at, column.id)).all()
        return tuple(Entry(row.id, row.agreement_id, row.at, row.facts) for row in rows)

    def tell(self, alerts: tuple[Alert, ...], entries: tuple[Entry, ...]) -> bool:
        """Put a digest's rows into the outbox and mark what it tells; false when that period has its digest
        (another process was quicker). One transaction.
        """
        with self._database.writing() as connection:
            self._database.lock(connection, "outbox")
            if not add_alerts(connection, alerts):
                return False
            for entry in entries:
                mine = and_(digest_entries.c.id == entry.id, digest_entries.c.told_in.is_(None))
                connection.execute(update(digest_entries).where(mine).values(told_in=alerts[0].id))
            return True
