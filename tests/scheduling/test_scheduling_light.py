"""Which page was read first says nothing about what is stored."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.house import FILLER, House, news_site
from tests.end_to_end.test_e2e_polls import comparable, state
from tests.site import Reply, Site

FIRST, LATER = "2026-11-20T08:00:00Z", "2026-11-20T10:00:00Z"


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    news_site(served)
    yield served
    served.close()


def stored(folder: Path, site: Site, *moments: str) -> dict[str, list[object]]:
    house = House(folder)
    house.source("harbour", url=f"{site.url}/news.html", organisation="Harbour General Hospital")
    for moment in moments:
        house.run("poll", "--all", NOW=moment)
    return comparable(state(house))


def test_a_page_that_came_only_with_the_second_poll_is_stored_as_its_neighbours_are(tmp_path, site):
    """All pages share sentences; that they repeat is known when the second poll reads the last of them."""
    calm = stored(tmp_path / "calm", site, FIRST, LATER)
    late = "/news/2.html"
    page = site.routes[late]
    site[late] = [*[Reply("busy", 503)] * 3, page]
    disturbed = stored(tmp_path / "disturbed", site, FIRST, LATER)
    assert any(FILLER[2] in row["text"] for row in calm["articles"] if row["url"].endswith(late))
    assert disturbed == calm


def test_what_is_found_later_is_read_without_what_repeats(tmp_path, site):
    """The other side of it: what the site's pages share is cut from what comes after them."""
    house = House(tmp_path)
    house.source("harbour", url=f"{site.url}/news.html", organisation="Harbour General Hospital")
    house.run("poll", "--all", NOW=FIRST)
    news_site(site, stories=10)
    site["/news.html"] = Reply(site.routes["/news.html"].body, etag='"list-2"')
    house.run("poll", "--all", NOW=LATER)
    texts = {row["url"].rpartition("/")[2]: row["text"] for row in house.rows("articles")}
    assert FILLER[2] in texts["2.html"]
    assert FILLER[2] not in texts["10.html"]
