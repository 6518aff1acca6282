"""What statuses, redirects, codings and Retry-After mean."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from functools import partial
from gzip import compress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.errors import FetchError
from crawler.fetching.answers import check_redirect, is_home, judge_status, redirect_target, retry_after
from crawler.fetching.encodings import decoded
from crawler.fetching.robots import RobotRules
from crawler.model import Problem, Source

# Without the time of day: these bytes become parts of tests' names, which all processes must agree on.
packed_up = partial(compress, mtime=0)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SITE = Source("one", "https://news.hospital.example.org/", "One", include=())
CHECK = b"<html><script>document.cookie='t='+f()</script></html>"


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        (200, b"", None),
        (206, b"", None),
        (304, b"", Problem.HTTP_ERROR),
        (404, b"", Problem.GONE),
        (410, b"", Problem.GONE),
        (412, b"", Problem.CHALLENGE),
        (403, CHECK, Problem.CHALLENGE),
        (503, CHECK, Problem.CHALLENGE),
        (403, b"<h1>Forbidden</h1><p>You may not.</p>", Problem.HTTP_ERROR),
        (500, CHECK, Problem.HTTP_ERROR),
        (302, b"", Problem.HTTP_ERROR),
        (999, b"", Problem.HTTP_ERROR),
    ],
)
def test_a_status_stands_for_its_problem(status: int, body: bytes, problem: Problem | None) -> None:
    verdict = judge_status(status, (), body)
    assert (verdict.problem if verdict else None) == problem


def test_a_header_of_a_known_protection_says_challenge() -> None:
    verdict = judge_status(403, (("cf-mitigated", "challenge"),), b"<p>Please wait</p>")
    assert verdict is not None
    assert verdict.problem is Problem.CHALLENGE


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("30", 30.0),
        (" 0 ", 0.0),
        ("Mon, 02 Mar 2026 09:01:40 GMT", 100.0),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("99999999999999999999", 999999999.0),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=150)
def test_no_header_breaks_retry_after_or_a_redirect(text: str) -> None:
    found = retry_after(text, NOW)
    assert found is None or found >= 0
    redirect_target("http://a.example/b", text)
    try:
        check_redirect("http://a.example/b", text, None, article=True)
    except FetchError as error:
        assert error.problem in (Problem.MOVED, Problem.NETWORK_ERROR)


def test_a_redirect_may_move_within_the_site_and_no_further() -> None:
    first = "http://www.hospital.example.org/a"
    check_redirect(first, "https://hospital.example.org/b", SITE, article=True)
    for target in ("https://casino.example.net/", "https://hospital.example.net/a"):
        with pytest.raises(FetchError, match="another site") as caught:
            check_redirect(first, target, SITE, article=True)
        assert caught.value.problem == Problem.MOVED


def test_an_article_that_leads_to_the_home_page_is_gone_but_an_entry_point_may() -> None:
    first = "https://news.hospital.example.org/2026/3.html"
    for target in ("https://news.hospital.example.org/", "https://news.hospital.example.org/index.html"):
        with pytest.raises(FetchError, match="home page"):
            check_redirect(first, target, SITE, article=True)
        check_redirect(first, target, SITE, article=False)


def test_a_redirect_to_another_scheme_is_no_web_address() -> None:
    with pytest.raises(FetchError, match="no web address"):
        check_redirect("http://a.example/", "file:///etc/passwd", None, article=False)


def test_a_home_page_is_known_by_its_path_alone() -> None:
    assert is_home("http://a.example")
    assert is_home("http://a.example/default.aspx")
    assert not is_home("http://a.example/?id=3")
    assert not is_home("http://a.example/news/")


TEXT = b"<p>" + b"some words " * 500


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", packed_up(TEXT)),
        ("x-gzip", packed_up(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]),
        ("gzip, gzip", packed_up(packed_up(TEXT))),
        ("gzip", packed_up(TEXT[:100]) + packed_up(TEXT[100:])),
        ("identity", TEXT),
        ("gzip", TEXT),
        ("", TEXT),
    ],
    ids=["gzip", "x-gzip", "zlib", "raw", "twice", "members", "identity", "not packed", "none"],
)
def test_every_coding_asked_for_is_undone(coding: str, body: bytes) -> None:
    assert decoded(body, coding, 1_000_000) == (TEXT, None, "")


def test_a_bomb_is_cut_at_the_limit_also_behind_a_second_coding() -> None:
    bomb = packed_up(b"\0" * 5_000_000)
    for coding, body in (("gzip", bomb), ("gzip, gzip", packed_up(bomb))):
        plain, problem, _ = decoded(body, coding, 100_000)
        assert len(plain) <= 100_000
        assert problem is Problem.TOO_LARGE


def test_a_packed_answer_that_ends_early_gives_what_came() -> None:
    plain, problem, _ = decoded(packed_up(TEXT)[:-12], "gzip", 1_000_000)
    assert problem is Problem.TRUNCATED
    assert TEXT.startswith(plain)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip, gzip", "rot13"])
def test_a_coding_nobody_asked_for_is_a_wrong_type(coding: str) -> None:
    with pytest.raises(FetchError) as caught:
        decoded(TEXT, coding, 1_000_000)
    assert caught.value.problem == Problem.WRONG_TYPE


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "gzip, deflate"]))
@settings(deadline=None, max_examples=100)
def test_no_bytes_break_the_unpacking(body: bytes, coding: str) -> None:
    plain, _, _ = decoded(body, coding, 1000)
    assert len(plain) <= max(1000, len(body))


def rules(text: str) -> RobotRules:
    return RobotRules.of_answer(200, text.encode())


def allowed(found: RobotRules, url: str) -> bool:
    try:
        found.check(url)
    except FetchError as error:
        assert error.problem == Problem.ROBOTS
        return False
    return True


def test_robots_rules_for_our_name_outrank_those_for_everybody() -> None:
    found = rules(
        "User-agent: *\nDisallow: /\n\nUser-agent: Pactwatch\nDisallow: /private/\nCrawl-delay: 4\n"
    )
    assert allowed(found, "http://a.example/news/")
    assert not allowed(found, "http://a.example/private/x")
    assert found.delay == 4


def test_a_missing_robots_txt_allows_all_and_a_failing_one_nothing() -> None:
    for status in (400, 401, 403, 404, 410):
        assert allowed(RobotRules.of_answer(status, b"User-agent: *\nDisallow: /"), "http://a.example/x")
    for status in (429, 500, 503):
        with pytest.raises(FetchError):
            RobotRules.of_answer(status, b"")


@pytest.mark.parametrize(
    "text", ["", "<html><body>hello</body></html>", "\ufeffUser-agent: *\nAllow: /", "\0\0"]
)
def test_a_robots_txt_that_is_none_allows_all(text: str) -> None:
    assert allowed(rules(text), "http://a.example/x")


@given(st.binary(max_size=300))
@settings(deadline=None, max_examples=100)
def test_no_bytes_break_the_reading_of_robots_txt(body: bytes) -> None:
    found = RobotRules.of_answer(200, body)
    allowed(found, "http://a.example/x")
    assert found.delay >= 0
