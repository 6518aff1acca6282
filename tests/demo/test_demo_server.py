"""The example sites answer as real ones do."""

import gzip
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from crawler.demo.content import load_sites
from crawler.demo.server import DemoSites


@pytest.fixture
def sites() -> Iterator[DemoSites]:
    with DemoSites() as running:
        yield running


def get(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    asked = urllib.request.Request(
        url, headers={key.replace("_", "-"): value for key, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, {k.lower(): v for k, v in refusal.headers.items()}, refusal.read()


def test_each_site_has_an_address_and_port_of_its_own(sites: DemoSites) -> None:
    assert len({sites.base(site) for site in sites.ids}) == len(sites.ids) >= 7


def test_there_are_at_least_45_pages_and_day_2_has_more(sites: DemoSites) -> None:
    day_1 = sites.pages()
    sites.day = 2
    assert 45 <= len(day_1) < len(sites.pages())


@pytest.mark.parametrize("day", [1, 2])
def test_every_page_answers_with_bytes_in_the_encoding_the_site_is_in(sites: DemoSites, day: int) -> None:
    sites.day = day
    charsets = {site.id: site.charset for site in load_sites()}
    for site, path in sites.pages():
        status, headers, body = get(sites.url(site, path))
        assert status == 200, (site, path)
        text = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        is_page = "html" in headers["content-type"]
        assert text.decode(charsets[site] if is_page or site == "linyuan" else "utf-8")
        assert not is_page or b"Pactwatch demonstration page" in text


def test_gbk_is_sent_as_gb2312_with_characters_that_gb2312_lacks(sites: DemoSites) -> None:
    _, headers, body = get(sites.url("linyuan", "/info/1083/1200.htm"))
    assert "gb2312" in headers["content-type"]
    assert "喆" in body.decode("gbk")
    with pytest.raises(UnicodeDecodeError):
        body.decode("gb2312")


def test_a_page_that_does_not_exist_is_404(sites: DemoSites) -> None:
    assert all(get(sites.url(site, "/no/such/page"))[0] == 404 for site in sites.ids)


def test_article_links_of_every_entry_point_lead_to_pages(sites: DemoSites) -> None:
    for site in load_sites():
        known = set(site.pages(1))
        assert {entry["path"] for entry in site.raw["source"].get("entry_points", ())} <= known
        assert site.raw["source"]["path"] in known


def test_an_entity_tag_that_still_fits_is_answered_with_304(sites: DemoSites) -> None:
    url = sites.url("westchina", "/details/81207.html")
    _, headers, _ = get(url)
    assert get(url, If_None_Match=headers["etag"])[::2] == (304, b"")
    assert get(url, If_None_Match='"another"')[0] == 200


def test_a_date_that_still_fits_is_answered_with_304_until_the_text_changes(sites: DemoSites) -> None:
    url = sites.url("zone", "/2026-11/14/c_158755.htm")
    _, headers, before = get(url)
    assert get(url, If_Modified_Since=headers["last-modified"])[0] == 304
    sites.day = 2
    status, _, after = get(url, If_Modified_Since=headers["last-modified"])
    assert status == 200 and b"eight surgeons" in after and b"six surgeons" in before


def test_a_broken_date_in_a_conditional_request_gets_the_page(sites: DemoSites) -> None:
    assert get(sites.url("zone", "/updates.html"), If_Modified_Since="some day")[0] == 200


def test_a_site_without_validators_sends_none(sites: DemoSites) -> None:
    _, headers, _ = get(sites.url("linyuan", "/info/1083/1200.htm"))
    assert not {"etag", "last-modified"} & headers.keys()


def test_the_visit_counter_goes_up_with_every_look(sites: DemoSites) -> None:
    url = sites.url("linyuan", "/info/1083/1200.htm")
    assert get(url)[2] != get(url)[2]


def test_the_feed_marks_on_a_link_do_not_matter(sites: DemoSites) -> None:
    url = sites.url("zjcancer_en", "/en/news/info/206125")
    assert get(url + "?utm_source=rss&utm_medium=feed")[2] == get(url)[2]


def test_the_day_switch_brings_new_articles_an_update_a_name_and_an_injection(sites: DemoSites) -> None:
    overview = sites.url("oujiang", "/international.aspx")
    pact = sites.url("linyuan", "/info/1083/1195.htm")
    new = sites.url("westchina", "/details/81233.html")
    assert get(new)[0] == 404
    assert b"Tirana Valley" not in get(overview)[2] and "金鹿8" not in get(pact)[2].decode("gbk")
    sites.day = 2
    assert get(new)[0] == 200
    assert b"Tirana Valley" in get(overview)[2] and "金鹿8" in get(pact)[2].decode("gbk")


def test_only_the_two_days_exist(sites: DemoSites) -> None:
    with pytest.raises(ValueError, match="days"):
        sites.day = 3


def test_robots_differ_from_site_to_site(sites: DemoSites) -> None:
    assert get(sites.url("westchina", "/robots.txt"))[0] == 404
    assert b"Crawl-delay: 0.2" in get(sites.url("zone", "/robots.txt"))[2]
    assert b"Disallow: /internal/" in get(sites.url("mirror", "/robots.txt"))[2]
    assert sites.base("citynews").encode() in get(sites.url("citynews", "/robots.txt"))[2]


def test_source_files_carry_the_addresses_that_are_served(sites: DemoSites, tmp_path: Path) -> None:
    written = sites.sources(tmp_path / "sources")
    assert [file.stem for file in written] == list(sites.ids)
    for file in written:
        told = yaml.safe_load(file.read_text("utf-8"))
        addresses = [told["url"], *(entry["url"] for entry in told.get("entry_points", ()))]
        assert all(address.startswith(sites.base(file.stem)) for address in addresses)
        assert all(get(address)[0] == 200 for address in addresses)


def test_every_request_is_noted(sites: DemoSites) -> None:
    get(sites.url("zone", "/updates.html"), User_Agent="Reader/1")
    seen = sites.requests[-1]
    assert (seen.site, seen.path, seen.status, seen.conditional) == ("zone", "/updates.html", 200, False)
    assert seen.user_agent == "Reader/1"


def test_where_the_wide_loopback_network_is_missing_the_sites_still_come_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crawler.demo.server.NETWORK", "203.0.113.{}")
    with DemoSites() as sites:
        assert all("//127.0.0.1:" in sites.base(site) for site in sites.ids)
        assert get(sites.url("zone", "/updates.html"))[0] == 200


def test_after_the_block_nothing_listens_any_more() -> None:
    with DemoSites() as sites:
        host, port = sites.base("zone").removeprefix("http://").split(":")
    with pytest.raises(OSError), socket.create_connection((host, int(port)), timeout=2):
        pass


@pytest.mark.parametrize(
    "path", ["/%00", "/..%2f..%2fetc/passwd", "/show.aspx?id=", "//", "/a?b=" + "c" * 3000]
)
def test_an_odd_path_is_no_page_and_does_no_harm(sites: DemoSites, path: str) -> None:
    assert get(sites.url("oujiang", path))[0] == 404
    assert get(sites.url("oujiang", "/news.aspx"))[0] == 200


def test_a_head_request_gets_the_headers_alone(sites: DemoSites) -> None:
    asked = urllib.request.Request(sites.url("zone", "/updates.html"), method="HEAD")
    with urllib.request.urlopen(asked, timeout=10) as answer:
        assert int(answer.headers["Content-Length"]) > 100 and answer.read() == b""
