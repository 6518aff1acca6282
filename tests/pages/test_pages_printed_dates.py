from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.pages.printed_dates import Today, local_day, read_printed_date, today_on

TODAY = Today(date(2026, 3, 5))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", "2026-03-01"),
        ("[2026/3/1]", "2026-03-01"),
        ("2025.12.9", "2025-12-09"),
        ("2025年12月9日", "2025-12-09"),
        ("発表：２０２５年１２月９日（火）", "2025-12-09"),
        ("2025년 12월 9일", "2025-12-09"),
        ("2025. 12. 9.", "2025-12-09"),
        ("令和7年12月9日", "2025-12-09"),
        ("R7.12.9", "2025-12-09"),
        ("114-12-09", "2025-12-09"),
        ("民國114年12月9日", "2025-12-09"),
        ("20251209", "2025-12-09"),
        ("December 9, 2025", "2025-12-09"),
        ("9th of December 2025", "2025-12-09"),
        ("09 Dec 2025 | News", "2025-12-09"),
        ("Sept. 5, 2025", "2025-09-05"),
        ("9 décembre 2025", "2025-12-09"),
        ("9 декабря 2025", "2025-12-09"),
        ("9 grudnia 2025", "2025-12-09"),
        ("09/12/2025", "2025-12-09"),
        ("12/19/2025", "2025-12-19"),
        ("9.12.2025", "2025-12-09"),
        ("09 2025-12", "2025-12-09"),
        ("2025.12 09", "2025-12-09"),
        ("9 12/2025", "2025-12-09"),
        ("12-09 2025", "2025-12-09"),
        ("2025 12-09", "2025-12-09"),
        ("02-28", "2026-02-28"),
        ("(12-30)", "2025-12-30"),
        ("12月30日", "2025-12-30"),
        ("30 Dec", "2025-12-30"),
        ("Feb 12", "2026-02-12"),
        ("3 hours ago", "2026-03-05"),
        ("2天前", "2026-03-03"),
        ("昨天 10:20", "2026-03-04"),
        ("1週前", "2026-02-26"),
        ("٢٠٢٥-١٢-٠٩", "2025-12-09"),
    ],
)
def test_a_printed_date_is_read_in_the_forms_that_lists_use(text: str, day: str) -> None:
    assert read_printed_date(text, TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ICU 2026",
        "2026-13-01",
        "2027-01-01",
        "room 3-12-14",
        "12:30",
        "1,234 views",
        "tel 021-5555-1234",
        "1990s",
        "No. 2019012",
    ],
)
def test_what_is_no_date_or_lies_ahead_gives_none(text: str) -> None:
    assert read_printed_date(text, TODAY) is None


def test_the_leap_day_without_a_year_is_the_last_there_was() -> None:
    assert read_printed_date("2月29日", TODAY) == "2024-02-29"


@pytest.mark.parametrize(
    ("page", "zone", "day"),
    [
        ("", "Europe/London", "2026-02-03"),
        ("", "America/Chicago", "2026-03-02"),
        ("posted 1/31/2026", "Asia/Tokyo", "2026-03-02"),
        ("posted 31/1/2026", "America/Chicago", "2026-02-03"),
    ],
)
def test_the_order_of_day_and_month_is_the_pages_own_or_the_zones(page: str, zone: str, day: str) -> None:
    today = today_on(page, datetime(2026, 3, 5, 12, tzinfo=UTC), zone)
    assert read_printed_date("03/02/2026", today) == day


def test_the_day_is_the_sites_own() -> None:
    late = datetime(2026, 3, 4, 20, tzinfo=UTC)
    assert local_day(late, "Asia/Shanghai") == date(2026, 3, 5)
    assert local_day(late, "No/Where") == date(2026, 3, 4)


@given(st.text(max_size=120), st.dates(date(1995, 1, 1), date(2090, 1, 1)))
def test_any_text_gives_a_day_that_is_not_after_tomorrow_or_none(text: str, today: date) -> None:
    found = read_printed_date(text, Today(today))
    assert found is None or date(1970, 1, 1) <= date.fromisoformat(found) <= today + timedelta(days=1)


@given(
    st.dates(date(1995, 1, 1), date(2026, 3, 5)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%Y年%m月%d日", "%B %d, %Y", "%Y.%m.%d"]),
)
def test_every_day_is_read_back_from_its_print(day: date, form: str) -> None:
    assert read_printed_date(day.strftime(form), TODAY) == day.isoformat()
