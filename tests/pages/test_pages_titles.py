"""Which of a page's many titles is its headline."""

from __future__ import annotations

import pytest

from tests.pages.reading_pages import ENGLISH, article_of, framed, paragraphs

SHOWN = "Riverside Hospital opens a training clinic with Northridge School"
SEARCH = "Riverside Hospital Northridge clinic: everything you need to know"


def _head(title: str, **fields: str) -> str:
    meta = "".join(
        f"<meta property='{name.replace('_', ':')}' content=\"{text}\">"
        for name, text in fields.items()
        if name != "jsonld"
    )
    described = fields.get("jsonld", "")
    return f'{meta}<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{described or title}"}}</script>'


def test_a_headline_in_sight_beats_one_written_for_search_engines_in_every_hidden_field() -> None:
    head = _head(SEARCH, og_title=SEARCH, twitter_title=SEARCH)
    markup = framed(f"<h1>{SHOWN}</h1>{paragraphs(ENGLISH)}", SEARCH, head)
    assert article_of(markup).title == SHOWN


def test_a_short_heading_that_names_a_section_does_not() -> None:
    head = _head(SEARCH, og_title=SEARCH, twitter_title=SEARCH)
    assert article_of(framed(f"<h1>Newsroom</h1>{paragraphs(ENGLISH)}", SEARCH, head)).title == SEARCH


def test_the_line_above_the_text_that_the_pages_data_call_the_headline_beats_a_heading_far_off() -> None:
    head = _head(SEARCH, og_title=SEARCH, jsonld=SHOWN)
    far = f"<nav><a href='/'>Home</a> <a href='/n/'>News</a><h1>{SEARCH}</h1></nav>"
    article = article_of(framed(f"{far}<h2>{SHOWN}</h2>{paragraphs(ENGLISH)}", SEARCH, head))
    assert article.title == SHOWN
    assert SHOWN not in article.text


@pytest.mark.parametrize("topic", ["Health campus", "Our blog"])
def test_the_topic_before_the_colon_goes_where_the_page_shares_itself_without_it(topic: str) -> None:
    whole = f"{topic}: {SHOWN}"
    head = _head(whole, og_title=SHOWN, twitter_title=whole)
    markup = framed(f"<h1>{whole}</h1>{paragraphs(ENGLISH)}", whole, head)
    assert article_of(markup).title == SHOWN
    alone = framed(f"<h1>{whole}</h1>{paragraphs(ENGLISH)}", whole, _head(whole, og_title=whole))
    assert article_of(alone).title == whole


def test_where_a_heading_stands_in_the_site_is_no_part_of_it() -> None:
    markup = framed(
        f"<h1>{SHOWN} &gt; Hospital news</h1>{paragraphs(ENGLISH)}", f"{SHOWN} > Hospital news | Riverside"
    )
    assert article_of(markup).title == SHOWN
