"""Mails that came back: read from a mailbox over IMAP, recorded with the mails they are about."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from crawler.alerts.blocks import one_line
from crawler.errors import DeliveryError
from crawler.storage import Store

_TIMEOUT = 30.0
# One run reads so many; the rest comes with the next.
_MOST = 200
_MESSAGE_ID = re.compile(rb"(?im)^Message-ID:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s]{1,250}>)")


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a report says (RFC 3464): the mail's Message-ID, who does not get it, and why."""

    message_id: str
    addresses: tuple[str, ...]
    why: str


def bounce_of(body: bytes) -> Bounce | None:
    """The bounce that a mail is, ``None`` where it is another kind of mail, or tells of a mere delay.
    Never raises.
    """
    try:
        mail = message_from_bytes(body, policy=policy.default)
        failed = [*_failed(mail)]
        original = _original(mail, body)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None  # the standard parser stumbles over some broken mails in each of these ways
    if not failed or original is None:
        return None
    why = "; ".join(dict.fromkeys(reason for _, reason in failed if reason))
    return Bounce(original, tuple(dict.fromkeys(address for address, _ in failed)), one_line(why, 300))


def _failed(mail: EmailMessage) -> Iterator[tuple[str, str]]:
    """Each recipient for whom delivery failed, with the reason."""
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks: list[EmailMessage] = part.get_payload()  # type: ignore[assignment]
        for fields in blocks:
            if str(fields.get("Action", "")).strip().lower() == "failed":
                address = str(fields.get("Final-Recipient", "")).rpartition(";")[2].strip()
                reason = fields.get("Diagnostic-Code") or fields.get("Status") or ""
                # Letters nobody can print (private use) are no part of an address that is kept and shown.
                printed = "".join(filter(str.isprintable, one_line(address, 320)))
                if "@" in printed:
                    yield printed, one_line(str(reason), 300)


def _original(mail: EmailMessage, body: bytes) -> str | None:
    """The Message-ID of the mail that came back: in the copy of it that the report carries."""
    for part in mail.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            found = _MESSAGE_ID.search(part.as_bytes().partition(b"\n\n")[2] or b"")
            found = found or _MESSAGE_ID.search(part.as_bytes())
            if found:
                return found[1].decode("ascii", "replace")
    ids = _MESSAGE_ID.findall(body)
    return ids[-1].decode("ascii", "replace") if len(ids) > 1 else None


def collect_bounces(store: Store, url: str, now: datetime) -> int:
    """Record every unread bounce of the mailbox and mark it as read; how many were of mails of ours.

    Raises :class:`DeliveryError` when the mailbox cannot be read.
    """
    count = 0
    with _mailbox(url) as box:
        for number in _unread(box):
            body = _fetched(box, number)
            bounce = bounce_of(body)
            if bounce is not None:
                detail = {"bounced": list(bounce.addresses), "why": bounce.why}
                count += store.outbox.bounced(bounce.message_id, now, detail) is not None
            box.uid("STORE", number, "+FLAGS", r"(\Seen)")
    return count


@contextmanager
def _mailbox(url: str) -> Iterator[imaplib.IMAP4]:
    """The selected folder of the mailbox; a password is never sent without TLS."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "imaps"
    place = f"bounces: {host}"
    box: imaplib.IMAP4 | None = None
    try:
        context = ssl.create_default_context()
        if secure:
            box = imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=context, timeout=_TIMEOUT)
        else:
            box = imaplib.IMAP4(host, parts.port or 143, timeout=_TIMEOUT)
            box.starttls(context)
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        quoted = folder.replace("\\", "\\\\").replace('"', '\\"')
        state, _ = box.select(f'"{quoted}"')
        if state != "OK":
            raise DeliveryError(f"{place}: no folder {folder}")
        yield box
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        raise DeliveryError(f"{place}: {one_line(error, 200)}; check PACTWATCH_BOUNCES_URL") from error
    finally:
        if box is not None:
            _leave(box)


def _leave(box: imaplib.IMAP4) -> None:
    try:
        box.logout()
    except (imaplib.IMAP4.error, OSError):
        box.shutdown()


def _unread(box: imaplib.IMAP4) -> list[str]:
    _, found = box.uid("SEARCH", "UNSEEN")
    numbers = (found[0] or b"").split() if found else []
    return [number.decode("ascii", "replace") for number in numbers][:_MOST]


def _fetched(box: imaplib.IMAP4, number: str) -> bytes:
    _, parts = box.uid("FETCH", number, "(BODY.PEEK[])")
    return next((part[1] for part in parts or () if isinstance(part, tuple)), b"")
