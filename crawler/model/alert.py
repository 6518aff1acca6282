"""What people are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class AlertKind(StrEnum):
    """The kinds of mail; the names are part of the interface."""

    AGREEMENT = "agreement"
    DIGEST = "digest"
    HEALTH = "health"
    INCIDENT = "incident"
    TEST = "test"


class AlertState(StrEnum):
    """Where an outbox row stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Alert:
    """One outbox row: what is to be told, to whom, under which stable Message-ID.

    ``facts`` is the JSON-able content from which the message is composed (never a composed message, so
    that a template may change until it is sent); ``to`` is a comma-separated list of addresses, empty
    while none is configured. ``digest`` names the subscription whose next digest tells it: such an alert
    gets no row of its own. With ``facts["review"]`` it goes to reviewers and does not count as told.
    """

    id: str
    kind: AlertKind
    subject: str
    facts: dict[str, Any]
    message_id: str
    created_at: datetime
    agreement_id: str | None = None
    to: str = ""
    state: AlertState = AlertState.WAITING
    attempts: int = 0
    last_error: str | None = None
    next_attempt_at: datetime | None = None
    log: tuple[dict[str, Any], ...] = field(default_factory=tuple)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A composed mail, ready for a transport."""

    message_id: str
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    html: str
    date: datetime
    headers: tuple[tuple[str, str], ...] = ()
