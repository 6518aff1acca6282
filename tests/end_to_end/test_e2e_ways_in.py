"""A source that names only its address: what it is gets found out, once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.end_to_end.house import House, news_site
from tests.site import Reply, Site

HOME = """<html><head><title>Harbour General Hospital</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>
<body><ul class="menu"><li><a href="/about.html">About us</a></li><li><a href="/news.html">News</a></li></ul>
<h1>Welcome to Harbour General Hospital</h1><p>Our doors are open day and night.</p></body></html>"""
ITEM = (
    "<item><title>{title}</title><link>{url}</link><pubDate>{day:02d} Nov 2026 08:00:00 GMT</pubDate></item>"
)


@pytest.fixture
def portal(site: Site) -> Iterator[Site]:
    """The news site with a home page, a feed and a sitemap beside its list."""
    items = "".join(
        ITEM.format(title=f"Story number {n} of the ward", url=f"{site.url}/news/{n}.html", day=n)
        for n in range(1, 9)
    )
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title>{items}</channel></rss>'
    urls = "".join(f"<url><loc>{site.url}/news/{n}.html</loc></url>" for n in range(1, 9))
    site["/"] = HOME
    site["/feed.xml"] = Reply(rss, kind="application/rss+xml", etag='"feed-1"')
    site["/sitemap.xml"] = Reply(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>',
        kind="application/xml",
        etag='"map"',
    )
    yield site


@pytest.mark.parametrize(
    ("path", "kind", "entry"),
    [
        ("/", "feed", "/feed.xml"),
        ("/feed.xml", "feed", "/feed.xml"),
        ("/sitemap.xml", "sitemap", "/sitemap.xml"),
        ("/news.html", "listing", "/news.html"),
    ],
)
def test_the_way_in_is_found_from_any_address(house: House, portal: Site, path, kind, entry):
    house.source("harbour", url=portal.url + path, organisation="Harbour General Hospital")
    house.poll()
    assert len(house.rows("articles")) == 8
    (row,) = house.rows("sources")
    assert row["entry_points"] == [{"url": portal.url + entry, "kind": kind}]


def test_the_way_in_is_looked_for_once(house: House, portal: Site):
    house.source("harbour", url=portal.url + "/")
    house.poll()
    portal.asked.clear()
    house.poll()
    assert sorted(portal.paths()) == ["/feed.xml", "/robots.txt"]


def test_a_changed_address_is_looked_at_anew(house: House, portal: Site):
    house.source("harbour", url=portal.url + "/")
    house.poll()
    news_site(portal)
    house.source("harbour", url=portal.url + "/news.html")
    house.poll()
    (row,) = house.rows("sources")
    assert row["entry_points"] == [{"url": portal.url + "/news.html", "kind": "listing"}]
