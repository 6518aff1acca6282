"""What is watched, how it stands, and when it is looked at next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from crawler.errors import StoreError
from crawler.model import Health, HealthVerdict, NextPoll, Source, SourceState
from crawler.storage.database import Database
from crawler.storage.schema import sources
from crawler.storage.writing import chunks, insert_new

# Schedules look ahead by a month at most, a server's wish is kept for a week (``crawler.polling``).
_NEVER_AHEAD = timedelta(days=32)
# Whoever changes one of these in a file wants to see what comes of it, not to wait for the old schedule.
_LOOK_AT_ONCE = (
    "url",
    "entry_points",
    "poll",
    "timezone",
    "include",
    "exclude",
    "selectors",
    "enabled",
    "render",
)


class Sources:
    """One row a source; a source whose file is gone keeps its row and everything stored of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sync(self, configured: Sequence[Source], now: datetime) -> None:
        """Make the rows follow the files: new ones appear, absent ones are marked so. A source whose address
        or schedule was changed is due at once: the time it waited for was of the old one.
        """
        wanted = {source.id: asdict(source) for source in configured}
        with self._database.writing() as connection:
            self._database.lock(connection, "sources")
            stored = {row.id: row for row in connection.execute(select(sources))}
            fresh = [_fresh(identifier, spec, now) for identifier, spec in wanted.items()]
            insert_new(connection, sources, [row for row in fresh if row["id"] not in stored])
            for row in stored.values():
                spec = wanted.get(row.id, row.spec)
                if row.present != (row.id in wanted) or _plain(spec) != row.spec:
                    values: dict[str, Any] = {"present": row.id in wanted, "spec": spec}
                    if row.next_poll is not None and _is_to_be_seen(row.spec, _plain(spec)):
                        values |= {"next_poll": now, "next_why": "now: its file was changed"}
                    connection.execute(update(sources).where(sources.c.id == row.id).values(values))

    def states(self) -> tuple[SourceState, ...]:
        """All sources, absent ones too, by id."""
        with self._database.reading() as connection:
            return tuple(_state(row) for row in connection.execute(select(sources).order_by(sources.c.id)))

    def state(self, source_id: str) -> SourceState:
        """One source.

        Raises:
            StoreError: it was never configured.
        """
        with self._database.reading() as connection:
            row = connection.execute(select(sources).where(sources.c.id == source_id)).first()
        if row is None:
            raise StoreError(f"source {source_id}: not in the database, expected an id of a source file")
        return _state(row)

    def schedule(self, source_id: str, next_poll: NextPoll) -> None:
        """When to look next, and why then."""
        self._set(source_id, next_poll=next_poll.at, next_why=next_poll.why)

    def set_health(self, source_id: str, verdict: HealthVerdict) -> None:
        """How the source stands."""
        values = {"health": verdict.health.value, "health_since": verdict.since, "health_why": verdict.why}
        self._set(source_id, **values)

    def defer(self, source_id: str, until: datetime | None) -> None:
        """Not before ``until``: the server asked for it (Retry-After). ``None`` ends it."""
        self._set(source_id, deferred_until=until)

    def pause(self, source_id: str, until: datetime | None) -> None:
        """Not before ``until``: we or a person decided so. ``None`` ends it."""
        self._set(source_id, paused_until=until)

    def due(self, ids: Sequence[str], now: datetime) -> tuple[str, ...]:
        """Which of ``ids`` are to be polled now: never polled ones first, then the longest overdue. What a
        server deferred or somebody paused is not due.

        A time further ahead than any that is ever set was set by a clock that went wrong: it is due.
        """
        column = sources.c
        found: list[tuple[bool, str, str]] = []
        with self._database.reading() as connection:
            for part in chunks(ids):
                query = select(column.id, column.next_poll).where(
                    column.id.in_(part),
                    or_(
                        column.next_poll.is_(None),
                        column.next_poll <= now,
                        column.next_poll > now + _NEVER_AHEAD,
                    ),
                    or_(
                        column.deferred_until.is_(None),
                        column.deferred_until <= now,
                        column.deferred_until > now + _NEVER_AHEAD,
                    ),
                    or_(column.paused_until.is_(None), column.paused_until <= now),
                )
                for row in connection.execute(query):
                    when = row.next_poll.isoformat() if row.next_poll else ""
                    found.append((row.next_poll is not None, when, row.id))
        return tuple(identifier for _, _, identifier in sorted(found))

    def _set(self, source_id: str, **values: Any) -> None:
        with self._database.writing() as connection:
            connection.execute(update(sources).where(sources.c.id == source_id).values(values))


def first_poll_done(connection: Connection, source_id: str) -> bool:
    """Whether a poll of the source ever ended well; false for a source nobody configured."""
    query = select(sources.c.first_poll_done).where(sources.c.id == source_id)
    return bool(connection.execute(query).scalar())


def _fresh(identifier: str, spec: dict[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "id": identifier,
        "present": True,
        "spec": spec,
        "first_seen": now,
        "health": Health.OK.value,
        "health_why": "",
        "next_why": "never polled",
        "failures": 0,
        "first_poll_done": False,
    }


def _is_to_be_seen(before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether a change asks for a look; a key that an older Pactwatch did not know is no change."""
    return any(name in before and before[name] != after.get(name) for name in _LOOK_AT_ONCE)


def _plain(spec: Any) -> Any:
    """The value as it comes back from a JSON column."""
    if isinstance(spec, dict):
        return {key: _plain(value) for key, value in spec.items()}
    return [_plain(value) for value in spec] if isinstance(spec, list | tuple) else spec


def _state(row: Row[Any]) -> SourceState:
    return SourceState(
        id=row.id,
        present=row.present,
        health=Health(row.health),
        since=row.health_since,
        why=row.health_why,
        last_success=row.last_success,
        next_poll=row.next_poll,
        next_why=row.next_why,
        failures=row.failures,
        paused_until=row.paused_until,
        deferred_until=row.deferred_until,
        first_poll_done=row.first_poll_done,
        first_seen=row.first_seen,
    )
