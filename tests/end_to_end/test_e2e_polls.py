"""Polling from outside: what a second poll asks, what an update does, what a kill costs."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.house import House, news_site
from tests.site import Reply, Site

TOPICS = ("agreements", "articles", "junk", "alerts")


def state(house: House) -> dict[str, list[dict[str, Any]]]:
    """Everything stored, apart from polls."""
    return {topic: house.rows(topic) for topic in TOPICS}


def comparable(stored: dict[str, list[dict[str, Any]]]) -> dict[str, list[Any]]:
    """``stored`` without ids, times, ports and order."""
    left = ("id", "agreement_id", "message_id", "first_seen")

    def stripped(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: stripped(item) for key, item in value.items() if key not in left}
        if isinstance(value, list):
            return sorted((stripped(item) for item in value), key=repr)
        return value

    return {topic: stripped(rows) for topic, rows in stored.items()}


def test_the_first_poll_stores_articles_agreements_and_waiting_alerts(house):
    house.poll()
    stored = state(house)
    assert len(stored["articles"]) == 8
    assert sorted(row["signed_on"] for row in stored["agreements"]) == ["2026-11-03", "2026-11-06"]
    assert [row["state"] for row in stored["alerts"]] == ["waiting", "waiting"]


def test_a_second_poll_of_an_unchanged_site_asks_little_and_changes_nothing(house, site):
    house.poll()
    before = state(house)
    site.asked.clear()
    house.poll()
    assert sorted(site.paths()) == ["/news.html", "/robots.txt"]
    listing = next(asked for asked in site.asked if asked.path == "/news.html")
    assert listing.headers["if-none-match"] == '"list-1"'
    assert state(house) == before
    assert house.rows("polls")[0]["not_modified"] == 1


def test_an_update_becomes_a_revision_and_no_second_alert(house, site):
    house.poll()
    url = f"{site.url}/news/3.html"
    page = site.routes["/news/3.html"].body
    corrected = page.replace("training of nurses", "training of nurses and midwives")
    site["/news/3.html"] = Reply(corrected, etag='"v2-3"')
    house.poll(NOW="2026-11-22T08:00:00Z")
    article = next(row for row in house.rows("articles") if row["url"] == url)
    assert article["revision"] == 2
    assert "midwives" in article["text"]
    assert len(house.rows("agreements")) == len(house.rows("alerts")) == 2


def test_new_articles_are_found_beside_known_ones(house, site):
    house.poll()
    news_site(site, stories=9)
    site["/news.html"] = Reply(site.routes["/news.html"].body, etag='"list-2"')
    site.asked.clear()
    house.poll()
    assert sorted(site.paths()) == ["/news.html", "/news/9.html", "/robots.txt"]
    assert len(house.rows("agreements")) == 3


@pytest.mark.parametrize("seed", range(5))
def test_a_poll_killed_at_any_moment_is_made_good_by_the_next(tmp_path: Path, site: Site, seed: int):
    organisation = {"url": f"{site.url}/news.html", "organisation": "Harbour General Hospital"}
    calm, killed = House(tmp_path / "calm"), House(tmp_path / "killed", DELAY="0.05")
    for place in (calm, killed):
        place.source("harbour", **organisation)
    calm.poll()
    process = killed.start("poll", "--all")
    wait = random.Random(seed).uniform(0.6, 3.0)
    time.sleep(wait)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    killed.poll()
    assert comparable(state(killed)) == comparable(state(calm))


def test_two_polls_at_once_store_nothing_twice(house, site):
    house.settings["DELAY"] = "0.05"
    running = [house.start("poll", "--all") for _ in range(2)]
    ended = [(process.communicate(timeout=120)[1], process.returncode) for process in running]
    assert [code for _, code in ended] == [0, 0]
    assert sum("skipped" in err for err, _ in ended) == 1
    assert len(house.rows("articles")) == 8
    assert len(house.rows("agreements")) == len(house.rows("alerts")) == 2


def test_links_that_a_cap_left_over_come_with_the_next_poll(house, site):
    house.source(
        "harbour", url=f"{site.url}/news.html", organisation="Harbour General Hospital", max_articles=3
    )
    house.poll()
    first = house.rows("articles")
    assert [row["url"].rpartition("/")[2] for row in first] and len(first) == 3
    assert house.rows("polls")[0]["pending"] == 5
    house.poll()
    house.poll()
    assert len(house.rows("articles")) == 8
    assert house.rows("polls")[0]["pending"] == 0
