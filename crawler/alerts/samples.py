"""A sample mail through the real path."""

from __future__ import annotations

import socket

from crawler.alerts.compose import compose
from crawler.alerts.mailroom import transport_of
from crawler.alerts.policy import AlertPolicy
from crawler.alerts.rules import notice
from crawler.config import Config
from crawler.errors import DeliveryError
from crawler.model import AlertKind

_LINES = [
    "This is a sample. Alerts of this installation reach you.",
    "A real one names the parties, the kind and the date of an agreement, and marks the words that prove it.",
]


def send_sample(config: Config, address: str) -> None:
    """Send a sample to ``address``; nothing is stored. Raises :class:`DeliveryError` in one line."""
    facts = {"subject": "Pactwatch: a sample", "lines": _LINES}
    alert = notice(AlertKind.TEST, address, facts, AlertPolicy(), config.clock())
    sender = config.alert_from or f"pactwatch@{socket.gethostname()}"
    transport = transport_of(config)
    try:
        done = transport.deliver(compose(alert, sender, (address,), config.clock()))
    except DeliveryError as error:
        raise DeliveryError(f"alerts test {address}: {error}") from error
    finally:
        transport.close()
    if not done.to:
        why = "; ".join(why for _, why in (*done.refused, *done.later))
        raise DeliveryError(f"alerts test {address}: {why}")
