"""Where mails go: an SMTP server, or a folder of ``.eml`` files where none is configured."""

from __future__ import annotations

import os
import smtplib
import ssl
from dataclasses import dataclass, replace
from email.utils import parseaddr
from pathlib import Path
from types import TracebackType
from typing import Protocol
from urllib.parse import unquote, urlsplit

from crawler.alerts.compose import as_mail
from crawler.errors import DeliveryError, PermanentDeliveryError, UnknownDeliveryError, UnreachableError
from crawler.model import Message

TIMEOUT = 30.0
# After the final dot a server may scan for long; ending the wait early is how mails get doubled. RFC 5321,
# 4.5.3.2.6 asks for ten minutes.
PATIENCE = 600.0
# Codes by which a server says that it wants a log-in or another kind of one (RFC 4954, 6).
_LOGIN = (530, 534, 535, 538)


class Transport(Protocol):
    """Delivers one message to its recipients."""

    def deliver(self, message: Message) -> Delivered:
        """Raises :class:`DeliveryError` or a kind of it when nobody was reached."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


@dataclass(frozen=True, slots=True)
class Delivered:
    """Who was reached, and who was not: address and the server's words; ``later`` may still be."""

    to: tuple[str, ...]
    refused: tuple[tuple[str, str], ...] = ()
    later: tuple[tuple[str, str], ...] = ()


class FileTransport:
    """Writes each message to ``folder/<id>.eml``; the same message again is the same file."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made when the first message comes."""
        self.folder = folder

    def deliver(self, message: Message) -> Delivered:
        """Write the file whole or not at all."""
        name = "".join(char for char in message.message_id if char.isalnum() or char in "-_.")[:80]
        target = self.folder / f"{name}.eml"
        part = target.with_suffix(f".{os.getpid()}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(as_mail(message).as_bytes())
            part.replace(target)
        except OSError as error:
            raise DeliveryError(f"{target}: cannot be written ({error.strerror})") from error
        return Delivered(message.to)

    def close(self) -> None:
        """Nothing to end."""


class SmtpTransport:
    """Delivers over one SMTP connection, opened at the first message and kept for the next.

    ``smtps://`` speaks TLS from the start; ``?tls=starttls`` requires STARTTLS; without either STARTTLS is
    taken where offered. A password is never sent without TLS. Certificates are verified.
    """

    def __init__(self, url: str, timeout: float = TIMEOUT, patience: float = PATIENCE) -> None:
        """``url`` as in the interface's ``SMTP_URL``; ``timeout`` in seconds for each answer, ``patience``
        for the one after the message.
        """
        parts = urlsplit(url)
        self._secure = parts.scheme == "smtps"
        self._must = "tls=starttls" in parts.query
        self._host = parts.hostname or "localhost"
        self._port = parts.port or (465 if self._secure else 587 if self._must else 25)
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password or "")
        self._timeout, self._patience = timeout, patience
        self._link: smtplib.SMTP | None = None

    def __enter__(self) -> SmtpTransport:
        """Connects lazily."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the connection."""
        self.close()

    def deliver(self, message: Message) -> Delivered:
        """Send one message; the connection starts afresh after any error. One that was left open since the
        last message, and which the server has closed meanwhile, is opened again.
        """
        kept = self._link is not None
        try:
            link = self._connected()
            if kept and not self._alive(link):
                self.close()
                link = self._connected()
            return self._send(link, message)
        except PermanentDeliveryError:
            raise
        except DeliveryError:
            self.close()
            raise
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self.close()
            raise DeliveryError(f"{self._place}: {_words(error)}") from error

    def check(self) -> None:
        """Connect, secure and log in; nothing is sent. Raises :class:`DeliveryError`."""
        try:
            self._connected()
        finally:
            self.close()

    @property
    def _place(self) -> str:
        return f"{self._host}:{self._port}"

    @staticmethod
    def _alive(link: smtplib.SMTP) -> bool:
        try:
            return link.rset()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False

    def _connected(self) -> smtplib.SMTP:
        """The open connection, greeted, secured and logged in.

        Raises :class:`UnreachableError`: whatever is wrong here passes, or a person can put it right.
        """
        if self._link is not None:
            return self._link
        try:
            return self._connect()
        except smtplib.SMTPAuthenticationError as error:
            why = f"user or password refused, check PACTWATCH_SMTP_URL ({_words(error)})"
            raise self._unreachable(why) from error
        except ssl.SSLCertVerificationError as error:
            raise self._unreachable(f"its certificate is not trusted ({error.verify_message})") from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise self._unreachable(_words(error)) from error

    def _unreachable(self, why: str) -> UnreachableError:
        self.close()
        return UnreachableError(f"{self._place}: {why}")

    def _connect(self) -> smtplib.SMTP:
        tls = ssl.create_default_context()
        link: smtplib.SMTP
        if self._secure:
            link = smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout, context=tls)
        else:
            link = smtplib.SMTP(self._host, self._port, timeout=self._timeout)
        self._link = link
        link.ehlo_or_helo_if_needed()
        secured = self._secure
        if not secured and (self._must or link.has_extn("starttls")):
            link.starttls(context=tls)
            link.ehlo()
            secured = True
        if self._user is not None:
            if not secured:
                raise self._unreachable("offers no TLS; a password is never sent in the clear")
            link.login(self._user, self._password)
        return link

    def _send(self, link: smtplib.SMTP, message: Message) -> Delivered:
        """One SMTP transaction (RFC 5321, 3.3)."""
        message, odd = _sendable(message)
        mail = as_mail(message).as_bytes()
        code, words = link.mail(parseaddr(message.sender)[1])
        if code != 250:
            # Who may send, and as whom, is a setting that a person can change: never a reason to give up.
            why = f"sender {message.sender} refused, check PACTWATCH_ALERT_FROM and PACTWATCH_SMTP_URL"
            raise UnreachableError(f"{self._place}: {why} ({code} {_text(words)})")
        found = self._recipients(link, message.to)
        found = replace(found, refused=(*odd, *found.refused))
        if not found.to:
            self._alive(link)
            said = "; ".join(f"{address}: {why}" for address, why in (*found.refused, *found.later))
            raise (DeliveryError if found.later else PermanentDeliveryError)(said or "no recipient")
        self._data(link, mail)
        return found

    def _recipients(self, link: smtplib.SMTP, addresses: tuple[str, ...]) -> Delivered:
        """Ask for each recipient; one who is refused stops no other."""
        taken: list[str] = []
        refused: list[tuple[str, str]] = []
        later: list[tuple[str, str]] = []
        for address in addresses:
            code, words = link.rcpt(_on_the_wire(address))
            if code in (250, 251):
                taken.append(address)
            elif code == 421:
                raise DeliveryError(f"{self._place}: {code} {_text(words)}")
            else:
                final = 500 <= code < 600 and code not in _LOGIN
                (refused if final else later).append((address, f"{code} {_text(words)}"))
        return Delivered(tuple(taken), tuple(refused), tuple(later))

    def _data(self, link: smtplib.SMTP, payload: bytes) -> None:
        """The DATA phase. Until the final dot is handed over nothing is accepted; a connection that ends
        after it may have delivered: nobody can say.
        """
        code, words = link.docmd("data")
        if code != 354:
            raise _refusal(code, f"data refused: {_text(words)}")
        body = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in payload.split(b"\r\n"))
        link.send(body.rstrip(b"\r\n") + b"\r\n.\r\n")
        if link.sock is not None:
            link.sock.settimeout(self._patience)
        try:
            code, words = link.getreply()
        except (smtplib.SMTPException, OSError) as error:
            why = f"the connection ended after the message was sent ({_words(error)})"
            raise UnknownDeliveryError(f"{self._place}: {why}") from error
        if link.sock is not None:
            link.sock.settimeout(self._timeout)
        if code < 200:
            raise UnknownDeliveryError(f"{self._place}: no answer that can be read after the message")
        if code != 250:
            raise _refusal(code, f"message refused: {_text(words)}")

    def close(self) -> None:
        """Say goodbye where the server still listens."""
        link, self._link = self._link, None
        if link is not None:
            try:
                link.quit()
            except (smtplib.SMTPException, OSError):
                link.close()


def _refusal(code: int, words: str) -> DeliveryError:
    """A refusal by its code: 5xx is for good (RFC 5321, 4.2.1), but for those that ask for a log-in."""
    final = 500 <= code < 600 and code not in _LOGIN
    return (PermanentDeliveryError if final else DeliveryError)(f"{code} {words}")


def _sendable(message: Message) -> tuple[Message, tuple[tuple[str, str], ...]]:
    """The message to those whose address can be said to a server, and the others with the reason."""
    odd: list[tuple[str, str]] = []
    for address in message.to:
        try:
            _on_the_wire(address)
        except UnicodeError:
            odd.append((address, "is no address that this server takes"))
    bad = {address for address, _ in odd}
    return replace(message, to=tuple(each for each in message.to if each not in bad)), tuple(odd)


def _on_the_wire(address: str) -> str:
    """The bare address, its domain in letters that DNS knows. Raises ``UnicodeError``."""
    plain = parseaddr(address)[1]
    local, _, domain = plain.rpartition("@")
    local.encode("ascii")
    return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode('ascii')}"


def _text(words: bytes) -> str:
    return words.decode("utf-8", "replace").replace("\n", " ")[:300]


def _words(error: BaseException) -> str:
    """An exception in a few words."""
    return (str(error) or type(error).__name__).replace("\n", " ")[:300]
