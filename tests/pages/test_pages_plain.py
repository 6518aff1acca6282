"""Reading where the text is already known."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import SiteContext
from crawler.pages import block_digest, read_text
from tests.pages.reading_pages import ENGLISH, listed, page

SEEDS = Path(__file__).parents[2] / "../shared/seeds"
HEADLINE = "Riverside Hospital and Northridge School agree on training"


def text_of(*lines: str, title: str | None = None, **facts: object):
    reading = read_text("\n\n".join(lines), title, page("", **facts), SiteContext())
    assert reading.article is not None
    return reading


def test_the_headline_is_the_first_line_that_shares_the_texts_words() -> None:
    reading = text_of(
        "Cheap slots and bonus codes here tonight", "Home/ News/ details", HEADLINE, "2025.05.27", *ENGLISH
    )
    assert reading.article.title == HEADLINE
    assert reading.article.text == "\n\n".join(ENGLISH)
    assert reading.article.published_on == "2025-05-27"
    assert [c.origin for c in reading.titles] == ["first_line", "first_line"]


def test_menus_bylines_captions_and_tails_go() -> None:
    reading = text_of(
        "Please enter the keyword", HEADLINE, "Ann Writer", ENGLISH[0], "Ann Writer", "photo(2).jpg", " from clipboard", ENGLISH[1],
        HEADLINE, "Riverside Hospital / Ti Gong", ENGLISH[2], "Special Reports", "Top",
    )  # fmt: skip
    assert reading.article.text == "\n\n".join(ENGLISH)
    assert {"search box", "repeated byline", "file name", "clipboard", "to top", "related"} <= {
        r.rule for r in reading.removed
    }


def test_a_given_headline_stays_and_is_not_said_again() -> None:
    reading = text_of(HEADLINE, *ENGLISH, title=HEADLINE)
    assert (reading.article.title, reading.article.title_origin) == (HEADLINE, "given")
    assert HEADLINE not in reading.article.text


def test_the_address_and_the_listing_tell_the_date() -> None:
    assert (
        text_of(*ENGLISH, url="https://a.example/x/2020-10/21/c_1.htm").article.published_on == "2020-10-21"
    )
    assert text_of(*ENGLISH, link=listed("x", "2024-06-12")).article.published_on == "2024-06-12"
    assert text_of("2031-01-01", *ENGLISH).article.published_on is None


def test_what_repeats_on_the_site_goes() -> None:
    context = SiteContext(repeated_blocks=frozenset({block_digest(ENGLISH[2])}))
    reading = read_text("\n".join(ENGLISH), "Agreed", page(""), context)
    assert reading.article is not None
    assert ENGLISH[2] not in reading.article.text


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.exists(), reason="the shared seeds are not here")
def test_the_seeds_lose_their_noise() -> None:
    noise = (
        "from clipboard",
        "Please enter the keyword",
        ".jpg",
        ".png",
        "L M S",
        "Special Reports",
        "Home/ News",
        "Home>Updates",
        "51",
    )
    for path in sorted(SEEDS.glob("*.txt")):
        text = read_text(
            path.read_text("utf-8"), None, page("", url="https://x.example/a"), SiteContext()
        ).article.text
        assert len(text) > 1500
        assert not any(line in text for line in noise), path.name


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.one_of(st.none(), st.text(max_size=40)))
def test_any_text_is_read_and_reading_again_takes_nothing_new_from_its_paragraphs(
    text: str, title: str | None
) -> None:
    article = read_text(text, title, page(""), SiteContext()).article
    assert article is not None
    assert len(article.text) <= len(text) * 2 + 2
