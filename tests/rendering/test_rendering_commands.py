"""Drawn sources in the commands that people use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import site as scripted
from tests.end_to_end.house import House
from tests.rendering.pages import newsroom
from tests.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with scripted.site() as found:
        newsroom(found, range(4))
        yield found


@pytest.fixture(scope="module")
def house(site: Site, tmp_path_factory: pytest.TempPathFactory) -> House:
    made = House(tmp_path_factory.mktemp("drawn"))
    made.source("harbour", url=f"{site.url}/news/", organisation="Harbour General Hospital", render=True)
    return made


def test_a_drawn_source_without_entry_points_is_polled_and_its_agreement_found(
    house: House, site: Site
) -> None:
    done = house.run("poll", "--all")
    assert (done.returncode, done.stderr) == (0, "")
    articles = house.rows("articles")
    assert len(articles) == 4
    assert all("signed a cooperation agreement" in row["text"] for row in articles)
    assert all(row["problem"] is None for row in articles)
    assert house.rows("agreements")
    again = house.run("reassess", "--dry-run")
    assert again.returncode == 0, again.stderr
    assert "signed a cooperation agreement" in house.rows("articles")[0]["text"]


def test_check_says_that_a_source_is_drawn_and_shows_what_would_be_read(house: House) -> None:
    done = house.run("sources", "check", "harbour", "--format", "json")
    assert done.returncode == 0, done.stderr
    (row,) = json.loads(done.stdout)
    assert (row["drawn"], row["found"], row["links"], row["ok"]) == (True, "listing", 4, True)
    shown = house.run("sources", "check", "harbour").stdout
    assert "harbour: ok, drawn" in shown
    assert "Hospital opens its new building" in shown


def test_status_and_doctor_say_how_it_is_drawn(house: House) -> None:
    assert (
        json.loads(house.run("status", "harbour", "--format", "json").stdout)["sources"][0]["render"] is True
    )
    assert "drawn by a browser" in house.run("status", "harbour").stdout
    found = {row["name"]: row for row in json.loads(house.run("doctor", "--format", "json").stdout)}
    assert found["browser"]["ok"] is True
    lacking = json.loads(house.run("doctor", "--format", "json", CHROMIUM="/nowhere/chromium").stdout)
    assert next(row for row in lacking if row["name"] == "browser")["ok"] is False


def test_inspect_draws_pages_of_a_drawn_source_and_no_others(
    house: House, site: Site, tmp_path: Path
) -> None:
    url = f"{site.url}/news/1.html"
    drawn = json.loads(house.run("inspect", url, "--format", "json").stdout)
    assert (drawn["problem"], drawn["title"]) == (
        None,
        "Hospital opens its new building number 1 to patients",
    )
    plain = House(tmp_path)
    plain.source("harbour", url=f"{site.url}/news/")
    assert json.loads(plain.run("inspect", url, "--format", "json").stdout)["problem"] in (
        "empty",
        "challenge",
    )


def test_without_a_browser_a_poll_says_one_line_and_keeps_everything_for_later(
    site: Site, tmp_path: Path
) -> None:
    house = House(tmp_path)
    house.source(
        "harbour",
        url=f"{site.url}/news/",
        entry_points=[{"url": f"{site.url}/news/", "kind": "listing"}],
        render=True,
    )
    done = house.run("poll", "--all", CHROMIUM="/nowhere/chromium")
    assert done.returncode == 1
    said = (done.stdout + done.stderr).strip()
    assert "PACTWATCH_CHROMIUM names no file: /nowhere/chromium" in said
    (poll,) = house.rows("polls")
    assert (poll["outcome"], poll["errors"]) == ("failed", {"no_browser": 1})
    assert house.rows("articles") == []
    house.poll()
    assert len(house.rows("articles")) == 4


def test_a_site_that_scripts_draw_can_be_added(site: Site, tmp_path: Path) -> None:
    house = House(tmp_path)
    refused = house.run("sources", "add", f"{site.url}/news/")
    assert refused.returncode == 2
    done = house.run("sources", "add", f"{site.url}/news/", "--render", "--format", "json")
    assert done.returncode == 0, done.stderr
    (row,) = json.loads(done.stdout)
    assert [article["problem"] for article in row["articles"]] == [None] * 4
    assert "render: true" in Path(row["written"]).read_text("utf-8")
    house.poll()
    assert len(house.rows("articles")) == 4
