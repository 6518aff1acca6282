"""One HTTP request over aiohttp: guarded, limited in size and time, its end always named."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import aiohttp
import yarl

from crawler.errors import FetchError
from crawler.fetching.addresses import DEFAULT_PORTS
from crawler.fetching.encodings import ACCEPTED, decoded
from crawler.fetching.guard import AddressGuard, GuardedResolver
from crawler.model import Problem

# A server that does not even take the connection within this many seconds will not serve the page either.
CONNECT_TIMEOUT = 20.0
# Header lines beyond aiohttp's 8 kB are met on real sites (content security policies), beyond this never.
_MAX_HEADER = 65_536
# What is kept of an answer that was too large or cut: as much as RFC 9309 wants read of a robots.txt.
_KEPT = 512 * 1024
# Pages are text; what announces itself as one of these is not fetched to its end.
_NEVER_PAGES = ("image/", "video/", "audio/", "font/")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A response as far as it came. Header names are lower case; ``body`` is freed of its content codings;
    ``problem`` is set when it was cut, with one plain sentence.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    problem: Problem | None = None
    detail: str = ""

    def header(self, name: str) -> str | None:
        """The first value of ``name`` (lower case), or ``None``."""
        return next((value for key, value in self.headers if key == name), None)


class _Request(NamedTuple):
    """What is sent."""

    method: str
    url: yarl.URL
    headers: Mapping[str, str]
    data: bytes


class Wire:
    """A guarded connection pool. ``max_body`` in bytes after unpacking, ``timeout`` in seconds for a whole
    response, slow trickles included. Make it inside a running event loop and :meth:`close` it.
    """

    def __init__(self, guard: AddressGuard, *, max_body: int, timeout: float, proxy: str = "") -> None:
        self._guard, self._max_body, self._timeout, self._proxy = guard, max_body, timeout, proxy
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(resolver=GuardedResolver(guard), use_dns_cache=False),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=min(CONNECT_TIMEOUT, timeout)),
            max_line_size=_MAX_HEADER,
            max_field_size=_MAX_HEADER,
            trust_env=False,
        )

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """Certificates verified against the system's authorities; read when TLS is first spoken."""
        return ssl.create_default_context()

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()

    async def get(self, url: str, headers: Mapping[str, str]) -> Exchange:
        """The answer of ``url``, redirects not followed.

        Raises :class:`FetchError` when no answer came: ``private_address``, ``network_error``,
        ``too_slow``.
        """
        return await self.send("GET", url, headers)

    async def send(self, method: str, url: str, headers: Mapping[str, str], data: bytes = b"") -> Exchange:
        """As :meth:`get`, by another method; ``data`` is the request's body."""
        asked = _Request(method, _web_address(url), headers, data)
        # Under the address as it was asked for: yarl has its own ways of writing one.
        return replace(await self._answer(asked), url=url)

    async def _answer(self, asked: _Request) -> Exchange:
        body = bytearray()
        head: list[aiohttp.ClientResponse] = []
        try:
            async with asyncio.timeout(self._timeout):
                await self._judge(asked.url)
                return await self._exchange(asked, head, body)
        except TimeoutError as error:
            detail = f"no whole answer within {self._timeout:g} s"
            if not head:
                raise FetchError(Problem.TOO_SLOW.value, detail) from error
            return _cut(head[0], body, Problem.TOO_SLOW, detail)
        except (aiohttp.ClientError, OSError) as error:
            if not head:
                raise FetchError(Problem.NETWORK_ERROR.value, _told(error)) from error
            return _cut(head[0], body, Problem.TRUNCATED, f"the answer ends early ({_told(error)})")
        finally:
            for response in head:
                response.close()

    async def _judge(self, parts: yarl.URL) -> None:
        """Judge what the connector's resolver will not be asked: addresses, and names behind a proxy."""
        host, port = parts.host or "", parts.port or DEFAULT_PORTS[parts.scheme]
        self._guard.check_literal(host, port)
        if self._proxy:
            await self._guard.resolve(host, port)

    async def _exchange(
        self, asked: _Request, head: list[aiohttp.ClientResponse], body: bytearray
    ) -> Exchange:
        response = await self._session.request(
            asked.method,
            asked.url,
            headers={**asked.headers, "Accept-Encoding": ACCEPTED},
            data=asked.data or None,
            ssl=self._tls if asked.url.scheme == "https" else True,
            allow_redirects=False,
            proxy=self._proxy or None,
        )
        head.append(response)
        refused = self._refused(response)
        if refused is not None:
            return refused
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > self._max_body:
                detail = f"more than {self._max_body} bytes"
                return _cut(response, body, Problem.TOO_LARGE, detail)
        coding = ", ".join(value for name, value in _headers(response) if name == "content-encoding")
        try:
            plain, problem, detail = decoded(bytes(body), coding, self._max_body)
            plain = plain if problem is None else plain[:_KEPT]
        except FetchError as error:
            return _cut(response, b"", Problem.WRONG_TYPE, error.detail)
        return Exchange(str(asked.url), response.status, _headers(response), plain, problem, detail)

    def _refused(self, response: aiohttp.ClientResponse) -> Exchange | None:
        """The end of an answer whose head says already that its body is not wanted."""
        kind = (response.content_type or "").lower()
        if response.status == 200 and kind.startswith(_NEVER_PAGES) and "svg" not in kind:
            return _cut(response, b"", Problem.WRONG_TYPE, f"the server sends {kind}, no page")
        if response.content_length is not None and response.content_length > self._max_body:
            detail = f"{response.content_length} bytes announced, at most {self._max_body} are read"
            return _cut(response, b"", Problem.TOO_LARGE, detail)
        return None


def _web_address(url: str) -> yarl.URL:
    """The address as it stands, refused when it is none of the web."""
    try:
        parts = yarl.URL(url, encoded=True)
        if parts.scheme in DEFAULT_PORTS and parts.host:
            return parts
    except ValueError as error:
        raise FetchError(Problem.NETWORK_ERROR.value, f"no web address: {url[:200]}") from error
    raise FetchError(Problem.NETWORK_ERROR.value, f"no web address: {url[:200]}")


def _cut(
    response: aiohttp.ClientResponse, body: bytes | bytearray, problem: Problem, detail: str
) -> Exchange:
    """An answer that ended before its end; a packed part is dropped, since it cannot be read."""
    kept = b"" if response.headers.get("Content-Encoding") else bytes(body[:_KEPT])
    return Exchange(str(response.url), response.status, _headers(response), kept, problem, detail)


def _headers(response: aiohttp.ClientResponse) -> tuple[tuple[str, str], ...]:
    """Header lines in order, names lower case; what is no UTF-8 is read as Latin-1 (RFC 9110, 5.5)."""
    return tuple((_text(name).lower(), _text(value)) for name, value in response.raw_headers)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _told(error: BaseException) -> str:
    """One plain sentence on a network error."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        reason = getattr(error.certificate_error, "verify_message", "") or str(error.certificate_error)
        return f"the TLS certificate of {error.host} is not to be trusted: {reason}"
    if isinstance(error, aiohttp.ClientSSLError):
        return f"no TLS connection to {error.host}: {error.os_error}"
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return f"no connection within {CONNECT_TIMEOUT:g} s"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"no connection to {error.host}:{error.port} ({error.os_error.strerror or error.os_error})"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "the server closed the connection without an answer"
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return f"the proxy refuses ({error.status} {_line(error.message)})"
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the connection was closed before its end"
    if isinstance(error, aiohttp.ClientResponseError):
        return f"the answer is no HTTP ({_line(error.message)})"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return _line(str(error)) or type(error).__name__


def _line(text: str) -> str:
    return " ".join(text.encode("utf-8", "replace").decode().split())[:200]
