"""What an agreement's row says after its reports have changed: status, merged facts, what it took over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from crawler.agreements.merging import merge
from crawler.model import AgreementChange
from crawler.storage.grouping import Group, regroup
from crawler.storage.listing import REPORT_ORDER, REPORTED, report_shown
from crawler.storage.outbox import withdraw
from crawler.storage.records import agreement_of, agreement_record, report_of
from crawler.storage.reporting import Touched
from crawler.storage.schema import agreements, articles, audit, reports
from crawler.storage.unknown import current_ids

PERSONS = ("confirmed", "dismissed")
"""The statuses that only a person gives, and that no machine changes."""

_NOT_OWN = ("mirror", "spam")


def settle(
    connection: Connection, touched: Touched, now: datetime, who: str = "pactwatch"
) -> tuple[AgreementChange, ...]:
    """Join the touched reports anew and bring all agreements concerned up to date; how those of the touched
    reports stand now.
    """
    if not touched:
        return ()
    concerned = [
        group
        for group in regroup(connection, touched, now, who)
        if group.moved or group.superseded or group.id in touched.agreements or group.keys & touched.reports
    ]
    changes = tuple(_fill(connection, group, now, who) for group in concerned)
    _empty(connection, touched, now, who)
    return changes


def _fill(connection: Connection, group: Group, now: datetime, who: str) -> AgreementChange:
    ids = (group.id, *group.superseded)
    found = {row.id: row for row in connection.execute(select(agreements).where(agreements.c.id.in_(ids)))}
    before = found[group.id]
    taken = [found[name] for name in group.superseded if name in found]
    for row in taken:
        _supersede(connection, row, group.id, now, who)
    alerted = _alerted(connection, ids)
    person = max(
        (row for row in (before, *taken) if row.status_by), key=lambda row: row.status_at, default=None
    )
    merged = merge([report_of(row) for row in group.rows])
    values = {
        "status": person.status if person else _status(group.rows, alerted),
        "status_by": person.status_by if person else None,
        "status_at": person.status_at if person else None,
        "merged": current_ids(connection, agreement_record(merged)),
        "confidence": _confidence(group.rows),
        "first_seen": group.rows[0].first_seen,
        "active": True,
        "superseded_by": None,
        "alerted": alerted,
    }
    connection.execute(update(agreements).where(agreements.c.id == group.id).values(values))
    return AgreementChange(
        id=group.id,
        created=not before.active,
        status=values["status"],
        agreement=agreement_of(values["merged"]),
        reports=reports_told(connection, group.id),
        first_seen=values["first_seen"],
        previous_status=before.status if before.active else None,
        superseded=group.superseded,
        alerted=alerted,
        confidence=values["confidence"],
    )


def as_it_stands(connection: Connection, row: Row[Any], status: str) -> AgreementChange:
    """The stored agreement of ``row``, given ``status`` by a person."""
    return AgreementChange(
        id=row.id,
        created=False,
        status=status,
        agreement=agreement_of(row.merged),
        reports=reports_told(connection, row.id),
        first_seen=row.first_seen,
        previous_status=row.status,
        alerted=row.alerted,
        confidence=row.confidence,
    )


def reports_told(connection: Connection, agreement_id: str) -> tuple[dict[str, Any], ...]:
    """The report rows of an agreement as the rules see them, oldest first, those of mirrors last."""
    query = (
        select(reports, *REPORTED, articles.c.is_first_poll, articles.c.archive_ref, articles.c.junk_detail)
        .join(articles, reports.c.article_id == articles.c.id)
        .where(reports.c.agreement_id == agreement_id)
        .order_by(*REPORT_ORDER)
    )
    return tuple(
        {
            **report_shown(row),
            "first_seen": row.first_seen,
            "announcement": row.announcement,
            "first_poll": row.is_first_poll,
            "archive_ref": row.archive_ref,
            "repaired": _was_repaired(row.junk_detail or {}),
        }
        for row in connection.execute(query)
    )


def _was_repaired(junk: dict[str, Any]) -> bool:
    """Whether anything of the article that is shown was changed."""
    return bool(junk.get("repaired_title") or junk.get("repairs"))


def _status(rows: Sequence[Row[Any]], alerted: bool) -> str:
    """``new`` when a page that is not another's mirror announces it (or people were told of it already),
    else ``review``.
    """
    announced = any(row.announcement == "announcement" and row.junk not in _NOT_OWN for row in rows)
    return "new" if announced or alerted else "review"


def _confidence(rows: Sequence[Row[Any]]) -> float:
    own = [row.probability for row in rows if row.junk not in _NOT_OWN]
    return float(max(own or [row.probability for row in rows]))


def _alerted(connection: Connection, ids: Sequence[str]) -> bool:
    query = select(agreements.c.id).where(agreements.c.id.in_(ids), agreements.c.alerted)
    return connection.execute(query).first() is not None


def _supersede(connection: Connection, row: Row[Any], survivor: str, now: datetime, who: str) -> None:
    """An agreement turned out to be another one: its id leads there, a mail not sent yet is taken back."""
    withdrawn = withdraw(connection, row.id, whole=True)
    values = {"active": False, "superseded_by": survivor}
    connection.execute(update(agreements).where(agreements.c.id == row.id).values(values))
    detail = {"into": survivor, "alerts_withdrawn": withdrawn}
    entry = {"at": now, "who": who, "what": "superseded", "agreement_id": row.id, "detail": detail}
    connection.execute(insert(audit).values(entry))


def _empty(connection: Connection, touched: Touched, now: datetime, who: str) -> None:
    """Agreements that nobody reports any more: a mistake of ours that a new rule has mended."""
    for name in sorted(touched.agreements):
        held = select(reports.c.key).where(reports.c.agreement_id == name).limit(1)
        mine = agreements.c.id == name
        still = select(agreements.c.id).where(mine, agreements.c.active)
        if connection.execute(held).first() is None and connection.execute(still).first() is not None:
            withdrawn = withdraw(connection, name)
            connection.execute(update(agreements).where(mine).values(active=False))
            detail = {"alerts_withdrawn": withdrawn}
            entry = {"at": now, "who": who, "what": "no report left", "agreement_id": name, "detail": detail}
            connection.execute(insert(audit).values(entry))
