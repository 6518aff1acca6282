"""Serves the bundled example sites, each on a loopback address and port of its own.

>>> with DemoSites() as sites:
...     sites.sources(folder)  # then poll with PACTWATCH_SOURCES=folder
...     sites.day = 2          # the same sites a day later
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from types import TracebackType
from typing import Any, ClassVar

import yaml

from crawler.demo.content import DAYS, NOW, DemoSite, Rendered, load_sites

NETWORK = "127.0.71.{}"
"""Each site gets the next address of this network: other software seldom listens here."""

TRACKING = re.compile(r"[?&]utm_.*$", re.DOTALL)
"""A feed's own marks at the end of its links, which no site minds."""

NOT_FOUND = b"<!doctype html><html><head><title>404</title></head><body><h1>Not found</h1></body></html>"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as a site saw it, for tests that count them."""

    site: str
    path: str
    status: int
    conditional: bool
    user_agent: str


class DemoSites:
    """The example sites, running while the ``with`` block lasts.

    ``day`` (1 or 2) may be set at any time; ``requests`` is every request answered so far.
    Raises ``ValueError`` for another day and ``KeyError`` for a site that is not bundled.
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._day = 1
        self._sites = load_sites()
        self._views: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()
        self._servers: dict[str, ThreadingHTTPServer] = {}
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> DemoSites:
        for number, site in enumerate(self._sites, start=1):
            server = _listen(NETWORK.format(number), _handler(self, site))
            # The default half second between looks at the shutdown flag would add up over all sites.
            thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
            thread.start()
            self._servers[site.id] = server
            self._threads.append(thread)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers.values():
            server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join()
        self._servers.clear()
        self._threads.clear()

    @property
    def day(self) -> int:
        """Which day's content is served."""
        return self._day

    @day.setter
    def day(self, value: int) -> None:
        if value not in DAYS:
            raise ValueError(f"the example sites know days {DAYS}, not {value!r}")
        self._day = value

    @property
    def now(self) -> datetime:
        """The demo's clock on the day served: aware, UTC."""
        return NOW[self._day]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all sites, in order of their addresses."""
        return tuple(site.id for site in self._sites)

    def base(self, site_id: str) -> str:
        """The address of a site without a final slash, such as ``http://127.0.71.1:40123``."""
        host, port = self._servers[site_id].server_address[:2]
        return f"http://{host!s}:{port}"

    def url(self, site_id: str, path: str) -> str:
        """The full address of ``path`` on a site."""
        return self.base(site_id) + path

    def pages(self) -> tuple[tuple[str, str], ...]:
        """``(site id, path)`` of every page that answers on the day served."""
        return tuple((site.id, path) for site in self._sites for path in site.pages(self._day))

    def sources(self, folder: Path) -> tuple[Path, ...]:
        """Write one source file a site into ``folder`` (made if missing) and return their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        written = []
        for site in self._sites:
            file = folder / f"{site.id}.yaml"
            content = yaml.safe_dump(site.source(self.base(site.id)), allow_unicode=True, sort_keys=False)
            file.write_text("# An example site of `pactwatch demo`, made up.\n" + content, "utf-8")
            written.append(file)
        return tuple(written)

    def answer(self, site: DemoSite, path: str) -> Rendered | None:
        """What ``site`` says to a request for ``path``; ``None`` = no such page."""
        base = self.base(site.id)
        path = TRACKING.sub("", path)
        if path == "/robots.txt":
            if site.robots is None:
                return None
            return Rendered("text/plain", site.robots.replace("{base}", base).encode(), NOW[1])
        with self._lock:
            self._views[site.id, path] += 1
            views = 100 + self._views[site.id, path]
        return site.render(path, self._day, base, views)

    def note(self, request: Request) -> None:
        """Remember a request that was answered."""
        with self._lock:
            self.requests.append(request)


def _listen(address: str, handler: type[BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    """A server on ``address``, or on 127.0.0.1 where the system has no other loopback address (macOS)."""
    try:
        return _Server((address, 0), handler)
    except OSError:
        return _Server(("127.0.0.1", 0), handler)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Bind without the look-up of the host's name, which may wait for a name server."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet: a client that goes away in the middle is no news here."""


def _handler(sites: DemoSites, site: DemoSite) -> type[BaseHTTPRequestHandler]:
    """A request handler class that answers for ``site``."""

    class Handler(_SiteHandler):
        owner = sites
        shown = site

    return Handler


class _SiteHandler(BaseHTTPRequestHandler):
    owner: ClassVar[DemoSites]
    shown: ClassVar[DemoSite]
    protocol_version = "HTTP/1.1"
    server_version = "demo"
    sys_version = ""
    timeout = 20

    def do_GET(self) -> None:
        """Answer one request: the page, 304 where a validator matches, or 404."""
        found = self.owner.answer(self.shown, self.path)
        if found is None:
            self._send(404, {"Content-Type": "text/html; charset=utf-8"}, NOT_FOUND)
            return
        headers = {"Content-Type": found.content_type, **self._validators(found)}
        if _unchanged(dict(self.headers.items()), headers):
            self._send(304, headers, b"")
            return
        body = found.body
        if "gzip" in (self.headers.get("Accept-Encoding") or "") and "html" in found.content_type:
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self._send(found.status, headers, body)

    do_HEAD = do_GET

    def _validators(self, found: Rendered) -> dict[str, str]:
        headers = {}
        if "etag" in self.shown.validators:
            headers["ETag"] = f'"{hashlib.sha256(found.body).hexdigest()[:16]}"'
        if "modified" in self.shown.validators:
            headers["Last-Modified"] = format_datetime(found.modified.astimezone(NOW[1].tzinfo), usegmt=True)
        return headers

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        conditional = any(name in self.headers for name in ("If-None-Match", "If-Modified-Since"))
        agent = self.headers.get("User-Agent", "")
        self.owner.note(Request(self.shown.id, self.path, status, conditional, agent))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet: the demo's output belongs to what was found."""


def _unchanged(asked: Mapping[str, str], headers: Mapping[str, str]) -> bool:
    """Does a validator of the request match the page? The entity tag outranks the date (RFC 9110, 13.2)."""
    asked = {name.title(): value for name, value in asked.items()}
    if tags := asked.get("If-None-Match"):
        return headers.get("ETag", "no tag") in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    since = asked.get("If-Modified-Since")
    if not since or "Last-Modified" not in headers:
        return False
    try:
        return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False
