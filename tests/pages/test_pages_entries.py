from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import EntryKind, Problem
from crawler.pages.entries import read_entry, recognise
from tests.pages.entry_cases import NOW, SITE, page, read, sound, source

RSS = f"<rss version='2.0'><channel><item><title>T</title><link>{SITE}/n/1</link></item></channel></rss>"
URLSET = f"<urlset><url><loc>{SITE}/n/1</loc></url></urlset>"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (RSS, EntryKind.FEED),
        (f"\ufeff\n<?xml version='1.0'?>\n<!-- made by x -->\n{RSS}", EntryKind.FEED),
        (
            "<?xml version='1.0'?><?xml-stylesheet href='a.xsl'?><feed xmlns='http://www.w3.org/2005/Atom'/>",
            EntryKind.FEED,
        ),
        ('{"version":"https://jsonfeed.org/version/1","items":[]}', EntryKind.FEED),
        (f"<br />\n<b>Notice</b>: x\n{RSS}", EntryKind.FEED),
        (URLSET, EntryKind.SITEMAP),
        (f"{SITE}/a\n{SITE}/b\n", EntryKind.SITEMAP),
        ("<!DOCTYPE html><html><body><p>x <code>&lt;rss&gt;</code></p></body></html>", EntryKind.LISTING),
        (
            "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html xmlns='z'><body/></html>",
            EntryKind.LISTING,
        ),
        (b"%PDF-1.7 <html>", None),
        ("plain words", None),
        (b"", None),
    ],
)
def test_an_entry_document_is_recognised_by_its_content(body: str | bytes, kind: EntryKind | None) -> None:
    assert recognise(page(body)) is kind


def test_a_feed_behind_a_listings_address_is_read_as_the_feed_it_is() -> None:
    reading = read(RSS, EntryKind.LISTING)
    assert (reading.kind, [link.url for link in reading.links]) == (EntryKind.FEED, [f"{SITE}/n/1"])


def test_a_page_has_no_links_for_it_is_itself_the_thing_watched() -> None:
    reading = read(
        "<html><body><a href='/n/1'>Partners of the hospital in Asia</a></body></html>", EntryKind.PAGE
    )
    assert (reading.links, reading.problem, reading.kind) == ((), None, EntryKind.PAGE)


@pytest.mark.parametrize(
    ("status", "problem"),
    [(304, None), (404, Problem.GONE), (410, Problem.GONE), (503, Problem.HTTP_ERROR), (200, Problem.EMPTY)],
)
def test_what_ended_before_a_document_came_has_its_own_name(status: int, problem: Problem | None) -> None:
    reading = read_entry(page(b"", status=status), EntryKind.LISTING, source(), NOW)
    assert (reading.problem, reading.links) == (problem, ())
    assert reading.detail


def test_a_failure_of_fetching_is_handed_on_as_it_is() -> None:
    failed = page(RSS, failure=Problem.TOO_SLOW, failure_detail="It took 61 s.")
    reading = read_entry(failed, EntryKind.FEED, source(), NOW)
    assert (reading.problem, reading.detail, reading.links) == (Problem.TOO_SLOW, "It took 61 s.", ())


def test_a_pdf_in_place_of_a_listing_is_the_wrong_type() -> None:
    assert read(b"%PDF-1.4 ...", EntryKind.LISTING).problem is Problem.WRONG_TYPE


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=200), st.sampled_from(EntryKind))
def test_any_bytes_of_any_kind_never_raise(body: bytes, kind: EntryKind) -> None:
    sound(read(body, kind))
    sound(read(b"<html><body>" + body, kind))
