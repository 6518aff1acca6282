"""What the middlewares make of servers that are closed, busy, moving or hostile: whole polls."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import mean
from typing import Any

import pytest

from tests import site as scripted
from tests.run_poll import one, poll
from tests.site import Reply, Site
from tests.spiders.test_spiders_walk import article, articles, feed, fetched, listing, urls


@pytest.fixture
def site() -> Iterator[Site]:
    with scripted.site() as found:
        yield found


def one_poll(site: Site, **job: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A poll of the site's listing: the report, and all that was left."""
    more = job.pop("source", {})
    found = poll({"sources": [one(f"{site.url}/news/", (f"{site.url}/news/", "listing"), **more)], **job})
    return found["reports"][-1][0], found


def failures(found: dict[str, Any]) -> dict[str, str]:
    return {
        page["requested_url"].rsplit("/", 1)[1]: page["failure"] for page in found["pages"] if page["failure"]
    }


def test_every_article_that_cannot_be_had_is_kept_or_put_off_under_its_name(site: Site) -> None:
    numbers = range(14)
    site["/news/"] = listing(numbers)
    articles(site, numbers)
    site["/robots.txt"] = "User-agent: *\nDisallow: /news/1.html\n"
    site["/news/2.html"] = scripted.huge(3)
    site["/news/3.html"] = scripted.bomb(30)
    site["/news/4.html"] = Reply("gone", 410)
    site["/news/5.html"] = scripted.redirect("http://169.254.169.254/latest/")
    site["/news/6.html"] = scripted.redirect("/")
    site["/news/7.html"] = Reply("....", kind="image/jpeg")
    site["/news/8.html"] = scripted.redirect("/news/1.html")
    site["/news/9.html"] = Reply("<script>go()</script>", 412)
    site["/news/10.html"] = Reply("no", 500)
    site["/news/11.html"] = scripted.hang_up
    site["/news/12.html"] = scripted.reset
    report, found = one_poll(site, limits={"max_body": 1_000_000})
    assert failures(found) == {
        "1.html": "robots",
        "2.html": "too_large",
        "3.html": "too_large",
        "4.html": "gone",
        "5.html": "private_address",
        "6.html": "moved",
        "7.html": "wrong_type",
        "8.html": "robots",
    }
    put_off = {url.rsplit("/", 1)[1]: problem for url, problem in found["put_off"].items()}
    assert put_off == {
        "9.html": "challenge",
        "10.html": "http_error",
        "11.html": "truncated",
        "12.html": "network_error",
    }
    assert report["outcome"] == "partial"
    assert report["errors"] == {
        "robots": 2,
        "too_large": 2,
        "gone": 1,
        "private_address": 1,
        "moved": 1,
        "wrong_type": 1,
        "challenge": 1,
        "http_error": 1,
        "truncated": 1,
        "network_error": 1,
    }
    assert (report["new"], report["pending"]) == (2, 4)
    assert fetched(found) | set(found["put_off"]) == urls(site, numbers)
    assert site.times_asked("/news/1.html") == 0
    assert site.times_asked("/") == 0
    assert site.times_asked("/news/10.html") == 3


@pytest.mark.parametrize(
    ("reply", "problem", "words"),
    [
        (scripted.reset, "network_error", "reset"),
        (scripted.drip, "too_slow", "within"),
        (scripted.endless, "too_large", "bytes"),
        (scripted.huge(30), "too_large", "bytes"),
        (scripted.bomb(50), "too_large", "unpacking"),
        (scripted.no_http, "network_error", "no HTTP"),
        (scripted.hang_up, "truncated", "ends early"),
        (Reply("", 404), "gone", "404"),
        (Reply("", 500), "http_error", "500"),
        (Reply("<script>x</script>", 412), "challenge", "412"),
        (scripted.redirect("/news/"), "http_error", "redirects"),
        (scripted.redirect("http://10.0.0.1/"), "private_address", "10.0.0.1"),
        (scripted.redirect("https://elsewhere.invalid/"), "moved", "elsewhere.invalid"),
        (Reply("%PDF-1.7", kind="application/pdf"), "wrong_type", "pdf"),
        (Reply(""), "empty", "empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_entry_point_that_cannot_be_read_fails_the_poll_by_name(
    site: Site, reply: Any, problem: str, words: str
) -> None:
    site["/news/"] = reply
    report, _ = one_poll(site, limits={"max_body": 1_000_000, "response_timeout": 0.6})
    assert (report["outcome"], report["errors"]) == ("failed", {problem: 1})
    assert words in report["detail"]


def test_one_entry_point_of_two_that_fails_makes_the_poll_partial(site: Site) -> None:
    site["/news/"] = listing(range(3))
    articles(site, range(3))
    entries = ((f"{site.url}/feed.xml", "feed"), (f"{site.url}/news/", "listing"))
    report = poll({"sources": [one(site.url, *entries)]})["reports"][0][0]
    assert (report["outcome"], report["errors"], report["new"]) == ("partial", {"gone": 1}, 3)


@pytest.mark.parametrize(
    ("robots", "outcome", "errors"),
    [
        (Reply("User-agent: *\nDisallow: /"), "failed", {"robots": 1}),
        (Reply("User-agent: Pactwatch\nDisallow: /news\n\nUser-agent: *\nAllow: /"), "failed", {"robots": 1}),
        (Reply("User-agent: *\nDisallow: /\n\nUser-agent: pactwatch\nAllow: /"), "done", {}),
        (Reply("", 404), "done", {}),
        (Reply("forbidden", 403), "done", {}),
        (Reply("<html><body>Not found</body></html>"), "done", {}),
        (scripted.redirect("/rules.txt"), "failed", {"robots": 1}),
        (Reply("", 503), "failed", {"http_error": 1}),
        (scripted.reset, "failed", {"network_error": 1}),
        (scripted.drip, "failed", {"too_slow": 1}),
    ],
    ids=["closed", "us", "open to us", "none", "forbidden", "a page", "moved", "busy", "reset", "drip"],
)
def test_robots_txt_decides(site: Site, robots: Any, outcome: str, errors: dict[str, int]) -> None:
    site["/robots.txt"] = robots
    site["/rules.txt"] = "User-agent: *\nDisallow: /news/"
    site["/news/"] = listing(range(3))
    articles(site, range(3))
    report, _ = one_poll(site, limits={"response_timeout": 0.5})
    assert (report["outcome"], report["errors"]) == (outcome, errors)
    assert (site.times_asked("/news/") == 0) == (outcome == "failed")


def test_an_absurd_crawl_delay_is_capped_and_named(site: Site) -> None:
    site["/robots.txt"] = "User-agent: *\nCrawl-delay: 86400\n"
    site["/news/"] = listing(range(3))
    report, _ = one_poll(site, limits={"poll_deadline": 1.0})
    assert "86400 s between requests; 60 s are kept" in report["detail"]
    assert report["errors"] == {"too_slow": 1}


def test_the_delay_is_kept_between_all_requests_and_a_longer_crawl_delay_wins(site: Site) -> None:
    site["/news/"] = listing(range(3))
    articles(site, range(3))
    one_poll(site, limits={"delay": 0.25})
    assert mean(gaps(site)) >= 0.24
    site.asked.clear()
    site["/robots.txt"] = "User-agent: *\nCrawl-delay: 0.5\n"
    one_poll(site, limits={"delay": 0.25})
    assert mean(gaps(site)[1:]) >= 0.48


def test_two_sources_on_one_host_share_the_delay(site: Site) -> None:
    site["/news/"] = listing(range(3))
    site["/more/"] = listing(range(10, 13))
    articles(site, range(13))
    sources = [one(f"{site.url}{path}", (f"{site.url}{path}", "listing")) for path in ("/news/", "/more/")]
    sources[1]["id"] = "two"
    found = poll({"sources": sources, "limits": {"delay": 0.2}})
    assert [report["outcome"] for report in found["reports"][0]] == ["done", "done"]
    assert mean(gaps(site)) >= 0.19


def gaps(site: Site) -> list[float]:
    """Seconds between requests as the server saw them; on a busy machine single ones are seen late."""
    times = [asked.at for asked in site.asked]
    return [later - earlier for earlier, later in pairwise(times)]


def test_a_short_retry_after_is_waited_for_in_the_same_poll(site: Site) -> None:
    site["/news/"] = [Reply("busy", 503, {"Retry-After": "1"}), Reply(listing(range(3)))]
    articles(site, range(3))
    site["/news/1.html"] = [Reply("slow down", 429, {"Retry-After": "1"}), Reply(article(1))]
    report, found = one_poll(site)
    assert (report["outcome"], report["errors"], report["new"]) == ("done", {}, 3)
    first, second = (asked.at for asked in site.asked if asked.path == "/news/")
    assert second - first >= 0.99
    waited = [asked.at for asked in site.asked if asked.path == "/news/1.html"]
    others = [asked.at for asked in site.asked if asked.at > waited[0]]
    assert min(others) - waited[0] >= 0.9 or len(others) > 1
    assert found["deferred"] == {}


def test_a_long_retry_after_defers_the_source_and_is_kept_to(site: Site) -> None:
    site["/news/"] = listing(range(9))
    articles(site, range(9))
    site["/news/4.html"] = Reply("go away", 503, {"Retry-After": "86400"})
    report, found = one_poll(site, polls=2)
    first, second = found["reports"][0][0], report
    assert first["outcome"] == "partial"
    assert first["errors"] == {"http_error": 1}
    assert "asks to wait until 2026-03-03 09:00:00 UTC" in first["detail"]
    assert found["scheduled"] == {"one": "2026-03-03 09:00:00+00:00"}
    assert (second["outcome"], second["requests"]) == ("skipped", 0)
    assert found["put_off"] == {}
    assert first["pending"] == len(found["pending"]) >= 2


def test_a_retry_after_as_a_date_is_understood(site: Site) -> None:
    site["/robots.txt"] = Reply("", 503, {"Retry-After": "Tue, 03 Mar 2026 12:00:00 GMT"})
    _, found = one_poll(site)
    assert found["deferred"] == {"one": "2026-03-03 12:00:00+00:00"}


def test_a_wish_for_a_year_is_granted_for_a_week(site: Site) -> None:
    site["/news/"] = Reply("", 429, {"Retry-After": "31536000"})
    _, found = one_poll(site)
    assert found["deferred"] == {"one": "2026-03-09 09:00:00+00:00"}


def test_a_reread_asks_whether_the_page_changed(site: Site) -> None:
    site["/news/"] = listing(range(3))
    articles(site, range(3))
    site["/old/1.html"] = Reply(article("old"), etag='"same"')
    site["/old/2.html"] = Reply(article("new words"), etag='"other"')
    rereads = {f"{site.url}/old/{number}.html": '"same"' for number in (1, 2)}
    report, found = one_poll(site, rereads=rereads)
    assert (report["not_modified"], report["new"]) == (1, 4)
    assert found["unchanged"] == [f"{site.url}/old/1.html"]
    assert f"{site.url}/old/2.html" in fetched(found)
    # What is new comes first.
    assert site.paths()[-2:] == ["/old/1.html", "/old/2.html"] or "/old/" in site.paths()[-1]


def test_a_document_whose_length_was_announced_wrongly_but_which_is_whole_is_read(site: Site) -> None:
    def longer(handler: Any) -> None:
        body = article(1).encode()
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n" + body
        )
        handler.close_connection = True

    site["/news/"] = listing(range(3))
    articles(site, range(3))
    site["/news/1.html"] = longer
    report, _ = one_poll(site)
    assert (report["outcome"], report["new"]) == ("done", 3)


def test_a_site_that_stops_answering_ends_the_poll_before_every_link_is_put_off(site: Site) -> None:
    site["/news/"] = listing(range(30))
    for number in range(30):
        site[f"/news/{number}.html"] = Reply("down", 502)
    report, found = one_poll(site)
    assert report["pending"] == 30
    assert 5 <= len(found["put_off"]) <= 8
    assert report["outcome"] == "partial"
    assert "5 pages in a row failed" in report["detail"]
    assert report["requests"] < 40


def test_a_site_whose_entry_is_down_is_not_asked_for_its_pending_articles(site: Site) -> None:
    site["/news/"] = [Reply(listing(range(12))), Reply("", 503)]
    articles(site, range(12))
    report, found = one_poll(site, source={"max_articles": 4}, polls=2)
    assert (report["outcome"], report["pending"]) == ("failed", 8)
    assert len(found["pages"]) == 4


def test_one_entry_point_that_answers_says_that_the_site_is_up(site: Site) -> None:
    site["/feed.xml"] = Reply(feed(site, range(3)), kind="application/rss+xml")
    site["/news/"] = Reply("", 503)
    articles(site, range(3))
    entries = ((f"{site.url}/feed.xml", "feed"), (f"{site.url}/news/", "listing"))
    report = poll({"sources": [one(site.url, *entries)]})["reports"][0][0]
    assert (report["outcome"], report["errors"], report["new"]) == ("partial", {"http_error": 1}, 3)


def test_private_networks_stay_closed_unless_allowed_and_then_all_but_the_sources_own(site: Site) -> None:
    with scripted.site() as neighbour:
        neighbour["/news/2.html"] = article(2)
        site["/news/"] = listing(range(3)).replace("/news/2.html", f"{neighbour.url}/news/2.html")
        articles(site, range(3))
        site["/news/1.html"] = scripted.redirect(f"{neighbour.url}/news/2.html")
        report, _ = one_poll(site, allow_private=False)
        assert (report["outcome"], report["errors"]) == ("failed", {"private_address": 1})
        assert site.asked == []
        report, found = one_poll(site, source={"include": ["*/news/*"]})
        assert report["errors"] == {"private_address": 2}
        assert set(failures(found).values()) == {"private_address"}
        assert neighbour.asked == []


def test_only_what_is_needed_is_told_about_us(site: Site) -> None:
    site["/news/"] = Reply(listing(range(2)), headers={"Set-Cookie": "id=1; Path=/"})
    articles(site, range(2))
    one_poll(site)
    for asked in site.asked:
        assert "ops@example.org" in asked.headers["user-agent"]
        assert not {"cookie", "referer", "authorization"} & set(asked.headers)


def test_every_response_is_in_the_archive_and_pages_know_where(site: Site, tmp_path: Any) -> None:
    from datetime import UTC, datetime

    from warcio.archiveiterator import ArchiveIterator

    from crawler.archive import Archive

    site["/robots.txt"] = "User-agent: *\nDisallow:\n"
    site["/news/"] = Reply(listing(range(3)), etag='"one"')
    articles(site, range(3))
    site["/news/1.html"] = scripted.redirect("/news/one.html")
    site["/news/one.html"] = article(1)
    _, found = one_poll(site, archive=str(tmp_path), polls=2)
    kept = []
    for path in sorted(tmp_path.rglob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests=True):
                status = record.http_headers.get_statuscode()
                kept.append((record.rec_headers.get_header("WARC-Target-URI").removeprefix(site.url), status))
                record.content_stream().read()
    assert sorted(path for path, _ in kept) == sorted(site.paths())
    assert ("/news/", "304") in kept
    archive = Archive(tmp_path, lambda: datetime.now(UTC))
    for page in found["pages"]:
        stored = archive.read(page["ref"])
        assert stored.body.decode() == page["body"]
        assert (stored.url, stored.requested_url, stored.source_id) == (
            page["url"],
            page["requested_url"],
            "one",
        )
        assert stored.header("content-type") == "text/html; charset=utf-8"


def test_an_archive_that_cannot_be_written_costs_raw_copies_only(site: Site, tmp_path: Any) -> None:
    (tmp_path / "taken").write_text("a file")
    site["/news/"] = listing(range(3))
    articles(site, range(3))
    report, found = one_poll(site, archive=str(tmp_path / "taken"))
    assert (report["outcome"], report["new"]) == ("partial", 3)
    assert "archive" in report["detail"]
    assert [page["ref"] for page in found["pages"]] == [None] * 3
