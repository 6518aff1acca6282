"""Dates as people write them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.dates import find_dates, relative_day

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-06-12 10:22", "2024-06-12"), ("发布时间：2024年6月2日", "2024-06-02"), ("二〇二四年十月二十一日", "2024-10-21"),
        ("令和6年6月12日", "2024-06-12"), ("民國113年6月12日", "2024-06-12"), ("2024년 6월 12일", "2024-06-12"),
        ("June 12, 2024", "2024-06-12"), ("12. März 2024", "2024-03-12"), ("12 de junio de 2024", "2024-06-12"),
        ("le 1er mars 2024", "2024-03-01"), ("12 grudnia 2024", "2024-12-12"), ("١٢ يونيو ٢٠٢٤", "2024-06-12"),
        ("2024. 06. 12.", "2024-06-12"), ("20240612", "2024-06-12"), ("12.06.2024", "2024-06-12"),
        ("Updated: Oct 21,2020 L M S", "2020-10-21"), ("October 2020", "2020-10"), ("2024年6月", "2024-06"),
        ("２０２４年６月１２日", "2024-06-12"), ("12 tháng 6 năm 2024", "2024-06-12"),
    ],
)  # fmt: skip
def test_a_date_is_found_however_it_is_written(text: str, value: str) -> None:
    assert [phrase.value for phrase in find_dates(text)] == [value]


@pytest.mark.parametrize(
    "text", ["1.2.3.4", "2024-13-40", "tel. 2024-06-12-33", "三月的一天", "May 30 people came", ""]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert not [phrase for phrase in find_dates(text) if phrase.precision == "day"]


def test_month_first_settles_what_could_be_two_days() -> None:
    assert find_dates("3/4/2024")[0].value == "2024-04-03"
    assert find_dates("3/4/2024", month_first=True)[0].value == "2024-03-04"
    assert find_dates("13/4/2024", month_first=True)[0].value == "2024-04-13"


def test_a_phrase_says_where_it_stands() -> None:
    text = "日期：2024-06-12 来源"
    phrase = find_dates(text)[0]
    assert text[phrase.start : phrase.end] == "2024-06-12"


@pytest.mark.parametrize(
    ("text", "day"),
    [("昨天 10:22", "2026-11-19"), ("3 hours ago", "2026-11-20"), ("2天前", "2026-11-18"), ("3일 전", "2026-11-17"), ("1週間前", "2026-11-13")],
)  # fmt: skip
def test_relative_days_count_back_from_the_fetch(text: str, day: str) -> None:
    phrase = relative_day(text, NOW)
    assert phrase is not None
    assert phrase.value == day


def test_prose_about_today_dates_nothing() -> None:
    assert relative_day("today's hospital", NOW) is None


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_is_searched_and_phrases_never_overlap(text: str) -> None:
    phrases = find_dates(text)
    assert all(one.end <= other.start for one, other in pairwise(phrases))
    assert all(0 <= phrase.start < phrase.end <= len(text) for phrase in phrases)


def test_a_year_of_two_digits_stands_first_where_the_page_writes_so() -> None:
    assert [phrase.value for phrase in find_dates("작성일 26-03-05 14:21", year_first=True)] == ["2026-03-05"]
    assert [phrase.value for phrase in find_dates("26.03.02", year_first=True)] == ["2026-03-02"]
    assert [phrase.value for phrase in find_dates("26-03-05")] == ["2005-03-26"]
    assert [phrase.value for phrase in find_dates("2026-03-05", year_first=True)] == ["2026-03-05"]
