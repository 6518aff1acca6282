"""The second look: what a site shows to search engines, or to who comes from one, and to nobody else."""

import itertools

import pytest

from tests.incidents.planting import page
from tests.site import Reply, send

DAY_2 = {"NOW": "2026-11-21T09:00:00Z"}
DAY_4 = {"NOW": "2026-11-24T09:00:00Z"}
DAY_12 = {"NOW": "2026-12-02T09:00:00Z"}


def cloaked(number, header, mark):
    """The page as it was, but for who sends ``mark`` in ``header``: then with a planted title and links."""
    views = itertools.count(100)

    def answer(handler):
        found = page(number, planted=mark in handler.headers.get(header, ""))
        views_line = f"<p>Read {next(views)} times</p></body>"
        send(handler, Reply(found.body.replace("</body>", views_line)))

    return answer


def signals(house, name):
    rows = {row["url"].rsplit("/", 1)[1]: row for row in house.rows("junk")}
    return {signal["vector"]: signal["quote"] for signal in rows.get(name, {"signals": []})["signals"]}


@pytest.mark.parametrize(
    ("header", "mark", "vector"), [("Referer", "google", "S2"), ("User-Agent", "Googlebot", "S1")]
)
def test_what_only_search_engines_see_is_proof(house, site, header, mark, vector):
    site["/news/2.html"] = page(2, planted=True)
    house.poll()
    site["/news/2.html"] = cloaked(2, header, mark)
    house.poll(**DAY_2)  # clean for us: the incident ends, the page stays suspected
    house.poll(**DAY_12)
    found = signals(house, "2.html")
    assert vector in found and "MegaSpin77" in found[vector]
    assert not {"S1", "S2"} - {vector} & set(found)
    assert not any("spin77" in asked.path for asked in site.asked)
    rows = [row["subject"] for row in house.rows("alerts") if row["kind"] == "incident"]
    assert rows.count("Planted text on harbour") == 2
    site["/news/2.html"] = page(2)
    house.poll(NOW="2026-12-12T09:00:00Z")
    assert house.rows("junk") == []


def test_nothing_is_looked_at_twice_where_no_junk_was_found_or_the_switch_is_off(house, site):
    house.poll()
    site["/news/2.html"] = page(2, planted=True)
    house.poll(CLOAK_CHECK="false", **DAY_2)
    disguised = [
        asked
        for asked in site.asked
        if "referer" in asked.headers or "Googlebot" in asked.headers["user-agent"]
    ]
    assert disguised == []


def test_only_suspected_pages_are_looked_at_and_robots_hold(house, site):
    site["/news/2.html"] = page(2, planted=True)
    house.poll()
    disguised = [asked.path for asked in site.asked if "google" in asked.headers.get("referer", "")]
    assert disguised == ["/news/2.html"]
    assert site.times_asked("/news/2.html") == 5  # read, twice as ever, twice in disguise
    house.poll(**DAY_2)
    assert site.times_asked("/news/2.html") == 6  # its re-read; the next look is a week away


def test_a_page_that_changes_by_itself_proves_nothing(house, site):
    site["/news/2.html"] = page(2, planted=True)
    house.poll()
    turns = itertools.count()

    def answer(handler):
        news = (
            f"<p>Ward news of the hour: story number {'abcdefghijkl'[next(turns) % 12] * 6} is told today</p>"
        )
        send(handler, Reply(page(2).body.replace("</body>", f"{news}</body>")))

    site["/news/2.html"] = answer
    house.poll(**DAY_2)
    house.poll(**DAY_12)
    assert house.rows("junk") == []
