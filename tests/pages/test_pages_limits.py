"""Hostile pages: any bytes, any tree, floods. Bounded by counts of steps, not by the clock."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import Problem, SiteContext
from crawler.pages import read, read_text
from crawler.pages.hints import hints_of
from crawler.pages.lines import MAX_LINES, outline
from crawler.pages.noise import certain_kinds, kinds, noise_kind
from crawler.pages.systems import systems
from crawler.text.document import parse
from tests.pages.reading_pages import ENGLISH, page, paragraphs, reading_of

P = f"<p>{ENGLISH[0]}</p>"
TAGS = st.sampled_from(
    [
        "div",
        "p",
        "table",
        "tr",
        "td",
        "li",
        "ul",
        "h1",
        "span",
        "a href='/x'",
        "br",
        "img src=x",
        "script",
        "!--",
        "form",
        "section class='footer nav'",
    ]
)


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 5000 + P, "<span>" * 5000 + P, "<table><tr><td>" * 500 + P, f"<font size=2>{P}" * 400, "<" * 20_000, "<a " * 20_000,
        "<p>" + "a" * 300_000, "<p>" + "医院签约" * 50_000, "<!--x-->" * 30_000 + P, "<p>" + "上一篇 下一篇 " * 20_000,
        "<p>" + "2024-01-01 " * 20_000, "<title>" + "a - b | c " * 20_000 + "</title>" + P,
        "<h1>Same</h1>" * 3000 + P, "".join(f"<h1>Head {n}</h1>" for n in range(800)) + P,
        "<script>var publish_date='2024-01-01';</script>" * 3000 + P, "<time datetime=2024-01-01>x</time>" * 3000 + P,
        "<script type='application/ld+json'>" + "[" * 50_000 + "</script>" + P,
        "<div class='" + "news-content " * 20_000 + "'>" + P, "<div style='" + "left:-1px;" * 20_000 + "'>" + P,
    ],
)  # fmt: skip
def test_a_crafted_page_is_read_or_named(markup: str) -> None:
    reading = reading_of(f"<html><body>{markup}")
    assert reading.article is not None or reading.problem is not None


def test_more_lines_than_an_article_has_are_cut_and_named() -> None:
    reading = reading_of("<body>" + "<p>x y z</p>" * (MAX_LINES + 500))
    assert reading.problem is Problem.TOO_LARGE


def test_the_outline_covers_every_line_once_and_nests() -> None:
    laid_out = outline(
        parse(page(f"<body><div><p>a</p>b<br>c<ul><li>d<li>e</ul></div>{paragraphs(ENGLISH)}"))
    )
    assert [line.text for line in laid_out.lines[:5]] == ["a", "b", "c", "d", "e"]
    for node in laid_out.nodes[1:]:
        around = laid_out.nodes[node.parent]
        assert around.first <= node.first <= node.last <= around.last


def test_every_system_and_every_kind_of_noise_is_well_formed() -> None:
    assert len(systems()) >= 10
    assert certain_kinds() < set(kinds())
    assert all(system.body or system.revealed for system in systems())


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("责任编辑：李明", "credit"), ("浏览次数：1024", "views"), ("【字号：大 中 小】", "font_size"), ("当前位置：首页 > 新闻", "breadcrumb"),
        ("上一篇：义诊活动", "neighbours"), ("Copyright © 2024 Riverside Hospital", "legal"), ("相关阅读", "related"), ("pic(3).png", "file_name"),
        ("医院与大学签署了合作协议。", ""), ("The top doctors met on Monday.", ""), ("Next spring the clinic opens its doors to all.", ""),
    ],
)  # fmt: skip
def test_lines_are_told_by_their_words(line: str, kind: str) -> None:
    assert noise_kind(line) == kind


def test_names_hint_at_what_an_element_holds() -> None:
    assert hints_of("div", "articleBody", None, None) == hints_of("div", "article-body", None, None) != 0
    assert hints_of("div", "zzz", None, None) == 0


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(TAGS, st.text(max_size=20)), max_size=40))
def test_any_tree_is_read(parts: list[tuple[str, str]]) -> None:
    reading, _ = read(page("".join(f"<{tag}>{text}" for tag, text in parts)), SiteContext())
    assert reading.article is not None or reading.problem is not None


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read(body: bytes) -> None:
    reading, _ = read(page(body), SiteContext())
    assert reading.article is not None or reading.problem is not None


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=60))
def test_any_address_is_borne(url: str) -> None:
    # The address is a hint (a date in its path, a host): no address takes the article away.
    kept, _ = read(page(P, url=url), SiteContext())
    assert kept.article is not None and kept.article.text == read(page(P), SiteContext())[0].article.text
    given_text = read_text("text", None, page(P, url=url), SiteContext())
    assert given_text.article is not None and given_text.article.text == "text"
