"""A copy of the whole store, taken while it is in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from crawler.errors import StoreError
from crawler.storage.database import Database


def back_up(database: Database, target: Path) -> None:
    """Copy a SQLite database to ``target``; the copy is whole or not there, an older one is replaced.

    Raises:
        StoreError: the copy cannot be written, or the store is on PostgreSQL, which has its own tool.
    """
    path = database.path
    if path is None:
        raise StoreError(f"database {database.shown}: expected a SQLite file; use pg_dump for PostgreSQL")
    if not target.parent.is_dir():
        raise StoreError(
            f"backup {target}: folder {target.parent} does not exist, expected an existing folder"
        )
    if target.exists() and target.samefile(path):
        raise StoreError(f"backup {target}: this is the database itself, expected another file")
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"backup {target}: it cannot be written ({' '.join(str(error).split())})") from error
