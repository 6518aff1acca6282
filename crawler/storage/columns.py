"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

# What neither database takes: PostgreSQL refuses U+0000, no UTF-8 encoder takes a lone surrogate.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The same text, character for character (offsets stay right), with what no database takes as U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable_value(value: Any) -> Any:
    """A JSON-able value (dict, list, tuple, text, number) of which every text is :func:`storable`."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(str(key)): storable_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [storable_value(item) for item in value]
    return value


def to_json(value: Any) -> str:
    """JSON text for a column: readable in the database's own shell, keys in the order given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


class PlainText(TypeDecorator[str]):
    """Text of the outside world, however hostile."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Make the text storable."""
        return None if value is None else storable(value)


class Json(TypeDecorator[Any]):
    """A JSON value whose texts come from the outside world."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Make every text in the value storable."""
        return storable_value(value)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC; a naive one is a programming error and refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC; without zone for SQLite, which has no such column."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("times in the store are aware")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware and UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
