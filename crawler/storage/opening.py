"""Bring the tables to this version's shape when the store is opened."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from crawler.errors import StoreBusyError, StoreError
from crawler.storage.database import Database

HEAD = "0007"
"""The newest migration's number; a test compares it with the files."""

KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
MIGRATIONS = Path(__file__).parent / "migrations"


def prepare(database: Database) -> None:
    """Create or migrate the tables, one process at a time; quick when nothing is to be done.

    Before an older SQLite file is migrated it is copied to ``<file>.before-<number>``.

    Raises:
        StoreError: the database cannot be used, or a newer Pactwatch has made it.
    """
    _check_folder(database)
    try:
        if _version_apart(database) == HEAD:
            return
        _use_wal(database)
        with database.writing() as connection:
            database.lock(connection, "migrate")
            found = _version(connection, database)
            if found == HEAD:
                return
            if found is not None:
                _copy_aside(database)
            _upgrade(connection)
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        raise database.error(cause) from error


def _check_folder(database: Database) -> None:
    path = database.path
    if path is None:
        return
    if not path.parent.is_dir():
        raise StoreError(
            f"database {database.shown}: folder {path.parent} does not exist, expected an existing folder"
        )
    if path.is_dir():
        raise StoreError(f"database {database.shown}: {path} is a folder, expected a file")


def _version_apart(database: Database) -> str | None:
    with database.reading() as connection:
        return _version(connection, database)


def _version(connection: Connection, database: Database) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found is not None and found not in KNOWN:
        raise StoreError(
            f"database {database.shown} has version {found}, expected at most {HEAD}: use the newer Pactwatch"
        )
    return found


def _use_wal(database: Database) -> None:
    """Readers do not wait for the writer. The switch is kept in the file; it needs a moment in which nobody
    else reads, and SQLite does not wait for that by itself.
    """
    if not database.is_sqlite or database.path is None:
        return
    deadline = time.monotonic() + 30
    while True:
        try:
            with sqlite3.connect(database.path, timeout=5) as connection:
                connection.execute("PRAGMA journal_mode=WAL").fetchone()
            connection.close()
            return
        except sqlite3.OperationalError as error:
            reported = database.error(error)
            if not isinstance(reported, StoreBusyError) or time.monotonic() > deadline:
                raise reported from error
            time.sleep(0.05)


def _copy_aside(database: Database) -> None:
    path = database.path
    if path is None:
        return
    copy = path.with_name(f"{path.name}.before-{HEAD}")
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()


def _upgrade(connection: Connection) -> None:
    # Alembic takes a third of a second to import and is needed once in a database's life.
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
