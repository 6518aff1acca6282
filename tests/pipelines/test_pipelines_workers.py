"""The pool that thinks: order kept, a hung or dead page costs that page only."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.model import FetchedPage, Problem, SiteContext
from pipelines.workers import Task, Workers

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def task(number: int, body: str = "") -> Task:
    """A small page."""
    html = (
        body
        or f"<html><body><h1>Story {number}</h1><p>Something happened in ward {number} today.</p></body></html>"
    )
    page = FetchedPage(
        f"http://site.example/{number}.html", "", 200, (("content-type", "text/html"),), html.encode(), NOW
    )
    return Task(page, SiteContext())


@pytest.fixture(scope="module")
def workers():
    with Workers(None, count=2, page_timeout=20) as pool:
        yield pool


def test_assessments_come_in_the_order_of_the_pages(workers):
    urls = [assessment.page.url for assessment in workers.map(task(number) for number in range(80))]
    assert urls == [f"http://site.example/{number}.html" for number in range(80)]


def test_a_page_that_takes_too_long_is_named_and_the_others_are_read():
    with Workers(None, count=1, page_timeout=0.000001) as pool:
        (assessment,) = pool.map([task(1)])
    assert assessment.reading.problem is Problem.TOO_SLOW
    assert "longer" in assessment.reading.detail


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 30_000 + "deep" + "</div>" * 30_000,
        "<a href='x'>y</a>" * 50_000,
        "<p " + " ".join(f"a{n}='1'" for n in range(50_000)) + ">x</p>",
        "x" * 3_000_000,
        "&#x110000;" * 1000,
        "\ud800 lone".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        "<![CDATA[<!--<script><style><title>",
    ],
    ids=["deep", "links", "attributes", "long", "entities", "surrogates", "unclosed"],
)
def test_a_hostile_page_ends_with_an_assessment(workers, body):
    (assessment,) = workers.map([task(1, body)])
    assert assessment.page.url == "http://site.example/1.html"
    assert assessment.reading.problem is not None or assessment.reading.article is not None
