"""Languages, normal forms, what hides, and the one parse of a page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import FetchedPage
from crawler.text.document import parse
from crawler.text.flatten import flatten_markup
from crawler.text.languages import language_of
from crawler.text.normal import clean_line, clean_text, comparable
from crawler.text.visibility import style_hides


def document(markup: str):
    return parse(
        FetchedPage("http://a.example/", "", 200, (), markup.encode(), datetime(2026, 1, 1, tzinfo=UTC))
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("市医院与东京大学签订了合作协议", "zh-Hans"), ("市醫院與東京大學簽訂了合作協議", "zh-Hant"), ("市立病院は東京大学と協定を結びました", "ja"),
        ("시립병원은 도쿄대학교와 협약을 맺었다", "ko"), ("The city hospital signed an agreement with a university", "en"),
        ("Das Krankenhaus hat einen Vertrag mit der Universität unterzeichnet", "de"),
    ],
)  # fmt: skip
def test_the_text_tells_its_language(text: str, language: str) -> None:
    assert language_of(text, "fr") == language


def test_a_claim_counts_only_where_the_text_says_too_little() -> None:
    assert language_of("123", "zh-TW") == "zh-Hant"
    assert language_of("", None) is None


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=200))
def test_normal_forms_are_idempotent(text: str) -> None:
    assert clean_line(clean_line(text)) == clean_line(text)
    assert clean_text(clean_text(text)) == clean_text(text)
    assert comparable(comparable(text)) == comparable(text)


@pytest.mark.parametrize(
    "style",
    ["display:none", "DISPLAY : NONE;", "visibility: hidden", "position:absolute; left:-9999px", "text-indent:-5000px",
     "font-size:0", "opacity:0;", "height:1px;overflow:hidden", "width:0;height:0;overflow:hidden"],
)  # fmt: skip
def test_these_styles_hide(style: str) -> None:
    assert style_hides(style)


@pytest.mark.parametrize(
    "style",
    ["", "display:block", "opacity:0.8", "font-size:0.9em", "left:-10px", "height:100px;overflow:hidden"],
)
def test_these_styles_show(style: str) -> None:
    assert not style_hides(style)


def test_words_below_the_depth_the_parser_follows_are_not_lost() -> None:
    deep = document("<body>" + "<div>" * 3000 + "<p>still here</p>" + "</div>" * 3000 + "<p>and after</p>")
    assert deep.flattened
    assert "still here" in "".join(deep.tree.itertext())
    assert "and after" in "".join(deep.tree.itertext())


def test_a_flood_of_attributes_costs_the_tag_its_attributes_only() -> None:
    flooded = document(
        "<body><div " + " ".join(f'a{n}="x"' for n in range(20_000)) + "><p id='k'>kept</p></div>"
    )
    assert flooded.tree.findtext(".//p") == "kept"
    assert flooded.tree.find(".//div").attrib == {}


def test_json_ld_is_read_whatever_surrounds_it_and_broken_json_is_passed_over() -> None:
    found = document(
        '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "A\nB"}]}</script>'
        '<script type="application/ld+json">{"@type": </script><script type="application/ld+json">'
        + "[" * 50_000
        + "</script>"
    )
    assert [item["headline"] for item in found.jsonld if "headline" in item] == ["A\nB"]


def test_the_title_of_a_drawing_is_not_the_pages() -> None:
    assert document("<svg><title>Close</title></svg><title>News</title>").title_text == "News"


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=300))
def test_any_markup_parses_and_flattens(text: str) -> None:
    assert document(text).tree.tag == "html"
    assert isinstance(flatten_markup(text), str)
