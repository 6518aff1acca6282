"""After a person merged two organisations: the reports that name them are joined anew."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from crawler.storage.database import Database
from crawler.storage.reporting import Touched, index_report
from crawler.storage.schema import organisations, report_parties, reports
from crawler.storage.settling import settle
from crawler.storage.unknown import local_id


def rejoin(database: Database, organisation_id: str, by: str, now: datetime) -> int:
    """Link the stored parties that are the merged organisation to the one it leads to, and join the reports
    that changed with all others; how many those were. One transaction; nothing is alerted by it.
    """
    with database.writing() as connection:
        database.lock(connection, "articles")
        query = select(organisations).where(organisations.c.id == organisation_id)
        merged = connection.execute(query).first()
        if merged is None or merged.merged_into is None:
            return 0
        query = select(organisations).where(organisations.c.id == merged.merged_into)
        target = connection.execute(query).one()
        touched = Touched()
        for row in connection.execute(_naming(connection, organisation_id)).all():
            record = _linked(row.agreement, organisation_id, target)
            if record == row.agreement:
                continue
            connection.execute(update(reports).where(reports.c.key == row.key).values(agreement=record))
            index_report(connection, row.key)
            touched.reports.add(row.key)
            if row.agreement_id:
                touched.agreements.add(row.agreement_id)
        settle(connection, touched, now, by)
        return len(touched.reports)


def _naming(connection: Connection, organisation_id: str) -> Any:
    """Reports that may name the organisation: by its id, or by a key that its local id stands for."""
    if not organisation_id.startswith("local:"):
        marked = select(report_parties.c.report_key).where(
            report_parties.c.party_key == f"id:{organisation_id}"
        )
        return select(reports).where(reports.c.key.in_(marked))
    keys = select(report_parties.c.party_key).distinct()
    wanted = [key for key in connection.execute(keys).scalars() if local_id(key) == organisation_id]
    wanted.append(f"id:{organisation_id}")
    marked = select(report_parties.c.report_key).where(report_parties.c.party_key.in_(wanted))
    return select(reports).where(reports.c.key.in_(marked))


def _linked(record: dict[str, Any], organisation_id: str, target: Any) -> dict[str, Any]:
    def led(party: dict[str, Any]) -> dict[str, Any]:
        own = party["organisation_id"] or local_id(party["key"])
        if own != organisation_id:
            return party
        known = {"organisation_id": target.id, "canonical": target.name, "key": f"id:{target.id}"}
        return {**party, **known, "country": target.country or party["country"]}

    return {**record, "parties": [led(party) for party in record["parties"]]}
