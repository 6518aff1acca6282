"""What bad input gets: one clear line, a named reason in the store, an exit code, and everybody else served."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.house import House, news_site
from tests.end_to_end.sink import free_port
from tests.site import Reply, Site, drip, reset


@pytest.fixture
def well(house: House) -> House:
    """The installation with one good source, to which a bad one is added."""
    house.settings |= {"RESPONSE_TIMEOUT": "4", "POLL_DEADLINE": "60"}
    return house


def poll_beside(house: House, identifier: str = "bad") -> dict:
    """Poll all; the good source must have been served; the bad one's report."""
    done = house.run("poll", "--all")
    reports = {row["source"]: row for row in house.rows("polls")}
    assert reports["harbour"]["outcome"] == "done"
    assert len([row for row in house.rows("articles") if row["source"] == "harbour"]) == 8
    lines = [line for line in done.stderr.splitlines() if line]
    if reports[identifier]["outcome"] == "failed":
        assert done.returncode == 1
        assert len(lines) == 1
        assert identifier in lines[0]
    return reports[identifier]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("url: http://x.example/\ncolour: blue\n", ("colour", "expected")),
        ("url: http://x.example/\ntimezone: Mars/Base\n", ("timezone", "Mars/Base")),
        ("url: http://x.example/\npoll: sometimes\n", ("poll", "sometimes")),
        ("url: ftp://x.example/\n", ("url", "http")),
        ("name: no address\n", ("url",)),
        ("url: [broken\n", ("bad.yaml",)),
        ("url: http://x.example/\nentry_points:\n- {url: http://x.example/, kind: blog}\n", ("kind", "feed")),
    ],
    ids=["key", "zone", "poll", "scheme", "missing", "syntax", "kind"],
)
def test_a_wrong_source_file_is_one_line_and_exit_2_and_the_others_are_polled(well, text, words):
    (well.folder / "sources" / "bad.yaml").write_text(text, "utf-8")
    done = well.run("poll", "--all")
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if line]
    assert len(lines) == 1
    assert all(word in lines[0] for word in ("bad.yaml", *words))
    assert len(well.rows("articles")) == 8


def test_an_unreachable_host_is_a_network_error(well):
    well.source("bad", url=f"http://127.0.0.1:{free_port()}/news.html")
    report = poll_beside(well)
    assert report["outcome"] == "failed"
    assert report["errors"] == {"network_error": 1}


def test_a_name_that_does_not_resolve_is_a_network_error(well):
    well.source("bad", url="http://no-such-host.invalid/news.html")
    report = poll_beside(well)
    assert report["outcome"] == "failed"
    assert set(report["errors"]) == {"network_error"}


@pytest.fixture
def other() -> Iterator[Site]:
    served = Site()
    served["/robots.txt"] = Reply("User-agent: *\nDisallow:\n", kind="text/plain")
    yield served
    served.close()


def test_a_feed_that_is_html_is_the_wrong_type(well, other):
    other["/feed.xml"] = "<html><body><h1>Sorry</h1><p>We have moved our feed elsewhere.</p></body></html>"
    url = f"{other.url}/feed.xml"
    well.source("bad", url=url, entry_points=[{"url": url, "kind": "feed"}])
    report = poll_beside(well)
    assert report["outcome"] == "failed"
    assert set(report["errors"]) == {"wrong_type"}


def test_an_empty_sitemap_is_named_empty(well, other):
    other["/sitemap.xml"] = Reply(
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'/>", kind="text/xml"
    )
    url = f"{other.url}/sitemap.xml"
    well.source("bad", url=url, entry_points=[{"url": url, "kind": "sitemap"}])
    assert set(poll_beside(well)["errors"]) == {"empty"}


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(b"<p>" + b"x" * 30_000_000), "too_large"),
        (
            Reply(gzip.compress(b"<p>" + b"y" * 200_000_000), headers={"Content-Encoding": "gzip"}),
            "too_large",
        ),
        (drip, "too_slow"),
        (reset, "network_error"),
        (Reply("no", 403), "http_error"),
        (Reply("no", 500), "http_error"),
        (Reply("gone", 410), "gone"),
    ],
    ids=["30 MB", "gzip bomb", "endless", "reset", "403", "500", "410"],
)
def test_an_entry_page_that_cannot_be_had_is_named(well, other, reply, problem):
    other["/news.html"] = reply
    well.source("bad", url=f"{other.url}/news.html")
    report = poll_beside(well)
    assert report["outcome"] == "failed"
    assert problem in report["errors"]


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(b"<p>" + b"x" * 30_000_000), "too_large"),
        (Reply("", 200), "empty"),
        (Reply("gone", 404), "gone"),
    ],
    ids=["30 MB", "empty", "404"],
)
def test_an_article_that_cannot_be_had_costs_only_itself(well, other, reply, problem):
    news_site(other)
    other["/news/5.html"] = reply
    well.source("bad", url=f"{other.url}/news.html")
    report = poll_beside(well)
    assert report["outcome"] == "partial"
    assert report["errors"] == {problem: 1}
    rows = [row for row in well.rows("articles") if row["source"] == "bad"]
    assert {row["problem"] for row in rows} == {None, problem}
    assert len(rows) == 8


def test_a_redirect_to_a_private_address_is_refused(well, other):
    news_site(other)
    other["/news/5.html"] = Reply("", 302, {"Location": "http://169.254.169.254/latest/meta-data/"})
    well.source("bad", url=f"{other.url}/news.html")
    assert poll_beside(well)["errors"] == {"private_address": 1}


def test_a_loopback_source_is_refused_unless_private_networks_are_allowed(well):
    well.settings["ALLOW_PRIVATE_NETWORKS"] = "false"
    done = well.run("poll", "--all")
    assert done.returncode == 1
    assert well.rows("polls")[0]["errors"] == {"private_address": 1}


def test_what_robots_forbid_is_not_fetched(well, other):
    news_site(other)
    other["/robots.txt"] = Reply("User-agent: *\nDisallow: /news/5\n", kind="text/plain")
    well.source("bad", url=f"{other.url}/news.html")
    report = poll_beside(well)
    assert report["errors"] == {"robots": 1}
    assert "/news/5.html" not in other.paths()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://x", "postgresql+psycopg"),
        ("postgresql+psycopg://nobody@127.0.0.1:1/none", "127.0.0.1"),
        ("sqlite:////proc/none/pactwatch.sqlite3", "/proc/none"),
    ],
)
def test_a_broken_database_url_is_one_line(well, url, words):
    done = well.run("poll", "--all", DATABASE_URL=url)
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if line]
    assert len(lines) == 1
    assert words in lines[0]
    assert "Traceback" not in done.stderr


def test_a_folder_that_cannot_be_written_is_one_line(well):
    done = well.run("poll", "--all", HOME="/proc/pactwatch")  # nobody makes a folder there, not even root
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_home_that_is_a_file_is_one_line(well, tmp_path: Path):
    (tmp_path / "file").write_text("")
    done = well.run("poll", "--all", HOME=str(tmp_path / "file"))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "PACTWATCH_HOME" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("poll", "nosuch"), "no such source"),
        (("status", "nosuch"), "no such source"),
        (("list", "agreements", "--since", "yesterday"), "ISO 8601"),
        (("list", "everything"), "everything"),
        (("inspect",), "FILE"),
        (("inspect", "/no/such/file.html"), "cannot be read"),
        (("poll", "--all", "harbour"), "--all"),
        (("alerts", "test", "nobody"), "mail addresses"),
        (("--config-dir", "/no/such/folder", "status"), "no such folder"),
    ],
)
def test_wrong_use_is_exit_2_and_says_what_was_expected(well, arguments, words):
    done = well.run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
