"""From each site's entry points all its articles are found, and nothing that is none."""

from collections.abc import Iterator
from urllib.parse import urldefrag

import pytest

from crawler.demo.content import DAYS, NOW, DemoSite, load_sites
from crawler.model import EntryKind, EntryPoint, FetchedPage, Source
from crawler.pages.entries import EntryReading, read_entry

BASE = "http://127.0.71.9:8080"
SITES = {site.id: site for site in load_sites()}


def source_of(site: DemoSite) -> Source:
    told = site.source(BASE)
    given = tuple(EntryPoint(e["url"], EntryKind(e["kind"])) for e in told.pop("entry_points", ()))
    return Source(id=site.id, entry_points=given or (EntryPoint(told["url"], EntryKind.LISTING),), **told)


def walk(site: DemoSite, day: int) -> Iterator[EntryReading]:
    source = source_of(site)
    waiting = [(entry.url, entry.kind) for entry in source.entry_points]
    seen: set[str] = set()
    while waiting:
        url, kind = waiting.pop()
        answer = site.render(url.removeprefix(BASE), day, BASE)
        assert answer is not None, url
        seen.add(url)
        headers = (("content-type", answer.content_type),)
        page = FetchedPage(url, url, 200, headers, answer.body, NOW[day], site.id)
        found = read_entry(page, kind, source, NOW[day])
        yield found
        more = [*found.next_pages, *(child.url for child in found.children)]
        waiting += [(link, kind) for link in more if link not in seen]
        seen.update(more)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("name", sorted(SITES))
def test_every_article_is_found_with_its_headline_and_day(name: str, day: int) -> None:
    site = SITES[name]
    found = {
        urldefrag(link.url)[0].split("?utm_")[0].removeprefix(BASE): link
        for reading in walk(site, day)
        for link in reading.links
    }
    wanted = {item["path"]: item for item in site.articles(day)}
    refused = {"/internal/statistics/2026-11.html"} if name == "mirror" else set()
    assert found.keys() - refused == wanted.keys()
    for path, item in wanted.items():
        # A listing may shorten a headline and print no year; what it says must be the article's.
        shown = found[path].text.rstrip(". …")
        assert item["title"].startswith(shown), (path, found[path].text)
        assert (found[path].published or f"{item['published']:%Y-%m-%d}")[
            :10
        ] == f"{item['published']:%Y-%m-%d}"


@pytest.mark.parametrize("name", ["westchina", "zone", "linyuan"])
def test_the_listing_goes_on_over_more_than_one_page(name: str) -> None:
    assert sum(len(reading.next_pages) for reading in walk(SITES[name], 1)) >= 1


def test_a_feed_broken_in_one_entry_still_gives_the_others() -> None:
    readings = list(walk(SITES["linyuan"], 1))
    feeds = [reading for reading in readings if reading.kind is EntryKind.FEED]
    assert [len(reading.links) for reading in feeds] == [6]
