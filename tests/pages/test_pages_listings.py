from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import ArticleLink, EntryKind, Problem, Selectors
from crawler.pages.entries import EntryReading
from tests.pages.entry_cases import SITE, expected, folders, golden, read

LISTINGS = folders("listings")

MENU = (
    '<ul><li><a href="/about/mission-vision-and-values">Mission, vision and values</a></li>'
    '<li><a href="/about/board-of-trustees">Board of trustees and leadership</a></li>'
    '<li><a href="/patients/preparing-for-your-visit">Preparing for your visit</a></li>'
    '<li><a href="/patients/billing-and-insurance">Billing and insurance information</a></li></ul>'
)
FOOTER = (
    '<div class="end"><ul><li><a href="/legal/notice-of-privacy-practices">Notice of privacy practices</a></li>'
    '<li><a href="/legal/terms-of-use-and-disclaimer">Terms of use and disclaimer</a></li>'
    '<li><a href="/legal/price-transparency-file">Price transparency for patients</a></li></ul></div>'
)
HEADLINES = (
    "Regional hospital signs partnership with heart institute",
    "Emergency department expansion begins next spring",
    "Volunteers plant five hundred trees",
    "New chief nursing officer appointed",
)


def listing(body: str, **keys: object) -> EntryReading:
    return read(f"<html><body>{MENU}{body}{FOOTER}</body></html>", EntryKind.LISTING, **keys)


def rows(pattern: str) -> str:
    """The pattern for each headline; ``{n}`` is 101.., ``{d}`` 20, 19 .., ``{t}`` the headline."""
    return "".join(pattern.format(n=101 + i, d=20 - i, t=t) for i, t in enumerate(HEADLINES))


def links(path: str, dated: bool = True) -> tuple[ArticleLink, ...]:
    return tuple(
        ArticleLink(SITE + path.format(n=101 + i), t, f"2026-10-{20 - i}" if dated else None)
        for i, t in enumerate(HEADLINES)
    )


def _fields(name: str, field: str) -> tuple[dict[str, str | None], dict[str, str | None]]:
    reading = golden("listings", name, "page.html", EntryKind.LISTING)
    found = {link.url: getattr(link, field) for link in reading.links}
    return found, {link["url"]: link[field] for link in expected("listings", name)["links"]}


@pytest.mark.parametrize("name", LISTINGS)
def test_no_article_of_a_listing_is_missed(name: str) -> None:
    found, wanted = _fields(name, "url")
    assert wanted.keys() - found.keys() == set()


@pytest.mark.parametrize("name", LISTINGS)
def test_no_other_link_of_a_listing_is_taken_for_an_article(name: str) -> None:
    found, wanted = _fields(name, "url")
    assert found.keys() - wanted.keys() == set()


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listings_articles_come_in_the_order_of_the_page(name: str) -> None:
    found, wanted = _fields(name, "url")
    assert list(found) == list(wanted)


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_gives_whole_headlines(name: str) -> None:
    found, wanted = _fields(name, "text")
    assert found == wanted


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_gives_the_dates_beside_its_links(name: str) -> None:
    found, wanted = _fields(name, "published")
    assert found == wanted


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_gives_its_next_page(name: str) -> None:
    reading = golden("listings", name, "page.html", EntryKind.LISTING)
    assert list(reading.next_pages) == expected("listings", name)["next_pages"]


SHAPES = {
    "list like the menu": (
        "/news/story{n}.html",
        "<ul>",
        '<li><a href="{u}">{t}</a> <span>2026-10-{d}</span></li>',
        "</ul>",
    ),
    "flat anchors": ("/n{n}.htm", "<div>", '<a href="{u}">{t}</a> ({d} Oct 2026)<br>', "</div>"),
    "table cells": (
        "/v?id={n}",
        "<table>",
        '<tr><td>·</td><td><a href="{u}">{t}</a></td><td>{d}.10.2026</td></tr>',
        "</table>",
    ),
    "more links only": (
        "/press/{n}",
        "<div>",
        '<div><p>{d}/10/2026</p><h3>{t}</h3><p>Words.</p><a href="{u}">Read more</a></div>',
        "</div>",
    ),
    "date before in dt": (
        "/n/{n}.html",
        "<dl>",
        '<dt>{d} October 2026</dt><dd><a href="{u}">{t}</a></dd>',
        "</dl>",
    ),
    "anchor around the item": (
        "/n/{n}",
        "<ul>",
        '<a href="{u}"><li><span>{t}</span><span>2026.10.{d}</span></li></a>',
        "</ul>",
    ),
    "number and date inside": (
        "/n/{n}",
        "<div>",
        '<a href="{u}"><span>{n}</span>{t}<i>2026/10/{d}</i></a>',
        "</div>",
    ),
    "day over month": (
        "/n/{n}/",
        "<div>",
        '<div><b>{d}</b><small>Oct 2026</small><h4><a href="{u}">{t}</a></h4></div>',
        "</div>",
    ),
    "month-day over year": (
        "/n/{n}",
        "<ul>",
        '<li><p>10-{d}</p><p>2026</p><a href="{u}">{t}</a></li>',
        "</ul>",
    ),
    "category before": (
        "/n/{n}",
        "<ul>",
        '<li>[<a href="/lm/3/">City</a>]<a href="{u}">{t}</a><em>10-{d}</em></li>',
        "</ul>",
    ),
    "date glued to the words": ("/n/{n}", "<ul>", '<li><a href="{u}">{t} [2026-10-{d}]</a></li>', "</ul>"),
    "opened by a script": (
        "/n/{n}",
        "<ul>",
        '<li><a href="javascript:;" onclick="window.open(\'{u}\')">{t}</a><b>10-{d}</b></li>',
        "</ul>",
    ),
    "time element": (
        "/n/{n}",
        "<div>",
        '<p><a href="{u}">{t}</a><time datetime="2026-10-{d}T01:00">lately</time></p>',
        "</div>",
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_articles_are_told_from_menu_and_footer_in_every_shape(shape: str) -> None:
    path, start, item, end = SHAPES[shape]
    reading = listing(start + rows(item.replace("{u}", path)) + end)
    assert reading.links == links(path)


def test_two_articles_in_one_row_keep_their_own_dates() -> None:
    cell = '<td><a href="/v?id={n}">{t}</a></td><td>2026-10-{d}</td>'
    cells = [cell.format(n=101 + i, d=20 - i, t=t) for i, t in enumerate(HEADLINES)]
    table = f"<table><tr>{cells[0]}{cells[1]}</tr><tr>{cells[2]}{cells[3]}</tr></table>"
    assert {x.url: x.published for x in listing(table).links} == {
        x.url: x.published for x in links("/v?id={n}")
    }


def test_a_heading_dates_the_releases_below_it() -> None:
    body = (
        f'<h3>October 20, 2026</h3><ul><li><a href="/r/101">{HEADLINES[0]}</a></li><li><a href="/r/102">{HEADLINES[1]}</a></li></ul>'
        f'<h3>October 11, 2026</h3><ul><li><a href="/r/103">{HEADLINES[2]}</a></li></ul>'
    )
    assert [x.published for x in listing(body).links] == ["2026-10-20", "2026-10-20", "2026-10-11"]


def test_undated_headlines_below_the_listings_own_address_are_articles() -> None:
    items = rows('<li><a href="/news/{n}-words-of-a-headline">{t}</a></li>')
    assert listing(f'<div class="c"><ul class="plain">{items}</ul></div>').links == links(
        "/news/{n}-words-of-a-headline", False
    )


def test_a_page_of_menus_alone_has_no_articles_and_says_why() -> None:
    reading = listing("<h1>Welcome</h1><p>We are a hospital in the valley.</p>")
    assert (reading.links, reading.problem) == ((), Problem.EMPTY)
    assert "links" in reading.detail


def test_a_page_whose_links_all_lead_elsewhere_says_so() -> None:
    reading = read('<a href="https://new-site-demo.com/n/1">We have moved</a>', EntryKind.LISTING)
    assert "other sites" in reading.detail


def test_planted_links_to_other_sites_are_never_taken() -> None:
    planted = rows(
        '<li><a href="https://casino-demo.com/2026/10{d}/{n}.html">{t}</a><span>2026-10-{d}</span></li>'
    )
    own = rows('<li><a href="/n/{n}">{t}</a><span>2026-10-{d}</span></li>')
    assert listing(f"<ul>{planted}{own}</ul>").links == links("/n/{n}")


def test_the_tooltip_completes_a_cut_headline_and_a_useless_one_is_ignored() -> None:
    whole = "A long headline on the agreement between two hospitals and a university"
    items = rows('<li><a href="/n/{n}" title="Click here">{t}</a><i>2026-10-{d}</i></li>')
    cut = f'<li><a href="/n/99" title="{whole} (opens in new window)">{whole[:24]}…</a><i>2026-10-02</i></li>'
    texts = [link.text for link in listing(f"<ul>{items}{cut}</ul>").links]
    assert texts == [*HEADLINES, whole]


def test_badges_and_dates_are_no_part_of_a_headline() -> None:
    items = rows('<li><a href="/n/{n}">[置顶]· {t} 2026-10-{d}</a></li>')
    assert [link.text for link in listing(f"<ul>{items}</ul>").links] == list(HEADLINES)


def test_a_base_address_is_obeyed() -> None:
    items = rows('<li><a href="{n}.html">{t}</a><i>2026-10-{d}</i></li>')
    reading = read(
        f'<html><head><base href="/deep/er/"></head><body><ul>{items}</ul></body></html>', EntryKind.LISTING
    )
    assert reading.links == links("/deep/er/{n}.html")


def test_the_sources_own_selector_is_followed_where_it_finds_something() -> None:
    body = '<div class="odd"><a href="/x">Short</a><span>2026-10-20</span></div>' + rows(
        '<p><a href="/n/{n}">{t}</a></p>'
    )
    chosen = listing(body, selectors=Selectors(links="div.odd")).links
    assert chosen == (ArticleLink(f"{SITE}/x", "Short", "2026-10-20"),)
    assert len(listing(body, selectors=Selectors(links="div.gone")).links) == len(HEADLINES)


@pytest.mark.parametrize(
    "item",
    [
        '<li><a href="/n/{n}"><span>2026.10.{d}</span><span>Topics</span>{t}</a></li>',
        '<li><a href="/n/{n}"><time>2026-10-{d}</time><span class="cat">City</span><p class="ttl">{t}</p></a></li>',
        '<li><a href="/n/{n}"><span>{t}</span><p>A teaser of the story that says a little more than the headline.</p></a><i>10-{d}</i></li>',
    ],
)
def test_a_category_or_a_teaser_inside_the_link_is_no_part_of_the_headline(item: str) -> None:
    assert listing(f"<ul>{rows(item)}</ul>").links == links("/n/{n}")


def test_calls_to_action_set_as_headings_are_no_articles_beside_a_dated_list() -> None:
    calls = (
        '<h3><a href="/appointments">Make an appointment online today</a></h3><h3><a href="/portal">Log in to your patient portal</a></h3>'
        '<h3><a href="/find-care">Find care near your home</a></h3>'
    )
    dated = rows('<div><p>Oct. {d}, 2026</p><h3><a href="/n/{n}">{t}</a></h3></div>')
    assert listing(f'<div class="list">{dated}</div><div class="calls">{calls}</div>').links == links(
        "/n/{n}"
    )


def test_services_set_as_headings_are_no_articles() -> None:
    names = (
        "Heart and vascular care",
        "Cancer care and research",
        "Bones and joints",
        "Women and children",
        "Brain and spine",
    )
    cards = "".join(
        f'<div class="card"><h3><a href="/{n.lower().replace(" ", "-")}">{n}</a></h3><p>We help.</p></div>'
        for n in names
    )
    assert listing(f'<div class="cards">{cards}</div>').links == ()


def test_archives_of_years_and_months_are_no_articles() -> None:
    years = "".join(
        f'<li><a href="/n/{year}.html">All the news of the year {year}</a></li>'
        for year in (2025, 2024, 2023)
    )
    months = "".join(
        f'<li><a href="/n/2026/{month:02d}/">News of month {month} in 2026</a></li>' for month in (8, 7, 6)
    )
    dated = rows('<li><a href="/n/4{n}.html">{t}</a><i>2026-10-{d}</i></li>')
    assert listing(f"<ul class='y'>{years}{months}</ul><ul class='l'>{dated}</ul>").links == links(
        "/n/4{n}.html"
    )


def test_a_menu_whose_addresses_are_shaped_like_the_articles_stays_out() -> None:
    menu = '<div id="m"><a href="?id=1">Home</a><a href="?id=2">About the hospital</a><a href="?id=4">Departments</a><a href="?id=5">Jobs</a></div>'
    items = rows(
        '<div class="n"><a href="?id={n}">{t}</a><br>A short teaser of the story in some words.</div>'
    )
    assert listing(menu + f"<div>{items}</div>").links == links("/news/?id={n}", dated=False)


def test_events_to_come_are_no_news() -> None:
    events = rows(
        '<li><a href="/calendar/{n}">Open day for families number {n}</a><i>{d} December 2026</i></li>'
    )
    dated = rows('<li><a href="/n/{n}">{t}</a><i>{d} October 2026</i></li>')
    assert listing(f'<ul class="list">{dated}</ul><div class="cal"><ul>{events}</ul></div>').links == links(
        "/n/{n}"
    )


def test_articles_set_apart_by_hiding_on_the_own_host_are_left_out() -> None:
    planted = '<a href="/2xk/app-88.html">Best app for betting on sports today</a><a href="/2xk/app-89.html">Download the official casino client</a>'
    dated = rows('<li><a href="/n/{n}.html">{t}</a><i>2026-10-{d}</i></li>')
    reading = listing(f'<ul>{dated}</ul><div style="display:none">{planted}</div>')
    assert reading.links == links("/n/{n}.html")


NEXT = {
    '<a rel="next" href="?page=2">more</a>': "index.html?page=2",
    '<a href="list_2.htm">下一页</a>': "list_2.htm",
    '<a href="list2.htm"><span>下页&gt;&gt;</span></a>': "list2.htm",
    '<a href="p2.html">次へ</a>': "p2.html",
    '<a href="p2.html">다음</a>': "p2.html",
    '<a href="p2.html" title="Next page"><img src="r.png"></a>': "p2.html",
    '<div class="pagination"><a href="/x">«</a><a href="p2.html">»</a></div>': "p2.html",
    '<div><b>1</b> <a href="i_2.html">2</a> <a href="i_3.html">3</a></div>': "i_2.html",
    '<ul><li class="on"><a href="i_2.html">2</a></li><li><a href="i_3.html">3</a></li></ul>': "i_3.html",
    '<p><a href="i_1.html">1</a> <a href="i_2.html">2</a> <a href="i_3.html">3</a></p>': "i_2.html",
    '<p><a href="i_1.html">1</a> <a href="index.html">2</a> <a href="i_3.html">3</a></p>': "i_3.html",
    '<p><a href="?start=20">Load more</a></p>': "index.html?start=20",
    '<script>createPageHTML(9, 2, "index", "shtml");</script>': "index_3.shtml",
}


@pytest.mark.parametrize("pager", NEXT)
def test_the_next_page_is_found_in_every_kind_of_pager(pager: str) -> None:
    reading = read(f"<html><body>{pager}</body></html>", EntryKind.LISTING, f"{SITE}/news/index.html")
    assert [page.removeprefix(f"{SITE}/news/") for page in reading.next_pages] == [NEXT[pager]]


@pytest.mark.parametrize(
    "nothing",
    [
        '<a href="https://casino-demo.com/2">下一页</a>',
        '<a href="javascript:;" class="next">›</a>',
        '<a href="#">Next</a>',
        '<a href="/news/index.html">Next</a>',
        '<div class="gallery"><a class="arrow" href="/photo/2">›</a></div>',
        '<script>createPageHTML(3, 2, "index", "html");</script>',
        '<div><a href="i_1.html">1</a> <a href="i_2.html">2</a> <b>3</b></div>',
        '<div><a href="i_1.html">1</a> <a href="i_2.html">2</a> <a href="index.html">3</a></div>',
        '<div><a href="i_1.html">1</a> <a href="i_2.html">2</a> <a href="i_3.html">3</a> <b>4</b></div>',
    ],
)
def test_where_no_page_follows_none_is_found(nothing: str) -> None:
    assert (
        read(f"<html><body>{nothing}</body></html>", EntryKind.LISTING, f"{SITE}/news/index.html").next_pages
        == ()
    )


def test_a_page_of_a_hundred_thousand_links_is_read_within_bounds() -> None:
    body = "<ul>" + "".join(
        f'<li><a href="/n/{i}.html">Headline number {i} of a very long page</a></li>' for i in range(100_000)
    )
    assert 0 < len(read(body, EntryKind.LISTING).links) <= 5_000


def test_deep_nesting_and_endless_attributes_do_no_harm() -> None:
    deep = "<div class='list item'>" * 5000 + '<a href="/n/1">A headline in the deep of the page</a>'
    assert read(deep, EntryKind.LISTING).kind is EntryKind.LISTING
    flood = f'<a href="/n/1" class="{"x " * 200_000}" title="{"…" * 300_000}">{"word " * 100_000}</a>'
    assert read(flood * 3, EntryKind.LISTING).kind is EntryKind.LISTING


_SCRAPS = st.lists(
    st.sampled_from(
        [
            "<ul>",
            "<li>",
            "</li>",
            "<a href='/n/1.html'>",
            "<a href='//['>",
            "<a href='http://[::1'>",
            "</a>",
            "A headline of some words",
            "2026-10-20",
            "<time datetime='x'>",
            "<table><tr><td>",
            "<h3>",
            "<base href='http://['>",
            "<script>",
            "<a rel=next href='?p'>",
            "<img alt='x'>",
            "更多",
            "<a onclick=\"window.open('/x')\">",
            "</ul>",
            "<!--",
            "\x00",
            "<span class='date'>12</span>",
        ]
    ),
    max_size=30,
)


@settings(deadline=None, max_examples=150)
@given(_SCRAPS)
def test_a_page_made_of_scraps_never_raises_and_gives_each_address_once(pieces: list[str]) -> None:
    found = [link.url for link in read("".join(pieces), EntryKind.LISTING).links]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/n/1">Hospitals sign</a>',
        '<ul><li><a href="/n/1">签约</a></li></ul>',
        '<nav><a href="/">Home</a></nav><p><a href="/n/1">Wards open</a></p>',
    ],
)
def test_a_list_that_has_just_begun_is_a_list(body: str) -> None:
    assert [link.url.rpartition("/")[2] for link in listing(body).links] == ["1"]
