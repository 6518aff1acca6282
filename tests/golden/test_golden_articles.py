"""Golden pages of many content systems, scripts and encodings: one test a page and field.

A golden page is a folder under ``articles/``: ``page.html`` (the bytes as fetched) and ``expected.json``:
``about`` (why it is here), ``url``, ``status``, ``headers``, and what must be read: ``title``, ``text`` (its
paragraphs; with ``"paragraphs": false`` only the words and their order count), ``published_on``,
``language``, ``problem``.
"""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crawler.model import FetchedPage, Reading, SiteContext
from crawler.pages import read

FOLDER = Path(__file__).parent / "articles"
NAMES = sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())
FETCHED_AT = datetime(2026, 11, 20, 8, tzinfo=UTC)


@cache
def expected(name: str) -> dict[str, Any]:
    wanted: dict[str, Any] = json.loads((FOLDER / name / "expected.json").read_text("utf-8"))
    return wanted


@cache
def reading(name: str) -> Reading:
    wanted = expected(name)
    page = FetchedPage(
        url=wanted["url"],
        requested_url=wanted["url"],
        status=wanted["status"],
        headers=tuple(wanted["headers"].items()),
        body=(FOLDER / name / "page.html").read_bytes(),
        fetched_at=FETCHED_AT,
    )
    return read(page, SiteContext())[0]


def squeezed(text: str) -> str:
    return " ".join(text.split())


ARTICLES = [name for name in NAMES if expected(name)["problem"] is None]


def test_there_are_enough_golden_pages_of_each_sort() -> None:
    assert len(ARTICLES) >= 24 and len(NAMES) - len(ARTICLES) >= 8


@pytest.mark.parametrize("name", NAMES)
def test_the_problem_is_named_and_only_where_there_is_one(name: str) -> None:
    assert reading(name).problem == expected(name)["problem"]


@pytest.mark.parametrize("name", ARTICLES)
def test_the_headline_is_the_articles_own(name: str) -> None:
    article = reading(name).article
    assert article is not None and squeezed(article.title or "") == expected(name)["title"]


@pytest.mark.parametrize("name", ARTICLES)
def test_the_text_is_the_articles_own_paragraph_for_paragraph(name: str) -> None:
    article = reading(name).article
    assert article is not None
    wanted = expected(name)
    if wanted.get("paragraphs", True):
        assert [squeezed(part) for part in article.text.split("\n\n")] == wanted["text"]
    else:
        assert squeezed(article.text) == " ".join(wanted["text"])


@pytest.mark.parametrize("name", ARTICLES)
def test_the_date_is_the_day_of_publication(name: str) -> None:
    article = reading(name).article
    assert article is not None and article.published_on == expected(name)["published_on"]


@pytest.mark.parametrize("name", ARTICLES)
def test_the_language_is_recognised(name: str) -> None:
    article = reading(name).article
    assert article is not None and article.language == expected(name)["language"]
