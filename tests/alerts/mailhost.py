"""A real SMTP server on loopback (aiosmtpd) that keeps what it accepts and misbehaves as told."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


def free_port():
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server(SMTP):
    """As aiosmtpd's, with faults at the greeting and at DATA, too."""

    async def _handle_client(self):
        fault = self.event_handler.next("CONNECT")
        if fault is None:
            return await super()._handle_client()
        if not await self.event_handler.misbehave(self, fault):
            await self.push(fault)
            self.transport.close()

    async def smtp_EHLO(self, hostname):
        if not await self.refused("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg):
        if not await self.refused("STARTTLS"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg):
        if not await self.refused("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg):
        if not await self.refused("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg):
        if not await self.refused("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg):
        if not await self.refused("DATA"):
            await super().smtp_DATA(arg)

    async def refused(self, command):
        fault = self.event_handler.next(command)
        if fault is None:
            return False
        if not await self.event_handler.misbehave(self, fault):
            await self.push(fault)
        return not fault.startswith("slow")


class MailHost:
    """``faults`` are answers to give once each, by command (``CONNECT EHLO STARTTLS AUTH MAIL RCPT DATA
    BODY``; ``TAKEN`` = after the message was kept): a reply, ``hangup``, or ``slow`` (seconds behind it).
    ``bad`` are recipients with the answer they always get. ``decide`` may give a fault for any command.
    """

    def __init__(self, faults=None, bad=None, tls=None, secure=False, login=None, decide=None):
        self.kept: list[tuple[str, str, EmailMessage]] = []
        self.seen: Counter[tuple[str, str]] = Counter()
        self.commands: Counter[str] = Counter()
        self.parse = True
        self._faults = {command: list(answers) for command, answers in (faults or {}).items()}
        self._bad, self._decide = bad or {}, decide
        options = {}
        if login:
            options = {"authenticator": self._authenticator(login), "auth_require_tls": not secure}
        if tls and not secure:
            options["tls_context"] = tls
        self.port = free_port()
        host = self

        class Loopback(Controller):
            def factory(self):
                return Server(host, ident="mail.example", **options)

            def _trigger_server(self):
                if not secure:
                    return super()._trigger_server()
                trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
                trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
                with (
                    socket.create_connection((self.hostname, self.port), 5) as plain,
                    trusting.wrap_socket(plain) as link,
                ):
                    link.recv(1024)

        context = {"ssl_context": tls} if secure else {}
        self._controller = Loopback(self, hostname="127.0.0.1", port=self.port, **context)

    def __enter__(self):
        # Its own check whether it is up must not use up the faults.
        kept, self._faults = self._faults, {}
        choose, self._decide = self._decide, None
        self._controller.start()
        self._faults, self._decide = kept, choose
        self.commands.clear()
        return self

    def __exit__(self, *_):
        self._controller.stop()

    def mend(self):
        """No more faults."""
        self._faults, self._decide = {}, None

    def next(self, command):
        self.commands[command] += 1
        if self._decide is not None:
            return self._decide(command)
        answers = self._faults.get(command)
        return answers.pop(0) if answers else None

    async def misbehave(self, server, fault):
        """Carry out what is no reply; whether that was all."""
        if fault.startswith("slow"):
            await asyncio.sleep(float(fault[4:] or 1))
            return True
        if fault == "hangup":
            server.transport.abort()
            return True
        return False

    @staticmethod
    def _authenticator(login):
        def check(server, session, envelope, mechanism, data):
            right = (data.login.decode(), data.password.decode()) == login
            return AuthResult(success=right, handled=False)

        return check

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self._bad:
            return self._bad[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        fault = self.next("BODY")
        if fault is not None:
            if not await self.misbehave(server, fault):
                return fault
            if fault == "hangup":
                return "250 OK"
        mail = message_from_bytes(envelope.content, policy=policy.default) if self.parse else None
        name = _message_id(envelope.content)
        for address in envelope.rcpt_tos:
            self.kept.append((name, address, mail))
            self.seen[name, address] += 1
        fault = self.next("TAKEN")
        if fault is not None:
            await self.misbehave(server, fault)
            if fault[:1].isdigit():
                return fault
        return "250 OK"

    def url(self, secure=False, must=False, login=""):
        return f"{'smtps' if secure else 'smtp'}://{login}localhost:{self.port}/{'?tls=starttls' if must else ''}"


def _message_id(content):
    for line in content.split(b"\r\n"):
        if line.lower().startswith(b"message-id:"):
            return line.partition(b":")[2].strip().decode()
    return ""


def server_side(authority, folder):
    """A TLS context for ``localhost`` of a trustme authority, and the file that clients must trust."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    trusted = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    return context, trusted
