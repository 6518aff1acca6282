"""Lines that only a column's width broke, in texts that come without markup."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import SiteContext
from crawler.pages import read_text
from crawler.pages.wrapping import unwrapped
from tests.pages.reading_pages import CHINESE, ENGLISH, page

LONG = (
    "The agreement was signed on Monday by the hospital's president, Dr Anna Maria Penrose, and by the dean, "
    "Professor Li Ming, in the presence of some forty guests from both cities and of the two mayors.",
    "Under its terms the two sides will exchange eight fellows a year and open a shared clinic, so that "
    "patients of Riverside need no longer travel; Dr Anna Maria Penrose called it a beginning.",
)


def _wrapped(width: int, between: str) -> str:
    return between.join("\n".join(textwrap.wrap(text, width)) for text in LONG)


@pytest.mark.parametrize("width", [58, 72, 80])
def test_paragraphs_broken_at_a_width_are_whole_again(width: int) -> None:
    assert unwrapped(_wrapped(width, "\n\n")) == "\n\n".join(LONG)


def test_without_blank_lines_a_sentences_end_still_ends_a_paragraph() -> None:
    text = unwrapped(_wrapped(72, "\n"))
    assert LONG[0] in text.split("\n")


def test_chinese_lines_are_put_together_without_spaces() -> None:
    text = "".join(CHINESE)
    broken = "\n".join(text[start : start + 24] for start in range(0, len(text), 24))
    assert unwrapped(broken).replace("\n", "") == text
    assert len(unwrapped(broken).split("\n")) <= len(CHINESE)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(ENGLISH),
        "\n\n".join(ENGLISH),
        "Riverside Hospital and Northridge School agree on training\nBy Ann Writer\n2024-06-12\n" + "\n".join(LONG),
        "Members:\n" + "\n".join(f"{n}. Hospital number {n} of the northern district alliance" for n in range(1, 9)),
    ],
)  # fmt: skip
def test_lines_that_are_paragraphs_or_items_stay(text: str) -> None:
    assert unwrapped(text) == text


def test_a_name_broken_over_two_lines_is_neither_cut_nor_parted() -> None:
    reading = read_text("A training agreement\n\n" + _wrapped(58, "\n\n"), None, page(""), SiteContext())
    assert reading.article is not None
    assert reading.article.text == "\n\n".join(LONG)


def test_who_pictured_something_is_told_in_plain_text_as_on_pages() -> None:
    lines = (ENGLISH[0], "Photo courtesy of Riverside Hospital", ENGLISH[1], "Xinhua", "Old Town / Penrose Press", ENGLISH[2], "Penrose Press")  # fmt: skip
    reading = read_text("\n\n".join(lines), "Agreed", page(""), SiteContext())
    assert reading.article is not None
    assert reading.article.text == "\n\n".join(ENGLISH)
    rules = {removal.text: removal.rule for removal in reading.removed}
    assert {rules[lines[place]] for place in (3, 4, 6)} == {"photo credit"}


@settings(deadline=None, max_examples=80)
@given(st.text(alphabet="ab .。\n院-", max_size=400))
def test_nothing_but_breaks_is_ever_changed(text: str) -> None:
    strip = str.maketrans("", "", " \n")
    assert unwrapped(text).translate(strip) == text.translate(strip)
