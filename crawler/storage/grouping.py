"""Which reports tell of one agreement: joined again whenever a report changes, with stable ids.

The rule itself (two shared parties, compatible dates, what a person fixed) is
``crawler.agreements.joining``; here stands what follows from it for the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from crawler.agreements.joining import join
from crawler.storage.neighbours import around
from crawler.storage.records import report_of
from crawler.storage.reporting import Touched
from crawler.storage.schema import agreements, audit, reports


@dataclass(frozen=True, slots=True)
class Group:
    """Reports of one agreement, oldest first, the id it bears and the ids it took over."""

    id: str
    rows: tuple[Row[Any], ...]
    superseded: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether a report belonged elsewhere, or nowhere, before."""
        return any(row.agreement_id != self.id for row in self.rows)

    @property
    def keys(self) -> set[str]:
        """The keys of its reports."""
        return {row.key for row in self.rows}


def regroup(connection: Connection, touched: Touched, now: datetime, who: str) -> list[Group]:
    """Join the touched reports with their neighbours anew and write down who belongs where."""
    rows = {row.key: row for row in around(connection, touched.reports, touched.agreements)}
    ordered = sorted(rows.values(), key=_age)
    if not ordered:
        return []
    partition = [[rows[key] for key in group] for group in _joined(ordered)]
    groups = _named(connection, partition)
    for group in groups:
        _move(connection, group, now, who)
    return groups


def _age(row: Row[Any]) -> tuple[datetime, int, int]:
    return (row.first_seen, row.article_id, row.place)


def _joined(ordered: Sequence[Row[Any]]) -> list[list[str]]:
    """Keys of the groups, oldest report first, oldest group first."""
    place = {row.key: index for index, row in enumerate(ordered)}
    groups = [sorted(group, key=place.__getitem__) for group in join([report_of(row) for row in ordered])]
    return sorted(groups, key=lambda group: place[group[0]])


def _named(connection: Connection, partition: Sequence[Sequence[Row[Any]]]) -> list[Group]:
    """Each group with its id: what a person fixed it to, else the id of its oldest report that was the oldest
    of its agreement too, else a new one. Ids that end up in a group of another name are superseded.
    """
    holder: dict[str, int] = {}
    for index, group in enumerate(partition):
        for row in group:
            if row.linked:
                holder[row.linked] = index
    everyone = ((index, row) for index, group in enumerate(partition) for row in group)
    for index, row in sorted(everyone, key=lambda item: _age(item[1])):
        if row.agreement_id:
            holder.setdefault(row.agreement_id, index)
    groups = []
    for index, group in enumerate(partition):
        owned = [row.linked for row in group if row.linked and holder[row.linked] == index]
        owned += [row.agreement_id for row in group if row.agreement_id and holder[row.agreement_id] == index]
        names = list(dict.fromkeys(owned)) or [new_id(connection, group[0].key)]
        groups.append(Group(names[0], tuple(group), tuple(names[1:])))
    return groups


def new_id(connection: Connection, report_key: str) -> str:
    """An id that follows from the report, so that two runs over the same pages give the same; one that bore
    another agreement is not used again.
    """
    first = f"ag-{report_key.replace('#', '-')}"
    name, number = first, 1
    while True:
        row = connection.execute(select(agreements.c.active).where(agreements.c.id == name)).first()
        held = select(reports.c.key).where(reports.c.agreement_id == name).limit(1)
        if row is None or (not row.active and connection.execute(held).first() is None):
            return name
        number += 1
        name = f"{first}-{number}"


def _move(connection: Connection, group: Group, now: datetime, who: str) -> None:
    """Write where each report belongs now; what moved goes into the audit log."""
    moved = [row for row in group.rows if row.agreement_id != group.id]
    if not moved:
        return
    ensure_agreement(connection, group)
    for row in moved:
        connection.execute(update(reports).where(reports.c.key == row.key).values(agreement_id=group.id))
        entry = {
            "at": now,
            "who": who,
            "what": "report joined",
            "agreement_id": group.id,
            "report_key": row.key,
        }
        connection.execute(insert(audit).values(**entry, detail={"from": row.agreement_id}))


def ensure_agreement(connection: Connection, group: Group) -> None:
    """A row for the group's id, inactive until it is filled in."""
    if connection.execute(select(agreements.c.id).where(agreements.c.id == group.id)).first() is None:
        row = {
            "id": group.id,
            "status": "review",
            "merged": group.rows[0].agreement,
            "confidence": 0.0,
            "first_seen": group.rows[0].first_seen,
            "active": False,
            "alerted": False,
        }
        connection.execute(insert(agreements).values(row))
