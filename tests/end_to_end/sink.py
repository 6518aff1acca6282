"""A real SMTP server on loopback that keeps what it is sent and misbehaves as told."""

from __future__ import annotations

import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Sink:
    """``replies`` are answers to give once each, by command; the first ``hang_up_after_data`` messages are
    kept and the connection is then closed without an answer."""

    def __init__(self, replies: dict[str, list[str]] | None = None, hang_up_after_data: int = 0) -> None:
        self.mails: list[EmailMessage] = []
        self._replies = {command: list(answers) for command, answers in (replies or {}).items()}
        self._hang_ups = hang_up_after_data
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port())

    def __enter__(self) -> Sink:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    @property
    def url(self) -> str:
        """What SMTP_URL must be."""
        return f"smtp://127.0.0.1:{self._controller.port}"

    def _scripted(self, command: str) -> str | None:
        answers = self._replies.get(command)
        return answers.pop(0) if answers else None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._scripted("RCPT")
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self._scripted("DATA")
        if answer is not None:
            return answer
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(message_from_bytes(content, policy=policy.default))
        if self._hang_ups:
            self._hang_ups -= 1
            server.transport.close()
        return "250 OK"
