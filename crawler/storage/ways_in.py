"""Which ways into a site were found for a source whose file names none."""

from __future__ import annotations

from sqlalchemy import select

from crawler.model import EntryKind, EntryPoint, Source
from crawler.storage.database import Database
from crawler.storage.schema import facts
from crawler.storage.writing import insert_or_update


class WaysIn:
    """Found entry points, by source and the address they were found from."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, source: Source) -> tuple[EntryPoint, ...]:
        """The entry points found for the source's present address; none when it was never looked at."""
        with self._database.reading() as connection:
            value = connection.execute(select(facts.c.value).where(facts.c.name == _name(source))).scalar()
        if not isinstance(value, dict) or value.get("url") != source.url:
            return ()
        return tuple(EntryPoint(each["url"], EntryKind(each["kind"])) for each in value["points"])

    def remember(self, source: Source, points: tuple[EntryPoint, ...]) -> None:
        """Keep what was found, in place of what was found before."""
        told = [{"url": point.url, "kind": point.kind.value} for point in points]
        row = {"name": _name(source), "value": {"url": source.url, "points": told}}
        with self._database.writing() as connection:
            insert_or_update(connection, facts, row)


def _name(source: Source) -> str:
    return f"ways in: {source.id}"
