"""The whole store as one file that every database can take back: a line of JSON a row, packed with gzip."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Integer, Select, Table, func, insert, select, text, update

from crawler.errors import StoreError
from crawler.storage.columns import UtcTime
from crawler.storage.database import Database
from crawler.storage.opening import HEAD
from crawler.storage.schema import articles, metadata
from crawler.storage.writing import chunks

FORMAT = "pactwatch-store"
# Leases are of processes, not of data.
_LEFT_OUT = frozenset({"leases"})
_AT_ONCE = 500


def dump(database: Database, target: Path) -> int:
    """Write every row of one consistent view to ``target``; how many. Whole or not there.

    Raises :class:`StoreError`.
    """
    partial = target.with_name(f"{target.name}.partial")
    count = 0
    try:
        with gzip.open(partial, "wt", encoding="utf-8") as file, database.reading() as connection:
            if not database.is_sqlite:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            file.write(json.dumps({"format": FORMAT, "version": HEAD}) + "\n")
            for table in _tables():
                for row in connection.execution_options(stream_results=True).execute(_in_order(table)):
                    file.write(json.dumps([table.name, _plain(row)], ensure_ascii=False) + "\n")
                    count += 1
        partial.replace(target)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StoreError(f"backup {target}: it cannot be written ({error.strerror})") from error
    return count


def take_back(database: Database, source: Path) -> int:
    """Fill an empty store with the rows of ``source``; how many. One transaction: all or nothing.

    Raises :class:`StoreError` when the file is no such copy, is damaged or of another version, or when the
    store holds anything.
    """
    count = 0
    copies: list[dict[str, Any]] = []
    tables = {table.name: table for table in _tables()}
    try:
        with database.writing() as connection:
            _must_be_empty(connection, database)
            with gzip.open(source, "rt", encoding="utf-8") as file:
                _check_head(file.readline(), source)
                for name, rows in _by_table(file):
                    _insert(connection, tables[name], rows)
                    copies += [row for row in rows if row.get("duplicate_of") is not None]
                    count += len(rows)
            for row in copies:
                article = articles.c.id == row["id"]
                values = {"duplicate_of": row["duplicate_of"]}
                connection.execute(update(articles).where(article).values(values))
            if not database.is_sqlite:
                _go_on_counting(connection, list(tables.values()))
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        told = " ".join(str(error).split())[:200]
        raise StoreError(f"restore {source}: it is damaged or no copy of a store ({told})") from error
    return count


def _tables() -> list[Table]:
    """All tables, those that others point to first."""
    return [table for table in metadata.sorted_tables if table.name not in _LEFT_OUT]


def _in_order(table: Table) -> Select[Any]:
    return select(table).order_by(*table.primary_key)


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row._mapping.items()
    }


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """An article may be a copy of one with a higher number: that is filled in when all are there."""
    typed = [_typed(table, row) for row in rows]
    if table is articles:
        typed = [{**row, "duplicate_of": None} for row in typed]
    connection.execute(insert(table), typed)


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(table.c[name], value) for name, value in row.items()}


def _value(column: Column[Any], value: Any) -> Any:
    isotime = isinstance(column.type, UtcTime) and isinstance(value, str)
    return datetime.fromisoformat(value) if isotime else value


def _by_table(lines: Iterator[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Rows in portions, each of one table."""
    for part in chunks((json.loads(line) for line in lines), _AT_ONCE):
        start = 0
        for place in range(1, len(part) + 1):
            if place == len(part) or part[place][0] != part[start][0]:
                yield part[start][0], [row for _, row in part[start:place]]
                start = place


def _check_head(line: str, source: Path) -> None:
    head = json.loads(line)
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise StoreError(f"restore {source}: this is no copy of a store")
    if head.get("version") != HEAD:
        raise StoreError(
            f"restore {source}: it has version {head.get('version')}, expected {HEAD}: restore it with the "
            "Pactwatch that wrote it, then upgrade"
        )


def _must_be_empty(connection: Connection, database: Database) -> None:
    for table in _tables():
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise StoreError(f"restore: database {database.shown} is not empty, expected a new one")


def _go_on_counting(connection: Connection, tables: list[Table]) -> None:
    """PostgreSQL numbers rows by counters of its own: they go on after the highest number."""
    for table in tables:
        keys = list(table.primary_key)
        if len(keys) == 1 and isinstance(keys[0].type, Integer):
            highest = select(func.coalesce(func.max(keys[0]), 0) + 1).scalar_subquery()
            counter = func.pg_get_serial_sequence(table.name, keys[0].name)
            connection.execute(select(func.setval(counter, highest, False)))
