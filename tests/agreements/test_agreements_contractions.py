"""Contractions that the registry knows are told by the name they stand for."""

from __future__ import annotations

import pytest

from crawler.agreements import detect
from crawler.agreements.contractions import in_full
from crawler.model import Article, JunkVerdict, OrganisationName, OrganisationRecord, SiteContext
from crawler.organisations import OwnTable


def record(*names: str) -> OrganisationRecord:
    rows = tuple(OrganisationName("pw:x", name, name, "zh", "alias") for name in names)
    return OrganisationRecord("pw:x", "X", "CN", "healthcare", (), rows)


@pytest.mark.parametrize(
    ("written", "names", "expected"),
    [
        ("云大一院", ("云岭大学医学院附属第一医院", "云大一院"), "云岭大学医学院附属第一医院"),
        ("石橋長庚", ("石橋長庚紀念醫院",), "石橋長庚紀念醫院"),
        ("石桥长庚", ("石橋長庚紀念醫院",), "石桥长庚纪念医院"),
        ("石橋長庚", ("石桥长庚纪念医院",), None),
        ("瑞石医院", ("云岭大学医学院附属瑞石医院", "瑞石医院"), None),
        ("石桥市卫健委", ("石桥市卫生健康委员会",), None),
        ("Vestbury", ("石桥大学附属医院",), None),
        ("河大一院", ("云岭大学医学院附属第一医院",), None),
    ],
)
def test_only_contractions_are_told_in_full(
    written: str, names: tuple[str, ...], expected: str | None
) -> None:
    assert in_full(written, record(*names)) == expected


def test_the_words_written_stay_among_the_aliases() -> None:
    text = "6月3日，石桥市政府与浙大一院签署合作办医协议。"
    article = Article(url="https://news.example.org/item", title=None, text=text, published_on="2025-06-05")
    found = detect(article, SiteContext(), OwnTable(), JunkVerdict()).agreements[0].parties
    assert [(party.name, "浙大一院" in party.aliases) for party in found] == [
        ("石桥市政府", False),
        ("浙江大学医学院附属第一医院", True),
    ]
