"""Whole polls of a site on loopback, each in a process of its own."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest

from tests import site as scripted
from tests.run_poll import one, poll
from tests.site import Reply, Site

WORDS = "The harbour hospital opens ward number {} for its patients"


@pytest.fixture
def site() -> Iterator[Site]:
    with scripted.site() as found:
        yield found


def article(number: object) -> str:
    return f"<html><body><h1>{WORDS.format(number)}</h1><p>What happened on day {number}.</p></body></html>"


def listing(numbers: Any, following: str = "") -> str:
    rows = "".join(
        f'<li><a href="/news/{n}.html">{WORDS.format(n)}</a><span>2026-02-{n % 27 + 1:02d}</span></li>'
        for n in numbers
    )
    pager = f'<div class="pages"><a href="{following}">Next</a></div>' if following else ""
    return f"<html><head><title>News</title></head><body><ul>{rows}</ul>{pager}</body></html>"


def articles(site: Site, numbers: Any) -> None:
    for number in numbers:
        site[f"/news/{number}.html"] = article(number)


def feed(site: Site, numbers: Any) -> str:
    items = "".join(
        f"<item><title>{WORDS.format(n)}</title><link>{site.url}/news/{n}.html</link>"
        "<pubDate>Mon, 02 Feb 2026 10:00:00 GMT</pubDate></item>"
        for n in numbers
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def sitemap(site: Site, numbers: Any) -> str:
    rows = "".join(f"<url><loc>{site.url}/news/{n}.html</loc></url>" for n in numbers)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'


def index(*children: tuple[str, str]) -> str:
    rows = "".join(
        f"<sitemap><loc>{url}</loc>" + (f"<lastmod>{day}</lastmod>" if day else "") + "</sitemap>"
        for url, day in children
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'


def urls(site: Site, numbers: Any) -> set[str]:
    return {f"{site.url}/news/{n}.html" for n in numbers}


def fetched(found: dict[str, Any]) -> set[str]:
    return {page["requested_url"] for page in found["pages"]}


def test_a_listing_is_walked_page_after_page_and_a_second_poll_asks_for_what_changed_only(site: Site) -> None:
    site["/news/"] = Reply(listing(range(20, 30), "/news/p2.html"), etag='"one"')
    site["/news/p2.html"] = Reply(listing(range(10, 20), "/news/p3.html"), etag='"two"')
    site["/news/p3.html"] = Reply(listing(range(10)), etag='"three"')
    articles(site, range(30))
    found = poll({"sources": [one(f"{site.url}/news/", (f"{site.url}/news/", "listing"))], "polls": 2})
    first, second = (reports[0] for reports in found["reports"])
    assert fetched(found) == urls(site, range(30))
    assert (first["outcome"], first["new"], first["pending"]) == ("done", 30, 0)
    assert first["requests"] == 34 == len(site.asked) - second["requests"]
    assert (second["requests"], second["not_modified"], second["new"]) == (2, 1, 0)
    assert site.asked[-1].headers["if-none-match"] == '"one"'
    assert found["leases"] == []
    page = next(page for page in found["pages"] if page["url"].endswith("/7.html"))
    assert page["text"] == WORDS.format(7)
    assert page["source"] == "one"


def test_paging_stops_at_known_links_but_not_at_a_pinned_one(site: Site) -> None:
    site["/news/"] = [
        Reply(listing(range(10, 20), "/news/p2.html")),
        Reply(listing([10, *range(21, 30)], "/news/p2.html")),
        Reply(listing([30, *range(21, 30)], "/news/p2.html")),
    ]
    site["/news/p2.html"] = [
        Reply(listing(range(10), "/news/p3.html")),
        Reply(listing([20, *range(11, 20)], "/news/p3.html")),
    ]
    site["/news/p3.html"] = listing(range(40, 45))
    articles(site, range(50))
    found = poll({"sources": [one(f"{site.url}/news/", (f"{site.url}/news/", "listing"))], "polls": 3})
    assert fetched(found) == urls(site, [*range(31), *range(40, 45)])
    # Second poll: page two is read (page one ends with news), page three is not. Third: page one only.
    assert (site.times_asked("/news/"), site.times_asked("/news/p2.html")) == (3, 2)
    assert site.times_asked("/news/p3.html") == 1


def test_what_a_failing_next_page_holds_is_found_by_the_next_poll(site: Site) -> None:
    site["/news/"] = Reply(listing(range(10, 20), "/news/p2.html"), etag='"one"')
    site["/news/p2.html"] = [
        Reply("down", 500),
        Reply("down", 500),
        Reply("down", 500),
        Reply(listing(range(10))),
    ]
    articles(site, range(20))
    found = poll({"sources": [one(f"{site.url}/news/", (f"{site.url}/news/", "listing"))], "polls": 3})
    first, second, third = (reports[0] for reports in found["reports"])
    assert (first["outcome"], first["errors"], first["new"]) == ("partial", {"http_error": 1}, 10)
    assert (second["outcome"], second["new"]) == ("done", 10)
    assert (third["requests"], third["not_modified"]) == (2, 1)


def test_an_endless_listing_is_left_after_ten_pages(site: Site) -> None:
    for number in range(1, 30):
        site[f"/list/{number}"] = listing(range(number * 10, number * 10 + 3), f"/list/{number + 1}")
    found = poll(
        {
            "sources": [one(f"{site.url}/list/1", (f"{site.url}/list/1", "listing"), max_articles=1)],
            "polls": 1,
        }
    )
    assert sum(path.startswith("/list/") for path in site.paths()) == 10
    assert found["reports"][0][0]["pending"] == 29  # the one that was asked for is gone


def test_feed_and_sitemap_lead_to_the_same_articles_once(site: Site) -> None:
    site["/feed.xml"] = Reply(feed(site, range(5)), kind="application/rss+xml", etag='"f"')
    site["/map.xml.gz"] = Reply(gzip.compress(sitemap(site, range(3, 9)).encode()), kind="application/gzip")
    articles(site, range(9))
    entries = ((f"{site.url}/feed.xml", "feed"), (f"{site.url}/map.xml.gz", "sitemap"))
    found = poll({"sources": [one(site.url, *entries)], "polls": 2})
    assert fetched(found) == urls(site, range(9))
    assert all(site.times_asked(f"/news/{n}.html") == 1 for n in range(9))
    assert found["reports"][1][0]["requests"] == 3


def test_a_sitemap_index_is_walked_and_its_unchanged_members_cost_a_conditional_request(site: Site) -> None:
    site["/map.xml"] = Reply(
        index((f"{site.url}/a.xml", ""), (f"{site.url}/b.xml", "")), etag='"i"', kind="text/xml"
    )
    site["/a.xml"] = [
        Reply(sitemap(site, range(3)), etag='"a"', kind="text/xml"),
        Reply(sitemap(site, range(5)), etag='"a2"', kind="text/xml"),
    ]
    site["/b.xml"] = Reply(sitemap(site, range(10, 13)), etag='"b"', kind="text/xml")
    articles(site, range(13))
    found = poll({"sources": [one(site.url, (f"{site.url}/map.xml", "sitemap"))], "polls": 2})
    # The index names no dates: it stays the same although a member grew, and that is seen all the same.
    assert fetched(found) == urls(site, [*range(5), *range(10, 13)])
    assert found["reports"][1][0]["not_modified"] == 1


def test_a_dated_sitemap_index_that_did_not_change_is_one_request(site: Site) -> None:
    dated = index((f"{site.url}/a.xml", "2026-02-01"), (f"{site.url}/b.xml", "2026-02-02"))
    site["/map.xml"] = Reply(dated, etag='"i"', kind="text/xml")
    site["/a.xml"] = Reply(sitemap(site, range(3)), kind="text/xml")
    site["/b.xml"] = Reply(sitemap(site, range(3, 6)), kind="text/xml")
    articles(site, range(6))
    found = poll({"sources": [one(site.url, (f"{site.url}/map.xml", "sitemap"))], "polls": 2})
    assert found["reports"][1][0]["requests"] == 2
    assert found["reports"][1][0]["not_modified"] == 1


def test_a_watched_page_is_an_article_itself(site: Site) -> None:
    site["/partners"] = Reply(article("partners"))
    found = poll({"sources": [one(site.url, (f"{site.url}/partners", "page"))], "polls": 1})
    assert [(page["url"], page["entry"]) for page in found["pages"]] == [(f"{site.url}/partners", "page")]
    assert found["validators"] == {}


def test_a_cap_leaves_the_rest_pending_and_the_next_poll_begins_there_also_after_a_304(site: Site) -> None:
    site["/news/"] = Reply(listing(range(25)), etag='"one"')
    articles(site, range(25))
    source = one(f"{site.url}/news/", (f"{site.url}/news/", "listing"), max_articles=10)
    found = poll({"sources": [source], "polls": 3})
    assert [reports[0]["pending"] for reports in found["reports"]] == [15, 5, 0]
    assert [reports[0]["outcome"] for reports in found["reports"]] == ["done"] * 3
    assert fetched(found) == urls(site, range(25))
    assert len(site.paths()) == 3 + 3 + 25


def test_links_off_the_site_and_by_exclusion_are_never_asked_for(site: Site) -> None:
    with scripted.site() as neighbour:
        body = listing(range(6)).replace(
            "</ul>", f'<li><a href="{neighbour.url}/x.html">{WORDS}</a></li></ul>'
        )
        site["/news/"] = body
        articles(site, range(6))
        source = one(f"{site.url}/news/", (f"{site.url}/news/", "listing"), exclude=["*/news/3.html"])
        found = poll({"sources": [source]})
    assert fetched(found) == urls(site, [0, 1, 2, 4, 5])
    assert neighbour.asked == []
