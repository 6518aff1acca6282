from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discovery import Discovery, check, discover, source_text, write_source_file
from crawler.discovery.owner import organisation_of
from crawler.discovery.ways import MOST_REQUESTS
from crawler.errors import ConfigurationError
from crawler.model import EntryKind, EntryPoint, FetchedPage, Problem, Source
from crawler.sources import read_source
from crawler.text.document import parse

NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
TITLES = (
    "Harbour hospital signs an exchange agreement with Niimura clinic",
    "New wing for children opens after three years of work",
    "Nurses trained in stroke care complete their course",
    "Blood donors wanted before the holidays begin",
)
ARTICLE = """<html lang="en"><head><title>{title} - Harbour Hospital</title></head><body><div class="nav"><a href="/">Home</a></div>
<article><h1>{title}</h1><p class="date">Published: 2026-11-{day}</p><p>The hospital said on Monday that the step had been prepared for
more than a year and that patients of the whole region would profit from it soon.</p><p>Doctors of both houses welcomed
the news and thanked the teams that had done the work behind it over many months.</p></article></body></html>"""


class Web:
    """A web of fixed answers that notes what was asked."""

    def __init__(
        self, pages: Mapping[str, str | bytes | Problem], moved: Mapping[str, str] | None = None
    ) -> None:
        self.pages, self.moved, self.asked = dict(pages), dict(moved or {}), list[str]()

    def __call__(self, url: str) -> FetchedPage:
        self.asked.append(url)
        final = self.moved.get(url, url)
        answer = self.pages.get(final)
        if isinstance(answer, Problem):
            return FetchedPage(final, url, 0, (), b"", NOW, failure=answer, failure_detail="It failed.")
        if answer is None:
            return FetchedPage(final, url, 404, (), b"no", NOW, failure=Problem.GONE, failure_detail="404")
        body = answer if isinstance(answer, bytes) else answer.encode()
        return FetchedPage(final, url, 200, (), body, NOW)


def articles(base: str, count: int = 4) -> dict[str, str]:
    return {f"{base}/news/{n}": ARTICLE.format(title=TITLES[n % 4], day=18 - n) for n in range(count)}


def listing(base: str = "") -> str:
    items = "".join(
        f'<li><a href="{base}/news/{n}">{t}</a><span>2026-11-{18 - n}</span></li>'
        for n, t in enumerate(TITLES)
    )
    return f"<html><body><ul class='list'>{items}</ul></body></html>"


def feed(base: str, year: int = 2026) -> str:
    items = "".join(
        f"<item><title>{t}</title><link>{base}/news/{n}</link><pubDate>{18 - n} Nov {year} 08:00:00 -0500</pubDate></item>"
        for n, t in enumerate(TITLES)
    )
    return f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"


H = "https://www.harbour-demo.org"
HOME = (
    '<html lang="en"><head><title>Home | Harbour Hospital</title>{head}</head><body><ul><li><a href="/about">About us</a></li>'
    '<li><a href="/newsroom">News</a></li></ul><p>{text}</p><footer>© 2019-2026 Harbour Hospital Trust. All rights reserved.</footer></body></html>'
)


def test_a_feed_that_the_home_page_names_is_the_way_in() -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/c/comments/feed"><link rel="alternate" type="application/rss+xml" href="/rss">'
    web = Web(
        {
            f"{H}/": HOME.format(head=head, text=""),
            f"{H}/rss": feed(H),
            f"{H}/newsroom": listing(),
            **articles(H),
        }
    )
    found = discover(f"{H}/", web, NOW)
    assert found.source is not None
    assert found.source.entry_points == (EntryPoint(f"{H}/rss", EntryKind.FEED),)
    assert found.source.organisation == "Harbour Hospital Trust"
    assert (found.source.language, found.source.timezone) == ("en", "America/New_York")
    assert found.source.id == "harbour-demo.org"


def test_the_preview_shows_articles_as_they_would_be_read() -> None:
    web = Web({f"{H}/": HOME.format(head="", text=""), f"{H}/newsroom": listing(), **articles(H)})
    shown = discover(f"{H}/", web, NOW).previews
    assert [(article.title, article.published_on) for article in shown] == [
        (t, f"2026-11-{18 - n}") for n, t in enumerate(TITLES)
    ]
    assert all("prepared for more than a year" in article.start for article in shown)


def test_without_a_feed_the_list_linked_under_a_word_for_news_is_taken() -> None:
    web = Web({f"{H}/": HOME.format(head="", text=""), f"{H}/newsroom": listing(), **articles(H)})
    found = discover(f"{H}/", web, NOW)
    assert found.source is not None
    assert found.source.entry_points == (EntryPoint(f"{H}/newsroom", EntryKind.LISTING),)


def test_a_forgotten_feed_gives_way_to_a_fresh_list() -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    web = Web(
        {
            f"{H}/": HOME.format(head=head, text=""),
            f"{H}/rss": feed(H, 2019),
            f"{H}/newsroom": listing(),
            **articles(H),
        }
    )
    found = discover(f"{H}/", web, NOW)
    assert found.source is not None
    assert found.source.entry_points[0].kind is EntryKind.LISTING


def test_a_news_sitemap_from_robots_txt_is_found() -> None:
    entry = "<url><loc>{h}/news/{n}</loc><news:news><news:publication_date>2026-11-{d}</news:publication_date><news:title>{t}</news:title></news:news></url>"
    entries = "".join(entry.format(h=H, n=n, d=18 - n, t=t) for n, t in enumerate(TITLES))
    index = f"<sitemapindex><sitemap><loc>{H}/sm-pages.xml</loc></sitemap><sitemap><loc>{H}/sm-news.xml</loc></sitemap></sitemapindex>"
    web = Web(
        {
            f"{H}/": HOME.format(head="", text="Welcome."),
            f"{H}/robots.txt": f"User-agent: *\nDisallow: /x\nSitemap: {H}/index.xml\n",
            f"{H}/index.xml": index,
            f"{H}/sm-news.xml": f"<urlset>{entries}</urlset>",
            **articles(H),
        }
    )
    found = discover(f"{H}/", web, NOW)
    assert found.source is not None
    assert found.source.entry_points == (EntryPoint(f"{H}/index.xml", EntryKind.SITEMAP),)


def test_a_section_that_somebody_names_is_the_section_that_is_watched() -> None:
    head = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    web = Web(
        {
            f"{H}/city/metro/": listing().replace("<body>", f"<head>{head}</head><body>"),
            f"{H}/rss": feed(H),
            f"{H}/": HOME.format(head="", text=""),
            **articles(H),
        }
    )
    found = discover(f"{H}/city/metro/", web, NOW)
    assert found.source is not None
    assert found.source.entry_points == (EntryPoint(f"{H}/city/metro/", EntryKind.LISTING),)
    assert found.source.id == "harbour-demo.org-city-metro"
    assert found.source.organisation == "Harbour Hospital Trust"


def test_a_feed_given_by_its_own_address_is_taken_as_it_is() -> None:
    web = Web({f"{H}/rss": feed(H), f"{H}/": HOME.format(head="", text=""), **articles(H)})
    found = discover(f"{H}/rss", web, NOW)
    assert found.source is not None
    assert found.source.entry_points == (EntryPoint(f"{H}/rss", EntryKind.FEED),)


C = "http://www.hdyy-demo.com.cn"
CN_HOME = """<html><head><meta charset="gb2312"><title>海东市人民医院-首页</title></head><body><ul class="nav"><li><a href="/">首页</a></li><li><a href="/yygk/">医院概况</a></li>
<li><a href="/xw/">新闻动态</a></li><li><a href="/tz/">通知公告</a></li></ul><div>版权所有：海东市人民医院 地址：海东市健康路8号</div></body></html>"""
CN_TITLES = (
    "我院与邻省中心医院签署合作协议",
    "国际交流代表团来院访问座谈",
    "医院召开年度工作会议部署任务",
    "冬季流感门诊开放时间安排通知",
)


def _cn_list(path: str, first: int) -> bytes:
    items = "".join(
        f"<li><a href='/{path}/{first + n}.html'>{t}</a><i>11-{18 - n}</i></li>"
        for n, t in enumerate(CN_TITLES)
    )
    return f"<html><head><meta charset='gb2312'></head><body><ul class='l'>{items}</ul></body></html>".encode(
        "gbk"
    )


def test_a_chinese_site_gets_owner_language_zone_and_its_two_lists() -> None:
    web = Web(
        {f"{C}/": CN_HOME.encode("gbk"), f"{C}/xw/": _cn_list("xw", 300), f"{C}/tz/": _cn_list("tz", 900)}
    )
    found = discover(f"{C}/", web, NOW)
    assert found.source is not None
    assert [point.url for point in found.source.entry_points] == [f"{C}/xw/", f"{C}/tz/"]
    assert found.source.organisation == "海东市人民医院"
    assert (found.source.language, found.source.timezone) == ("zh-Hans", "Asia/Shanghai")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("医院要闻-海东市人民医院", "海东市人民医院"),
        ("News_The Second Hospital of Harbour City", "The Second Hospital of Harbour City"),
        ("お知らせ一覧｜みなと大学病院", "みなと大学病院"),
        ("병원소식 - 한빛병원", "한빛병원"),
        ("Harbour Hospital: News", "Harbour Hospital"),
        ("海东市肿瘤医院新闻动态", "海东市肿瘤医院"),
        ("News", None),
        ("Home", None),
        ("", None),
    ],
)
def test_the_owner_is_told_from_a_title_without_its_words_for_sections(title: str, name: str | None) -> None:
    page = FetchedPage(
        f"{H}/", f"{H}/", 200, (), f"<html><title>{title}</title><p>x</p></html>".encode(), NOW
    )
    assert organisation_of(parse(page)) == name


def test_articles_that_cannot_be_read_are_told_in_a_note() -> None:
    web = Web({f"{C}/": CN_HOME.encode("gbk"), f"{C}/xw/": _cn_list("xw", 300)})
    assert any("could not be read" in note for note in discover(f"{C}/", web, NOW).notes)


@pytest.mark.parametrize("problem", [Problem.NETWORK_ERROR, Problem.ROBOTS, Problem.PRIVATE_ADDRESS])
def test_a_site_that_cannot_be_fetched_leads_to_no_source_but_to_a_named_problem(problem: Problem) -> None:
    found = discover(f"{H}/", Web({f"{H}/": problem}), NOW)
    assert (found.source, found.problem, found.detail) == (None, problem, "It failed.")


def test_a_site_without_articles_leads_to_no_source_and_says_why() -> None:
    found = discover(f"{H}/", Web({f"{H}/": HOME.format(head="", text="Welcome.")}), NOW)
    assert (found.source, found.problem) == (None, Problem.EMPTY)
    assert found.detail


def test_an_address_that_leads_to_another_site_is_followed_and_told() -> None:
    web = Web(
        {f"{H}/": HOME.format(head="", text=""), f"{H}/newsroom": listing(), **articles(H)},
        {"http://old-demo.net/": f"{H}/"},
    )
    found = discover("http://old-demo.net/", web, NOW)
    assert found.source is not None and found.source.url == f"{H}/"
    assert "another site" in found.notes[0]


def test_the_search_costs_a_site_a_bounded_number_of_requests() -> None:
    many = "".join(
        f'<a href="/n{n}">News</a><link rel="alternate" type="application/rss+xml" href="/f{n}">'
        for n in range(300)
    )
    web = Web({f"{H}/": f"<html><body>{many}</body></html>"})
    discover(f"{H}/", web, NOW)
    assert len(web.asked) <= MOST_REQUESTS + 11


_SCRAPS = st.lists(
    st.sampled_from(
        [
            "<html>",
            "<a href='http://[x'>",
            "<a href='//\u2100/rss'>",
            "<a href='/n'>News",
            "<link type='application/rss+xml' href='http://[::1'>",
            "<title>",
            "©",
            "<script type='application/ld+json'>[[{",
            "</script>",
            "<base href='http://['>",
            "\x00",
            "</a>",
            "版权所有",
            "<p>",
        ]
    ),
    max_size=20,
)


@settings(deadline=None, max_examples=80)
@given(_SCRAPS, st.binary(max_size=80))
def test_whatever_stands_at_an_address_discovery_never_raises(pieces: list[str], robots: bytes) -> None:
    page = "".join(pieces).encode()
    web = Web({f"{H}/": page, f"{H}/robots.txt": b"Sitemap: " + robots, f"{H}/n": page, f"{H}/rss": robots})
    found = discover(f"{H}/", web, NOW)
    assert (found.source is None) == (found.problem is not None)


def _found() -> Discovery:
    return discover(
        f"{H}/", Web({f"{H}/": HOME.format(head="", text=""), f"{H}/newsroom": listing(), **articles(H)}), NOW
    )


def test_the_written_file_reads_back_as_the_source_that_was_shown(tmp_path: Path) -> None:
    found = _found()
    path = write_source_file(found, tmp_path / "sources")
    assert read_source(path) == (found.source, ())


def test_a_file_that_exists_is_never_written_over(tmp_path: Path) -> None:
    path = write_source_file(_found(), tmp_path)
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="exists already"):
        write_source_file(_found(), tmp_path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_where_nothing_was_found_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="nothing to watch"):
        write_source_file(discover(f"{H}/", Web({}), NOW), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_names_that_look_like_other_yaml_values_stay_text(tmp_path: Path) -> None:
    source = Source("no", f"{H}/", "on", organisation='2024-01-01: "x" # 医院')
    path = tmp_path / "no.yaml"
    path.write_text(source_text(source), encoding="utf-8")
    assert read_source(path)[0] == source


def test_a_check_tells_for_each_entry_point_what_it_is_and_what_it_gives() -> None:
    points = (
        EntryPoint(f"{H}/newsroom", EntryKind.LISTING),
        EntryPoint(f"{H}/rss", EntryKind.FEED),
        EntryPoint(f"{H}/secret", EntryKind.LISTING),
    )
    web = Web(
        {
            f"{H}/newsroom": listing(),
            f"{H}/rss": "<html><title>Gone</title></html>",
            f"{H}/secret": Problem.ROBOTS,
            **articles(H),
        }
    )
    report = check(Source("h", f"{H}/", "H", entry_points=points), web, NOW)
    newsroom, rss, secret = report.entries
    assert (newsroom.links, newsroom.dated, newsroom.newest, newsroom.problem) == (4, 4, "2026-11-18", None)
    assert (rss.problem, rss.allowed) == (Problem.WRONG_TYPE, True)
    assert (secret.problem, secret.allowed) == (Problem.ROBOTS, False)
    assert not report.ok
    assert len(report.previews) == 4


def test_a_source_without_entry_points_is_checked_as_a_poll_would_find_them() -> None:
    web = Web({f"{H}/": HOME.format(head="", text=""), f"{H}/newsroom": listing(), **articles(H)})
    report = check(Source("h", f"{H}/", "H"), web, NOW)
    assert [entry.url for entry in report.entries] == [f"{H}/newsroom"]
    assert report.ok
    assert web.asked.count(f"{H}/news/0") == 1


def test_a_watched_page_is_previewed_itself() -> None:
    web = Web({f"{H}/partners": ARTICLE.format(title="Our partners in the world", day=1)})
    report = check(
        Source("h", f"{H}/partners", "H", entry_points=(EntryPoint(f"{H}/partners", EntryKind.PAGE),)),
        web,
        NOW,
    )
    assert report.ok and report.previews[0].title == "Our partners in the world"
