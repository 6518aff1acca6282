"""Reading a site's lists back: what a new user sees at once, and what nobody is told of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.house import ARTICLE, House, agreement_story
from tests.site import Reply, Site

NAME = "Harbour General Hospital"
PAGES = 3
"""Lists of the site, two stories each, one a day, the newest first; all but the last within 30 days."""


def _day(number: int) -> str:
    """Story 0 is of 19 November; each list is ten days older than the one before."""
    days = ("2026-11-19", "2026-11-18", "2026-11-09", "2026-11-08", "2026-10-01", "2026-09-30")
    return days[number]


def _story(number: int) -> tuple[str, str]:
    partners = ("Northcape", "Ulmen", "Sandvika", "Brightwater", "Oldenholt", "Farrow")
    partner = f"{partners[number]} University Hospital"
    return agreement_story(NAME, partner, f"day {number} of the visit", number)


def _listing(page: int, numbers: tuple[int, ...]) -> str:
    items = "".join(
        f'<li><a href="/news/{number}.html">{_story(number)[0]}</a><span>{_day(number)}</span></li>'
        for number in numbers
    )
    older = f'<a class="next" rel="next" href="/news-{page + 1}.html">Next page</a>' if page < PAGES else ""
    return f'<html><head><title>News</title></head><body><h2>News</h2><ul class="list">{items}</ul>{older}</body></html>'


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    served["/robots.txt"] = Reply("User-agent: *\nDisallow:\n", kind="text/plain")
    for number in range(6):
        title, body = _story(number)
        page = ARTICLE.format(title=title, body=body, day=_day(number), site=NAME)
        served[f"/news/{number}.html"] = Reply(page, etag=f'"a{number}"')
    for page in range(1, PAGES + 1):
        path = "/news.html" if page == 1 else f"/news-{page}.html"
        listing = _listing(page, (2 * page - 2, 2 * page - 1))
        served[path] = Reply(listing, etag=f'"l{page}"')
    yield served
    served.close()


@pytest.fixture
def house(tmp_path: Path, site: Site) -> House:
    built = House(tmp_path)
    entry = {"url": f"{site.url}/news.html", "kind": "listing"}
    built.source("harbour", url=entry["url"], organisation=NAME, timezone="UTC", entry_points=[entry])
    return built


def _read(site: Site) -> set[str]:
    return {path for path in site.paths() if path.startswith("/news/")}


def test_a_replay_shows_agreements_of_the_asked_days_and_sends_nothing(house, site):
    done = house.run("replay", "harbour", "--days", "30")
    assert done.returncode == 0, done.stderr
    assert "Northcape" in done.stdout
    assert _read(site) == {f"/news/{number}.html" for number in range(4)}
    assert len(house.rows("agreements")) == 4
    assert house.rows("alerts") == []
    house.poll("--all", "--send")
    assert house.mails() == []
    assert house.rows("alerts") == []


def test_the_walk_ends_at_the_first_list_that_is_wholly_too_old(house, site):
    assert house.run("replay", "harbour", "--days", "5").returncode == 0
    assert _read(site) == {"/news/0.html", "/news/1.html"}
    assert "/news-3.html" not in site.paths()


def test_what_comes_after_a_replay_is_told(house, site):
    assert house.run("replay", "harbour", "--days", "5").returncode == 0
    title, body = agreement_story(NAME, "Kestrel Bay Clinic Hospital", "November 20", 1)
    page = ARTICLE.format(title=title, body=body, day="2026-11-20", site=NAME)
    site["/news/9.html"] = Reply(page)
    listing = _listing(1, (0, 1)).replace(
        '<ul class="list">',
        f'<ul class="list"><li><a href="/news/9.html">{title}</a><span>2026-11-20</span></li>',
    )
    site["/news.html"] = Reply(listing)
    house.poll("--all", "--send")
    subjects = [row["subject"] for row in house.rows("alerts")]
    assert any("Kestrel Bay" in subject for subject in subjects)
    assert not any("Northcape" in subject or "Ulmen" in subject for subject in subjects)


def test_what_is_new_since_the_last_poll_is_told_before_older_things_are_read_back(house, site):
    site["/news.html"] = Reply(_listing(1, (1,)).replace("Next page", ""))
    house.poll()
    before = len(house.rows("alerts"))
    site["/news.html"] = Reply(_listing(1, (0, 1)))
    assert house.run("replay", "harbour").returncode == 0
    subjects = [row["subject"] for row in house.rows("alerts")]
    assert len(subjects) > before
    assert any("Northcape" in subject for subject in subjects)


def test_what_a_replay_did_not_reach_can_be_read_back_by_the_next_one(house, site):
    done = house.run("replay", "harbour", "--articles", "1")
    assert "3 articles were not read" in done.stderr
    assert house.run("replay", "harbour", "--articles", "50").returncode == 0
    assert len(house.rows("agreements")) == 4
    assert house.rows("alerts") == []
    identifier = house.rows("agreements")[0]["id"]
    assert "read back" in house.run("agreements", "history", identifier).stdout


@pytest.mark.parametrize("arguments", [("nobody",), ("harbour", "--days", "0"), ()])
def test_wrong_use_is_one_line_and_exit_2(house, arguments):
    done = house.run("replay", *arguments)
    assert done.returncode == 2


def test_a_site_that_is_down_fails_the_replay(house, site):
    site.close()
    done = house.run("replay", "harbour")
    assert done.returncode == 1
    assert "failed" in done.stderr
