"""The delivery table: each fault of a server against what becomes of the mail."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import trustme

from crawler.alerts.dispatch import Sending, dispatch
from crawler.alerts.transports import SmtpTransport
from crawler.storage import Store
from tests.alerts.faults import FAULTS, Fault
from tests.alerts.mailhost import MailHost, server_side
from tests.alerts.rows import NOW, SENDER, row

_LOGIN, _PASSWORD = "reader:secret@", ("reader", "secret")


def table() -> int:
    """Print a line a fault; how many were not as they must be."""
    wrong = 0
    print("| at | the server | state | logged as | in the end | mails |\n|---|---|---|---|---|---|")
    for fault in FAULTS:
        found = _tried(fault)
        wrong += found != (
            fault.state,
            fault.event,
            "failed" if fault.state == "failed" else "sent",
            fault.after,
        )
        print(f"| {fault.command} | {fault.answer} | " + " | ".join(str(each) for each in found) + " |")
    print(f"\n{len(FAULTS)} faults, {wrong} with another outcome than they must have")
    return wrong


def _tried(fault: Fault) -> tuple[str, str, str, int]:
    """The row's state and last event after the attempt that met the fault, its state after the next
    attempt, and how often the server has the mail.
    """
    with tempfile.TemporaryDirectory() as folder:
        tls, trusted = server_side(trustme.CA(), Path(folder))
        os.environ["SSL_CERT_FILE"] = str(trusted)
        answers = [fault.answer] * (3 if fault.command == "AUTH" else 1)
        with Store(f"sqlite:///{folder}/store.db") as store:
            store.outbox.add([row("a")])
            with MailHost({fault.command: answers}, tls=tls, login=_PASSWORD) as host:
                url = host.url(must=True, login=_LOGIN)
                _send(store, url)
                first = store.outbox.get("a")
                host.mend()
                _send(store, url)
                last = store.outbox.get("a")
            assert first is not None and last is not None
            return first.state.value, str(first.log[-1]["event"]), last.state.value, len(host.kept)


def _send(store: Store, url: str) -> None:
    transport = SmtpTransport(url, timeout=1.0, patience=1.0)
    try:
        dispatch(store, Sending(transport, SENDER, (), "here:1:1"), lambda: NOW, by_hand=True)
    finally:
        transport.close()
