"""Chat channels and webhooks, through Apprise: one more way for a message to go out."""

from __future__ import annotations

import logging
import threading

from crawler.alerts.transports import Delivered
from crawler.errors import DeliveryError, UnknownDeliveryError
from crawler.model import Message

# Apprise says why only in its log, and that is one for the whole process.
_LOG = threading.Lock()
# Chat services cut or refuse longer texts; the mail and the record have the rest.
_LONGEST = 3_500


class ChannelTransport:
    """Delivers to one Apprise address. The address holds a secret: no error and no log shows it."""

    def __init__(self, address: str) -> None:
        """``address`` as Apprise writes them, such as ``slack://...`` or ``json://host/path``."""
        self._address = address
        self._scheme = address.partition(":")[0]

    def deliver(self, message: Message) -> Delivered:
        """Send the plain text. What a channel refuses is tried again: a person can mend its setting."""
        # A large library, loaded where a channel is named and something is to be sent.
        from apprise import Apprise, LogCapture, NotifyFormat

        channel = Apprise()
        channel.add(self._address)
        text = message.text if len(message.text) <= _LONGEST else message.text[: _LONGEST - 1] + "…"
        with _LOG, LogCapture(level=logging.DEBUG) as said:  # type: ignore[no-untyped-call]
            done = channel.notify(body=text, title=message.subject, body_format=NotifyFormat.TEXT)
            words = said.getvalue()
        if done:
            return Delivered(message.to)
        if "Read timed out" in words:
            raise UnknownDeliveryError(f"{self._scheme} channel: no answer in time; it may have been taken")
        raise DeliveryError(f"{self._scheme} channel: {self._reason(words)}")

    def _reason(self, words: str) -> str:
        """The last warning of Apprise, without anything of our address in it."""
        lines = [line for line in words.splitlines() if " - DEBUG - " not in line and line.strip()]
        last = lines[-1].rpartition(" - ")[2].strip() if lines else "not accepted"
        secret = self._address.partition("://")[2]
        for part in sorted(secret.replace("?", "/").replace("@", "/").split("/"), key=len, reverse=True):
            if len(part) > 3:
                last = last.replace(part, "...")
        return last[:200]

    def close(self) -> None:
        """Nothing to end."""
