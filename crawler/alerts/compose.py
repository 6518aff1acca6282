"""From an outbox row to a mail: plain text and HTML of the same content, scraped words escaped."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cache
from urllib.parse import quote

import css_inline
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from crawler.alerts.blocks import as_text, one_line
from crawler.alerts.letters import letter_of
from crawler.model import Alert, Message

SUBJECT_LENGTH = 200
_LANGUAGES = {"zh": "zh-Hans"}
# Seven bits go through every server, also one that does not offer 8BITMIME.
_POLICY = SMTP.clone(cte_type="7bit")


@cache
def _template() -> Template:
    """The one template of all mails; it escapes everything."""
    environment = Environment(
        loader=PackageLoader("crawler.alerts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("letter.html.j2")


@cache
def _inliner() -> css_inline.CSSInliner:
    """Puts the styles onto the elements; what only a dark screen needs stays in the head."""
    return css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def compose(alert: Alert, sender: str, to: tuple[str, ...], now: datetime) -> Message:
    """The message of ``alert``. Its ids are the row's, so that a repetition is the same message."""
    blocks = letter_of(alert.kind.value, {"subject": alert.subject, **alert.facts})
    subject = one_line(alert.subject, SUBJECT_LENGTH)
    language = _LANGUAGES.get(str(alert.facts.get("labels")), "en")
    page = _template().render(blocks=blocks, subject=subject, language=language)
    return Message(
        message_id=alert.message_id,
        sender=sender,
        to=to,
        subject=subject,
        text=as_text(blocks),
        html=_inliner().inline(page),
        date=now,
        headers=tuple(_headers(alert, sender)),
    )


def _headers(alert: Alert, sender: str) -> list[tuple[str, str]]:
    """What mail programs read: no automatic answers (RFC 3834), where to unsubscribe (RFC 2369), which
    mails belong together (RFC 5322, 3.6.4).
    """
    found = [("X-Pactwatch-Kind", alert.kind.value), ("Auto-Submitted", "auto-generated")]
    name = one_line(alert.facts.get("subscription") or "alerts", 80)
    address = parseaddr(sender)[1]
    found.append(("List-Unsubscribe", f"<mailto:{address}?subject={quote('unsubscribe ' + name)}>"))
    found.append(("List-Id", f"Pactwatch {name} <{name}.pactwatch.{address.rpartition('@')[2]}>"))
    thread = [one_line(each, 200) for each in alert.facts.get("thread") or ()]
    if thread:
        found += [("In-Reply-To", thread[-1]), ("References", " ".join(thread))]
    return found


def as_mail(message: Message) -> EmailMessage:
    """The message in the form that goes over the wire (RFC 5322); header values cannot hold a line break."""
    mail = EmailMessage(policy=_POLICY)
    mail["Message-ID"] = message.message_id
    mail["Date"] = format_datetime(message.date)
    mail["From"] = _address(message.sender)
    if message.to:
        mail["To"] = tuple(_address(address) for address in message.to)
    mail["Subject"] = message.subject
    for name, value in message.headers:
        mail[name] = one_line(value)
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    return mail


def _address(text: str) -> Address:
    """A configured address; its display name is kept."""
    name, plain = parseaddr(text)
    return Address(display_name=one_line(name, 100), addr_spec=plain)
