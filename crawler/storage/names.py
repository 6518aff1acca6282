"""The organisations' names: looked up by index, nothing held in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, or_, select, text, update

from crawler.dedupe.urls import host_of, site
from crawler.errors import StoreError
from crawler.model import OrganisationName, OrganisationRecord
from crawler.storage.database import Database
from crawler.storage.schema import organisation_hosts, organisation_names, organisations
from crawler.storage.writing import chunks, insert_many, insert_new, insert_or_update

# An index entry of PostgreSQL holds 2,700 bytes; a name this long is none.
_LONGEST_NORM = 500


FOUND = "found"
"""Origin of organisations that only an agreement named. They are there for a person to find, merge or name;
until one does, parties are not linked to them: the names of one organisation in two languages are two of
them, and two ids would part reports that their keys join.
"""

LINKED = or_(organisations.c.origin != FOUND, organisations.c.merged_into.is_not(None))


class Names:
    """The registry (``crawler.model.NameTable``) over the store's tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_norms(self, norms: Sequence[str]) -> tuple[OrganisationName, ...]:
        """All rows whose ``norm`` is one of ``norms``; merged organisations give the id they merged into."""
        name, known = organisation_names.c, organisations.c
        found: dict[tuple[str, ...], OrganisationName] = {}
        with self._database.reading() as connection:
            for part in chunks({norm for norm in norms if norm}):
                query = (
                    select(organisation_names, known.merged_into)
                    .join(organisations, name.organisation_id == known.id)
                    .where(name.norm.in_(part), LINKED)
                    .order_by(name.organisation_id, name.kind, name.language)
                )
                for row in connection.execute(query):
                    each = _name(row, row.merged_into or row.organisation_id)
                    found.setdefault((each.organisation_id, each.norm, each.kind, each.language), each)
        return tuple(found.values())

    def found(self, norms: Sequence[str]) -> tuple[OrganisationName, ...]:
        """As :meth:`by_norms`, of those that only agreements named: for people, never to link by."""
        name, known = organisation_names.c, organisations.c
        mine = (known.origin == FOUND) & known.merged_into.is_(None)
        query = select(organisation_names).join(organisations, name.organisation_id == known.id).where(mine)
        with self._database.reading() as connection:
            asked = query.where(name.norm.in_([norm for norm in norms if norm]))
            rows = connection.execute(asked.order_by(name.organisation_id, name.kind)).all()
        return tuple(_name(row, row.organisation_id) for row in rows)

    def by_ids(self, ids: Sequence[str]) -> tuple[OrganisationRecord, ...]:
        """The organisations with these ids, merges followed; without their names."""
        with self._database.reading() as connection:
            return _records(connection, ids)

    def by_host(self, host: str) -> OrganisationRecord | None:
        """Whose host this is: the exact host first, then its registrable domain where one alone has it."""
        exact = host_of(f"http://{host}/")
        domain = site(f"http://{host}/")
        with self._database.reading() as connection:
            for wanted in dict.fromkeys(each for each in (exact, domain) if each):
                query = select(organisation_hosts.c.organisation_id).where(
                    organisation_hosts.c.host == wanted
                )
                owners = _records(connection, connection.execute(query).scalars().all())
                if len(owners) == 1:
                    return owners[0]
        return None

    def import_rows(self, records: Iterable[OrganisationRecord], origin: str = "ror") -> int:
        """Put a registry's records in, replacing what came from the same origin before; how many. Local
        organisations, and what a person merged, stay.
        """
        count = 0
        with self._database.writing() as connection:
            self._database.lock(connection, "organisations")
            led = organisations.c.merged_into.is_not(None)
            rows = connection.execute(select(organisations.c.id, organisations.c.merged_into).where(led))
            merged = {row.id: row.merged_into for row in rows}
            _forget(connection, origin)
            for part in chunks(records, 2000):
                _insert(connection, part, origin, merged)
                count += len(part)
            # Without fresh statistics PostgreSQL reads the whole table for each look-up.
            for table in (organisations, organisation_names, organisation_hosts):
                connection.execute(text(f"ANALYZE {table.name}"))
        return count

    def add_local(self, record: OrganisationRecord) -> None:
        """Put in, or change, an organisation of our own."""
        row = _row(record, "local", {})
        with self._database.writing() as connection:
            insert_or_update(connection, organisations, row)
            insert_new(connection, organisation_names, list(_name_rows([record], "local")))
            insert_new(connection, organisation_hosts, list(_host_rows([record])))

    def add_alias(self, name: OrganisationName) -> None:
        """Another name of a known organisation.

        Raises:
            StoreError: the organisation is not known.
        """
        with self._database.writing() as connection:
            if not _records(connection, [name.organisation_id]):
                raise StoreError(f"organisation {name.organisation_id}: not known, expected a registry's id")
            row = {"origin": "local", **_name_row(name)}
            insert_new(connection, organisation_names, [row])
            confirmed(connection, name.organisation_id)

    def merge(self, organisation_id: str, into: str) -> None:
        """Say that two are one: the first one's id and names lead to the second. What is stored already is
        joined anew by :func:`crawler.storage.rejoining.rejoin`.

        Raises:
            StoreError: one of them is not known, or they are one already.
        """
        with self._database.writing() as connection:
            found = {each.id for each in _records(connection, [into])}
            if not found or organisation_id in found or not _records(connection, [organisation_id]):
                raise StoreError(
                    f"organisations {organisation_id} and {into}: expected two different known ids"
                )
            target = found.pop()
            mine = organisations.c.id == organisation_id
            led_here = organisations.c.merged_into == organisation_id
            connection.execute(update(organisations).where(mine | led_here).values(merged_into=target))
            confirmed(connection, target)

    def count(self) -> int:
        """How many organisations there are, merged ones too."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(organisations)).scalar_one()


def confirmed(connection: Connection, organisation_id: str) -> None:
    """A person spoke for the organisation: parties are linked to it from now on."""
    mine = (organisations.c.id == organisation_id) & (organisations.c.origin == FOUND)
    connection.execute(update(organisations).where(mine).values(origin="local"))


def _records(connection: Connection, ids: Iterable[str]) -> tuple[OrganisationRecord, ...]:
    rows: dict[str, Row[Any]] = {}
    wanted = set(ids)
    # A merge of a merge is flattened when it is made; two rounds are enough, a third guards old data.
    for _ in range(3):
        for part in chunks(sorted(wanted)):
            query = select(organisations).where(organisations.c.id.in_(part))
            rows.update((row.id, row) for row in connection.execute(query))
        wanted = {row.merged_into for row in rows.values() if row.merged_into} - rows.keys()
        if not wanted:
            break
    kept = sorted(row.id for row in rows.values() if not row.merged_into)
    hosts: dict[str, list[str]] = {}
    for part in chunks(kept):
        owned = select(organisation_hosts).where(organisation_hosts.c.organisation_id.in_(part))
        for row in connection.execute(owned.order_by(organisation_hosts.c.host)):
            hosts.setdefault(row.organisation_id, []).append(row.host)
    return tuple(
        OrganisationRecord(
            id=name,
            name=rows[name].name,
            country=rows[name].country,
            type=rows[name].type,
            hosts=tuple(hosts.get(name, ())),
        )
        for name in kept
    )


def _name(row: Row[Any], organisation_id: str) -> OrganisationName:
    return OrganisationName(organisation_id, row.name, row.norm, row.language, row.kind)


def _forget(connection: Connection, origin: str) -> None:
    gone = select(organisations.c.id).where(organisations.c.origin == origin)
    owned = organisation_hosts.c.organisation_id.in_(gone)
    connection.execute(delete(organisation_hosts).where(owned))
    connection.execute(delete(organisation_names).where(organisation_names.c.origin == origin))
    connection.execute(delete(organisations).where(organisations.c.origin == origin))


def _insert(
    connection: Connection, records: Sequence[OrganisationRecord], origin: str, merged: dict[str, Any]
) -> None:
    insert_many(connection, organisations, [_row(record, origin, merged) for record in records])
    insert_many(connection, organisation_names, list(_name_rows(records, origin)))
    insert_many(connection, organisation_hosts, list(_host_rows(records)))


def _row(record: OrganisationRecord, origin: str, merged: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": record.id,
        "name": record.name,
        "country": record.country,
        "type": record.type,
        "origin": origin,
        "merged_into": record.merged_into or merged.get(record.id),
    }


def _name_rows(records: Iterable[OrganisationRecord], origin: str) -> Iterator[dict[str, Any]]:
    for record in records:
        for row in name_values(record.names):
            yield {"origin": origin, **row, "organisation_id": record.id}


def name_values(names: Iterable[OrganisationName]) -> list[dict[str, Any]]:
    """Rows of names that are short enough to be names, without their origin."""
    return [_name_row(name) for name in names if 0 < len(name.norm) <= _LONGEST_NORM]


def _name_row(name: OrganisationName) -> dict[str, Any]:
    return {
        "organisation_id": name.organisation_id,
        "norm": name.norm,
        "kind": name.kind,
        "language": name.language,
        "name": name.name,
    }


def _host_rows(records: Iterable[OrganisationRecord]) -> Iterator[dict[str, Any]]:
    for record in records:
        for host in record.hosts:
            folded = host_of(f"http://{host}/")
            if folded:
                yield {"host": folded, "organisation_id": record.id}
