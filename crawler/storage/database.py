"""One database, SQLite or PostgreSQL: transactions, locks and clear errors."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import StaticPool

from crawler.errors import StoreBusyError, StoreError
from crawler.storage.columns import to_json

_EXPECTED = "expected sqlite:///path/to/file.db or postgresql+psycopg://user@host:port/database"

# A write of ours takes milliseconds and the longest (a bulk import of names) half a minute: who waits
# longer than two minutes waits for a process that hangs.
_BUSY_SECONDS = 120

# A server that cannot be reached any more says nothing: after a minute without a sign the connection is
# given up (libpq's settings, in seconds and milliseconds), or a scheduler would wait for ever.
_UNREACHABLE = {
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}

_BUSY = (
    "database is locked",
    "database table is locked",
    "lock timeout",
    "deadlock detected",
    "could not obtain",
)
_REASONS = (
    ("disk is full", "the disk is full: free some space"),
    ("no space left", "the disk is full: free some space"),
    ("not a database", "this is no database file of Pactwatch: move it away or name another"),
    ("malformed", "the file is damaged: restore a backup"),
    ("readonly", "it cannot be written: check the permissions of the file and its folder"),
    ("unable to open", "it cannot be opened: the folder must exist and be writable"),
    ("does not exist", "it does not exist there: create it first"),
    ("authentication failed", "user or password is refused"),
    ("connection", "the server cannot be reached: is it running, is the address right?"),
    ("disk i/o error", "the disk cannot be read or written"),
)


class Database:
    """Opens connections for reading and for writing; every database error leaves as a :class:`StoreError`
    of one line. A transaction opened inside another of the same thread is part of it.
    """

    def __init__(self, url: str) -> None:
        self.url = parsed(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._memory = self.is_sqlite and self.url.database in (None, "", ":memory:")
        self.shown = self.url.render_as_string(hide_password=True)
        self.engine = _sqlite(self.url, self._memory) if self.is_sqlite else _postgresql(self.url)
        self._open = threading.local()
        self._single = threading.RLock()

    @property
    def path(self) -> Path | None:
        """The file of a SQLite database, ``None`` for any other."""
        plain = self.is_sqlite and not self._memory and not str(self.url.database).startswith("file:")
        return Path(str(self.url.database)) if plain else None

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction that may write: all or nothing. On SQLite one writer at a time."""
        return self._transaction(write=True)

    def reading(self) -> AbstractContextManager[Connection]:
        """One consistent view of what is stored."""
        return self._transaction(write=False)

    def lock(self, connection: Connection, name: str) -> None:
        """Until the transaction ends, no other transaction holds the lock ``name``. On SQLite the
        transaction itself is that lock; PostgreSQL takes an advisory one.
        """
        if not self.is_sqlite:
            number = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": number})

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, write: bool) -> Iterator[Connection]:
        outer: Connection | None = getattr(self._open, "connection", None)
        if outer is not None:
            yield outer
            return
        single = self._single if self._memory else nullcontext()
        with self._errors(), single, self.engine.connect() as plain:
            connection = plain.execution_options(pactwatch_write=write)
            self._open.connection = connection
            try:
                with connection.begin():
                    yield connection
            finally:
                self._open.connection = None

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise self.error(error.orig or error) from error
        except (PoolTimeoutError, SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise self.error(error) from error

    def error(self, cause: BaseException) -> StoreError:
        """The one line for a person: what, where, what was expected."""
        said = " ".join(str(cause).split())
        low = said.lower()
        if any(sign in low for sign in _BUSY) or isinstance(cause, PoolTimeoutError):
            return StoreBusyError(f"database {self.shown} is busy: another process holds it for too long")
        advice = next((line for sign, line in _REASONS if sign in low), None)
        return StoreError(f"database {self.shown}: {advice or 'the request failed'} ({said[:200]})")


def parsed(url: str) -> URL:
    """The URL checked for what we can open.

    Raises:
        StoreError: another database, another driver or no URL at all.
    """
    try:
        found = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"database URL {url!r} cannot be read: {_EXPECTED}") from error
    shown = found.render_as_string(hide_password=True)
    if found.drivername in ("postgresql", "postgres"):
        found = found.set(drivername="postgresql+psycopg")
    if found.drivername not in ("sqlite", "sqlite+pysqlite", "postgresql+psycopg"):
        raise StoreError(f"database URL {shown}: {found.drivername!r} is not supported, {_EXPECTED}")
    return found


def _sqlite(url: URL, memory: bool) -> Engine:
    arguments = {"timeout": _BUSY_SECONDS, "check_same_thread": False}
    options: dict[str, Any] = {"poolclass": StaticPool} if memory else {"pool_size": 5, "max_overflow": 20}
    engine = create_engine(url, connect_args=arguments, json_serializer=to_json, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Transactions are begun by us; FULL so that a mail marked as sent stays marked after a power cut (one
    flush for a commit costs milliseconds, and we commit a few times a second at most).
    """
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("pactwatch_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=20,
        json_serializer=to_json,
        connect_args={
            "connect_timeout": 10,
            "options": f"-c lock_timeout={_BUSY_SECONDS}s -c timezone=UTC",
            **_UNREACHABLE,
        },
    )
