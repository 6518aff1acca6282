"""What must be concluded of the five documents the project starts from, through the real poll."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.end_to_end.house import House
from tests.seeds.skins import ALL, BOAO, SEEDS, SHINE, WENZHOU, WESTCHINA, ZHEJIANG, Seed, html_of
from tests.site import Reply, Site

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is not here"),
]

OWNERS = {
    WESTCHINA: "West China Hospital of Sichuan University",
    WENZHOU: "The First Affiliated Hospital of Wenzhou Medical University",
}
NOISE = {
    WESTCHINA: ("Please enter the keyword", "from clipboard"),
    WENZHOU: ("Overview_",),
    ZHEJIANG: ("簽約照片", ".png", ".jpg", "微信圖片", "黑料", "Home/"),
    SHINE: ("Special Reports", "Cai Wenjun", "Ti Gong", "\nTop"),
    BOAO: ("L M S", "pic(1)", ".jpg", "Home>"),
}


class Watch:
    """One installation after its poll of all five sites."""

    def __init__(self, house: House, urls: dict[Seed, str]) -> None:
        self.house = house
        self.urls = urls
        self.stored = {topic: house.rows(topic) for topic in ("articles", "agreements", "junk", "alerts")}

    def article(self, seed: Seed) -> dict:
        return next(row for row in self.stored["articles"] if row["url"] == self.urls[seed])

    def agreements(self, seed: Seed) -> list[dict]:
        rows = [
            row
            for row in self.stored["agreements"]
            if any(report["url"] == self.urls[seed] for report in row["reports"])
        ]
        return sorted(rows, key=lambda row: row["signed_on"] or "")

    def junk(self, seed: Seed) -> dict:
        return next(row for row in self.stored["junk"] if row["url"] == self.urls[seed])


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    house = House(tmp_path_factory.mktemp("seeds"))
    sites, urls = [], {}
    for number, seed in enumerate(ALL):
        site = Site()
        sites.append(site)
        site[seed.path] = Reply(html_of(seed))
        site["/robots.txt"] = Reply("User-agent: *\nDisallow:\n", kind="text/plain")
        urls[seed] = site.url + seed.path
        kind = "page" if seed is WENZHOU else "listing"
        entry = site.url + ("/list.html" if kind == "listing" else seed.path)
        site["/list.html"] = listing(seed)
        keys = {"organisation": OWNERS[seed]} if seed in OWNERS else {}
        house.source(f"seed{number}", url=entry, entry_points=[{"url": entry, "kind": kind}], **keys)
    house.poll()
    yield Watch(house, urls)
    for site in sites:
        site.close()


def listing(seed: Seed) -> str:
    """A list page with the seed's article among others of its site that are gone."""
    title = next(line for line in html_of(seed).split("<h") if line[:2] in ("1>", "2>")).split("<")[0][2:]
    others = "".join(
        f'<li><a href="/other/{n}.html">Another story number {n} of this site</a><span>2024-01-0{n}</span></li>'
        for n in range(1, 4)
    )
    dates = {WESTCHINA: "2024-04-19", ZHEJIANG: "2025-05-27", SHINE: "2024-07-23", BOAO: "2020-10-21"}
    item = f'<li><a href="{seed.path}">{title}</a><span>{dates.get(seed, "")}</span></li>'
    return f"<html><head><title>News</title></head><body><ul>{item}{others}</ul></body></html>"


@pytest.mark.parametrize("seed", ALL, ids=lambda seed: seed.file[:3])
def test_no_noise_line_is_left_in_the_text(watch, seed):
    text = watch.article(seed)["text"]
    assert len(text) > 1000
    assert [noise for noise in NOISE[seed] if noise in text] == []


def test_west_china_tells_of_two_agreements_on_two_days(watch):
    found = watch.agreements(WESTCHINA)
    assert [row["signed_on"] for row in found] == ["2024-04-11", "2024-04-12"]
    names = [{party["canonical"] for party in row["parties"]} for row in found]
    assert all(any("West China Hospital" in name for name in group) for group in names)
    assert any("Tokyo" in name for name in names[0]) and not any("Tokyo" in name for name in names[1])
    assert any("Global Health and Medicine" in name for name in names[1])
    assert not any("Global Health" in name for name in names[0])


def test_west_china_signs_a_memorandum_and_a_cooperation_agreement(watch):
    first, second = watch.agreements(WESTCHINA)
    assert {"memorandum", "sister_institution"} & set(first["types"])
    assert second["type"] == "cooperation_agreement"


def test_wenzhous_overview_is_no_announcement(watch):
    assert watch.agreements(WENZHOU) == []


def test_the_mirror_is_flagged_and_the_headline_recovered(watch):
    row = watch.junk(ZHEJIANG)
    assert row["verdict"] == "mirror"
    assert row["title"].startswith("Zhejiang Cancer Hospital and National Cancer Center Korea Forge")
    assert "黑料" in row["title_as_found"]
    assert row["signals"]


def test_an_agreement_told_only_by_a_mirror_waits_for_review(watch):
    (row,) = watch.agreements(ZHEJIANG)
    assert row["status"] == "review"
    assert row["signed_on"] == "2025-04-03"
    assert row["type"] == "strategic_partnership"
    assert row["term_months"] == 60
    names = {party["canonical"] for party in row["parties"]}
    assert names == {"Zhejiang Cancer Hospital", "National Cancer Center Korea"}


def test_city_news_of_a_pilot_is_no_announcement(watch):
    assert watch.agreements(SHINE) == []
    assert watch.article(SHINE)["published_on"] == "2024-07-23"


def test_boao_and_haikou_sign_a_strategic_agreement(watch):
    (row,) = watch.agreements(BOAO)
    assert (row["signed_on"], row["type"]) == ("2020-10-20", "strategic_partnership")
    names = " ".join(party["canonical"] for party in row["parties"])
    assert "Second Affiliated Hospital of Hainan Medical University" in names
    assert "Boao International Hospital" in names
    assert watch.article(BOAO)["published_on"] == "2020-10-21"


def test_old_agreements_of_a_new_source_do_not_flood(watch):
    assert watch.stored["alerts"] == []
