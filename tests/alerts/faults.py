"""What a mail server may do wrong, and what must become of the mail: the delivery table, as data."""

from typing import NamedTuple


class Fault(NamedTuple):
    """``command`` at which the server answers ``answer`` once; what the row is after this attempt
    (``state``, ``event`` in its log) and whether its ``error`` says this; ``after``: how often the server
    has the mail at last.
    """

    command: str
    answer: str
    state: str
    event: str
    error: str
    after: int = 1


FAULTS = (
    Fault("CONNECT", "554 no service", "waiting", "failed", "554"),
    Fault("CONNECT", "421 busy", "waiting", "failed", "421"),
    Fault("CONNECT", "hangup", "waiting", "failed", "closed"),
    Fault("CONNECT", "slow3", "waiting", "failed", "timed out"),
    Fault("EHLO", "421 closing", "waiting", "failed", "STARTTLS"),
    Fault("EHLO", "hangup", "waiting", "failed", "closed"),
    Fault("STARTTLS", "454 no TLS now", "waiting", "failed", "TLS"),
    Fault("STARTTLS", "hangup", "waiting", "failed", "closed"),
    Fault("AUTH", "535 wrong password", "waiting", "failed", "PACTWATCH_SMTP_URL"),
    Fault("AUTH", "454 later", "waiting", "failed", "454"),
    Fault("MAIL", "550 not you", "waiting", "failed", "PACTWATCH_ALERT_FROM"),
    Fault("MAIL", "451 later", "waiting", "failed", "451"),
    Fault("MAIL", "hangup", "waiting", "failed", "closed"),
    Fault("RCPT", "451 greylisted", "waiting", "failed", "greylisted"),
    Fault("RCPT", "530 log in first", "waiting", "failed", "530"),
    Fault("RCPT", "550 no such user", "failed", "given_up", "no such user", 0),
    Fault("RCPT", "hangup", "waiting", "failed", "closed"),
    Fault("DATA", "451 later", "waiting", "failed", "451"),
    Fault("DATA", "554 no", "failed", "given_up", "554", 0),
    Fault("DATA", "hangup", "waiting", "failed", "closed"),
    Fault("BODY", "452 disk full", "waiting", "failed", "452"),
    Fault("BODY", "554 looks like spam", "failed", "given_up", "spam", 0),
    Fault("BODY", "hangup", "waiting", "unknown", "connection ended"),
    Fault("BODY", "slow3", "waiting", "unknown", "connection ended"),
    Fault("TAKEN", "slow3", "waiting", "unknown", "connection ended", 2),
    Fault("TAKEN", "hangup", "waiting", "unknown", "connection ended", 2),
    Fault("TAKEN", "slow0.2", "sent", "sent", ""),
)
