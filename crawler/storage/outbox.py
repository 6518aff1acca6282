"""What is to be told: rows first, mails after. A row is leased before it is sent and marked after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, not_, or_, select, update

from crawler.model import Alert, AlertKind, AlertState
from crawler.storage.database import Database
from crawler.storage.delivering import logs_of, reached, write_log
from crawler.storage.leases import is_dead
from crawler.storage.schema import agreements, deliveries, digest_entries, outbox
from crawler.storage.writing import insert_new

_WAITING, _SENDING = AlertState.WAITING.value, AlertState.SENDING.value


class Outbox:
    """Alerts waiting, being sent, sent and given up, with the log of every attempt."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, alerts: Iterable[Alert]) -> int:
        """Put alerts in; one that is there already stays as it is. How many were new."""
        with self._database.writing() as connection:
            return add_alerts(connection, alerts)

    def lease(
        self,
        owner: str,
        now: datetime,
        limit: int,
        ttl: timedelta,
        *,
        by_hand: bool = False,
        skip: Collection[str] = (),
    ) -> tuple[Alert, ...]:
        """Take at most ``limit`` rows to send, oldest first, each given to one owner until ``ttl`` is over.

        ``by_hand`` takes rows at once that would wait for their next attempt; ``skip`` are ids not to take.
        ``attempts`` of a returned alert are those before this one. A row whose sender died while sending is
        of unknown outcome: that is logged, and the row goes out again under the same Message-ID. Who
        leases several at once, calls :meth:`hold` in the same transaction and :meth:`begin` before each.
        """
        with self._database.writing() as connection:
            self._database.lock(connection, "outbox")
            _recover(connection, now)
            column = outbox.c
            query = select(outbox).where(column.state == _WAITING).order_by(column.created_at, column.id)
            if not by_hand:
                query = query.where(or_(column.next_attempt_at.is_(None), column.next_attempt_at <= now))
            some = connection.execute(query.limit(limit + len(skip)))
            wanted = [row for row in some if row.id not in skip][:limit]
            lease = {"state": _SENDING, "lease_owner": owner, "lease_until": now + ttl}
            lease["begun_at"] = now
            rows = [row for row in wanted if _take(connection, row, lease)]
            logs = logs_of(connection, [row.id for row in rows])
        return tuple(_alert(row, AlertState.SENDING, logs.get(row.id, ())) for row in rows)

    def hold(self, alerts: Iterable[Alert]) -> None:
        """The attempts at these leased rows have not begun: they wait again when their sender dies."""
        held = outbox.c.id.in_([alert.id for alert in alerts])
        with self._database.writing() as connection:
            connection.execute(update(outbox).where(held).values(begun_at=None))

    def begin(self, alert_id: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        """The attempt at a leased row begins: from here on nobody can say whether it was accepted until its
        end is recorded. False when the lease is another's by now.
        """
        mine = and_(outbox.c.id == alert_id, outbox.c.state == _SENDING, outbox.c.lease_owner == owner)
        values = {"begun_at": now, "lease_until": now + ttl}
        with self._database.writing() as connection:
            return connection.execute(update(outbox).where(mine).values(values)).rowcount == 1

    def sent(self, alert_id: str, now: datetime, detail: Mapping[str, Any] | str = "", to: str = "") -> None:
        """It was accepted; ``to`` is who has it, where the row did not say."""
        values: dict[str, Any] = {"state": AlertState.SENT.value, "sent_at": now, "last_error": None}
        self._end(alert_id, now, ("sent", detail), {**values, **({"recipients": to} if to else {})})

    def failed(
        self, alert_id: str, now: datetime, error: str, permanent: bool, next_attempt: datetime | None
    ) -> None:
        """It was not accepted: try again at ``next_attempt``, or give it up for good."""
        state = AlertState.FAILED if permanent else AlertState.WAITING
        event = "given_up" if permanent else "failed"
        values = {"state": state.value, "last_error": error, "next_attempt_at": next_attempt}
        self._end(alert_id, now, (event, error), values)

    def unknown(self, alert_id: str, now: datetime, error: str, next_attempt: datetime | None) -> None:
        """Nobody can say whether it was accepted: it goes out again, with the same Message-ID."""
        values = {"state": _WAITING, "last_error": error, "next_attempt_at": next_attempt}
        self._end(alert_id, now, ("unknown", error), values)

    def note(self, alert_id: str, now: datetime, detail: Mapping[str, Any] | str) -> None:
        """Log something of an attempt that is still going on."""
        with self._database.writing() as connection:
            write_log(connection, alert_id, now, ("note", detail))

    def retry(self, alert_ids: Collection[str] | None, now: datetime) -> tuple[str, ...]:
        """Let mails that were given up wait again, with all their attempts before them: those named (also
        sent ones, for the sake of recipients who were refused), or all that failed. Their ids.
        """
        again = outbox.c.state == AlertState.FAILED.value
        if alert_ids is not None:
            ended = (AlertState.FAILED.value, AlertState.SENT.value)
            again = and_(outbox.c.id.in_(alert_ids), outbox.c.state.in_(ended))
        values = {"state": _WAITING, "attempts": 0, "next_attempt_at": None, "created_at": now}
        with self._database.writing() as connection:
            ids = tuple(connection.execute(select(outbox.c.id).where(again).order_by(outbox.c.id)).scalars())
            for alert_id in ids:
                connection.execute(update(outbox).where(outbox.c.id == alert_id).values(values))
                write_log(connection, alert_id, now, ("retried", ""))
        return ids

    def bounced(self, message_id: str, now: datetime, detail: Mapping[str, Any]) -> str | None:
        """A mail came back: log it with ``detail["bounced"]`` (addresses), and call the mail failed when it
        reached nobody else. The row's id; ``None`` when no mail of ours has that Message-ID.
        """
        with self._database.writing() as connection:
            row = connection.execute(select(outbox).where(outbox.c.message_id == message_id)).first()
            if row is None:
                return None
            write_log(connection, row.id, now, ("bounced", detail))
            left = reached(logs_of(connection, [row.id])[row.id])
            state = row.state if left or row.state != AlertState.SENT.value else AlertState.FAILED.value
            values = {"state": state, "last_error": f"came back: {detail.get('why', '')}"}
            connection.execute(update(outbox).where(outbox.c.id == row.id).values(values))
            return str(row.id)

    def waiting_count(self) -> int:
        """How many are waiting or being sent."""
        query = select(func.count()).select_from(outbox).where(outbox.c.state.in_((_WAITING, _SENDING)))
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one()

    def get(self, alert_id: str) -> Alert | None:
        """One alert with its log."""
        with self._database.reading() as connection:
            row = connection.execute(select(outbox).where(outbox.c.id == alert_id)).first()
            logs = logs_of(connection, [alert_id])
        return None if row is None else _alert(row, AlertState(row.state), logs.get(alert_id, ()))

    def _end(
        self, alert_id: str, now: datetime, event: tuple[str, Mapping[str, Any] | str], values: dict[str, Any]
    ) -> None:
        free = {"lease_owner": None, "lease_until": None}
        with self._database.writing() as connection:
            connection.execute(update(outbox).where(outbox.c.id == alert_id).values({**values, **free}))
            write_log(connection, alert_id, now, event)


def add_alerts(connection: Connection, alerts: Iterable[Alert]) -> int:
    """Insert the rows that are not there yet. An agreement is told once, to whomever it concerns, whoever
    asks a second time; what goes to reviewers, or waits for a digest, has its own marks.
    """
    count = 0
    told_before: dict[str, bool] = {}
    for alert in alerts:
        name = alert.agreement_id
        tells = name if alert.kind is AlertKind.AGREEMENT and not alert.facts.get("review") else None
        if tells is not None:
            flag = select(agreements.c.alerted).where(agreements.c.id == tells)
            if tells not in told_before:
                told_before[tells] = bool(connection.execute(flag).scalar())
            if told_before[tells]:
                continue
        table, row = (digest_entries, _entry(alert)) if alert.digest else (outbox, _row(alert))
        count += insert_new(connection, table, [row])
        if tells is not None:
            connection.execute(update(agreements).where(agreements.c.id == tells).values(alerted=True))
    return count


def withdraw(connection: Connection, agreement_id: str, whole: bool = False) -> int:
    """Take back the alerts of an agreement that nobody was told of yet; how many went. A row being sent,
    and one that may have reached somebody, stays; with ``whole`` the others stay beside it.
    """
    told = select(deliveries.c.alert_id).where(deliveries.c.event.in_(("unknown", "note")))
    mine = outbox.c.agreement_id == agreement_id
    open_still = and_(mine, outbox.c.state == _WAITING, outbox.c.id.not_in(told))
    pending = and_(digest_entries.c.agreement_id == agreement_id, digest_entries.c.told_in.is_(None))
    if whole:
        done = and_(mine, not_(and_(outbox.c.state == _WAITING, outbox.c.id.not_in(told))))
        digested = and_(digest_entries.c.agreement_id == agreement_id, digest_entries.c.told_in.is_not(None))
        for query in (select(outbox.c.id).where(done), select(digest_entries.c.id).where(digested)):
            if connection.execute(query.limit(1)).first() is not None:
                return 0
    gone = connection.execute(delete(outbox).where(open_still)).rowcount
    gone += connection.execute(delete(digest_entries).where(pending)).rowcount
    readers = select(outbox.c.id).where(mine, outbox.c.id.not_like("rv-%")).limit(1)
    digests = select(digest_entries.c.id).where(digest_entries.c.agreement_id == agreement_id).limit(1)
    left = any(connection.execute(query).first() is not None for query in (readers, digests))
    if gone and not left:
        connection.execute(update(agreements).where(agreements.c.id == agreement_id).values(alerted=False))
    return gone


def _take(connection: Connection, row: Row[Any], lease: dict[str, Any]) -> bool:
    """Lease one row, unless it was taken back in the meantime."""
    mine = and_(outbox.c.id == row.id, outbox.c.state == _WAITING)
    values = {**lease, "attempts": row.attempts + 1}
    return connection.execute(update(outbox).where(mine).values(values)).rowcount == 1


def _recover(connection: Connection, now: datetime) -> None:
    """Rows whose lease has run out or whose sender is dead wait again."""
    sending = select(outbox).where(outbox.c.state == _SENDING)
    for row in connection.execute(sending).all():
        if row.lease_until > now and not is_dead(row.lease_owner or ""):
            continue
        values: dict[str, Any] = {"state": _WAITING, "lease_owner": None, "lease_until": None}
        error = "the sender ended before it could say whether the mail was accepted"
        if row.begun_at is None:
            values["attempts"] = row.attempts - 1
        else:
            values["last_error"] = error
            write_log(connection, row.id, now, ("unknown", error))
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(values))


def _entry(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "subscription": alert.digest,
        "agreement_id": alert.agreement_id,
        "at": alert.created_at,
        "facts": alert.facts,
    }


def _row(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "kind": alert.kind.value,
        "agreement_id": alert.agreement_id,
        "recipients": alert.to,
        "subject": alert.subject,
        "facts": alert.facts,
        "message_id": alert.message_id,
        "created_at": alert.created_at,
        "state": alert.state.value,
        "attempts": alert.attempts,
        "last_error": alert.last_error,
        "next_attempt_at": alert.next_attempt_at,
    }


def _alert(row: Row[Any], state: AlertState, log: tuple[dict[str, Any], ...]) -> Alert:
    return Alert(
        id=row.id,
        kind=AlertKind(row.kind),
        subject=row.subject,
        facts=row.facts,
        message_id=row.message_id,
        created_at=row.created_at,
        agreement_id=row.agreement_id,
        to=row.recipients,
        state=state,
        attempts=row.attempts,
        last_error=row.last_error,
        next_attempt_at=row.next_attempt_at,
        log=log,
    )
