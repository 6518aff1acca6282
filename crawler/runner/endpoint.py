"""``/healthz`` and ``/metrics`` of a long-lived process: two pages, answered on the loop that polls."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from crawler.log import events

# A request line and headers of a monitoring tool are some hundred bytes; nobody else has business here.
_LINE, _HEADERS, _PATIENCE = 2_000, 100, 5.0


@dataclass(frozen=True, slots=True)
class Wellness:
    """What ``/healthz`` says: ``ok`` and the facts it follows from."""

    ok: bool
    facts: dict[str, object]


class Endpoint:
    """Listens on ``address`` (``host:port``; empty = nowhere) while the process lives."""

    def __init__(self, address: str, registry: CollectorRegistry, wellness: Callable[[], Wellness]) -> None:
        self._address, self._registry, self._wellness = address, registry, wellness
        self._server: asyncio.Server | None = None
        self._refused = False

    async def open(self) -> bool:
        """Begin to listen; false (told once) when that address is taken or wrong. May be tried again."""
        if not self._address or self._server is not None:
            return True
        host, _, port = self._address.rpartition(":")
        try:
            self._server = await asyncio.start_server(
                self._serve, host.strip("[]") or "127.0.0.1", int(port), limit=_LINE
            )
        except (OSError, ValueError, OverflowError) as error:
            if not self._refused:
                events("scheduler").warning("metrics_not_served", address=self._address, error=str(error))
            self._refused = True
            return False
        self._refused = False
        return True

    async def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()
            self._server = None

    @property
    def port(self) -> int | None:
        """Where it listens, ``None`` while it does not."""
        sockets = self._server.sockets if self._server is not None else ()
        return int(sockets[0].getsockname()[1]) if sockets else None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                status, kind, body = self._answer(await _request(reader))
                head = (
                    f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
                    "Connection: close\r\nX-Content-Type-Options: nosniff\r\n\r\n"
                )
                writer.write(head.encode() + body)
                await writer.drain()
        except (TimeoutError, OSError, ValueError, asyncio.IncompleteReadError):
            return  # whoever asked went away, or speaks no HTTP
        finally:
            writer.close()

    def _answer(self, line: str) -> tuple[str, str, bytes]:
        method, path, *_ = [*line.split(), "", ""]
        path = path.partition("?")[0]
        if method not in ("GET", "HEAD"):
            return "405 Method Not Allowed", "text/plain", b"GET only\n"
        if path == "/metrics":
            return "200 OK", CONTENT_TYPE_LATEST, generate_latest(self._registry)
        if path == "/healthz":
            found = self._wellness()
            body = json.dumps({"ok": found.ok, **found.facts}).encode() + b"\n"
            return "200 OK" if found.ok else "503 Service Unavailable", "application/json", body
        return "404 Not Found", "text/plain", b"/healthz and /metrics are here\n"


async def _request(reader: asyncio.StreamReader) -> str:
    """The request line; the headers are read to their end and say nothing to us."""
    line = (await reader.readline()).decode("latin-1")
    for _ in range(_HEADERS):
        if (await reader.readline()).strip() == b"":
            break
    return line
