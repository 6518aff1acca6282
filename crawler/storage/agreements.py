"""What a person says of agreements; it sticks, and is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from crawler.agreements.joining import suggest
from crawler.errors import StoreError
from crawler.model import AgreementChange, Alert
from crawler.storage.database import Database
from crawler.storage.grouping import new_id
from crawler.storage.neighbours import beside
from crawler.storage.outbox import add_alerts, withdraw
from crawler.storage.records import report_of, time_shown
from crawler.storage.rejoining import rejoin
from crawler.storage.reporting import Touched
from crawler.storage.schema import agreements, articles, audit, reports
from crawler.storage.settling import as_it_stands, settle

Tell = Callable[[AgreementChange], Iterable[Alert]]


def nobody(_: AgreementChange) -> tuple[Alert, ...]:
    """Tells nobody."""
    return ()


class Agreements:
    """The operator's decisions. Ids that were superseded lead to the agreement that took them over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def current_id(self, agreement_id: str) -> str:
        """The id under which the agreement stands now.

        Raises:
            StoreError: there is none.
        """
        with self._database.reading() as connection:
            return str(_current(connection, agreement_id).id)

    def confirm(self, agreement_id: str, by: str, now: datetime, decide: Tell = nobody) -> str:
        """A person says that it is one; the id it stands under. Where nobody was told of it yet, the alerts
        that ``decide`` gives are written in the same transaction.
        """
        return self._decide(agreement_id, "confirmed", by, now, decide)

    def dismiss(self, agreement_id: str, by: str, now: datetime) -> str:
        """A person says that it is none: a mail that has not gone out is taken back."""
        return self._decide(agreement_id, "dismissed", by, now)

    def join(self, agreement_ids: Sequence[str], by: str, now: datetime) -> str:
        """A person says that these are one; the oldest one's id, which stays."""
        with self._database.writing() as connection:
            self._database.lock(connection, "articles")
            rows = {row.id: row for row in (_current(connection, each) for each in agreement_ids)}
            survivor = min(rows.values(), key=lambda row: (row.first_seen, row.id)).id
            told = connection.execute(select(reports).where(reports.c.agreement_id.in_(rows))).all()
            for report in told:
                apart = [each for each in report.apart if each not in rows]
                _set(connection, report.key, {"linked": survivor, "apart": apart})
            _write_down(connection, (now, by, "join"), survivor, {"joined": sorted(rows)})
            settle(connection, Touched({row.key for row in told}, set(rows)), now, by)
            return str(survivor)

    def split(self, agreement_id: str, pages: Sequence[str], by: str, now: datetime) -> str:
        """A person says that the reports on ``pages`` (addresses, or keys of reports) tell of another
        agreement; that one's id. The rest is fixed to this agreement.

        Raises:
            StoreError: no report, or all of them, would leave.
        """
        with self._database.writing() as connection:
            self._database.lock(connection, "articles")
            whole = _current(connection, agreement_id)
            told = _reports_of(connection, whole.id)
            leaving = [row for row in told if row.key in pages or row.url in pages]
            if not leaving or len(leaving) == len(told):
                raise StoreError(
                    f"agreement {whole.id}: expected some, not all, of its reports to be split off"
                )
            other = new_id(connection, leaving[0].key)
            for row in told:
                fixed = {"linked": other, "apart": sorted({*row.apart, whole.id} - {other})}
                _set(connection, row.key, fixed if row in leaving else {"linked": whole.id})
            detail = {"into": other, "reports": [row.key for row in leaving]}
            _write_down(connection, (now, by, "split"), whole.id, detail)
            settle(connection, Touched({row.key for row in told}, {whole.id}), now, by)
            connection.execute(
                update(agreements).where(agreements.c.id == other).values(alerted=whole.alerted)
            )
            return other

    def count_as_told(self, agreement_ids: Sequence[str], now: datetime) -> None:
        """People know of these (a replay showed them): no mail tells of them later. Written down, so that
        "why was I not told?" has an answer.
        """
        with self._database.writing() as connection:
            for each in agreement_ids:
                mine = (agreements.c.id == each) & agreements.c.alerted.is_(False)
                done = connection.execute(update(agreements).where(mine).values(alerted=True))
                if done.rowcount:
                    _write_down(connection, (now, "pactwatch", "read back"), each, {"alerted": False})

    def rejoin(self, organisation_id: str, by: str, now: datetime) -> int:
        """After the organisation was merged into another one: join the reports that name it anew; how many
        those were.
        """
        return rejoin(self._database, organisation_id, by, now)

    def suggestions(self, agreement_id: str) -> tuple[str, ...]:
        """Other agreements that may be this one, for a person to look at: one party shared, dates agree."""
        with self._database.reading() as connection:
            mine = _current(connection, agreement_id).id
            told = connection.execute(select(reports).where(reports.c.agreement_id == mine)).all()
            near = beside(connection, told)
            owner = {row.key: row.agreement_id for row in near}
            pairs = suggest([report_of(row) for row in near])
        sides = [(owner[one], owner[other]) for one, other in pairs]
        found = [other if one == mine else one for one, other in sides if mine in (one, other)]
        return tuple(dict.fromkeys(each for each in found if each != mine))

    def history(self, agreement_id: str) -> list[dict[str, Any]]:
        """What was done to an agreement, and by whom, oldest first."""
        with self._database.reading() as connection:
            name = _current(connection, agreement_id).id
            former = select(agreements.c.id).where(agreements.c.superseded_by == name)
            mine = or_(audit.c.agreement_id == name, audit.c.agreement_id.in_(former))
            rows = connection.execute(select(audit).where(mine).order_by(audit.c.id)).all()
        names = ("who", "what", "agreement_id", "report_key", "detail")
        return [{"at": time_shown(row.at), **{each: getattr(row, each) for each in names}} for row in rows]

    def _decide(self, agreement_id: str, status: str, by: str, now: datetime, decide: Tell = nobody) -> str:
        with self._database.writing() as connection:
            self._database.lock(connection, "articles")
            row = _current(connection, agreement_id)
            values = {"status": status, "status_by": by, "status_at": now}
            connection.execute(update(agreements).where(agreements.c.id == row.id).values(values))
            withdrawn = withdraw(connection, row.id) if status == "dismissed" else 0
            written = 0
            if status == "confirmed" and not row.alerted:
                written = add_alerts(connection, decide(as_it_stands(connection, row, status)))
            detail = {"from": row.status, "alerts_withdrawn": withdrawn, "alerts": written}
            _write_down(connection, (now, by, status), row.id, detail)
            return str(row.id)


def _current(connection: Connection, agreement_id: str) -> Row[Any]:
    """The row that stands for the id; the chain of superseded ids has no loops, as ids only give way to
    older ones, yet it is followed a bounded number of times.
    """
    name = agreement_id
    for _ in range(1000):
        row = connection.execute(select(agreements).where(agreements.c.id == name)).first()
        if row is None:
            break
        if row.superseded_by is None:
            return row
        name = row.superseded_by
    raise StoreError(f"agreement {agreement_id}: not in the database, expected an id of list agreements")


def _reports_of(connection: Connection, agreement_id: str) -> Sequence[Row[Any]]:
    query = select(reports, articles.c.url).join(articles, reports.c.article_id == articles.c.id)
    ordered = query.order_by(reports.c.first_seen, reports.c.article_id, reports.c.place)
    return connection.execute(ordered.where(reports.c.agreement_id == agreement_id)).all()


def _set(connection: Connection, report_key: str, values: dict[str, Any]) -> None:
    connection.execute(update(reports).where(reports.c.key == report_key).values(values))


def _write_down(
    connection: Connection, event: tuple[datetime, str, str], agreement_id: str, detail: dict[str, Any]
) -> None:
    at, who, what = event
    row = {"at": at, "who": who, "what": what, "agreement_id": agreement_id, "detail": detail}
    connection.execute(insert(audit).values(row))
