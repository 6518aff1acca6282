from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import EntryKind, Problem
from tests.pages.entry_cases import SITE, expected, folders, golden, read, sound

FEEDS = folders("feeds")


def _fields(name: str, field: str) -> tuple[dict[str, str | None], dict[str, str | None]]:
    reading = golden("feeds", name, "feed", EntryKind.FEED)
    found = {link.url: getattr(link, field) for link in reading.links}
    wanted = {link["url"]: link[field] for link in expected("feeds", name)["links"]}
    return found, wanted


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_gives_each_of_its_articles_and_no_other_link_in_its_own_order(name: str) -> None:
    found, wanted = _fields(name, "url")
    assert list(found) == list(wanted)


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_gives_the_headlines_as_plain_words(name: str) -> None:
    found, wanted = _fields(name, "text")
    assert found == wanted


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_gives_the_dates_in_the_zone_of_the_site(name: str) -> None:
    found, wanted = _fields(name, "published")
    assert found == wanted


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_names_its_problem_and_its_next_page(name: str) -> None:
    reading = golden("feeds", name, "feed", EntryKind.FEED)
    case = expected("feeds", name)
    assert (reading.problem, list(reading.next_pages)) == (case["problem"], case["next_pages"])
    assert bool(reading.detail) == (case["problem"] is not None)


def test_a_web_page_in_place_of_a_feed_is_named_with_its_title() -> None:
    reading = read("<html><head><title>Sign in</title></head><body><p>x</p></body></html>", EntryKind.FEED)
    assert reading.problem is Problem.WRONG_TYPE
    assert "Sign in" in reading.detail


def test_an_entity_bomb_gives_neither_the_bomb_nor_an_error() -> None:
    bomb = (
        "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;'>]>"
    )
    body = f"<?xml version='1.0'?>{bomb}<rss><channel><item><title>T&c;</title><link>{SITE}/n/1</link></item></channel></rss>"
    reading = read(body, EntryKind.FEED)
    assert all(len(link.text) < 200 for link in reading.links)


def test_a_feed_never_reads_a_file_that_an_entity_names() -> None:
    body = (
        "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
        f"<rss><channel><item><title>[&x;]</title><link>{SITE}/n/1</link></item></channel></rss>"
    )
    assert [link.text.strip("[]&x; ") for link in read(body, EntryKind.FEED).links] == [""]


@pytest.mark.parametrize(
    "trap", ["<div>", "<item><title>a", "<", "&", "<![CDATA[", "<!--", "<item xmlns:a='b'>", "<title>", "<a "]
)
def test_a_megabyte_of_crafted_markup_is_read_in_linear_time(trap: str) -> None:
    # feedparser alone takes 16 s for the first of these; the suite's own time limit is the bound here.
    body = "<rss><channel><item><title>T</title><link>/n/1</link></item>" + trap * (1_000_000 // len(trap))
    assert f"{SITE}/n/1" in {link.url for link in read(body, EntryKind.FEED).links}


def test_a_feed_of_many_entries_is_cut_at_a_fixed_number() -> None:
    items = "".join(f"<item><title>t{i}</title><link>{SITE}/n/{i}</link></item>" for i in range(5050))
    assert len(read(f"<rss><channel>{items}</channel></rss>", EntryKind.FEED).links) == 5000


@pytest.mark.parametrize(
    ("zone", "time"),
    [("UTC", "2026-11-16T23:30:00-05:00"), ("Asia/Tokyo", "2026-11-17T13:30:00+09:00")],
)
def test_where_the_source_names_no_zone_a_time_keeps_the_one_it_states(zone: str, time: str) -> None:
    item = f"<item><link>{SITE}/n/1</link><pubDate>Mon, 16 Nov 2026 23:30:00 -0500</pubDate></item>"
    (link,) = read(f"<rss><channel>{item}</channel></rss>", EntryKind.FEED, timezone=zone).links
    assert link.published == time


_PIECES = st.lists(
    st.sampled_from(
        [
            b"<rss>",
            b"<channel>",
            b"<item>",
            b"</item>",
            b"<title>",
            b"</title>",
            b"<link>",
            b"<link href='/a'/>",
            b"http://x/",
            b"<![CDATA[",
            b"]]>",
            b"&amp;",
            b"&",
            b"\x0b",
            b"\xff",
            b"<feed xmlns='http://www.w3.org/2005/Atom'>",
            b"<entry>",
            b"<?xml version='1.0' encoding='gbk'?>",
            b"<pubDate>2026</pubDate>",
            b"<!DOCTYPE x [",
            b"<!",
            b"<![if",
        ]
    ),
    max_size=25,
)


@settings(deadline=None, max_examples=120)
@given(_PIECES)
def test_a_feed_made_of_scraps_never_raises(pieces: list[bytes]) -> None:
    assert read(b"<rss>" + b"".join(pieces), EntryKind.FEED).kind is not None


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_as_a_feed_never_raise(body: bytes) -> None:
    sound(read(body, EntryKind.FEED))
    sound(read(b'{"version":"https://jsonfeed.org/version/1","items":' + body, EntryKind.FEED))


@pytest.mark.parametrize(
    "items",
    [
        '{"id":"1","url":"/n/1","title":"One"},{"id":"2","url":"/n/2","title":"Two"},',
        '{"id":"1","url":"/n/1","title":"One"},{"id":"9","url":"/n/9","title":"A "quoted" word"},{"id":"2","url":"/n/2","title":"Two"}',
        '{"id":"1","url":"/n/1","title":"One","attachments":[{"url":"/a.jpg"}]},{"id":"2","url":"/n/2","title":"Two"},{"id":"3","url":"/n/3","tit',
    ],
)
def test_a_json_feed_loses_its_broken_items_only(items: str) -> None:
    reading = read(f'{{"version":"https://jsonfeed.org/version/1.1","items":[{items}', EntryKind.FEED)
    assert [(link.url, link.text) for link in reading.links] == [
        (f"{SITE}/n/1", "One"),
        (f"{SITE}/n/2", "Two"),
    ]
