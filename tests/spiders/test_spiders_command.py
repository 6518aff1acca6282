"""Scrapy's own command line: the same spiders, the same store."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests import site as scripted
from tests.run_poll import ROOT
from tests.site import Reply, Site
from tests.spiders.test_spiders_walk import article, feed, listing

PROGRAMS = Path(sys.executable).parent
SUBJECTS = [
    "Nurses",
    "Doctors",
    "Visitors",
    "Gardeners",
    "Drivers",
    "Cooks",
    "Pupils",
    "Porters",
    "Neighbours",
    "Painters",
    "Bakers",
]
VERBS = [
    "praised",
    "saw",
    "cleaned",
    "visited",
    "forgot",
    "painted",
    "measured",
    "photographed",
    "remembered",
    "described",
    "moved",
]


def run(program: str, *arguments: str, home: Path) -> str:
    environment = {
        **os.environ,
        "PACTWATCH_ALLOW_PRIVATE_NETWORKS": "true",
        "PACTWATCH_DELAY": "0",
        "PACTWATCH_HOME": str(home / "var"),
        "PACTWATCH_SOURCES": str(home / "sources"),
    }
    command = [str(PROGRAMS / program), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def installation(home: Path, site: Site) -> Path:
    (home / "sources").mkdir(parents=True)
    points = f"[{{url: {site.url}/feed.xml, kind: feed}}, {{url: {site.url}/news/, kind: listing}}]"
    (home / "sources" / "one.yaml").write_text(f"url: {site.url}/news/\nname: One\nentry_points: {points}\n")
    return home


def stored(home: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        run("pactwatch", "list", "articles", "--format", "json", home=home)
    )
    return sorted(({**row, "first_seen": ""} for row in rows), key=lambda row: row["url"])


def test_every_kind_of_entry_point_has_its_spider(tmp_path: Path) -> None:
    assert run("scrapy", "list", home=tmp_path).split() == ["feed", "listing", "page", "sitemap"]


def test_a_crawl_by_scrapys_command_stores_the_same_as_a_poll(tmp_path: Path) -> None:
    with scripted.site() as site:
        site["/news/"] = Reply(listing(range(4)), etag='"one"')
        site["/feed.xml"] = Reply(feed(site, range(2, 6)), kind="application/rss+xml")
        chance = random.Random(7)
        for number in range(6):
            # Unlike each other: which of two alike pages is the copy depends on the order they came in.
            words = " ".join(f"{chance.choice(SUBJECTS)} {chance.choice(VERBS)} it." for _ in range(30))
            site[f"/news/{number}.html"] = article(number).replace("</p>", f"</p><p>{words}</p>")
        polled = installation(tmp_path / "polled", site)
        crawled = installation(tmp_path / "crawled", site)
        run("pactwatch", "poll", "--all", home=polled)
        # In the order a poll takes: the date beside a link is the one of the first entry point that shows it.
        run("scrapy", "crawl", "feed", "-a", "source=one", home=crawled)
        run("scrapy", "crawl", "listing", "-a", "source=one", home=crawled)
        before = len(site.asked)
        run("scrapy", "crawl", "listing", "-a", "source=one", home=crawled)
        assert site.paths()[before:] == ["/robots.txt", "/news/"]
    assert len(stored(polled)) == 6
    for one, other in zip(stored(polled), stored(crawled), strict=True):
        assert {name: (one[name], other[name]) for name in one if one[name] != other[name]} == {}


def test_the_size_of_a_crawl_is_its_own_and_not_that_of_the_program_that_started_it(tmp_path: Path) -> None:
    """Linux hands the largest size of a process on to the programs it starts."""
    program = (
        "import subprocess, sys; big = bytearray(700_000_000);"
        "sys.exit(subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL).returncode)"
    )
    with scripted.site() as site:
        site["/news/"] = Reply(listing(range(2)))
        for number in range(2):
            site[f"/news/{number}.html"] = article(number)
        home = installation(tmp_path / "crawled", site)
        run(
            "python",
            "-c",
            program,
            str(PROGRAMS / "scrapy"),
            "crawl",
            "listing",
            "-a",
            "source=one",
            home=home,
        )
        assert "/news/1.html" in site.paths()
