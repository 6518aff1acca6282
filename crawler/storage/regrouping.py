"""After the rule of joining has changed: which stored reports belong otherwise now, and moving them there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from crawler.agreements.joining import join
from crawler.storage.database import Database
from crawler.storage.records import report_of
from crawler.storage.reporting import Touched, index_report
from crawler.storage.schema import reports
from crawler.storage.settling import settle
from crawler.storage.writing import chunks


@dataclass(frozen=True, slots=True)
class Regrouping:
    """Agreements (ids) that the rule takes for other ones than they stand for: several are one (``joins``),
    or the reports of one are several; ``parties`` are the names of the first one's, ``reports`` the keys
    concerned.
    """

    joins: bool
    agreements: tuple[str, ...]
    parties: tuple[str, ...]
    reports: tuple[str, ...]


def regroupings(database: Database) -> tuple[Regrouping, ...]:
    """What joining all stored reports anew would change, in the order of the agreements' ids; writes nothing.
    What persons joined or split stays.
    """
    with database.reading() as connection:
        rows = {row.key: row for row in connection.execute(select(reports))}
    groups = join([report_of(row) for row in rows.values()])
    found: list[Regrouping] = []
    parted: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for group in groups:
        held = sorted({rows[key].agreement_id for key in group if rows[key].agreement_id})
        for name in held:
            parted[name].append(tuple(key for key in group if rows[key].agreement_id == name))
        if len(held) > 1:
            found.append(Regrouping(True, tuple(held), _parties(rows[group[0]].agreement), group))
    for name, parts in parted.items():
        if len(parts) > 1:
            keys = tuple(key for part in parts for key in part)
            found.append(Regrouping(False, (name,), _parties(rows[keys[0]].agreement), keys))
    return tuple(sorted(found, key=lambda one: (one.agreements, one.joins)))


def regroup_all(database: Database, now: datetime, who: str) -> int:
    """Write down anew by what all stored reports may be found, and join those that belong otherwise now; how
    many reports those were. Agreements that were told of are not told of again; nothing is alerted by it.
    """
    with database.reading() as connection:
        keys = sorted(connection.execute(select(reports.c.key)).scalars())
    for part in chunks(keys):
        with database.writing() as connection:
            for key in part:
                index_report(connection, key)
    concerned = {key for one in regroupings(database) for key in one.reports}
    if concerned:
        with database.writing() as connection:
            database.lock(connection, "articles")
            mine = select(reports.c.agreement_id).where(reports.c.key.in_(sorted(concerned)))
            names = {name for name in connection.execute(mine).scalars() if name}
            settle(connection, Touched(concerned, names), now, who)
    return len(concerned)


def _parties(record: dict[str, list[dict[str, str]]]) -> tuple[str, ...]:
    return tuple(party["canonical"] for party in record["parties"])
