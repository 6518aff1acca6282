"""Which network addresses a crawler of public sites may speak to: pure arithmetic, no lookups."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Endpoint = tuple[str, int]

DEFAULT_PORTS = {"http": 80, "https": 443}

# Beyond what the standard library of Python 3.11 calls private. Sources: IANA special-purpose address
# registries; the metadata services of Azure (168.63.129.16) and Oracle (192.0.0.192).
_ALSO_CLOSED = tuple(
    ipaddress.ip_network(text)
    for text in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "fec0::/10", "100::/64", "2001::/23")
)
# IPv6 forms that carry an IPv4 address in their last 32 bits (NAT64, local NAT64, IPv4-compatible).
_CARRIERS = tuple(ipaddress.ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96"))


def literal(host: str) -> Address | None:
    """The address that ``host`` spells, ``None`` for a name.

    Also the old forms that the C library understands (``2130706433``, ``127.1``, ``0x7f.0.0.1``), because
    a resolver would turn them into an address behind our back.
    """
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host)) if host.isascii() and host.strip() else None
    except (OSError, ValueError):
        return None


def plain(address: Address) -> Address:
    """The address a packet would reach: the IPv4 address inside a mapped, NAT64, 6to4 or Teredo form."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    carried = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if carried is None and int(address) > 1 and any(address in network for network in _CARRIERS):
        carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return carried or address


def is_public(address: Address) -> bool:
    """Whether the address is a unicast address of the public internet.

    Loopback, private, link-local (cloud metadata), carrier-grade NAT, multicast, reserved and documentation
    networks are not, in whatever IPv6 form they come.
    """
    inner = plain(address)
    closed = any(inner.version == net.version and inner in net for net in _ALSO_CLOSED)
    return inner.is_global and not inner.is_multicast and not inner.is_unspecified and not closed


def endpoint(url: str) -> Endpoint | None:
    """Host (lower case, an address in its plain form) and port of a web address; ``None`` for any other."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in DEFAULT_PORTS or not host:
        return None
    return normal(host), port if port is not None else DEFAULT_PORTS[parts.scheme]


def normal(host: str) -> str:
    """One spelling for one host: lower case, no final dot, an address in its plain form."""
    found = literal(host)
    return str(plain(found)) if found is not None else host.lower().rstrip(".")
