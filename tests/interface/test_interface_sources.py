"""``sources``: found, shown before they are written, checked; what a wrong file gets."""

from __future__ import annotations

import csv
import io
import json

import pytest
import yaml

from tests.end_to_end.house import House, news_site
from tests.site import Reply, Site


@pytest.fixture
def portal(site: Site) -> Site:
    """A home page with a list of news behind a link."""
    news_site(site, stories=5)
    site["/"] = (
        '<html lang="en"><head><title>Harbour General Hospital</title></head><body>'
        '<nav><a href="/about.html">About us</a><a href="/news.html">News</a></nav></body></html>'
    )
    return site


def test_a_site_is_shown_before_its_file_is_written(house: House, portal: Site):
    dry = house.run("sources", "add", f"{portal.url}/", "--dry-run", "--format", "json")
    assert dry.returncode == 0, dry.stderr
    (found,) = json.loads(dry.stdout)
    assert found["written"] is None and list((house.folder / "sources").iterdir()) == []
    assert {point["url"] for point in found["source"]["entry_points"]} == {f"{portal.url}/news.html"}
    assert found["source"]["language"] == "en" and found["articles"]
    done = house.run("sources", "add", f"{portal.url}/")
    assert done.returncode == 0 and f"{portal.url}/news.html" in done.stdout
    (path,) = (house.folder / "sources").glob("*.yaml")
    assert yaml.safe_load(path.read_text("utf-8"))["entry_points"] == [
        {"url": f"{portal.url}/news.html", "kind": "listing"}
    ]
    again = house.run("sources", "add", f"{portal.url}/")
    assert again.returncode == 2 and path.name in again.stderr
    house.poll()
    assert len(house.rows("articles")) == 5
    rows = list(csv.DictReader(io.StringIO(house.run("sources", "check", "--format", "csv").stdout)))
    assert [(row["found"], row["links"], row["robots"], row["problem"]) for row in rows] == [
        ("listing", "5", "allowed", "")
    ]


@pytest.mark.parametrize("address", ["harbour.example.org", "ftp://x.example.org/", "http://127.0.0.1:9/"])
def test_what_cannot_be_watched_is_one_line(house: House, address):
    done = house.run("sources", "add", address)
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")


def test_a_source_that_is_down_fails_its_check_and_a_wrong_file_outranks_it(house: House, portal: Site):
    house.source("up", url=f"{portal.url}/news.html")
    house.source("down", url="http://127.0.0.1:9/")
    done = house.run("sources", "check", "--format", "json")
    assert done.returncode == 1
    assert {row["source"]: row["ok"] for row in json.loads(done.stdout)} == {"up": True, "down": False}
    house.source("wrong", url="x", timezone="Mars/Olympus")
    assert house.run("sources", "check", "up").returncode == 2
    assert house.run("sources", "check", "nobody").returncode == 2
    listed = house.run("sources", "list")
    assert listed.returncode == 2 and "wrong.yaml" in listed.stderr and "down" in listed.stdout


WRONG = {
    "unknown key": ("url: http://a.example.org/\nurls: x\n", "urls"),
    "no address": ("name: A\n", "url"),
    "zone": ("url: http://a.example.org/\ntimezone: Asia/Shanghi\n", "Asia/Shanghai"),
    "poll": ("url: http://a.example.org/\npoll: every day\n", "every 30m"),
    "cron": ("url: http://a.example.org/\npoll: 0 25 * * *\n", "poll"),
    "language": ("url: http://a.example.org/\nlanguage: no\n", "language"),
    "kind": ("url: http://a.example.org/\nentry_points: [{url: http://a.example.org/, kind: rss}]\n", "feed"),
    "selector": ("url: http://a.example.org/\nselectors: {title: 'h1['}\n", "selectors.title"),
    "cap": ("url: http://a.example.org/\nmax_articles: many\n", "max_articles"),
    "yaml": ("url: [\n", "yaml"),
    "list": ("- http://a.example.org/\n", "yaml"),
    "bytes": ("\x00\x01", "yaml"),
    "empty": ("", "url"),
    "address": ("url: http://user:secret@a.example.org/\n", "url"),
}


def test_each_wrong_file_is_one_line_that_names_it_and_its_key(house: House):
    for name, (text, _) in WRONG.items():
        (house.folder / "sources" / f"{name.replace(' ', '-')}.yaml").write_text(text, "utf-8")
    done = house.run("sources", "list", "--format", "json")
    assert done.returncode == 2 and json.loads(done.stdout) == []
    lines = done.stderr.splitlines()
    assert len(lines) == len(WRONG)
    for name, (_, word) in WRONG.items():
        (line,) = [each for each in lines if f"/{name.replace(' ', '-')}.yaml" in each]
        assert word in line and "secret" not in line


def test_a_page_that_is_watched_is_an_article_that_changes(house: House, site: Site):
    site["/partners.html"] = Reply(
        "<html><body><h1>Our partners</h1>"
        + "<p>We work with the clinics of the whole region and beyond it.</p>" * 4
    )
    house.source(
        "wards", url=f"{site.url}/", entry_points=[{"url": f"{site.url}/partners.html", "kind": "page"}]
    )
    house.poll()
    (row,) = house.rows("articles")
    assert (row["url"], row["revision"], row["title"]) == (f"{site.url}/partners.html", 1, "Our partners")
