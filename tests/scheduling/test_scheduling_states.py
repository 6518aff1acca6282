"""Every state of health provoked against a loopback site, told once, and recovered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.house import House
from tests.scheduling.stage import health_of, publish, watch
from tests.site import Reply, Site, reset

PARTS = ("steady", "fails", "goes", "checks", "changes", "sleeps")
FIRST = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
ARTICLES = list(range(1, 13))


class Tour:
    """What ``status`` said after each round, and all mails at the end."""

    def __init__(self, folder: Path) -> None:
        self.site = Site()
        self.house = House(folder)
        self.now = FIRST
        self.states: list[dict[str, str]] = []
        for name in PARTS:
            publish(self.site, name, ARTICLES)
            watch(self.house, self.site, name)

    def round(self, after: timedelta = timedelta(hours=2)) -> None:
        self.house.settings["NOW"] = self.now.isoformat()
        self.house.run("poll", "--all")
        self.states.append(health_of(self.house))
        self.now += after

    def subjects(self) -> list[str]:
        return sorted(row["subject"] for row in self.house.rows("alerts") if row["kind"] == "health")


@pytest.fixture(scope="module")
def tour(tmp_path_factory) -> Iterator[Tour]:
    tour = Tour(tmp_path_factory.mktemp("tour"))
    site, well = tour.site, dict(tour.site.routes)
    for _ in range(3):
        tour.round()
    site["/fails/"] = reset
    site["/goes/"] = Reply("gone", 404)
    site["/checks/"] = Reply("<html><script>prove()</script></html>", 412)
    publish(site, "changes", [1])
    watch(tour.house, site, "sleeps", enabled=False)
    for _ in range(3):
        tour.round()
    site.routes.update(well)
    watch(tour.house, site, "sleeps")
    for _ in range(2):
        tour.round()
    tour.now += timedelta(days=40)
    for _ in range(2):
        tour.round()
    for name in PARTS:
        publish(site, name, [*ARTICLES, 23], "2026-11")
    tour.round()
    yield tour
    site.close()


def walk(tour: Tour, name: str) -> list[str]:
    return [round_[name] for round_ in tour.states]


@pytest.mark.parametrize(
    ("name", "state", "after"),
    [
        ("fails", "failing", 3),
        ("goes", "gone", 2),
        ("checks", "challenged", 2),
        ("changes", "layout_changed", 2),
    ],
)
def test_a_state_begins_lasts_and_ends(tour, name, state, after):
    broken = ["ok"] * (after - 1) + [state] * (4 - after)
    assert walk(tour, name) == ["ok"] * 3 + broken + ["ok"] * 2 + ["quiet"] * 2 + ["ok"]


def test_a_source_that_is_switched_off_is_paused_and_nobody_is_told(tour):
    assert walk(tour, "sleeps")[3:7] == ["paused"] * 3 + ["ok"]
    assert not [subject for subject in tour.subjects() if "sleeps" in subject and "quiet" not in subject][1:]


def test_each_change_and_each_recovery_is_one_mail(tour):
    told = {
        "fails": ["fails fails", "fails is quiet", "fails is well again", "fails is well again"],
        "goes": ["goes is gone", "goes is quiet", "goes is well again", "goes is well again"],
        "checks": ["checks checks browsers", "checks is quiet", *["checks is well again"] * 2],
        "changes": ["changes has changed its layout", "changes is quiet", *["changes is well again"] * 2],
        "steady": ["steady is quiet", "steady is well again"],
        "sleeps": ["sleeps is quiet", "sleeps is well again"],
    }
    expected: list[Any] = sorted(subject for subjects in told.values() for subject in subjects)
    assert tour.subjects() == expected


def test_the_mails_go_out_with_reason_and_cure(tour):
    tour.house.run("alerts", "send")
    texts = [path.read_text("utf-8", errors="replace") for path in tour.house.mails()]
    gone = next(text for text in texts if "Subject: goes is gone" in text)
    assert "404" in gone and "sources/goes.yaml" in gone


def test_a_network_of_ours_that_is_down_is_one_mail_and_no_source_is_blamed(tmp_path):
    site = Site()
    house = House(tmp_path)
    for name in ("one", "two", "three", "four"):
        publish(site, name, [1, 2, 3])
        watch(house, site, name)
    well, now = dict(site.routes), FIRST
    for broken in (False, True, True, True, True, False, False):
        site.routes = dict.fromkeys(well, reset) if broken else dict(well)
        if broken:
            site["/robots.txt"] = reset
        house.settings["NOW"] = now.isoformat()
        house.run("poll", "--all")
        if broken:
            assert set(health_of(house).values()) == {"ok"}
        now += timedelta(minutes=11)
    site.close()
    subjects = [row["subject"] for row in house.rows("alerts") if row["kind"] == "health"]
    assert len(subjects) == 2
    assert sum("over:" in subject for subject in subjects) == 1
    assert all("4 sources polled cannot be reached" in subject for subject in subjects)


def test_the_status_of_one_source_says_when_why_and_how_soon_news_is_seen(tour):
    done = tour.house.run("status", "steady")
    assert "every 30m, counted from the last poll's start" in done.stdout
    assert "from publication to detection" in done.stdout
    assert "(1 articles, counted from the end of the printed day)" in " ".join(done.stdout.split())
