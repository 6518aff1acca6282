from __future__ import annotations

import zlib
from functools import partial
from gzip import compress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import EntryKind, Problem
from crawler.pages.entries import ChildSitemap, EntryReading
from tests.pages.entry_cases import SITE, read, sound

# Without the time of day: these bytes become parts of tests' names, which all processes must agree on.
packed_up = partial(compress, mtime=0)

NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def sitemap(body: str | bytes, **keys: object) -> EntryReading:
    return read(body, EntryKind.SITEMAP, f"{SITE}/sitemap.xml", **keys)


def urlset(*urls: str, names: str = NS) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {names}>' + "".join(urls) + "</urlset>"


def url(path: str, more: str = "") -> str:
    return f"<url><loc>{SITE}{path}</loc>{more}</url>"


def test_a_url_set_is_read_newest_first_and_what_has_no_date_comes_last() -> None:
    body = urlset(
        url("/old", "<lastmod>2026-01-05</lastmod>"),
        url("/undated"),
        url("/new", "<lastmod>2026-11-18T08:00:00+08:00</lastmod>"),
    )
    reading = sitemap(body)
    assert [link.url.removeprefix(SITE) for link in reading.links] == ["/new", "/old", "/undated"]
    assert [link.modified for link in reading.links] == ["2026-11-18T08:00:00+08:00", "2026-01-05", None]


def test_a_last_change_is_never_taken_for_the_publication_date() -> None:
    assert sitemap(urlset(url("/a", "<lastmod>2026-01-05</lastmod>"))).links[0].published is None


def test_the_news_extension_gives_headline_and_publication_date() -> None:
    news = (
        "<news:news><news:publication><news:name>City</news:name><news:language>en</news:language></news:publication>"
        "<news:publication_date>2026-11-17T22:15:00Z</news:publication_date><news:title>Two clinics &amp; one lab</news:title>"
        "</news:news>"
    )
    link = sitemap(urlset(url("/n/1", news), names=f"{NS} {NEWS}")).links[0]
    assert (link.text, link.published) == ("Two clinics & one lab", "2026-11-18T06:15:00+08:00")


def test_the_news_extension_is_read_where_nobody_declared_its_prefix() -> None:
    news = "<news:news><news:title>Told all the same</news:title></news:news>"
    assert sitemap(urlset(url("/n/1", news), names="")).links[0].text == "Told all the same"


def test_an_images_address_is_not_the_pages() -> None:
    image = "<image:image><image:loc>https://img.site-demo.org/x</image:loc></image:image>"
    body = f"<urlset {NS} xmlns:image='i'><url>{image}<loc>{SITE}/a</loc></url></urlset>"
    assert [link.url for link in sitemap(body).links] == [f"{SITE}/a"]


def test_files_that_are_no_pages_are_left_out_and_pdf_stays() -> None:
    found = sitemap(urlset(url("/a.jpg"), url("/notice.pdf"), url("/b.html"), url("/app.js"))).links
    assert [link.url.rsplit("/", 1)[1] for link in found] == ["notice.pdf", "b.html"]


def test_an_index_gives_its_members_newest_first_on_the_own_site_only() -> None:
    body = (
        f"<sitemapindex {NS}><sitemap><loc>{SITE}/s1.xml</loc><lastmod>2025-01-01</lastmod></sitemap>"
        f"<sitemap><loc>{SITE}/s2.xml.gz</loc><lastmod>2026-11-01</lastmod></sitemap>"
        "<sitemap><loc>https://elsewhere-demo.com/s.xml</loc></sitemap></sitemapindex>"
    )
    assert sitemap(body).children == (
        ChildSitemap(f"{SITE}/s2.xml.gz", "2026-11-01"),
        ChildSitemap(f"{SITE}/s1.xml", "2025-01-01"),
    )


@pytest.mark.parametrize("layers", [1, 2])
def test_a_packed_sitemap_is_unpacked(layers: int) -> None:
    body = urlset(url("/a")).encode()
    for _ in range(layers):
        body = packed_up(body)
    assert len(sitemap(body).links) == 1


def test_an_archive_that_was_cut_short_gives_what_came() -> None:
    whole = packed_up(urlset(*(url(f"/n/{i * 7919}") for i in range(3000))).encode())
    assert 100 < len(sitemap(whole[: len(whole) // 2]).links) < 3000


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (packed_up(b" " * 40_000_000), Problem.TOO_LARGE),
        (packed_up(packed_up(packed_up(b"<urlset/>"))), Problem.TOO_LARGE),
        (b"\x1f\x8b\x08\x00 no archive at all", Problem.UNDECODABLE),
        (packed_up(b""), Problem.EMPTY),
        (urlset().encode(), Problem.EMPTY),
        (b"<html><body><p>Welcome</p></body></html>", Problem.WRONG_TYPE),
        (b"Just some words", Problem.WRONG_TYPE),
        (urlset("<url><loc>https://elsewhere-demo.com/a</loc></url>").encode(), Problem.EMPTY),
    ],
    ids=["bomb", "packed thrice", "damaged", "nothing packed", "empty set", "web page", "words", "foreign"],
)
def test_a_sitemap_that_is_none_has_a_named_problem_and_a_sentence(body: bytes, problem: Problem) -> None:
    reading = sitemap(body)
    assert (reading.problem, reading.links) == (problem, ())
    assert reading.detail.endswith(".")


def test_a_bomb_is_not_unpacked_beyond_the_limit() -> None:
    bomb = zlib.compress(b"<urlset>" + b"a" * 200_000_000, 9)
    assert len(bomb) < 300_000
    packed = packed_up(b"<urlset>" + b"a" * 60_000_000)
    assert sitemap(packed).problem is Problem.TOO_LARGE


def test_a_text_sitemap_has_one_address_a_line() -> None:
    reading = sitemap(f"\ufeff{SITE}/a\r\n{SITE}/b\n\nhttps://elsewhere-demo.com/c\n")
    assert [link.url for link in reading.links] == [f"{SITE}/a", f"{SITE}/b"]


def test_fifty_thousand_addresses_are_read_and_no_more() -> None:
    assert len(sitemap(urlset(*(url(f"/n/{i}") for i in range(50_100)))).links) == 50_000


def test_no_entity_is_expanded_and_no_file_is_read() -> None:
    head = "<?xml version='1.0'?><!DOCTYPE u [<!ENTITY x SYSTEM 'file:///etc/hostname'><!ENTITY y 'yyyy'>]>"
    reading = sitemap(f"{head}<urlset {NS}><url><loc>{SITE}/a&x;&y;</loc></url></urlset>")
    assert all("yyyy" not in link.url for link in reading.links)


def test_half_a_surrogate_pair_costs_its_own_field_only() -> None:
    reading = sitemap(
        urlset(url("/a"), "<url><loc>&#xD800;</loc></url>", url("/b", "<lastmod>&#55357;</lastmod>"))
    )
    assert {link.url for link in reading.links} == {f"{SITE}/a", f"{SITE}/b"}


def test_a_broken_sitemap_gives_what_stands_before_the_break() -> None:
    reading = sitemap(f"<urlset {NS}>{url('/a')}{url('/b?x=1&y=2')}<url><loc>{SITE}/c")
    assert next(link.url for link in reading.links) == f"{SITE}/a"


def test_include_globs_bound_the_links_but_not_the_members() -> None:
    keys = {"include": (f"{SITE}/news/*",)}
    assert [x.url for x in sitemap(urlset(url("/news/1"), url("/about")), **keys).links] == [f"{SITE}/news/1"]
    index = f"<sitemapindex {NS}><sitemap><loc>{SITE}/s1.xml</loc></sitemap></sitemapindex>"
    assert len(sitemap(index, **keys).children) == 1


_SCRAPS = st.lists(
    st.sampled_from(
        [
            b"<url>",
            b"</url>",
            b"<loc>",
            b"</loc>",
            b"http://x/",
            f"{SITE}/a".encode(),
            b"<sitemap>",
            b"<lastmod>9999-99-99</lastmod>",
            b"<news:news>",
            b"<!--",
            b"<![CDATA[",
            b"\x00",
            b"\xff\xfe",
            b"&a;",
            b"<lastmod>0001-01-01T00:00:00+14:00</lastmod>",
        ]
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=120)
@given(_SCRAPS)
def test_a_sitemap_made_of_scraps_never_raises(pieces: list[bytes]) -> None:
    sound(sitemap(b"<urlset>" + b"".join(pieces)))


@settings(deadline=None, max_examples=80)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_as_a_sitemap_never_raise(body: bytes, packed: bool) -> None:
    sound(sitemap(packed_up(body) if packed else body))
