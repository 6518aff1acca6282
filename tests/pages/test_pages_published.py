"""When an article was published, by each place that may say so."""

from __future__ import annotations

import pytest

from crawler.model import SiteContext
from tests.pages.reading_pages import CHINESE, ENGLISH, article_of, framed, listed, paragraphs

PLAIN = "https://hospital.example/news/show/812.html"


def published(
    info: str = "", head: str = "", url: str = PLAIN, context: SiteContext | None = None, **facts: object
):
    markup = framed(
        f"<h1>Hospital and school agree</h1><p>{info}</p>{paragraphs(ENGLISH)}",
        "Hospital and school agree",
        head,
    )
    article = article_of(markup, context, url=url, **facts)
    return article.published_on, article.published_origin


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/0612/c12a345/page.htm", "2024-06-12"), ("https://a.example/202406/t20240612_998.html", "2024-06-12"),
        ("https://a.example/x/2020-10/21/c_158791.htm", "2020-10-21"), ("https://a.example/2024/06/12/agree", "2024-06-12"),
    ],
)  # fmt: skip
def test_the_address_tells_the_day(url: str, day: str) -> None:
    assert published(url=url) == (day, "url")


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/info/1083/1200.htm",
        "https://a.example/details/79841.html",
        "https://a.example/a/20249912_1.htm",
    ],
)
def test_numbers_in_an_address_are_no_dates(url: str) -> None:
    assert published(url=url) == (None, None)


@pytest.mark.parametrize(
    "info",
    [
        "发布时间：2024-06-12 10:20",
        "日期：2024年6月12日",
        "Published: June 12, 2024",
        "Updated: June 12, 2024",
        "등록일 2024.06.12",
        "公開日：2024年6月12日",
        "2024-06-12",
    ],
)
def test_a_printed_date_beside_the_headline_is_found(info: str) -> None:
    assert published(info)[0] == "2024-06-12"


def test_the_listing_is_believed_before_the_page() -> None:
    assert published("发布时间：2024-06-13", link=listed("x", "2024-06-12")) == ("2024-06-12", "listing")


def test_data_for_machines_come_before_print() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2024-06-12T08:00:00+08:00"}</script>'
    assert published("2024-06-20", head) == ("2024-06-12", "jsonld")
    assert published("2024-06-20", '<meta name="PubDate" content="2024-06-12 08:00:00">') == (
        "2024-06-12",
        "meta",
    )


def test_a_time_in_utc_is_brought_to_the_sites_zone() -> None:
    head = '<meta property="article:published_time" content="2024-06-11T18:30:00Z">'
    assert published("", head, context=SiteContext(timezone="Asia/Shanghai")) == ("2024-06-12", "meta")


def test_what_is_printed_settles_a_time_in_utc_where_the_zone_is_unknown() -> None:
    head = '<meta property="article:published_time" content="2024-06-11T18:30:00Z">'
    assert published("Published: June 12, 2024", head) == ("2024-06-12", "meta")


def test_a_relative_day_counts_back_from_the_fetch() -> None:
    assert published("昨天 10:22") == ("2026-11-19", "relative")


@pytest.mark.parametrize("info", ["2026-12-24", "发布时间：2031年1月1日", ""])
def test_the_future_and_the_fetch_are_never_the_date(info: str) -> None:
    assert published(info) == (None, None)


def test_a_day_ahead_is_allowed_for_time_zones() -> None:
    assert published("发布时间：2026-11-21")[0] == "2026-11-21"


def test_a_month_is_a_month() -> None:
    markup = framed(f"<h1>Agreed in the city</h1><p>June 2024</p>{paragraphs(ENGLISH)}", "Agreed in the city")
    article = article_of(markup, url=PLAIN)
    assert (article.published_on, article.published_precision) == ("2024-06", "month")


def test_marked_times_of_other_texts_lose_to_the_line_beside_the_headline() -> None:
    others = "".join(f"<time class='published' datetime='2020-0{n}-03'>x</time>" for n in (2, 4, 7))
    inside = f"{others}<h1>Two clinics agree</h1><p>by A. Penrose - 31 October 2023</p>{paragraphs(ENGLISH)}"
    assert article_of(framed(inside, "Two clinics agree")).published_on == "2023-10-31"


def test_the_month_in_the_address_outweighs_a_labelled_day_of_another_text() -> None:
    inside = f"<h1>Two clinics agree</h1><p>December 20, 2025</p><p>Released: June 17, 2025</p>{paragraphs(ENGLISH)}"
    article = article_of(
        framed(inside, "Two clinics agree"), url="https://city.example.org/2025/12/two-clinics"
    )
    assert article.published_on == "2025-12-20"


def test_a_label_of_the_first_publication_may_stand_after_its_day() -> None:
    inside = (
        f"<h1>Two clinics agree</h1><p>Updated: 12 Jan 2026</p>{paragraphs(ENGLISH)}"
        "<h6>12 Jan 2026 | Latest version</h6><h6>3 Sept 2024 | Originally published</h6>"
    )
    assert article_of(framed(inside, "Two clinics agree")).published_on == "2024-09-03"
    tail = "".join(f"<div class='ref'><a href='/r{n}'>Source {n}</a></div>" for n in range(20))
    inside = inside.replace("<h6>12", f"{tail}<h6>12")
    assert article_of(framed(inside, "Two clinics agree")).published_on == "2024-09-03"


@pytest.mark.parametrize("stated", ["2020-12-05T23:15:0Z", "2020-12-05T23:15:00Z"])
def test_a_day_printed_near_settles_a_time_in_utc(stated: str) -> None:
    head = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{stated}"}}</script>'
    )
    inside = f"<h1>Two clinics agree</h1><p>Published: 6 December 2020</p>{paragraphs(ENGLISH)}"
    assert article_of(framed(inside, "Two clinics agree", head)).published_on == "2020-12-06"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("期間は2026年4月1日から5年間です。", "2026-03-05"),
        ("2026年3月4日讯 两院签约，共建基地。", "2026-03-04"),
        ("BERLIN, 4 March 2026 (dpa) - Two clinics agree to share a ward.", "2026-03-04"),
    ],
)
def test_a_day_that_a_sentence_tells_of_loses_to_the_day_of_the_change(sentence: str, day: str) -> None:
    inside = f"<h1>Two clinics agree</h1><p>更新日：2026年03月05日</p><p>{CHINESE[0]}</p><p>{sentence}</p>{paragraphs(CHINESE[1:])}"
    assert article_of(framed(inside, "Two clinics agree"), url=PLAIN).published_on == day


def test_arabic_digits_and_years_of_two_digits_are_read() -> None:
    inside = f"<h1>Two clinics agree</h1><span>٥ مارس ٢٠٢٦</span>{paragraphs(ENGLISH)}"
    assert article_of(framed(inside, "Two clinics agree"), url=PLAIN).published_on == "2026-03-05"
    korean = framed(f"<h1>Two clinics agree</h1><p>작성일 26-03-05 14:21</p>{paragraphs(ENGLISH)}", "x")
    korean = korean.replace("<html>", "<html lang=ko>")
    assert article_of(korean, url=PLAIN).published_on == "2026-03-05"
