"""The address guard's arithmetic."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import FetchError
from crawler.fetching.addresses import endpoint, is_public, literal, normal
from crawler.fetching.guard import AddressGuard
from crawler.model import EntryKind, EntryPoint, Problem, Source

CLOSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.9.9.9",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.254",
    "192.0.0.192",
    "192.0.2.7",
    "192.168.0.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:db8::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]
OPEN = ["1.1.1.1", "8.8.8.8", "202.108.22.5", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("text", CLOSED)
def test_an_address_that_is_not_of_the_public_internet_is_closed(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))
    with pytest.raises(FetchError) as caught:
        AddressGuard().judge("evil.example", 80, [text])
    assert caught.value.problem == Problem.PRIVATE_ADDRESS


@pytest.mark.parametrize("text", OPEN)
def test_a_public_address_is_open_in_any_form(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))
    assert AddressGuard().judge("good.example", 443, [text]) == (text,)


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "[::ffff:127.0.0.1]", "[::1]", "127.0.0.1"],
)
def test_every_spelling_of_loopback_is_refused_before_a_resolver_is_asked(host: str) -> None:
    with pytest.raises(FetchError, match="no public address"):
        AddressGuard().check_literal(host, 80)


def test_a_name_is_no_literal() -> None:
    assert literal("hospital.example.org") is None
    assert literal("") is None
    assert literal("10.example.org") is None


def test_only_the_public_addresses_of_a_mixed_answer_are_dialled() -> None:
    assert AddressGuard().judge("mixed.example", 80, ["10.0.0.1", "1.1.1.1", "::1"]) == ("1.1.1.1",)


SOURCE = Source(
    "one",
    "http://127.0.0.1:8001/news/",
    "One",
    entry_points=(EntryPoint("http://intranet.example:8080/feed", EntryKind.FEED),),
)


def test_without_permission_a_sources_own_private_address_is_closed() -> None:
    with pytest.raises(FetchError):
        AddressGuard.of(SOURCE, allow_private=False).judge("127.0.0.1", 8001, ["127.0.0.1"])


def test_with_permission_exactly_the_sources_own_addresses_and_ports_are_open() -> None:
    guard = AddressGuard.of(SOURCE, allow_private=True)
    assert guard.judge("127.0.0.1", 8001, ["127.0.0.1"])
    assert guard.judge("[::ffff:127.0.0.1]", 8001, ["::ffff:127.0.0.1"])
    assert guard.judge("intranet.example", 8080, ["10.0.0.5"]) == ("10.0.0.5",)
    for host, port, address in [
        ("127.0.0.1", 8002, "127.0.0.1"),
        ("127.0.0.2", 8001, "127.0.0.2"),
        ("intranet.example", 80, "10.0.0.5"),
        ("other.example", 8080, "10.0.0.5"),
        ("169.254.169.254", 80, "169.254.169.254"),
    ]:
        with pytest.raises(FetchError):
            guard.judge(host, port, [address])


def test_the_operators_proxy_may_stand_anywhere_but_nothing_else_on_its_host() -> None:
    guard = AddressGuard(proxy="http://10.0.0.9:3128")
    assert guard.judge("10.0.0.9", 3128, ["10.0.0.9"])
    with pytest.raises(FetchError):
        guard.judge("10.0.0.9", 80, ["10.0.0.9"])


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=150)
def test_no_text_breaks_the_reading_of_an_address(text: str) -> None:
    literal(text)
    endpoint(text)
    endpoint(f"http://{text}/")
    assert normal(normal(text)) == normal(text)


@given(st.ip_addresses(v=4))
@settings(deadline=None, max_examples=100)
def test_an_ipv4_address_is_judged_the_same_in_its_ipv6_forms(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    mapped = ipaddress.IPv6Address(0xFFFF << 32 | number)
    nat64 = ipaddress.IPv6Address((0x64FF9B << 96) | number)
    assert is_public(mapped) == is_public(nat64) == is_public(address)
