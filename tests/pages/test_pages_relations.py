"""How lines lie to headline, opening, heaviest element, days and blocks made alike, as the forest is told."""

from __future__ import annotations

from functools import cache

import pytest

from crawler.pages.features import measure, names
from crawler.pages.lines import Outline, outline
from crawler.pages.measures import Facts
from crawler.text.document import parse
from tests.pages.reading_pages import ENGLISH, framed, page, paragraphs

TITLE = "Hospital and school agree"
NEXT = "Coast road closed on Sundays"
REPLIES = (
    "Good news for my mother and for us.",
    "Who pays for it, I ask.",
    "The school does, read it again.",
)


@cache
def measured(inside: str) -> tuple[Outline, dict[str, dict[str, float]]]:
    """The page's outline, and for each line's text its measures by name."""
    laid_out = outline(parse(page(framed(inside, TITLE))))
    table = measure(laid_out, Facts(TITLE)).table
    by_text = {
        line.text: dict(zip(names(), row, strict=True))
        for line, row in zip(laid_out.lines, table.tolist(), strict=True)
    }
    return laid_out, by_text


def of(inside: str, text: str, name: str) -> float:
    """One measure of the line that says ``text``."""
    return measured(inside)[1][text][name]


def replies(days: tuple[str, ...]) -> str:
    """Readers' words below the text, each under a name and a day."""
    return "".join(
        f"<div class='k'><b class='u'>reader</b><div class='d'>{day}</div><p>{text}</p></div>"
        for day, text in zip(days, REPLIES, strict=True)
    )


ARTICLE = f"<h1>{TITLE}</h1><div class='d0'>3 June 2024</div><div class='t'>{paragraphs(ENGLISH)}</div>"
DISCUSSED = ARTICLE + replies(("2024-06-03 10:12", "2024-06-03 11:40", "2024-06-04 08:05"))
STORY = "<div class='s'><h2>{0}</h2><p>{1}</p></div>"
FOLLOWED = (
    STORY.format(TITLE, ENGLISH[0]) + STORY.format(NEXT, ENGLISH[1]) + STORY.format("Third", ENGLISH[2])
)


def test_days_on_lines_made_alike_are_counted_before_and_after_a_line() -> None:
    assert [of(DISCUSSED, text, "dated_before") for text in REPLIES] == [1, 2, 3]
    assert [of(DISCUSSED, text, "dated_after") for text in REPLIES] == [2, 1, 0]
    assert of(DISCUSSED, ENGLISH[0], "dated_before") == 0


def test_an_articles_own_day_is_no_row_of_days() -> None:
    assert of(ARTICLE, "3 June 2024", "dated") == 1
    assert {of(ARTICLE, text, "dated_before") for text in ENGLISH} == {0}


@pytest.mark.parametrize(
    "day", ["2024-06-12", "12.06.2024 09:30", "June 12, 2024", "12 Jun 2024", "2024年6月12日", "3小时前", "2 hours ago", "3시간 전"]
)  # fmt: skip
def test_days_and_times_are_told_in_the_ways_that_pages_print_them(day: str) -> None:
    assert of(f"{ARTICLE}<p>{day}</p>", day, "dated") == 1


@pytest.mark.parametrize(
    "text", ["Room 12 of 40 is open", "The share rose by 4.5 per cent", "Days ago it was cold"]
)
def test_other_figures_are_no_days(text: str) -> None:
    assert of(f"{ARTICLE}<p>{text}</p>", text, "dated") == 0


def test_headings_made_like_the_headline_are_counted_since_it() -> None:
    assert [of(FOLLOWED, text, "titles_since") for text in ENGLISH] == [0, 1, 2]
    with_section = ARTICLE + "<h3>Who pays</h3><p>The school pays for all of it, for five years.</p>"
    assert of(with_section, "The school pays for all of it, for five years.", "titles_since") == 0


def test_blocks_made_alike_are_numbered_in_their_order() -> None:
    assert [of(FOLLOWED, text, "unit_order") for text in ENGLISH] == [0, 1, 2]
    assert len({of(FOLLOWED, text, "unit_count") for text in ENGLISH}) == 1
    assert of(FOLLOWED, ENGLISH[0], "unit_count") > 0
    assert of(ARTICLE, ENGLISH[0], "unit_count") == 0


def test_the_way_from_the_heaviest_element_is_counted_in_levels_up_and_down() -> None:
    assert of(ARTICLE, ENGLISH[1], "main_up") == 0
    outside = f"{ARTICLE}<div class='w'><div><p>{REPLIES[0]}</p></div></div>"
    assert of(outside, REPLIES[0], "main_up") == 1
    assert of(outside, REPLIES[0], "main_down") == 3
    assert of(outside, REPLIES[0], "main_gap") > 0 > of(outside, TITLE, "main_gap")


def test_the_first_paragraph_below_the_headline_is_the_opening() -> None:
    assert [of(DISCUSSED, text, "opening_gap") for text in ENGLISH] == [0, 1, 2]
    assert of(DISCUSSED, ENGLISH[2], "opening_kin") == 1
    assert of(DISCUSSED, REPLIES[0], "opening_kin") == 0


def test_what_microdata_call_the_body_is_told() -> None:
    marked = ARTICLE.replace("<div class='t'>", "<div class='t' itemprop='articleBody'>")
    assert [of(marked, text, "item_body") for text in (TITLE, *ENGLISH)] == [0, 1, 1, 1]
    assert of(ARTICLE, ENGLISH[0], "has_item_body") == 0


@pytest.mark.parametrize(
    "markup", ["", "<html></html>", "<p>x</p>", "<body>x", "<table><tr><td>1<td>2</table>"]
)
def test_pages_of_nothing_or_little_are_measured_too(markup: str) -> None:
    laid_out = outline(parse(page(markup)))
    table = measure(laid_out, Facts(TITLE)).table
    assert table.shape == (len(laid_out.lines), len(names()))
