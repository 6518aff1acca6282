"""Lines that their neighbours decide: headings and sentences among paragraphs, contacts and surveys at the foot."""

from __future__ import annotations

import numpy as np
import pytest

from crawler.pages.lines import outline
from crawler.pages.noise import noise_kind
from crawler.pages.smoothing import cut_closing, fill
from crawler.text.document import parse
from tests.pages.reading_pages import CHINESE, ENGLISH, article_of, framed, page, paragraphs


def laid_out(inside: str, left_out: str):
    """The lines of a page's body, all of them kept but those that say ``left_out``."""
    found = outline(parse(page(f"<html><body><div>{inside}</div></body></html>")))
    kept = np.array([line.text != left_out for line in found.lines])
    return found, kept, [noise_kind(line.text) for line in found.lines]


def test_a_heading_between_paragraphs_of_one_element_is_kept() -> None:
    found, kept, noise = laid_out(f"<p>{ENGLISH[0]}</p><h3>Why now?</h3><p>{ENGLISH[1]}</p>", "Why now?")
    fill(found, kept, noise, {}, None)
    assert kept.all()


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>{ENGLISH[0]}</p><h3><a href='/x'>Why now?</a></h3><p>{ENGLISH[1]}</p>",
        f"<p>{ENGLISH[0]}</p><div><h3>Why now?</h3></div><p>{ENGLISH[1]}</p>",
        f"<p>{ENGLISH[0]}</p><p>{ENGLISH[1]}</p><h3>Why now?</h3>",
    ],
)
def test_a_linked_heading_one_of_another_block_and_one_that_heads_nothing_are_not(inside: str) -> None:
    found, kept, noise = laid_out(inside, "Why now?")
    fill(found, kept, noise, {}, None)
    assert not kept.all()


def test_a_sentence_left_out_among_its_sisters_comes_back_but_never_against_a_rule() -> None:
    found, kept, noise = laid_out(paragraphs((*ENGLISH, *CHINESE)), CHINESE[1])
    row = int(np.flatnonzero(~kept)[0])
    fill(found, kept, noise, {row: "repeats on this site"}, None)
    assert not kept[row]
    fill(found, kept, noise, {}, frozenset(range(row)))
    assert not kept[row]
    fill(found, kept, noise, {}, None)
    assert kept[row]


@pytest.mark.parametrize(
    "foot",
    [
        ("このページに関するお問い合わせ先", "総務課 企画係", "電話番号：000-000-0000"),
        ("For media queries, please contact:", "Communications Department", "Tel: 6000 0000"),
        ("Media Contact", "Sam Whitlock", "press@city.example.org"),
        ("Was this page helpful?", "Yes", "No"),
    ],
)
def test_whom_to_ask_and_what_you_think_of_the_page_go_from_the_foot(foot: tuple[str, ...]) -> None:
    found, kept, noise = laid_out(paragraphs((*ENGLISH, *foot)), "")
    rules: dict[int, str] = {}
    cut_closing(found, kept, noise, rules)
    assert [line.text for line, own in zip(found.lines, kept, strict=True) if own] == list(ENGLISH)
    assert set(rules.values()) <= {"contact", "survey"}


def test_a_contact_that_prose_follows_or_that_names_nobody_stays() -> None:
    for lines in (
        (ENGLISH[0], "Media Contact", *ENGLISH[1:]),
        (*ENGLISH, "Contact", "It was the first in years."),
    ):
        found, kept, noise = laid_out(paragraphs(lines), "")
        cut_closing(found, kept, noise, {})
        assert kept.all()


def test_a_japanese_citys_page_loses_its_tools() -> None:
    tools = (
        "<p>ページID：10482</p><p><a href='?print'>印刷ページ表示</a></p>",
        "<p>PDFファイルを閲覧するには「Adobe Acrobat Reader」が必要です。お持ちでない方は、ダウンロードしてください。</p>"
        "<div><h2>この記事に関するお問い合わせ先</h2><p>総務課 企画係<br>電話番号：000-000-0000</p></div>",
    )
    text = article_of(
        framed(f"<h1>連携協定を締結しました</h1>{tools[0]}{paragraphs(CHINESE)}{tools[1]}", "x")
    ).text
    assert text == "\n\n".join(CHINESE)
