"""Deciding about agreements from a terminal; every decision is written to the audit log."""

from __future__ import annotations

import json

import pytest

from tests.end_to_end.house import ARTICLE, House, agreement_story
from tests.site import Reply, site

NAME = "Harbour General Hospital"
PARTNERS = ("Northcape University Hospital", "Ulmen Medical Center", "Sandvika Children's Hospital")


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """An installation that knows three agreements."""
    built = House(tmp_path_factory.mktemp("deciding"))
    with site() as served:
        items = []
        for number, partner in enumerate(PARTNERS, start=1):
            title, body = agreement_story(NAME, partner, f"November {number}", number)
            day = f"2026-11-{number:02d}"
            served[f"/news/{number}.html"] = Reply(ARTICLE.format(title=title, body=body, day=day, site=NAME))
            items.append(f'<li><a href="/news/{number}.html">{title}</a><span>{day}</span></li>')
        served["/news.html"] = f'<html><body><ul class="list">{"".join(items)}</ul></body></html>'
        built.source("harbour", url=f"{served.url}/news.html", organisation=NAME)
        built.poll()
    return built


def of(house, partner):
    """The agreement with ``partner`` as it stands."""
    found = [
        row for row in house.rows("agreements") if any(partner in told["title"] for told in row["reports"])
    ]
    assert len(found) == 1
    return found[0]


def history(house, identifier):
    done = house.run("agreements", "history", identifier, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_confirming_and_dismissing_stick_and_say_who_did_it(house):
    one = of(house, PARTNERS[0])["id"]
    assert house.run("agreements", "confirm", one).returncode == 0
    assert of(house, PARTNERS[0])["status"] == "confirmed"
    assert house.run("agreements", "dismiss", one).returncode == 0
    assert of(house, PARTNERS[0])["status"] == "dismissed"
    house.run("agreements", "confirm", one)
    decisions = [entry for entry in history(house, one) if entry["what"] in ("confirmed", "dismissed")]
    assert [entry["what"] for entry in decisions] == ["confirmed", "dismissed", "confirmed"]
    assert all(entry["who"] not in ("", "pactwatch") for entry in decisions)


def test_a_dismissed_agreement_that_waited_is_not_mailed(house):
    two = of(house, PARTNERS[1])["id"]
    assert any(row["agreement_id"] == two for row in house.rows("alerts"))
    house.run("agreements", "dismiss", two)
    assert not any(row["agreement_id"] == two for row in house.rows("alerts"))


def test_joining_and_splitting_undo_each_other(house):
    one, three = of(house, PARTNERS[0]), of(house, PARTNERS[2])
    assert house.run("agreements", "join", one["id"], three["id"]).returncode == 0
    joined = of(house, PARTNERS[2])
    assert joined["id"] == of(house, PARTNERS[0])["id"]
    assert len(joined["reports"]) == 2
    assert "join" in [entry["what"] for entry in history(house, joined["id"])]
    url = three["reports"][0]["url"]
    assert house.run("agreements", "split", joined["id"], url).returncode == 0
    assert of(house, PARTNERS[2])["id"] != of(house, PARTNERS[0])["id"]
    assert "split" in [entry["what"] for entry in history(house, joined["id"])]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("confirm", "ag-nothing"), 1),
        (("history", "ag-nothing"), 1),
        (("split", "ag-nothing", "http://x.example/"), 1),
        (("confirm",), 2),
        (("frobnicate",), 2),
    ],
)
def test_what_cannot_be_decided_is_said_in_one_breath(house, arguments, code):
    done = house.run("agreements", *arguments)
    assert done.returncode == code
    assert done.stdout == ""
    if code == 1:
        assert len(done.stderr.strip().splitlines()) == 1


def test_splitting_all_reports_off_is_refused(house):
    two = of(house, PARTNERS[1])
    done = house.run("agreements", "split", two["id"], two["reports"][0]["url"])
    assert done.returncode == 1
    assert "not all" in done.stderr
