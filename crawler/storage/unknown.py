"""Parties that the registry does not know: each becomes a local organisation, for a person to find."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, select

from crawler.model import Agreement, OrganisationName, Party
from crawler.organisations import name_rows
from crawler.storage.names import FOUND, name_values
from crawler.storage.schema import organisation_names, organisations
from crawler.storage.writing import insert_new

_LOCAL = "local:"


def local_id(key: str) -> str | None:
    """The id of the local organisation that the key of a party stands for; ``None`` for keys that prove
    nothing (acronyms, general names) and for parties that are linked.
    """
    if not key or key.startswith(("weak:", "id:")):
        return None
    return _LOCAL + blake2b(key.encode("utf-8", "replace"), digest_size=8).hexdigest()


def remember_unknown(connection: Connection, agreements: Iterable[Agreement]) -> None:
    """Give every unlinked party an organisation with its name. One that is there stays as it is; a further
    spelling of the same key becomes another name of it.
    """
    parties = {(party.key, party.name): party for one in agreements for party in one.parties}
    for party in parties.values():
        identifier = None if party.organisation_id else local_id(party.key)
        if identifier is not None:
            _remember(connection, identifier, party)


def current_ids(connection: Connection, record: dict[str, Any]) -> dict[str, Any]:
    """The record of an agreement with the local organisations of its unlinked parties filled in, merges
    followed. (Reports keep what was read: joining is by their ids and keys.)
    """
    wanted = {
        identifier
        for party in record["parties"]
        if not party["organisation_id"] and (identifier := local_id(party["key"]))
    }
    if not wanted:
        return record
    column = organisations.c
    rows = connection.execute(select(column.id, column.merged_into).where(column.id.in_(wanted)))
    known = {row.id: row.merged_into or row.id for row in rows}
    parties = [
        {**party, "organisation_id": party["organisation_id"] or known.get(local_id(party["key"]) or "")}
        for party in record["parties"]
    ]
    return {**record, "parties": parties}


def _remember(connection: Connection, identifier: str, party: Party) -> None:
    row = {"id": identifier, "name": party.name, "country": party.country, "origin": FOUND}
    insert_new(connection, organisations, [row])
    names = name_rows(identifier, [(party.name, "", "label")])
    insert_new(connection, organisation_names, _rows(names))


def _rows(names: Iterable[OrganisationName]) -> list[dict[str, Any]]:
    return [{**row, "origin": FOUND} for row in name_values(names)]
