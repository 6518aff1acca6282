"""Troubles on our own side, from the poll that noticed them to the one that found them over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from crawler.model import Trouble
from crawler.storage.database import Database
from crawler.storage.schema import facts
from crawler.storage.writing import insert_new

_PREFIX = "trouble:"


class Troubles:
    """One row a trouble that is going on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, trouble: Trouble, now: datetime) -> bool:
        """Note a trouble; false when it is known already."""
        value = {"why": trouble.why, "cure": trouble.cure, "since": now.isoformat()}
        with self._database.writing() as connection:
            return insert_new(connection, facts, [{"name": _PREFIX + trouble.name, "value": value}]) == 1

    def end(self, name: str) -> bool:
        """Forget a trouble; false when there was none."""
        with self._database.writing() as connection:
            return connection.execute(delete(facts).where(facts.c.name == _PREFIX + name)).rowcount == 1

    def now(self) -> dict[str, tuple[Trouble, datetime]]:
        """All that are going on by name, each with its beginning."""
        query = select(facts).where(facts.c.name.startswith(_PREFIX, autoescape=True))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return {row.name.removeprefix(_PREFIX): _read(row.name, row.value) for row in rows}


def _read(name: str, value: Any) -> tuple[Trouble, datetime]:
    trouble = Trouble(name.removeprefix(_PREFIX), value["why"], value["cure"])
    return trouble, datetime.fromisoformat(value["since"])
