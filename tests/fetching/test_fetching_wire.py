"""Answers that are hardly HTTP: each ends in a page, and none in an exception."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.config import Limits
from crawler.fetching import FetchRules, fetch
from tests import site as scripted
from tests.site import Site

STATUS = [
    b"HTTP/1.1 200 OK\r\n",
    b"HTTP/1.0 200\r\n",
    b"HTTP/1.1 200 \xe4\xb8\xad\r\n",
    b"HTTP/1.1 200 OK\n",
    b"HTTP/1.1 099 X\r\n",
    b"HTTP/1.1 99999 X\r\n",
    b"HTTP/1.1 -1 OK\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n",
    b"HTTP/1.1 101 Switching\r\n",
    b"HTTP/1.1 204 Nothing\r\n",
    b"HTTP/1.1 302 Found\r\n",
    b"HTTP/1.1 600 What\r\n",
    b"HTTP/2 200\r\n",
    b"ICY 200 OK\r\n",
    b"\r\n",
]
HEADERS = [
    b"Content-Type: text/html\r\n",
    b'Content-Type: ;;;="\r\n',
    b"Content-Type: \xff\xfe\r\n",
    b"Content-Length: 5\r\n",
    b"Content-Length: -5\r\n",
    b"Content-Length: many\r\n",
    b"Content-Length: 99999999999999999999999\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Transfer-Encoding: gzip\r\n",
    b"Content-Encoding: gzip\r\n",
    b"Content-Encoding: deflate\r\n",
    b"Content-Encoding: \xff\r\n",
    b"no colon\r\n",
    b" folded: x\r\n",
    b"\xe4\xb8\xad: y\r\n",
    b"X-Long: " + b"a" * 70_000 + b"\r\n",
    b"Location: \xe4\xb8\xad\xff//\r\n",
    b"Location: http://[::1\r\n",
    b"Location: http://a:999999/\r\n",
    b"Set-Cookie: \x00\r\n",
    b"ETag: \x01\x02\r\n",
    b"Retry-After: \xff\r\n",
]
BODIES = [
    b"",
    b"hello",
    b"5\r\nhello\r\n0\r\n\r\n",
    b"zz\r\nhello",
    b"ffffffffffffffff\r\nx",
    b"\x1f\x8b\x08\x00rubbish",
]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with scripted.site() as found:
        yield found


def answers(raw: bytes) -> scripted.Fault:
    def answer(handler: object) -> None:
        handler.wfile.write(raw)  # type: ignore[attr-defined]
        handler.close_connection = True  # type: ignore[attr-defined]

    return answer


@given(
    raw=st.one_of(
        st.binary(max_size=300),
        st.tuples(
            st.sampled_from(STATUS), st.lists(st.sampled_from(HEADERS), max_size=4), st.sampled_from(BODIES)
        ).map(lambda parts: parts[0] + b"".join(parts[1]) + b"\r\n" + parts[2]),
    )
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_server_says_becomes_a_page(site: Site, raw: bytes) -> None:
    site["/odd"] = answers(raw)
    rules = FetchRules(limits=Limits(delay=0, response_timeout=1.0), own=(site.url,))
    page = fetch(site.url + "/odd", rules=rules)
    assert page.status != 0 or page.failure is not None
    assert page.failure is None or page.failure_detail
    # Nothing that a database or a JSON line could not hold.
    page.failure_detail.encode()
    "".join(name + value for name, value in page.headers).encode()


def test_a_name_in_another_script_is_asked_for_in_its_ascii_form() -> None:
    page = fetch("http://医院.invalid/新闻?x=中", rules=FetchRules(limits=Limits(delay=0)))
    assert "xn--ekrs67m.invalid" in page.failure_detail


@pytest.mark.parametrize("host", ["１２７.０.０.１", "①②⑦.0.0.1", "0", "017700000001", "0x7f.1"])
def test_digits_in_disguise_are_seen_through(host: str) -> None:
    page = fetch(f"http://{host}/", rules=FetchRules(limits=Limits(delay=0)))
    assert page.failure == "private_address"
