"""What a page's own style sheets hide, what shows it again, and what a hostile sheet costs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.model import FetchedPage
from crawler.text.document import parse
from crawler.text.selectors import chains_of


def hidden(css: str, body: str, *, media: str = "") -> dict[str, str]:
    """How the elements with an ``id`` are hidden."""
    html = f"<html><head><style media='{media}'>{css}</style></head><body>{body}</body></html>"
    page = FetchedPage("http://a.example/", "http://a.example/", 200, (), html.encode(), datetime.now(UTC))
    return {element.get("id"): how.by for element, how in parse(page).unseen.items() if element.get("id")}


BLOCK = '<div class="outer wide"><aside class="k x" id="it" data-q="ab-c"><b class="in" id="inner">words</b></aside></div>'


@pytest.mark.parametrize(
    "selector",
    [".k", "#it", ".k.x", "aside", "aside.k", ".outer .k", ".outer > .k", "div aside#it", "body .wide aside.x", "[data-q]",
     "aside[data-q='ab-c']", '[data-q^="ab"]', "[data-q$=c]", "[data-q*='b-']", "[data-q|=ab]", "[class~=x]", ".none, .k", "* .k",
     "html body .outer>aside.k"],
)  # fmt: skip
def test_selectors_of_tags_classes_ids_and_attributes_hide(selector: str) -> None:
    assert hidden(selector + "{display:none}", BLOCK)["it"] == "display"


@pytest.mark.parametrize(
    "selector",
    [".other", ".k.other", "#else", ".other .k", "body > .k", "span.k", "[data-q=other]", "[data-q='']", ".k:hover", ".k::before",
     ".k + .x", ".k ~ .x", ".k:not(.x)", "", ">", ".k >", "> .k", "..k", "{", "body", "html", "*"],
)  # fmt: skip
def test_what_does_not_mean_the_element_or_is_not_understood_hides_nothing(selector: str) -> None:
    assert "it" not in hidden(selector + "{display:none}", BLOCK)


@pytest.mark.parametrize(
    ("block", "by"),
    [
        ("display:none", "display"),
        ("DISPLAY : None !important", "display"),
        ("color:red;display\n:\nnone", "display"),
        ("dis/**/play/* x */:none", "display"),
        ("d\\69splay:none", "display"),
        ("visibility:hidden", "visibility"),
        ("visibility:collapse", "visibility"),
        ("content-visibility:hidden", "content-visibility"),
        ("position:absolute;left:-9999px", "position"),
        ("position:fixed; top : -500em", "position"),
        ("position:absolute;clip:rect(0,0,0,0)", "position"),
        ("position:absolute;clip:rect(1px, 1px, 1px, 1px)", "position"),
        ("clip-path:inset(50%)", "clip-path"),
        ("height:0;overflow:hidden", "overflow"),
        ("width:1px;height:1px;overflow:hidden", "overflow"),
        ("max-height:0;overflow:hidden", "overflow"),
        ("text-indent:-9999px", "text-indent"),
        ("font-size:0", "font-size"),
        ("opacity:0", "opacity"),
        ("color:#FFF;background:#ffffff", "color"),
        ("background-color:white;color:white", "color"),
    ],
)
def test_declarations_that_hide(block: str, by: str) -> None:
    assert hidden(f".k{{{block}}}", BLOCK) == {"it": by}


@pytest.mark.parametrize(
    "block",
    ["display:block", "display:nonesuch", "visibility:visible", "left:-9999px", "position:absolute;left:-10px", "height:0",
     "overflow:hidden;height:100px", "text-indent:-2em", "font-size:0.9em", "opacity:0.9", "color:#fff", "color:#fff;background:#000",
     "color:transparent", "border:none", "backface-visibility:hidden", "margin-left:-100px", "clip-path:none"],
)  # fmt: skip
def test_declarations_that_do_not(block: str) -> None:
    assert hidden(f".k{{{block}}}", BLOCK) == {}


@pytest.mark.parametrize(
    "css",
    [
        ".k{display:none} .k{display:block}",
        ".k{display:none} .outer .k{display:flex}",
        ".outer .k{display:block} .k{display:none}",
        "aside{display:none} #it{display:block}",
        ".k{display:none} .k.x{display:block}",
        ".k{display:none} .k{display:block !important}",
        "@media (max-width:700px){.k{display:none}}",
        "@media print{.k{display:none}}",
        "@media (prefers-reduced-motion){.k{display:none}}",
        "@media screen{.k{display:none}} @media (min-width:900px){.k{display:block}}",
        "@keyframes x{from{visibility:hidden}} .k{color:red}",
    ],
)
def test_what_is_shown_again_or_hidden_elsewhere_is_seen(css: str) -> None:
    assert "it" not in hidden(css, BLOCK)


@pytest.mark.parametrize(
    "css",
    [
        ".k{display:block} .k{display:none}",
        ".k{display:none} .k{color:red}",
        ".k{display:none} .other{display:block}",
        ".k{display:none !important} .outer .k{display:block}",
        ".k{display:none} @media (max-width:700px){.k{display:block}}",
        ".k{display:none} @media print{.k{display:block}}",
        "@media screen{.x{color:red}.k{display:none}}",
        "@media (min-width:600px){.k{display:none}}",
        "@supports (display:grid){.k{display:none}}",
        "@import url(x.css); .k{display:none}",
        "@charset 'utf-8';.k{display:none}",
        ".outer{color:red;.k{display:none}}",
        ".outer{.k{display:none}}",
        "<!-- .k{display:none} -->",
        ".k{display:none",
    ],
)
def test_what_stays_hidden(css: str) -> None:
    assert hidden(css, BLOCK) == {"it": "display"}


def test_an_inline_style_decides_unless_the_sheet_insists() -> None:
    shown = BLOCK.replace("<aside", "<aside style='display: block'")
    assert hidden(".k{display:none}", shown) == {}
    assert hidden(".k{display:none!important}", shown) == {"it": "display"}


def test_a_sheet_for_print_says_nothing() -> None:
    assert hidden(".k{display:none}", BLOCK, media="print") == {}
    assert hidden(".k{display:none}", BLOCK, media="screen") == {"it": "display"}


@given(st.text(alphabet=".#[]{}:;,>+~*()@&\\/\"'=abcdk -!\n\u4e00", max_size=300))
def test_any_sheet_and_any_selector_is_taken(text: str) -> None:
    chains_of(text)
    found = hidden(text + ".k{display:none}", BLOCK)
    assert set(found) <= {"it", "inner"}


@pytest.mark.parametrize(
    "css",
    [
        "".join(f".a{n} .k{{display:none}}" for n in range(9000)),
        ".k{display:none}.k{display:block}" * 6000,
        "".join(f"div div div div div .k{n}{{display:none}}" for n in range(2000)),
        "{" * 200_000,
        "@media screen{.k{display:none}" * 6000,
        "/*" * 100_000,
        ".k{display" + " " * 190_000 + ":none}",
        "[a='" * 40_000 + "{display:none}",
        "\\" * 190_000 + "{display:none}",
        ".outer{" * 20_000 + "display:none",
    ],
    ids=["rules", "shown", "deep", "braces", "media", "comments", "spaces", "quotes", "escapes", "nested"],
)
@pytest.mark.timeout(60)
def test_a_hostile_sheet_ends(css: str) -> None:
    """Each takes well under a second; the time limit of the test is what a runaway would meet."""
    body = "<div>" * 150 + "<p class='k a1' id='it'>x</p>" * 3000
    assert set(hidden(css, body)) <= {"it"}
