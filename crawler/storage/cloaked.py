"""What a site shows to search engines and their visitors only: which pages to look at again, and what was
found there. It is laid over every later verdict on the page, since the page as we read it looks clean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select

from crawler.dedupe.urls import url_key
from crawler.model import Assessment, JunkVerdict, Signal, Verdict
from crawler.storage.content import key_digest
from crawler.storage.database import Database
from crawler.storage.schema import articles, facts, incident_pages, incidents
from crawler.storage.writing import insert_or_update

_PREFIX = "cloak:"
# Pages of an incident are looked at until a month after its end: who was found out often hides better.
_AFTERWARDS = timedelta(days=30)
# A page is looked at once a week: four requests that its site did not ask for.
_REST = timedelta(days=7)
_SURE = 0.98


@dataclass(frozen=True, slots=True)
class Suspected:
    """A page to look at again, with what its list said of it and where its raw page lies."""

    url: str
    link_text: str
    link_published: str | None
    archive_ref: str | None


class Cloaked:
    """The second looks at suspected pages and what they found."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def suspected(self, source_id: str, limit: int, now: datetime) -> tuple[Suspected, ...]:
        """At most ``limit`` pages of a source on which junk was found, those that were looked at longest ago
        first: pages in doubt, and pages of its incidents.
        """
        column, recent = articles.c, incidents.c.ended_at > now - _AFTERWARDS
        held = (
            select(incident_pages.c.article_id)
            .join(incidents, incidents.c.id == incident_pages.c.incident_id)
            .where(incidents.c.source_id == source_id, or_(incidents.c.ended_at.is_(None), recent))
        )
        doubtful = or_(column.junk == Verdict.SUSPECT.value, column.id.in_(held))
        query = select(articles).where(column.source_id == source_id, column.read_well, doubtful)
        with self._database.reading() as connection:
            if connection.execute(held.limit(1)).first() is None:
                return ()
            rows = connection.execute(query.order_by(column.id)).all()
            looks = {row.name: _at(row.value) for row in _facts(connection)}
        due = [(looks.get(_PREFIX + row.key), row) for row in rows if row.problem is None]
        rested = [(at, row) for at, row in due if at is None or at <= now - _REST]
        first = sorted(rested, key=lambda item: (item[0] is not None, item[0] or now, item[1].id))
        return tuple(
            Suspected(
                row.url,
                row.meta.get("link_text") or "",
                row.meta.get("link_published"),
                row.archive_ref,
            )
            for _, row in first[:limit]
        )

    def looked(self, url: str, signals: Sequence[Signal], now: datetime) -> None:
        """Keep what a look at the page found (nothing, where it shows everybody the same)."""
        value = {"at": now.isoformat(), "signals": [asdict(signal) for signal in signals]}
        row = {"name": _PREFIX + key_digest(url_key(url)), "value": value}
        with self._database.writing() as connection:
            insert_or_update(connection, facts, row)


def with_cloaked(connection: Connection, assessment: Assessment, keys: Sequence[str]) -> Assessment:
    """The assessment with what the page shows to search engines only, as last seen."""
    names = [_PREFIX + key_digest(key) for key in keys]
    rows = connection.execute(select(facts.c.value).where(facts.c.name.in_(names))).scalars().all()
    signals = tuple(Signal(**signal) for value in rows for signal in value["signals"])
    if not signals or assessment.reading.problem is not None:
        return assessment
    junk = assessment.junk
    known = {(signal.name, signal.quote) for signal in junk.signals}
    new = tuple(signal for signal in signals if (signal.name, signal.quote) not in known)
    mild = junk.verdict in (Verdict.CLEAN, Verdict.SUSPECT)
    return replace(assessment, junk=_joined(junk, new, mild))


def _joined(junk: JunkVerdict, new: tuple[Signal, ...], mild: bool) -> JunkVerdict:
    verdict = Verdict.INJECTED if mild else junk.verdict
    return replace(junk, verdict=verdict, score=max(junk.score, _SURE), signals=(*new, *junk.signals))


def _facts(connection: Connection) -> Sequence[Any]:
    query = select(facts).where(facts.c.name.startswith(_PREFIX, autoescape=True))
    return connection.execute(query).all()


def _at(value: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(value["at"])
