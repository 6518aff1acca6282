"""Which reports can bear on which: found by index, so that a hospital with thousands stays quick."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from crawler.agreements.comparing import relate
from crawler.agreements.facts import facts_of
from crawler.agreements.timing import CHAIN_SLACK
from crawler.storage.records import report_of
from crawler.storage.schema import report_parties, reports
from crawler.storage.writing import chunks

# Two partners that sign something every month for thirty years: past this a crafted heap is cut short.
_MOST = 400


def around(
    connection: Connection, report_keys: Iterable[str], agreement_ids: Iterable[str]
) -> list[Row[Any]]:
    """These reports and all that can bear on them: reports that the joining rule would join with one of
    these, and the other reports of their agreements, until nothing is added. What is left out could not
    change how these are joined (see ``crawler.agreements.joining``).
    """
    seen: dict[str, Row[Any]] = {}
    asked = set(agreement_ids)
    wanted = set(report_keys) | _keys_of(connection, asked)
    while wanted and len(seen) < _MOST:
        rows = _reports(connection, wanted)
        seen.update((row.key, row) for row in rows)
        ids = {each for row in rows for each in (row.agreement_id, row.linked) if each} - asked
        asked |= ids
        wanted = _keys_of(connection, ids)
        for row in rows:
            wanted |= _joinable(connection, row)
        wanted -= seen.keys()
    return list(seen.values())


def beside(connection: Connection, rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """These reports and those that share a party with one of them, whether or not they may be joined."""
    keys: set[str] = set()
    for row in rows:
        keys |= {row.key, *_near(connection, row.key, facts_of(report_of(row)).day)}
    return _reports(connection, keys)


def _reports(connection: Connection, keys: Iterable[str]) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    for part in chunks(sorted(keys)):
        found.extend(connection.execute(select(reports).where(reports.c.key.in_(part))))
    return found


def _keys_of(connection: Connection, agreement_ids: Iterable[str]) -> set[str]:
    keys: set[str] = set()
    for part in chunks(sorted(agreement_ids)):
        mine = or_(reports.c.agreement_id.in_(part), reports.c.linked.in_(part))
        keys |= set(connection.execute(select(reports.c.key).where(mine)).scalars())
    return keys


def _joinable(connection: Connection, row: Row[Any]) -> set[str]:
    """Reports that the rule might join with this one, taken alone."""
    facts = facts_of(report_of(row))
    near = _reports(connection, _near(connection, row.key, facts.day))
    return {other.key for other in near if relate(facts, facts_of(report_of(other))).bears}


def _near(connection: Connection, key: str, day: date | None) -> list[str]:
    return list(connection.execute(near_query(key, day)).scalars())


def near_query(key: str, day: date | None) -> Any:
    """Keys of the reports that share marks of two parties with the one of this key, or of one party and a day
    that allows it; most shared first.
    """
    mine, theirs = report_parties.alias("mine"), report_parties.alias("theirs")
    two = and_(func.count(mine.c.place.distinct()) > 1, func.count(theirs.c.place.distinct()) > 1)
    query = (
        select(theirs.c.report_key)
        .join(mine, mine.c.party_key == theirs.c.party_key)
        .join(reports, reports.c.key == theirs.c.report_key)
        .where(mine.c.report_key == key, theirs.c.report_key != key)
        .group_by(theirs.c.report_key, reports.c.day)
        .order_by(func.count(mine.c.place.distinct()).desc(), reports.c.day.desc(), theirs.c.report_key)
        .limit(_MOST)
    )
    if day is not None:
        first, last = (day - CHAIN_SLACK).isoformat(), (day + CHAIN_SLACK).isoformat()
        close = reports.c.day.between(first, last)
        query = query.having(or_(two, reports.c.day.is_(None), close))
    return query
