"""Which agreements one article tells of, as report rows that keep their names while the article changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from crawler.agreements.facts import facts_of, marked
from crawler.model import Agreement, AnnouncementVerdict, Assessment, Verdict
from crawler.storage.columns import storable, storable_value
from crawler.storage.records import agreement_record, report_of
from crawler.storage.schema import agreements, report_parties, reports
from crawler.storage.unknown import remember_unknown
from crawler.storage.writing import insert_many


@dataclass(frozen=True, slots=True)
class Telling:
    """The article that tells: its row's id and key, what was concluded of it, whether its text is the same
    as before (then what is no longer found was a mistake of ours), its revision and the time; ``standing``
    are new names on an overview, which are for a person to look at.
    """

    article_id: int
    article_key: str
    source_id: str
    assessment: Assessment
    same_text: bool
    revision: int
    now: datetime
    standing: tuple[Agreement, ...] = ()


@dataclass(slots=True)
class Touched:
    """What changed: the keys of reports written or removed, and the agreements they belonged to."""

    reports: set[str] = field(default_factory=set)
    agreements: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.reports or self.agreements)


def write_reports(connection: Connection, telling: Telling) -> Touched:
    """Bring the article's report rows to what is told now; what changed."""
    stored = connection.execute(
        select(reports).where(reports.c.article_id == telling.article_id).order_by(reports.c.place)
    ).all()
    fresh = (*told_by(telling.assessment), *telling.standing)
    pairs, left, new = _matched(stored, fresh)
    touched = Touched()
    remember_unknown(connection, fresh)
    for row, agreement in pairs:
        _rewrite(connection, row, _values(telling, agreement), touched)
    for row in left:
        if telling.same_text and not _fixed(connection, row):
            _touch(row, touched)
            connection.execute(delete(report_parties).where(report_parties.c.report_key == row.key))
            connection.execute(delete(reports).where(reports.c.key == row.key))
    place = max((row.place for row in stored), default=-1) + 1
    for offset, agreement in enumerate(new):
        _write(connection, telling, place + offset, agreement, touched)
    return touched


def told_by(assessment: Assessment) -> tuple[Agreement, ...]:
    """The agreements an assessment tells of; none from a page with a problem or without a genuine word."""
    announcement = assessment.announcement
    withheld = (
        assessment.reading.problem is not None
        or assessment.junk.verdict is Verdict.SPAM
        or announcement.verdict is AnnouncementVerdict.NONE
    )
    return () if withheld else announcement.agreements


def party_keys(record: dict[str, Any]) -> set[str]:
    """The keys of the parties of a stored agreement."""
    return {str(party["key"]) for party in record["parties"] if party["key"]}


def _short(key: str) -> str:
    if len(key) <= 200:
        return key
    return blake2b(key.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _matched(
    stored: Sequence[Row[Any]], fresh: Sequence[Agreement]
) -> tuple[list[tuple[Row[Any], Agreement]], list[Row[Any]], list[Agreement]]:
    """Stored reports with the tellings that continue them, those left over, and the new tellings.

    Continued is what shares two parties; in an article of one agreement one party is enough (the other's
    name was corrected).
    """
    enough = 1 if len(stored) == len(fresh) == 1 else 2
    keys = [party_keys(agreement_record(agreement)) for agreement in fresh]
    scores = sorted(
        (-len(party_keys(row.agreement) & keys[index]), at, index)
        for at, row in enumerate(stored)
        for index in range(len(fresh))
    )
    taken: dict[int, int] = {}
    for score, at, index in scores:
        if -score >= enough and at not in taken and index not in taken.values():
            taken[at] = index
    pairs = [(stored[at], fresh[index]) for at, index in sorted(taken.items())]
    left = [row for at, row in enumerate(stored) if at not in taken]
    return pairs, left, [each for index, each in enumerate(fresh) if index not in taken.values()]


def _values(telling: Telling, agreement: Agreement) -> dict[str, Any]:
    article, announcement = telling.assessment.reading.article, telling.assessment.announcement
    published = article.published_on if article else None
    told = agreement not in telling.standing
    return {
        "agreement": storable_value(agreement_record(agreement)),
        "announcement": (announcement.verdict if told else AnnouncementVerdict.REVIEW).value,
        "probability": float(announcement.probability) if told else 0.0,
        "junk": telling.assessment.junk.verdict.value,
        "published_on": storable(published) if published else None,
        "revision": telling.revision,
    }


def _rewrite(connection: Connection, row: Row[Any], values: dict[str, Any], touched: Touched) -> None:
    if values["published_on"] is None:
        values["published_on"] = row.published_on
    if all(getattr(row, name) == value for name, value in values.items()):
        return
    _touch(row, touched)
    connection.execute(update(reports).where(reports.c.key == row.key).values(values))
    index_report(connection, row.key)


def _write(
    connection: Connection, telling: Telling, place: int, agreement: Agreement, touched: Touched
) -> None:
    values = _values(telling, agreement)
    # The joining rule reads from the part before the sign that two reports stand in one article.
    key = f"{telling.article_key}#{place}"
    own = {"key": key, "article_id": telling.article_id, "place": place, "source_id": telling.source_id}
    row = {**own, **values, "first_seen": telling.now, "apart": []}
    connection.execute(insert(reports).values(row))
    touched.reports.add(key)
    index_report(connection, key)


def index_report(connection: Connection, key: str) -> None:
    """Write down what the report may be joined by: its day, and every string by which a party may be met
    again, beside the party's place among the report's parties.
    """
    row = connection.execute(select(reports).where(reports.c.key == key)).one()
    facts = facts_of(report_of(row))
    day = facts.day.isoformat() if facts.day else None
    connection.execute(update(reports).where(reports.c.key == key).values(day=day))
    connection.execute(delete(report_parties).where(report_parties.c.report_key == key))
    rows = [
        {"party_key": mark, "report_key": key, "place": place}
        for place, marks in enumerate(marked(facts.parties, facts.teller))
        for mark in sorted({_short(storable(mark)) for mark in marks})
    ]
    insert_many(connection, report_parties, rows)


def _touch(row: Row[Any], touched: Touched) -> None:
    touched.reports.add(row.key)
    if row.agreement_id:
        touched.agreements.add(row.agreement_id)


def _fixed(connection: Connection, row: Row[Any]) -> bool:
    """Whether a person has spoken for this report's agreement: then it stays."""
    query = select(agreements.c.status).where(agreements.c.id == row.agreement_id)
    return row.linked is not None or connection.execute(query).scalar() == "confirmed"
