"""Many sites of different makes, polled together on three days: what is stored, joined and alerted."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from itertools import count
from typing import Any

import pytest

from tests.end_to_end.house import ARTICLE, FILLER, House, paragraphs, plain_story
from tests.site import Fault, Reply, Site, redirect, reset, send

DAYS = ("2026-11-20T08:00:00Z", "2026-11-21T08:00:00Z", "2026-12-22T08:00:00Z")
XML = "application/xml"


def slowly(reply: Reply) -> Fault:
    """The same answer after a while."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.4)
        send(handler, reply)

    return answer


def since(reply: Reply, stamp: str) -> Fault:
    """An answer with Last-Modified only; 304 to whoever sends it back."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-Modified-Since") == stamp
        send(handler, Reply(b"", 304) if known else Reply(reply.body, headers={"Last-Modified": stamp}))

    return answer


def story(site: str, title: str, *sentences: str, day: str = "2026-11-10") -> str:
    """A page whose body is these sentences."""
    return ARTICLE.format(title=title, body=paragraphs(*sentences), day=day, site=site)


def signing(
    site: str, one: str, other: str, day: str, published: str = "2026-11-12", extra: str = ""
) -> tuple[str, str]:
    """Headline and page of an announcement."""
    title = f"{one} and {other} sign cooperation agreement"
    lead = f"On {day}, {one} and {other} signed a cooperation agreement on the training of surgeons in {one}."
    return title, story(site, title, lead, *FILLER[:2], extra or FILLER[2], day=published)


def plain(site: str, number: int) -> tuple[str, str]:
    title, body = plain_story(number)
    title = f"{title} at {site}"
    return title, ARTICLE.format(
        title=title,
        body=body + paragraphs(f"The {site} looks after its town in year {number}."),
        day="2026-11-08",
        site=site,
    )


def listing(entries: dict[str, str], more: str = "") -> str:
    """A list of links, with the date beside each."""
    items = "".join(
        f'<li><a href="{path}">{title}</a> <span>2026-11-12</span></li>' for path, title in entries.items()
    )
    return f"<html><head><title>News</title></head><body><ul>{items}</ul>{more}</body></html>"


class World:
    """All sites, the house that watches them, and what each day changes."""

    def __init__(self, house: House) -> None:
        self.house, self.sites = house, {}
        self._number = count(1)

    def site(self, name: str, path: str, **keys: Any) -> Site:
        served = self.sites[name] = Site(f"127.0.7.{next(self._number)}")
        self.house.source(name, url=f"{served.url}{path}", **keys)
        return served

    def listed(self, name: str, pages: dict[str, tuple[str, str]], **keys: Any) -> Site:
        """A site with one list."""
        served = self.site(name, "/news.html", **keys)
        served["/news.html"] = listing({path: title for path, (title, _) in pages.items()})
        for path, (_, page) in pages.items():
            served[path] = page
        return served


def feed_only(world: World) -> None:
    site = world.site("feed", "/rss.xml")
    items = ""
    for number in range(1, 4):
        title, site[f"/a/{number}"] = plain("Feed Clinic", number)
        items += f"<item><title>{title}</title><link>{site.url}/a/{number}?utm_source=rss&amp;utm_medium=feed</link><pubDate>Tue, 10 Nov 2026 0{number}:00:00 GMT</pubDate></item>"
        site[f"/a/{number}?utm_source=rss&utm_medium=feed"] = site.routes[f"/a/{number}"]
    site["/rss.xml"] = Reply(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{items}</channel></rss>',
        kind="application/rss+xml",
    )


def wordpress(world: World) -> None:
    site = world.site("wordpress", "/")
    title, page = plain("Press Hospital", 7)
    link = f"{site.url}/2026/11/08/a-playroom/"
    site["/2026/11/08/a-playroom/"] = page.replace("<title>", f'<link rel="canonical" href="{link}"><title>')
    site["/feed/"] = Reply(
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>P</title><item><title>{title}</title><link>{link}</link>'
        "<pubDate>Sun, 08 Nov 2026 08:00:00 +0000</pubDate></item></channel></rss>", kind="application/rss+xml",
    )  # fmt: skip
    site["/"] = (
        f'<html><head><title>Press Hospital</title><link rel="alternate" type="application/rss+xml" href="/feed/"></head><body><h2><a href="{link}?utm_campaign=home">{title}</a></h2></body></html>'
    )


def sitemaps(world: World) -> None:
    site = world.site("sitemaps", "/sitemap.xml")
    children = ""
    for child in range(1, 4):
        urls = ""
        for number in (child * 10, child * 10 + 1):
            _, site[f"/s/{number}.html"] = plain("Map Hospital", number)
            urls += f"<url><loc>{site.url}/s/{number}.html</loc><lastmod>2026-11-0{child}</lastmod></url>"
        body = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        site[f"/sm{child}.xml.gz"] = Reply(gzip.compress(body.encode(), mtime=0), kind="application/gzip")
        children += f"<sitemap><loc>{site.url}/sm{child}.xml.gz</loc></sitemap>"
    site["/sitemap.xml"] = Reply(
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>',
        kind=XML,
    )


def queries(world: World) -> None:
    site = world.site("queries", "/list.php?page=1")
    for page in range(1, 4):
        entries = {}
        for number in range(page * 4, page * 4 + 4):
            title, site[f"/show.php?id={number}"] = plain("Query Hospital", number)
            entries[f"/show.php?id={number}"] = title
        following = f'<div class="pages"><a href="?page={page + 1}">Next</a></div>' if page < 3 else ""
        site[f"/list.php?page={page}"] = listing(entries, following)


def gbk(world: World) -> None:
    title = "湖滨医院与东山大学签署合作协议"
    body = story(
        "湖滨医院",
        title,
        "11月9日，湖滨医院与东山大学在湖滨医院签署合作协议，双方将在心脏病防治方面开展合作。",
        "双方将成立联合工作组，每季度召开一次会议。",
        "湖滨医院现有床位八百张，服务全市二百万人口。",
    )
    site = world.listed("gbk", {"/a.html": (title, "")}, organisation="湖滨医院", timezone="Asia/Shanghai")
    site["/a.html"] = Reply(body.replace("utf-8", "gb2312").encode("gbk"), kind="text/html")
    site["/news.html"] = Reply(
        listing({"/a.html": title}).replace("<title>", '<meta charset="gbk"><title>').encode("gbk"),
        kind="text/html",
    )


def bilingual(world: World) -> None:
    title, page = signing(
        "Mayo Clinic", "Mayo Clinic", "Peking Union Medical College Hospital", "November 10, 2026"
    )
    world.listed("english", {"/a.html": (title, page)})
    title = "北京协和医院与梅奥诊所签署合作协议"
    page = story(
        "北京协和医院",
        title,
        "11月10日，北京协和医院（Peking Union Medical College Hospital）与梅奥诊所（Mayo Clinic）在北京签署合作协议，双方将在外科医师培训方面开展合作。",
        "双方将成立联合工作组，每季度召开一次会议。",
    )
    world.listed("chinese", {"/a.html": (title, page)}, organisation="北京协和医院", timezone="Asia/Shanghai")


def copies(world: World) -> None:
    title, page = signing("Copy Hospital", "Copy Hospital", "University of Overhill", "November 11, 2026")
    first = world.listed("copy-one", {"/a.html": (title, page), "/b.html": (title, page)})
    first["/news.html"] = listing(
        {"/a.html?utm_source=x&fbclid=1": title, "/a.html": title, "/b.html": title}
    )
    first["/a.html?utm_source=x&fbclid=1"] = page
    world.listed("copy-two", {"/c.html": (title, page)})


def redirecting(world: World) -> None:
    site = world.site("moved", "/old-news")
    site["/old-news"] = redirect("/news/index.html", 301)
    title, site["/news/1.html"] = plain("Moved Hospital", 21)
    site["/n/1"] = redirect("/news/1.html", 301)
    site["/news/index.html"] = listing({"/n/1": title})


def undated(world: World) -> None:
    title, page = signing("Timeless Hospital", "Timeless Hospital", "Harrow Nursing College", "")
    page = page.replace("On , ", "Recently, ").replace('<p class="date">Published: 2026-11-12</p>', "")
    others = {f"/{number}.html": plain("Timeless Hospital", number) for number in (22, 23)}
    pages = {
        "/a.html": (title, page),
        **{path: (name, text.replace("Published: 2026-11-08", "")) for path, (name, text) in others.items()},
    }
    site = world.listed("undated", pages)
    site["/news.html"] = listing({path: name for path, (name, _) in pages.items()}).replace("2026-11-12", "")


def old(world: World) -> None:
    title, page = signing(
        "Old Hospital", "Old Hospital", "Bygone Institute of Cardiology", "May 3, 2025", "2025-05-04"
    )
    world.listed("old", {"/a.html": (title, page)})["/news.html"] = listing({"/a.html": title}).replace(
        "2026-11-12", "2025-05-04"
    )


def told_again(world: World) -> None:
    world.listed(
        "again",
        {
            "/a.html": signing(
                "Again Hospital", "Again Hospital", "Riverside Cancer Center", "November 12, 2026"
            ),
            "/x.html": plain("Again Hospital", 31),
        },
    )


def told_a_month_later(world: World) -> None:
    one, other = "Again Hospital", "Riverside Cancer Center"
    title = f"A look back: {one} and {other} begin their cooperation"
    page = story(
        one,
        title,
        f"The cooperation agreement that {one} and {other} signed on November 12, 2026 has been put into practice.",
        "Six surgeons have begun their stay.",
        FILLER[0],
        day="2026-12-20",
    )
    site = world.sites["again"]
    site["/later.html"] = page
    site["/news.html"] = listing({"/later.html": title, "/x.html": plain("Again Hospital", 31)[0]})


def changing(world: World) -> None:
    world.listed(
        "changing", {"/a.html": plain("Change Hospital", 41), "/b.html": plain("Change Hospital", 42)}
    )


def dying(world: World) -> None:
    site = world.listed(
        "dying", {f"/{number}.html": plain("Brittle Hospital", number) for number in range(51, 57)}
    )
    for number in range(54, 57):
        site[f"/{number}.html"] = [reset, reset, reset, reset, Reply(plain("Brittle Hospital", number)[1])]


def stamped(world: World) -> None:
    site = world.listed("stamped", {"/a.html": plain("Stamp Hospital", 61)})
    for path in ("/news.html", "/a.html"):
        reply = site.routes[path]
        assert isinstance(reply, Reply)
        site[path] = since(reply, "Tue, 10 Nov 2026 08:00:00 GMT")


def slow(world: World) -> None:
    site = world.listed("slow", {f"/{number}.html": plain("Slow Hospital", number) for number in (71, 72)})
    for path, reply in list(site.routes.items()):
        assert isinstance(reply, Reply)
        site[path] = slowly(reply)


def home_only(world: World) -> None:
    site = world.site("home", "/")
    blocks = ""
    for number in range(81, 85):
        title, site[f"/stories/{number}"] = plain("Home Hospital", number)
        blocks += f'<div class="teaser"><h3><a href="/stories/{number}">{title}</a></h3><p>A few words on it.</p><time datetime="2026-11-0{number - 80}">then</time></div>'
    site["/"] = (
        f'<html><head><title>Home Hospital</title></head><body><nav><a href="/about">About us</a><a href="/contact">Contact</a></nav><main>{blocks}</main></body></html>'
    )
    site["/about"] = "<html><body><h1>About</h1></body></html>"


def refreshed(world: World) -> None:
    world.listed("always304", {"/a.html": plain("Stubborn Hospital", 91)})


BUILD = (
    feed_only, wordpress, sitemaps, queries, gbk, bilingual, copies, redirecting, undated, old, told_again, changing, dying,
    stamped, slow, home_only, refreshed,
)  # fmt: skip
KINDS = ("articles", "agreements", "alerts", "polls", "junk")


class Seen:
    """The rows of one day."""

    def __init__(self, world: World) -> None:
        for what in KINDS:
            setattr(self, what, world.house.rows(what))
        self.articles: list[dict[str, Any]]
        self.agreements: list[dict[str, Any]]
        self.alerts: list[dict[str, Any]]
        self.polls: list[dict[str, Any]]
        self.requests = {name: site.paths() for name, site in world.sites.items()}
        for site in world.sites.values():
            site.asked.clear()

    def of(self, *names: str) -> dict[str, dict[str, Any]]:
        """The articles of these sources by path."""
        return {"/" + row["url"].split("/", 3)[3]: row for row in self.articles if row["source"] in names}

    def told_by(self, name: str) -> list[dict[str, Any]]:
        return [row for row in self.agreements if name in [report["source"] for report in row["reports"]]]

    def alerted(self, agreement: dict[str, Any]) -> int:
        return [row["agreement_id"] for row in self.alerts].count(agreement["id"])


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Seen, Seen, Seen]]:
    """The three days, one poll of everything on each."""
    world = World(House(tmp_path_factory.mktemp("world"), NOW=DAYS[0]))
    for build in BUILD:
        build(world)
    first = world.house.run("poll", "--all", NOW=DAYS[0])
    assert first.returncode in (0, 1)
    one = Seen(world)
    world.sites["always304"]["/news.html"] = world.sites["always304"]["/a.html"] = Reply(b"", 304)
    changed = plain("Change Hospital", 41)[1].replace(
        "Volunteers painted", "Twenty volunteers from the town painted"
    )
    world.sites["changing"]["/a.html"] = changed
    world.house.run("poll", "--all", NOW=DAYS[1])
    two = Seen(world)
    world.sites["changing"]["/a.html"] = plain("Change Hospital", 41)[1]
    told_a_month_later(world)
    world.house.run("poll", "--all", NOW=DAYS[2])
    yield one, two, Seen(world)
    for site in world.sites.values():
        site.close()


def test_every_make_of_site_is_read(days):
    one = days[0]
    assert {name: len(one.of(name)) for name in ("feed", "wordpress", "sitemaps", "queries", "gbk", "moved", "slow", "home")} == {
        "feed": 3, "wordpress": 1, "sitemaps": 6, "queries": 12, "gbk": 1, "moved": 1, "slow": 2, "home": 4,
    }  # fmt: skip
    assert [row["problem"] for row in one.articles if row["problem"]] == []
    assert {row["source"]: row["outcome"] for row in one.polls if row["outcome"] != "done"}.keys() <= {
        "dying"
    }


def test_a_moved_article_is_stored_once_and_tracking_parameters_make_no_second(days):
    assert list(days[0].of("moved")) == ["/news/1.html"]
    assert all("utm_" not in row["url"] and "fbclid" not in row["url"] for row in days[0].articles)
    assert set(days[0].of("copy-one")) == {"/a.html", "/b.html"}


def test_chinese_in_gbk_becomes_an_agreement(days):
    (row,) = days[0].told_by("gbk")
    assert {party["name"] for party in row["parties"]} == {"湖滨医院", "东山大学"} and row[
        "signed_on"
    ] == "2026-11-09"


def test_one_agreement_in_two_languages_is_one_row_and_one_alert(days):
    (row,) = days[0].told_by("english")
    assert {report["source"] for report in row["reports"]} == {"english", "chinese"}
    assert {report["language"][:2] for report in row["reports"]} == {"en", "zh"}
    assert days[0].alerted(row) == days[2].alerted(row) == 1


def test_copies_name_their_original_and_count_as_reports_of_one_agreement(days):
    rows = days[0].of("copy-one", "copy-two")
    originals = [path for path, row in rows.items() if row["duplicate_of"] is None]
    assert len(rows) == 3 and len(originals) == 1
    original = rows[originals[0]]["url"]
    assert {row["duplicate_of"] for path, row in rows.items() if path not in originals} == {original}
    (row,) = days[0].told_by("copy-two")
    assert len(row["reports"]) == 3 and days[0].alerted(row) == 1


def test_old_and_undated_agreements_of_a_first_poll_are_listed_and_not_alerted(days):
    for name in ("old", "undated"):
        (row,) = days[0].told_by(name)
        assert row["status"] in ("new", "review") and days[2].alerted(row) == 0, name


def test_an_agreement_told_again_a_month_later_is_the_same_and_alerts_once(days):
    (before,) = days[0].told_by("again")
    (after,) = days[2].told_by("again")
    assert after["id"] == before["id"] and len(after["reports"]) == 2
    assert days[2].alerted(after) == 1
    assert {"/a.html", "/x.html", "/later.html"} == set(days[2].of("again"))


def test_a_change_and_its_taking_back_are_a_revision_each(days):
    assert [day.of("changing")["/a.html"]["revision"] for day in days] == [1, 2, 3]
    assert [day.of("changing")["/b.html"]["revision"] for day in days] == [1, 1, 1]
    assert days[2].of("changing")["/a.html"]["text"] == days[0].of("changing")["/a.html"]["text"]


def test_a_site_that_dies_half_way_loses_nothing(days):
    assert len(days[0].of("dying")) >= 3
    assert len(days[2].of("dying")) == 6
    assert all(row["problem"] is None for row in days[2].of("dying").values())


def test_without_validators_and_with_a_stamp_only_nothing_changes(days):
    one, two, three = days
    for name in ("feed", "queries", "stamped", "always304", "slow", "home", "sitemaps"):
        assert one.of(name) == two.of(name) == three.of(name), name
    stamped = next(row for row in two.polls if row["source"] == "stamped")
    assert stamped["not_modified"] >= 1
    # 304 to a request that asked for no such thing says nothing about the page: told, not taken for "unchanged".
    stubborn = [row for row in two.polls if row["source"] == "always304"]
    assert [row["outcome"] for row in stubborn] == ["failed", "done"]
    assert stubborn[0]["errors"] == {"http_error": 1}


def test_nothing_is_alerted_but_new_agreements(days):
    for day in days:
        assert {row["kind"] for row in day.alerts} <= {"agreement", "health"}
        told = {row["id"]: row["status"] for row in day.agreements}
        assert all(told[row["agreement_id"]] == "new" for row in day.alerts if row["kind"] == "agreement")
        assert [row["first_seen"] for row in day.agreements] == sorted(
            (row["first_seen"] for row in day.agreements), reverse=True
        )


def test_rows_can_be_written_as_json(days):
    assert json.dumps([vars(day) for day in days])
