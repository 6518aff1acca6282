"""Which agreements go out."""

from __future__ import annotations

import pytest

from crawler.exports.choosing import Choice, chosen
from tests.exports.agreement_rows import agreement, report


@pytest.mark.parametrize(
    "choice",
    [
        Choice(),
        Choice(statuses=("review", "new")),
        Choice(types=("renewal",)),
        Choice(countries=("CN",)),
        Choice(sources=("harbour",)),
        Choice(words=("大港", "HARBOUR")),
        Choice(words=("ｍｅｍｏｒａｎｄｕｍ",)),
        Choice(words=("berg",), countries=("US",), statuses=("new",)),
    ],
)
def test_what_fits_is_chosen(choice):
    assert list(chosen([agreement()], choice)) == [agreement()]


@pytest.mark.parametrize(
    "choice",
    [
        Choice(statuses=("dismissed",)),
        Choice(types=("alliance",)),
        Choice(countries=("JP",)),
        Choice(sources=("other",)),
        Choice(words=("harbour", "absent")),
        Choice(countries=("CN",), statuses=("dismissed",)),
    ],
)
def test_what_does_not_fit_is_left_out(choice):
    assert list(chosen([agreement()], choice)) == []


def test_the_order_stays():
    rows = [agreement(id="b"), agreement(id="a"), agreement(id="c", reports=[report(source="x")])]
    assert [row["id"] for row in chosen(rows, Choice(sources=("harbour",)))] == ["b", "a"]
