"""A web site on loopback that does what a script says, faults included."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Fault = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Reply:
    """One scripted answer; ``validate`` answers 304 to a matching If-None-Match."""

    body: bytes | str = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "text/html; charset=utf-8"
    etag: str | None = None

    @property
    def raw(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass
class Asked:
    """One request as it came."""

    path: str
    headers: dict[str, str]
    at: float
    method: str = "GET"
    data: bytes = b""


class Site:
    """Routes are answers, faults, or lists of them used up one request after the other (the last stays)."""

    def __init__(self, host: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> None:
        site = self
        self.routes: dict[str, Reply | Fault | list[Reply | Fault]] = {}
        self.asked: list[Asked] = []
        self._lock = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            def do_POST(self) -> None:
                site._answer(self)

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, request: object, client_address: object) -> None:
                pass

        self.server = Server((host, 0), Handler)
        if context is not None:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        scheme = "https" if context is not None else "http"
        self.host, self.port = host, self.server.server_address[1]
        self.url = f"{scheme}://{host}:{self.port}"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def __setitem__(self, path: str, reply: Reply | Fault | str | list[Reply | Fault]) -> None:
        self.routes[path] = Reply(reply) if isinstance(reply, str) else reply

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def times_asked(self, path: str) -> int:
        return self.paths().count(path)

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        data = handler.rfile.read(int(headers.get("content-length", 0)))
        with self._lock:
            self.asked.append(Asked(handler.path, headers, time.monotonic(), handler.command, data))
            reply = self.routes.get(handler.path, Reply("nothing here", 404))
            if isinstance(reply, list):
                reply = reply.pop(0) if len(reply) > 1 else reply[0]
        if callable(reply):
            reply(handler)
            return
        if reply.etag and headers.get("if-none-match") == reply.etag:
            reply = Reply(b"", 304, reply.headers, etag=reply.etag)
        send(handler, reply)


def send(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
    handler.send_response(reply.status)
    if reply.status != 304:
        handler.send_header("Content-Type", reply.kind)
        handler.send_header("Content-Length", str(len(reply.raw)))
    if reply.etag:
        handler.send_header("ETag", reply.etag)
    for name, value in reply.headers.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(reply.raw)


def reset(handler: BaseHTTPRequestHandler) -> None:
    """Reset the connection without an answer."""
    connection = handler.connection
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
    handler.close_connection = True


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    """Announce more than is sent."""
    handler.wfile.write(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>half a"
    )
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def drip(handler: BaseHTTPRequestHandler) -> None:
    """One byte every tenth of a second, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    handler.close_connection = True
    while True:
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.1)


def silence(handler: BaseHTTPRequestHandler) -> None:
    """Take the request and say nothing."""
    time.sleep(30)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """A body without an end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<p>")
    handler.close_connection = True
    while True:
        handler.wfile.write(b"more and more of it " * 4000)


def no_http(handler: BaseHTTPRequestHandler) -> None:
    """Something that is no HTTP."""
    handler.wfile.write(b"220 mail.example ESMTP\r\n")
    handler.close_connection = True


def huge(megabytes: int) -> Reply:
    return Reply(b"<p>" + b"x" * megabytes * 1_000_000)


def bomb(megabytes: int) -> Reply:
    return Reply(gzip.compress(b"\0" * megabytes * 1_000_000), headers={"Content-Encoding": "gzip"})


def redirect(to: str, status: int = 302) -> Reply:
    return Reply("", status, {"Location": to})


@contextmanager
def site(host: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A running site."""
    one = Site(host, context)
    try:
        yield one
    finally:
        one.close()
