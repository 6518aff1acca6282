"""How far back a replay walks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import ArticleLink
from spiders.reach import Reach

BACK = Reach(since=date(2026, 11, 10))


def links(*days):
    return [
        ArticleLink(url=f"https://a.example/{place}", text="", published=day)
        for place, day in enumerate(days)
    ]


@pytest.mark.parametrize("day", [None, "2026-11-10", "2026-11-21", "2026-11", "2026", "2026-11-10T09:00:00Z"])
def test_what_is_or_may_be_young_enough_is_wanted(day):
    assert BACK.wants(day)


@pytest.mark.parametrize("day", ["2026-11-09", "2026-10", "2025", "2026-11-09T23:59:59+08:00"])
def test_what_is_too_old_is_not(day):
    assert not BACK.wants(day)
    assert Reach().wants(day)


@pytest.mark.parametrize(
    ("days", "beyond"),
    [
        ((), False),
        ((None,), False),
        (("2026-11-09",), True),
        (("2026-11-09", None), False),
        (("2026-11-09", "2026-11-12"), False),
    ],
)
def test_a_list_is_beyond_only_when_every_link_is_dated_and_too_old(days, beyond):
    assert BACK.is_beyond(links(*days)) is beyond


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=12))
def test_any_text_for_a_date_is_judged(text):
    assert BACK.wants(text) in (True, False)
