from __future__ import annotations

from pathlib import Path

import pytest

from crawler.agreements import detect
from crawler.model import Article, EmptyNameTable, JunkVerdict, SiteContext

SEEDS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside this checkout"),
]


def _seed(
    start: str, published: str | None, owner: str | None
) -> tuple[str, list[tuple[set[str], str | None]]]:
    text = next(SEEDS.glob(f"{start}_*.txt")).read_text(encoding="utf-8")
    article = Article(url="", title=None, text=text, language="en", published_on=published)
    found = detect(article, SiteContext(organisation=owner), EmptyNameTable(), JunkVerdict())
    return found.verdict, [({p.name for p in a.parties}, a.signed.value) for a in found.agreements]


def test_one_visit_with_two_signings_gives_two_agreements() -> None:
    owner = "West China Hospital of Sichuan University"
    verdict, agreements = _seed("000", "2024-04-15", owner)
    assert verdict == "announcement"
    assert agreements == [
        ({owner, "University of Tokyo Hospital"}, "2024-04-11"),
        ({owner, "National Center for Global Health and Medicine"}, "2024-04-12"),
    ]


@pytest.mark.parametrize("start", ["001", "003"])
def test_an_overview_and_a_pilot_programme_are_no_announcements(start: str) -> None:
    assert _seed(start, None, None)[0] == "none"


def test_the_cancer_hospitals_partnership_is_dated_from_the_page() -> None:
    verdict, agreements = _seed("002", "2025-05-27", None)
    assert verdict == "announcement"
    assert agreements == [({"Zhejiang Cancer Hospital", "National Cancer Center Korea"}, "2025-04-03")]


def test_the_zone_news_names_both_hospitals_and_the_day() -> None:
    verdict, agreements = _seed("004", "2020-10-21", None)
    assert verdict == "announcement"
    assert agreements[0][1] == "2020-10-20"
    assert "Boao International Hospital" in agreements[0][0]
    assert any("Second Affiliated Hospital of Hainan Medical University" in name for name in agreements[0][0])
