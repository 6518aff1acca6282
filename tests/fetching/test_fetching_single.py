"""One guarded request against a site that does its worst."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from crawler.config import Config, Limits
from crawler.fetching import FetchRules, fetch, fetch_async, rules_for
from crawler.model import FetchedPage, Problem, Source
from tests import site as scripted
from tests.site import Reply, Site

LIMITS = Limits(delay=0, response_timeout=0.8, max_body=1_000_000)
PRIVATE = "http://169.254.169.254/latest/meta-data/"


@pytest.fixture(scope="module")
def other() -> Iterator[Site]:
    with scripted.site() as found:
        found["/"] = "<p>the other site</p>"
        yield found


@pytest.fixture(scope="module")
def faulty(other: Site) -> Iterator[Site]:
    with scripted.site() as found:
        found["/robots.txt"] = "User-agent: *\nDisallow: /closed/\n"
        found["/fine"] = Reply("<p>all is well</p>", headers={"X-Name": "válue"})
        found["/packed"] = Reply(gzip.compress(b"<p>unpacked</p>"), headers={"Content-Encoding": "gzip"})
        found["/moved"] = scripted.redirect("/fine?from=a b")
        found["/fine?from=a%20b"] = "<p>here now</p>"
        found["/reset"] = scripted.reset
        found["/hang-up"] = scripted.hang_up
        found["/drip"] = scripted.drip
        found["/silence"] = scripted.silence
        found["/endless"] = scripted.endless
        found["/no-http"] = scripted.no_http
        found["/huge"] = scripted.huge(30)
        found["/bomb"] = scripted.bomb(100)
        found["/brotli"] = Reply(b"\x0b\x02\x80", headers={"Content-Encoding": "br"})
        found["/film"] = Reply(b"....", kind="video/mp4")
        found["/loop"] = scripted.redirect("/loop")
        found["/to-metadata"] = scripted.redirect(PRIVATE)
        found["/to-neighbour"] = scripted.redirect(other.url + "/")
        found["/to-file"] = scripted.redirect("file:///etc/passwd")
        found["/to-closed"] = scripted.redirect("/closed/x")
        found["/to-nowhere"] = Reply("", 302)
        found["/busy"] = Reply("", 503, {"Retry-After": "3600"})
        found["/script"] = Reply("<html><script>f()</script></html>", 412)
        found["/gone"] = Reply("<p>gone</p>", 410)
        yield found


def get(site: Site, path: str) -> FetchedPage:
    return fetch(site.url + path, rules=FetchRules(limits=LIMITS, own=(site.url,)))


def test_a_page_comes_with_its_headers_and_body(faulty: Site) -> None:
    page = get(faulty, "/fine")
    assert (page.status, page.body, page.failure) == (200, b"<p>all is well</p>", None)
    assert page.header("X-Name") == "válue"
    assert page.url == page.requested_url == faulty.url + "/fine"


def test_a_packed_page_is_unpacked_and_a_redirect_followed(faulty: Site) -> None:
    assert get(faulty, "/packed").body == b"<p>unpacked</p>"
    page = get(faulty, "/moved")
    assert page.url == faulty.url + "/fine?from=a%20b"
    assert page.requested_url == faulty.url + "/moved"


@pytest.mark.parametrize(
    ("path", "problem", "words"),
    [
        ("/closed/x", Problem.ROBOTS, "robots.txt"),
        ("/to-closed", Problem.ROBOTS, "robots.txt"),
        ("/missing", Problem.GONE, "404"),
        ("/gone", Problem.GONE, "410"),
        ("/reset", Problem.NETWORK_ERROR, "reset"),
        ("/hang-up", Problem.TRUNCATED, "ends early"),
        ("/drip", Problem.TOO_SLOW, "within 0.8 s"),
        ("/silence", Problem.TOO_SLOW, "within 0.8 s"),
        ("/endless", Problem.TOO_LARGE, "1000000 bytes"),
        ("/no-http", Problem.NETWORK_ERROR, "no HTTP"),
        ("/huge", Problem.TOO_LARGE, "30000003 bytes"),
        ("/bomb", Problem.TOO_LARGE, "after unpacking"),
        ("/brotli", Problem.WRONG_TYPE, "br"),
        ("/film", Problem.WRONG_TYPE, "video/mp4"),
        ("/loop", Problem.HTTP_ERROR, "redirects"),
        ("/to-metadata", Problem.PRIVATE_ADDRESS, "169.254.169.254"),
        ("/to-neighbour", Problem.PRIVATE_ADDRESS, "127.0.0.1"),
        ("/to-file", Problem.NETWORK_ERROR, "no web address"),
        ("/to-nowhere", Problem.HTTP_ERROR, "302"),
        ("/busy", Problem.HTTP_ERROR, "503"),
        ("/script", Problem.CHALLENGE, "412"),
    ],
)
def test_every_way_of_failing_has_its_name_and_one_line(
    faulty: Site, path: str, problem: Problem, words: str
) -> None:
    page = get(faulty, path)
    assert page.failure is problem
    assert words in page.failure_detail
    assert "\n" not in page.failure_detail
    assert len(page.body) <= LIMITS.max_body


def test_a_refused_redirect_never_reaches_the_private_site(faulty: Site, other: Site) -> None:
    get(faulty, "/to-neighbour")
    assert other.asked == []


def test_what_had_come_before_the_end_is_kept(faulty: Site) -> None:
    assert get(faulty, "/hang-up").body == b"<p>half a"


@pytest.mark.parametrize(
    "url", ["", "no address", "http://", "http://[::1", "ftp://a.example/", "http://a:99999/"]
)
def test_what_is_no_web_address_is_a_page_that_says_so(url: str) -> None:
    page = fetch(url, rules=FetchRules(limits=LIMITS))
    assert page.failure is Problem.NETWORK_ERROR
    assert "no web address" in page.failure_detail


def test_a_name_that_does_not_exist_is_a_network_error() -> None:
    page = fetch("http://no-such-host.invalid/", rules=FetchRules(limits=LIMITS))
    assert page.failure is Problem.NETWORK_ERROR
    assert "cannot be resolved" in page.failure_detail


def test_a_closed_port_is_a_network_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        page = fetch(url, rules=FetchRules(limits=LIMITS, own=(url,)))
    assert page.failure is Problem.NETWORK_ERROR
    assert "no connection" in page.failure_detail


def test_loopback_is_refused_unless_it_is_ones_own(faulty: Site) -> None:
    before = len(faulty.asked)
    for url in (
        f"{faulty.url}/fine",
        f"http://localhost:{faulty.port}/fine",
        f"http://127.1:{faulty.port}/fine",
    ):
        page = fetch(url, rules=FetchRules(limits=LIMITS))
        assert page.failure is Problem.PRIVATE_ADDRESS
    assert len(faulty.asked) == before


def test_robots_txt_is_asked_once_for_requests_that_share_their_rules(faulty: Site) -> None:
    before = faulty.times_asked("/robots.txt")
    rules = FetchRules(limits=LIMITS, own=(faulty.url,))
    for path in ("/fine", "/missing", "/closed/y"):
        fetch(faulty.url + path, rules=rules)
    assert faulty.times_asked("/robots.txt") == before + 1


def test_headers_of_the_caller_are_laid_over_ours(faulty: Site) -> None:
    rules = FetchRules(limits=LIMITS, own=(faulty.url,), contact="ops@example.org")
    fetch(faulty.url + "/fine", rules=rules)
    assert "ops@example.org" in faulty.asked[-1].headers["user-agent"]
    assert "referer" not in faulty.asked[-1].headers
    disguise = {"Referer": "https://search.example/", "User-Agent": "SearchBot/2"}
    fetch(faulty.url + "/fine", rules=FetchRules(limits=LIMITS, own=(faulty.url,), headers=disguise))
    assert faulty.asked[-1].headers["user-agent"] == "SearchBot/2"
    assert faulty.asked[-1].headers["referer"] == "https://search.example/"


def test_a_source_keeps_redirects_on_its_site(faulty: Site, other: Site) -> None:
    source = Source("one", faulty.url, "One")
    rules = FetchRules(limits=LIMITS, own=(faulty.url, other.url), source=source)
    assert fetch(faulty.url + "/to-neighbour", rules=rules).failure is Problem.MOVED


def test_it_may_be_called_where_a_loop_runs_already(faulty: Site) -> None:
    rules = FetchRules(limits=LIMITS, own=(faulty.url,))

    async def both() -> tuple[FetchedPage, FetchedPage]:
        return fetch(faulty.url + "/fine", rules=rules), await fetch_async(faulty.url + "/fine", rules=rules)

    assert [page.status for page in asyncio.run(both())] == [200, 200]


def test_private_addresses_of_source_files_are_open_only_when_the_installation_says_so(
    tmp_path: Path,
) -> None:
    (tmp_path / "near.yaml").write_text("url: http://127.0.0.1:8001/news/\n")
    closed = Config(sources=tmp_path)
    assert rules_for(closed, own=("http://127.0.0.1:9/",)).own == ()
    opened = rules_for(
        closed.model_copy(update={"allow_private_networks": True}), own=("http://127.0.0.1:9/",)
    )
    assert opened.own == ("http://127.0.0.1:9/", "http://127.0.0.1:8001/news/")


class Names:
    """A resolver whose answers are scripted; the last one stays."""

    def __init__(self, **answers: list[str]) -> None:
        self.answers = {name.replace("_", "."): found for name, found in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        self.asked.append(host)
        found = self.answers[host]
        address = found.pop(0) if len(found) > 1 else found[0]
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (address, port))]


def test_a_name_that_changes_its_address_is_dialled_where_it_was_judged(
    faulty: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(faulty.asked)
    monkeypatch.setattr(socket, "getaddrinfo", Names(rebind_example=["1.1.1.1", "127.0.0.1"]))
    page = fetch(f"http://rebind.example:{faulty.port}/fine", rules=FetchRules(limits=LIMITS))
    assert page.failure in (Problem.NETWORK_ERROR, Problem.TOO_SLOW)
    monkeypatch.setattr(socket, "getaddrinfo", Names(rebind_example=["127.0.0.1"]))
    page = fetch(f"http://rebind.example:{faulty.port}/fine", rules=FetchRules(limits=LIMITS))
    assert page.failure is Problem.PRIVATE_ADDRESS
    assert len(faulty.asked) == before


def test_a_private_name_of_ones_own_is_dialled_under_its_name(
    faulty: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(intranet_example=["127.0.0.1"]))
    url = f"http://intranet.example:{faulty.port}/fine"
    page = fetch(url, rules=FetchRules(limits=LIMITS, own=(url,)))
    assert page.status == 200
    assert faulty.asked[-1].headers["host"] == f"intranet.example:{faulty.port}"


def test_behind_a_proxy_the_names_addresses_are_judged_all_the_same(
    faulty: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    faulty["http://outside.example/robots.txt"] = ""
    faulty["http://outside.example/page"] = "<p>through the proxy</p>"
    names = Names(outside_example=["1.1.1.1"], inside_example=["10.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", names)
    rules = FetchRules(limits=LIMITS, proxy=faulty.url)
    assert fetch("http://outside.example/page", rules=rules).body == b"<p>through the proxy</p>"
    assert fetch("http://inside.example/page", rules=rules).failure is Problem.PRIVATE_ADDRESS
    assert fetch("http://127.0.0.1:1/page", rules=rules).failure is Problem.PRIVATE_ADDRESS
    assert not any("inside" in path or ":1/" in path for path in faulty.paths())


def served(tmp_path: Path, name: str) -> tuple[ssl.SSLContext, Path]:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return context, tmp_path / "ca.pem"


def test_an_untrusted_certificate_is_a_network_error_that_says_so(tmp_path: Path) -> None:
    context, _ = served(tmp_path, "127.0.0.1")
    with scripted.site(context=context) as secure:
        page = get(secure, "/fine")
    assert page.failure is Problem.NETWORK_ERROR
    assert "certificate" in page.failure_detail
    assert secure.asked == []


def test_a_trusted_certificate_is_accepted_for_its_own_name_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, authority = served(tmp_path, "127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    with scripted.site(context=context) as secure:
        secure["/fine"] = "<p>safe</p>"
        assert get(secure, "/fine").body == b"<p>safe</p>"
        url = f"https://localhost:{secure.port}/fine"
        page = fetch(url, rules=FetchRules(limits=LIMITS, own=(url,)))
    assert page.failure is Problem.NETWORK_ERROR
    assert "certificate" in page.failure_detail
