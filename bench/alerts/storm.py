"""Many alerts to many subscribers, over a server full of faults, by a sender killed again and again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from crawler.alerts.dispatch import Sending, dispatch
from crawler.alerts.policy import AlertPolicy
from crawler.alerts.rules import decide
from crawler.alerts.subscriptions import Subscription
from crawler.alerts.transports import SmtpTransport
from crawler.storage import Store, this_process
from tests.alerts.mailhost import MailHost
from tests.alerts.rows import NOW, SENDER, change

# How often, in a thousand, the server does what at each command.
RATES = {
    "CONNECT": (("hangup", 10), ("421 busy", 10)),
    "MAIL": (("451 later", 5), ("hangup", 2)),
    "RCPT": (("451 greylisted", 10), ("hangup", 2)),
    "DATA": (("451 later", 5), ("hangup", 2)),
    "BODY": (("452 disk full", 5), ("hangup", 3)),
    "TAKEN": (("hangup", 5), ("slow0.3", 3)),
}
# Seconds; what waits by then is reported as waiting.
PATIENCE = 1800.0


def storm(alerts: int, subscribers: int, every: float, url: str) -> int:
    """Run it and print what came of it; 0 when nothing was lost and nothing doubled unlogged."""
    chance = random.Random(7)

    def decided(command: str) -> str | None:
        drawn = chance.randrange(1000)
        for fault, rate in RATES.get(command, ()):
            drawn -= rate
            if drawn < 0:
                return fault
        return None

    with Store(url) as store, MailHost(decide=decided) as host:
        host.parse = False
        expected = _fill(store, alerts, subscribers)
        started, kills = time.monotonic(), 0
        while store.outbox.waiting_count() and time.monotonic() - started < PATIENCE:
            kills += _send_until_killed(url, host.url(), every)
        took = time.monotonic() - started
        host.mend()
        return _account(store, expected, host.seen, (took, kills))


def _fill(store: Store, alerts: int, subscribers: int) -> set[tuple[str, str]]:
    """Rows made by the real rules; the Message-ID and address of each mail that must arrive."""
    readers = tuple(
        Subscription(f"reader-{number}", to=(f"reader-{number}@example.org",))
        for number in range(subscribers)
    )
    policy = AlertPolicy(domain="example.org", subscriptions=readers)
    expected: set[tuple[str, str]] = set()
    for number in range(alerts // subscribers):
        rows = decide(change(number), policy, NOW)
        store.outbox.add(rows)
        expected |= {(each.message_id, each.to) for each in rows}
    return expected


def _send_until_killed(database: str, server: str, every: float) -> int:
    """One sender's life; 1 when it had to be killed."""
    command = [sys.executable, "-m", "bench.alerts", "sender", database, server]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as sender:
        try:
            sender.wait(timeout=every)
        except subprocess.TimeoutExpired:
            sender.send_signal(signal.SIGKILL)
            return 1
    return 0


def send_all(database: str, server: str) -> None:
    """The sender: goes on until nothing waits."""
    with Store(database) as store:
        while store.outbox.waiting_count():
            transport = SmtpTransport(server, timeout=10.0, patience=10.0)
            sending = Sending(
                transport,
                SENDER,
                (),
                this_process(),
                lambda: SmtpTransport(server, timeout=10.0, patience=10.0),
            )
            try:
                dispatch(store, sending, lambda: datetime.now(UTC), by_hand=True)
            finally:
                transport.close()


def _account(
    store: Store,
    expected: set[tuple[str, str]],
    seen: Counter[tuple[str, str]],
    run: tuple[float, int],
) -> int:
    """Hold what arrived against what had to, and against the log."""
    rows = store.listing.alerts(None, 0)
    unknown = {
        row["message_id"]
        for row in rows
        if any(entry["event"] == "unknown" for entry in _log(store, row["id"]))
    }
    doubled = {name for name, count in seen.items() if count > 1}
    silent = [name for name in doubled if name[0] not in unknown]
    lost = expected - set(seen)
    states = Counter(row["state"] for row in rows)
    took, kills = run
    machine = f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"{len(expected)} mails, {kills} kills -9, {took:.0f} s, {machine}")
    print(f"states: {dict(states)}; lost {len(lost)}; strangers {len(set(seen) - expected)}")
    print(f"of unknown outcome by the log: {len(unknown)}; arrived twice or more: {len(doubled)}")
    print(f"arrived twice, and not in the log as of unknown outcome: {len(silent)}")
    return int(bool(lost or silent or states.keys() != {"sent"}))


def _log(store: Store, identifier: str) -> tuple[dict[str, Any], ...]:
    found = store.outbox.get(identifier)
    return found.log if found is not None else ()
