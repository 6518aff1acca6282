"""The log of every attempt at every mail, and what it says of its recipients."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from crawler.storage.columns import to_json
from crawler.storage.schema import deliveries


def reached(log: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The recipients who have the mail, by its log: accepted for them, and not come back since."""
    have: set[str] = set()
    for entry in log:
        have |= set(entry.get("reached") or ())
        have -= set(entry.get("bounced") or ())
    return frozenset(have)


def write_log(
    connection: Connection, alert_id: str, now: datetime, event: tuple[str, Mapping[str, Any] | str]
) -> None:
    """Write one event of a mail down: its name, and what is to be known of it."""
    name, detail = event
    text = detail if isinstance(detail, str) else to_json(dict(detail))
    connection.execute(insert(deliveries).values(alert_id=alert_id, at=now, event=name, detail=text))


def logs_of(connection: Connection, ids: Collection[str]) -> dict[str, tuple[dict[str, Any], ...]]:
    """The log of each mail, oldest event first."""
    query = select(deliveries).where(deliveries.c.alert_id.in_(ids)).order_by(deliveries.c.id)
    found: dict[str, list[dict[str, Any]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.alert_id, []).append({"at": row.at, "event": row.event, **_detail(row.detail)})
    return {alert_id: tuple(entries) for alert_id, entries in found.items()}


def _detail(text: str) -> dict[str, Any]:
    """A log entry's facts: those of a record, or the text as ``detail``."""
    if text.startswith("{"):
        try:
            record = json.loads(text)
        except ValueError:
            record = None
        if isinstance(record, dict):
            return record
    return {"detail": text}
