"""The address guard: judged after the name is resolved, and the judged address is the one dialled."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from functools import partial

from aiohttp.abc import AbstractResolver, ResolveResult

from crawler.errors import FetchError
from crawler.fetching.addresses import Endpoint, endpoint, is_public, literal, normal, plain
from crawler.fetching.aside import aside
from crawler.model import Problem, Source


class AddressGuard:
    """Says which addresses of a host may be dialled.

    ``own`` are web addresses whose host and port may be private or loopback; everything else must be
    public. ``proxy`` is the operator's HTTP proxy, which may stand anywhere.
    """

    def __init__(self, own: Iterable[str] = (), proxy: str = "") -> None:
        found = [endpoint(url) for url in own]
        self._own = frozenset(item for item in found if item is not None)
        self._proxy: Endpoint | None = endpoint(proxy) if proxy else None

    @classmethod
    def of(cls, source: Source, *, allow_private: bool, proxy: str = "") -> AddressGuard:
        """The guard of one source: with ``allow_private`` its own addresses and ports are open."""
        own = (source.url, *(entry.url for entry in source.entry_points)) if allow_private else ()
        return cls(own, proxy)

    def judge(self, host: str, port: int, addresses: Iterable[str]) -> tuple[str, ...]:
        """Those of ``addresses`` that may be dialled for ``host`` and ``port``.

        Raises :class:`FetchError` (``private_address``) where none may.
        """
        known = tuple(dict.fromkeys(addresses))
        if (normal(host), port) in self._own or (normal(host), port) == self._proxy:
            return known
        allowed = tuple(text for text in known if self._open(text, port))
        if not allowed:
            shown = ", ".join(known[:3])
            place = shown if shown == host else f"{host} ({shown})"
            raise FetchError(Problem.PRIVATE_ADDRESS.value, f"{place} is no public address")
        return allowed

    def _open(self, text: str, port: int) -> bool:
        address = ipaddress.ip_address(text)
        return is_public(address) or (str(plain(address)), port) in self._own

    def check_literal(self, host: str, port: int) -> None:
        """Judge a host that is an address already (no resolver will be asked). Raises as :meth:`judge`."""
        address = literal(host)
        if address is not None:
            self.judge(host, port, (str(address),))

    async def resolve(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of ``host`` that may be dialled; raises :class:`FetchError` where there are none."""
        try:
            found = await aside(partial(_lookup, host, port))
        except (OSError, UnicodeError) as error:
            raise FetchError(
                Problem.NETWORK_ERROR.value, f"the name {host} cannot be resolved ({error})"
            ) from error
        return self.judge(host, port, found)


def _lookup(host: str, port: int) -> tuple[str, ...]:
    """What the system's resolver says."""
    return tuple(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


class GuardedResolver(AbstractResolver):
    """aiohttp's resolver: hands out judged addresses only, which the connector dials as they are."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Judged addresses of ``host``; raises :class:`FetchError`."""
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in await self._guard.resolve(host, port)
        ]

    async def close(self) -> None:
        """Nothing is held."""
