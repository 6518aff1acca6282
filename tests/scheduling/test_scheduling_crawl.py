"""``scrapy crawl`` of all a source has is a poll like any other, for its health and schedule too."""

import json
from pathlib import Path

import pytest

from tests import site as scripted
from tests.site import Reply, Site
from tests.spiders.test_spiders_command import run
from tests.spiders.test_spiders_walk import article, listing


@pytest.fixture
def site():
    with scripted.site() as served:
        yield served


def installation(home: Path, site: Site, *kinds: str) -> Path:
    (home / "sources").mkdir(parents=True)
    points = ", ".join(f"{{url: {site.url}/news/, kind: {kind}}}" for kind in kinds)
    text = f"url: {site.url}/news/\nname: One\nentry_points: [{points}]\n"
    (home / "sources" / "one.yaml").write_text(text)
    return home


def crawl(home: Path, spider: str = "listing") -> None:
    run("scrapy", "crawl", spider, "-a", "source=one", home=home)


def rows(home: Path, what: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("pactwatch", "list", what, "--format", "json", home=home))
    return found


def test_crawls_that_fail_are_told_as_polls_that_fail_are_and_set_the_next_poll(tmp_path, site):
    home = installation(tmp_path, site, "listing")
    site["/news/"] = Reply("gone", 410)
    crawl(home)
    crawl(home)
    (source,) = rows(home, "sources")
    assert source["health"] == "gone"
    assert source["next_poll"] is not None
    assert [row["kind"] for row in rows(home, "alerts")] == ["health"]
    site["/news/"] = listing(range(2))
    for number in range(2):
        site[f"/news/{number}.html"] = article(number)
    crawl(home)
    assert rows(home, "sources")[0]["health"] == "ok"
    assert [row["kind"] for row in rows(home, "alerts")] == ["health", "health"]


def test_a_crawl_of_a_part_of_a_source_says_so_and_its_health_is_not_judged(tmp_path, site):
    home = installation(tmp_path, site, "feed", "listing")
    site["/news/"] = Reply("gone", 410)
    for _ in range(3):
        crawl(home)
    assert rows(home, "sources")[0]["health"] == "ok"
    assert "health is not judged" in run("pactwatch", "status", "one", home=home)
    assert rows(home, "alerts") == []


def test_a_server_that_asked_to_wait_is_not_asked_by_a_crawl_either(tmp_path, site):
    home = installation(tmp_path, site, "listing")
    site["/news/"] = Reply("later", 503, {"Retry-After": "7200"})
    crawl(home)
    before = len(site.asked)
    run("scrapy", "crawl", "listing", "-a", "source=one", home=home)
    assert len(site.asked) == before
