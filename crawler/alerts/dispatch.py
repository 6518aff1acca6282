"""Lease, send, record: the outbox emptied without losing or doubling a mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import SimpleQueue

from crawler.alerts.compose import compose
from crawler.alerts.transports import PATIENCE, Delivered, Transport
from crawler.errors import DeliveryError, PermanentDeliveryError, UnknownDeliveryError, UnreachableError
from crawler.log import events
from crawler.model import Alert
from crawler.storage import Store
from crawler.storage.delivering import reached

# A sender that hangs has its rows for this long: longer than the longest wait for an answer.
LEASE = timedelta(seconds=PATIENCE) + timedelta(minutes=5)
# So many rows are taken at a time; a sender that dies gives back those it has not begun.
BATCH = 20
# Connections for many mails: most of the time goes into waiting for the server's answers and the disk.
POOL = 4
# Servers refuse a connection now and then; after so many in a row the rest of the run does not try.
ENOUGH = 3
# Waits after the first, second ... temporary failure: within the hour, then within a day (INTERFACE).
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (10, 30, 60, 180, 360, 720))
GIVE_UP = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Sending:
    """How mails go out: the transport, the sender's address, and who gets mails without an address.

    ``another`` opens a further transport for many mails; ``channels`` are those of subscriptions, by the
    subscription's id and the channel's number.
    """

    transport: Transport
    sender: str
    to: tuple[str, ...]
    owner: str
    another: Callable[[], Transport] | None = None
    channels: Mapping[tuple[str, int], Transport] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What one run did: counts of mails."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    errors: tuple[str, ...] = ()


def dispatch(
    store: Store, sending: Sending, clock: Callable[[], datetime], by_hand: bool = False
) -> Dispatch:
    """Deliver what waits. ``by_hand`` tries mails at once that would wait for their next attempt."""
    counts: Counter[str] = Counter()
    errors: list[str] = []
    again: set[str] = set()
    with _Run.of(store, sending, clock) as run:
        while rows := _leased(store, sending.owner, clock(), by_hand, again):
            for alert, (state, error) in zip(rows, run.deliver(rows), strict=True):
                counts[state] += 1
                if state == "waiting":
                    again.add(alert.id)
                if error:
                    errors.append(f"{alert.id}: {error}")
    return Dispatch(counts["sent"], counts["waiting"], counts["failed"], tuple(errors))


def _leased(store: Store, owner: str, now: datetime, by_hand: bool, skip: set[str]) -> tuple[Alert, ...]:
    with store.writing():
        rows = store.outbox.lease(owner, now, BATCH, LEASE, by_hand=by_hand, skip=skip)
        store.outbox.hold(rows)
    return rows


class _Run:
    """One emptying of the outbox: its connections, and whether the server is there at all."""

    def __init__(
        self, store: Store, sending: Sending, clock: Callable[[], datetime], pool: ThreadPoolExecutor
    ) -> None:
        self._store, self._sending, self._clock, self._pool = store, sending, clock, pool
        self._free: SimpleQueue[Transport] = SimpleQueue()
        self._free.put(sending.transport)
        self._opened: list[Transport] = []
        self._unreachable = 0
        self._why = ""

    @classmethod
    @contextmanager
    def of(cls, store: Store, sending: Sending, clock: Callable[[], datetime]) -> Iterator[_Run]:
        """The run and its threads; the connections it opened are closed at its end."""
        with ThreadPoolExecutor(POOL, "alerts") as pool:
            run = cls(store, sending, clock, pool)
            try:
                yield run
            finally:
                for transport in run._opened:
                    transport.close()

    def deliver(self, rows: tuple[Alert, ...]) -> list[tuple[str, str]]:
        """Each row's state and its error in words; side by side where there are many."""
        if self._sending.another is None or len(rows) < BATCH:
            return [self._one(alert) for alert in rows]
        while len(self._opened) < POOL - 1:
            self._opened.append(self._sending.another())
            self._free.put(self._opened[-1])
        return list(self._pool.map(self._one, rows))

    def _one(self, alert: Alert) -> tuple[str, str]:
        """One row: the attempt and its record."""
        store, now = self._store, self._clock()
        if not store.outbox.begin(alert.id, self._sending.owner, now, LEASE):
            return "waiting", "another sender has taken it over"
        try:
            delivered = self._attempt(alert, now)
        except UnknownDeliveryError as error:
            store.outbox.unknown(alert.id, now, str(error), _next(alert, now))
            return _told(alert, "waiting", str(error))
        except PermanentDeliveryError as error:
            return self._refused(alert, now, str(error))
        except DeliveryError as error:
            return _later(store, alert, now, str(error))
        return _record(store, alert, delivered, now)

    def _attempt(self, alert: Alert, now: datetime) -> Delivered:
        """Compose and hand over. Raises :class:`DeliveryError` and its kinds."""
        number = alert.facts.get("channel")
        if number is not None:
            return self._to_channel(alert, int(number), now)
        left = _left(alert, self._sending)
        if not left:
            if reached(alert.log):
                return Delivered(())
            raise DeliveryError("has no address: set PACTWATCH_ALERT_TO, or health: true in alerts.yaml")
        message = compose(alert, self._sending.sender, left, now)
        if self._unreachable >= ENOUGH:
            raise DeliveryError(f"not tried: {self._why}")
        transport = self._free.get()
        try:
            delivered = transport.deliver(message)
        except UnreachableError as error:
            self._unreachable += 1
            self._why = str(error)
            raise
        finally:
            self._free.put(transport)
        self._unreachable = 0
        return delivered

    def _to_channel(self, alert: Alert, number: int, now: datetime) -> Delivered:
        channel = self._sending.channels.get((str(alert.facts.get("subscription")), number))
        if channel is None:
            raise DeliveryError(f"{alert.to}: is not in alerts.yaml any more")
        return channel.deliver(compose(alert, self._sending.sender, (alert.to,), now))

    def _refused(self, alert: Alert, now: datetime, error: str) -> tuple[str, str]:
        """Refused for good: a mail that others have already is a sent one."""
        if reached(alert.log):
            self._store.outbox.sent(alert.id, now, {"reached": [], "refused": error})
            return _told(alert, "sent", error)
        self._store.outbox.failed(alert.id, now, error, permanent=True, next_attempt=None)
        return _told(alert, "failed", error)


def _left(alert: Alert, sending: Sending) -> tuple[str, ...]:
    """The recipients who have not been reached yet."""
    everybody = tuple(part.strip() for part in alert.to.split(",") if part.strip()) or sending.to
    have = reached(alert.log)
    return tuple(address for address in everybody if address not in have)


def _record(store: Store, alert: Alert, delivered: Delivered, now: datetime) -> tuple[str, str]:
    """Some or all were reached: done, or the rest later."""
    refused = "; ".join(f"{address}: {why}" for address, why in (*delivered.refused, *delivered.later))
    detail = {"reached": list(delivered.to), "refused": refused}
    if delivered.later:
        store.outbox.note(alert.id, now, detail)
        return _later(store, alert, now, refused)
    to = alert.to or ", ".join(delivered.to)
    store.outbox.sent(alert.id, now, detail, to)
    return _told(alert, "sent", refused) if refused else ("sent", "")


def _later(store: Store, alert: Alert, now: datetime, error: str) -> tuple[str, str]:
    """A temporary failure waits, or is given up after three days."""
    over = now - alert.created_at >= GIVE_UP and alert.attempts >= len(BACK_OFF)
    store.outbox.failed(
        alert.id, now, error, permanent=over, next_attempt=None if over else _next(alert, now)
    )
    return _told(alert, "failed" if over else "waiting", error)


def _next(alert: Alert, now: datetime) -> datetime:
    """When to try again."""
    return now + BACK_OFF[min(alert.attempts, len(BACK_OFF) - 1)]


def _told(alert: Alert, state: str, error: str) -> tuple[str, str]:
    """Log the failure once, under a fixed event name."""
    events("alerts").warning("delivery_failed", alert=alert.id, state=state, error=error)
    return state, error
