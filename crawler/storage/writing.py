"""The few statements that need a dialect's own words, and lists too long for one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite

Row = dict[str, Any]
_T = TypeVar("_T")

# PostgreSQL takes 65,535 parameters in a statement, SQLite 32,766 (since 3.32): 500 rows of up to 40 columns.
_AT_ONCE = 500


def chunks(values: Iterable[_T], size: int = _AT_ONCE) -> Iterator[list[_T]]:
    """``values`` in lists of at most ``size``."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> int:
    """Insert the rows whose primary (or unique) key is not there yet; how many those were."""
    count = 0
    for part in chunks(rows):
        statement: Any = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)
        count += _count(connection, statement.values(part).on_conflict_do_nothing())
    return count


def insert_many(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """As :func:`insert_new` for many thousands, through the driver's own loop; no count."""
    if rows:
        statement: Any = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)
        connection.execute(statement.on_conflict_do_nothing(), rows)


def insert_or_update(connection: Connection, table: Table, row: Row) -> None:
    """Insert ``row``, or bring the row of the same primary key to its values."""
    keys = [column.name for column in table.primary_key]
    statement: Any = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table).values(row)
    changed = {name: statement.excluded[name] for name in row if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))


def _count(connection: Connection, statement: Any) -> int:
    """How many rows the statement touched; PostgreSQL's driver keeps that for an insert only when asked."""
    return connection.execute(statement.execution_options(preserve_rowcount=True)).rowcount
