"""Pages drawn by scripts: what comes out, what their requests get, and what nobody gets."""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from crawler.config import Limits
from crawler.fetching.single import FetchRules
from crawler.model import Problem, SiteContext
from crawler.pages import read
from crawler.rendering import browser as browser_room
from crawler.rendering import fetching
from crawler.rendering.answering import MOST_REQUESTS, Answering
from crawler.rendering.single import Fetch
from tests import site as scripted
from tests.rendering.conftest import LIMITS, Trap
from tests.rendering.pages import WORDS, answer, newsroom, saying, script, shell, ways_out
from tests.site import Reply, Site

pytestmark = pytest.mark.browser


def text(page) -> str:
    return page.body.decode("utf-8-sig")


def drawn(page) -> bool:
    return page.header("x-pactwatch-drawn") is not None


def test_an_article_that_its_script_draws_is_read_like_any_other(site: Site, fetch: Fetch) -> None:
    newsroom(site, range(3))
    page = fetch(f"{site.url}/news/1.html")
    assert (page.status, page.failure, page.url) == (200, None, f"{site.url}/news/1.html")
    reading, _ = read(page, SiteContext())
    assert reading.article is not None
    assert reading.article.title == "Hospital opens its new building number 1 to patients"
    assert WORDS.split(". ")[0] in reading.article.text
    assert reading.article.published_on == "2026-02-02"


def test_scripts_are_asked_for_once_and_what_they_ask_for_with_each_page(site: Site, fetch: Fetch) -> None:
    newsroom(site, range(3))
    site["/app.js"] = Reply(site.routes["/app.js"].raw + b"//1", kind="text/javascript")
    frame = site.routes["/news/1.html"].body.replace("/app.js", "/once.js")
    site["/once.js"] = site.routes["/app.js"]
    for n in range(3):
        site[f"/news/{n}.html"] = frame
        assert f"Number {n}." in text(fetch(f"{site.url}/news/{n}.html"))
    assert site.times_asked("/once.js") == 1
    assert [site.times_asked(f"/api/news/{n}.html") for n in range(3)] == [1, 1, 1]


def test_every_request_says_who_asks(site: Site, fetch: Fetch) -> None:
    site["/"] = shell(
        "fetch('/data').then(r => r.text()).then(t => {" + saying() + "app.append(navigator.userAgent)})"
    )
    site["/data"] = answer({})
    page = fetch(site.url)
    assert {asked.headers["user-agent"].partition("/")[0] for asked in site.asked} == {"Pactwatch"}
    assert "Pactwatch/" in text(page)


def test_a_timer_draws_after_everything_else_is_quiet(site: Site, fetch: Fetch) -> None:
    site["/"] = shell(f"setTimeout(() => {{ {saying()} }}, 1500)")
    assert WORDS in text(fetch(site.url))


def test_a_page_that_never_stands_still_is_taken_as_it_stands(site: Site, fetch: Fetch) -> None:
    site["/"] = shell(saying() + "setInterval(() => app.append('.'), 50)")
    page = fetch(site.url)
    assert page.failure is None
    assert WORDS in text(page)


def test_other_character_sets_come_out_right(site: Site, fetch: Fetch) -> None:
    words = "我院与圣布鲁诺医院签署合作协议，共同培养护士，为期三年。" * 3
    frame = f"<html><head><meta charset=gb2312><title>新闻</title></head><body><p>{words}</p><div id=app></div><script>app.textContent='二〇二六年'</script></body></html>"
    site["/"] = Reply(frame.encode("gb18030"), kind="text/html")
    reading, _ = read(fetch(site.url), SiteContext())
    assert reading.article is not None
    assert "我院与圣布鲁诺医院签署合作协议" in reading.article.text
    assert "二〇二六年" in reading.article.text


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply("<rss version='2.0'><channel></channel></rss>", kind="text/html"), None),
        (Reply("<?xml version='1.0'?><feed/>", kind="application/atom+xml"), None),
        (Reply('{"items": []}', kind="application/json"), None),
        (Reply("%PDF-1.7 ...", kind="application/pdf"), None),
        (Reply(shell(saying()), 404), Problem.GONE),
        (Reply(shell(saying()), 500), Problem.HTTP_ERROR),
    ],
    ids=["rss", "atom", "json", "pdf", "gone", "error"],
)
def test_what_is_no_page_is_not_drawn(
    site: Site, fetch: Fetch, reply: Reply, problem: Problem | None
) -> None:
    site["/x"] = reply
    page = fetch(f"{site.url}/x")
    assert not drawn(page)
    assert (page.body, page.failure) == (reply.raw, problem)


def test_images_fonts_media_and_frames_are_not_asked_for_and_styles_come_empty(
    site: Site, fetch: Fetch
) -> None:
    head = (
        "<link rel=stylesheet href=/style.css><link rel=icon href=/icon.png><link rel=manifest href=/manifest>"
        "<link rel=prefetch href=/prefetch><style>@font-face{font-family:x;src:url(/font)}body{font-family:x;background:url(/ground)}</style>"
    )
    body = "<img src=/img><iframe src=/frame></iframe><video src=/video autoplay></video><audio src=/audio autoplay></audio><object data=/object></object>"
    more = "new EventSource('/events'); navigator.sendBeacon('/beacon', 'x'); new Image().src = '/pixel';"
    watch = "document.querySelector('link').onload = () => app.append(' styled');"
    site["/"] = shell(
        watch + saying() + more, head.replace("<link rel=stylesheet href=/style.css>", ""), body
    ).replace("<script>", "<link rel=stylesheet href=/style.css><script>")
    page = fetch(site.url)
    assert WORDS in text(page)
    assert set(site.paths()) <= {"/robots.txt", "/"}


def test_a_loader_that_waits_for_its_style_sheet_goes_on(site: Site, fetch: Fetch) -> None:
    code = "const l = document.createElement('link'); l.rel = 'stylesheet'; l.href = '/late.css'; l.onload = () => {%s}; document.head.append(l);"
    site["/"] = shell(code % saying())
    assert WORDS in text(fetch(site.url))
    assert site.times_asked("/late.css") == 0


def test_no_way_out_of_a_page_reaches_anybody(site: Site, fetch: Fetch, trap: Trap) -> None:
    site["/"] = ways_out(trap.port)
    site["/sw.js"] = site["/shared.js"] = script("1")
    page = fetch(site.url)
    assert WORDS in text(page)
    time.sleep(1.0)  # what a page began is ended with it; nothing comes late either
    assert trap.caught == []
    assert site.times_asked("/sw.js") == 0
    socket.create_connection(("127.0.0.1", trap.port)).close()
    time.sleep(0.1)
    assert trap.caught == [b"a connection"]


def test_the_browser_itself_reaches_nobody_even_where_nothing_is_refused(
    place: Site, site: Site, trap: Trap, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second wall alone: every request but the page's own is let through to the browser's own network."""

    async def let_through(answers: Answering, route: Any, request: Any) -> None:
        if request.is_navigation_request() and request.url == f"{site.url}/":
            await route.fulfill(status=200, content_type="text/html", body=site.routes["/"].body)
        else:
            await route.continue_()

    monkeypatch.setattr(Answering, "_answer", let_through)
    site["/"] = ways_out(trap.port)
    site["/sw.js"] = site["/shared.js"] = script("1")
    with fetching(FetchRules(limits=LIMITS, own=(place.url,)), render=True) as fetch:
        page = fetch(f"{site.url}/")
    assert WORDS in text(page)
    time.sleep(1.0)
    assert trap.caught == []
    assert set(site.paths()) == {"/robots.txt", "/"}


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{port}/x", "http://localhost:{port}/x", "http://169.254.169.254/latest/"]
)
def test_a_redirect_into_a_private_network_is_refused_for_what_a_page_asks_for(
    site: Site, fetch: Fetch, trap: Trap, target: str
) -> None:
    site["/api"] = scripted.redirect(target.format(port=trap.port))
    site["/"] = shell("fetch('/api').then(() => app.textContent = 'reached', () => {" + saying() + "})")
    assert WORDS in text(fetch(site.url))
    assert trap.caught == []


def test_robots_txt_is_obeyed_for_the_page_and_for_what_it_asks_for(site: Site, fetch: Fetch) -> None:
    site["/robots.txt"] = "User-agent: Pactwatch\nDisallow: /api/\nDisallow: /closed"
    newsroom(site, range(2))
    page = fetch(f"{site.url}/news/1.html")
    assert "Number 1." not in text(page)
    assert site.times_asked("/api/news/1.html") == 0
    site["/closed.html"] = shell(saying())
    assert fetch(f"{site.url}/closed.html").failure is Problem.ROBOTS
    site["/open.html"] = shell("location.href = '/closed.html'")
    assert fetch(f"{site.url}/open.html").failure is Problem.ROBOTS
    assert site.times_asked("/closed.html") == 0


def test_a_cookie_that_a_page_sets_is_kept_for_the_visit_and_not_for_the_next(
    site: Site, fetch: Fetch
) -> None:
    def gate(handler) -> None:
        known = "seen=yes" in handler.headers.get("Cookie", "")
        body = shell(saying()) if known else shell("document.cookie = 'seen=yes; path=/'; location.reload()")
        scripted.send(handler, Reply(body, 200 if known else 412))

    site["/"] = gate
    for visits in (1, 2):
        page = fetch(site.url)
        assert (page.status, page.failure) == (200, None)
        assert WORDS in text(page)
        assert site.times_asked("/") == 2 * visits


def test_a_challenge_that_is_never_satisfied_keeps_its_name(site: Site, fetch: Fetch) -> None:
    site["/"] = Reply(shell("app.textContent = 'prove it'"), 412)
    assert fetch(site.url).failure is Problem.CHALLENGE
    site["/again"] = shell("location.reload()")
    page = fetch(f"{site.url}/again")
    assert (page.failure, page.failure_detail) == (Problem.CHALLENGE, "its scripts load it again and again")


def test_moves_by_script_are_followed_on_the_site_and_named_elsewhere(site: Site, fetch: Fetch) -> None:
    site["/old"] = shell("location.replace('/new')")
    site["/new"] = shell(saying())
    page = fetch(f"{site.url}/old")
    assert (page.url, page.requested_url, page.failure) == (f"{site.url}/new", f"{site.url}/old", None)
    site["/away"] = shell("location.href = 'https://elsewhere.example/'")
    assert fetch(f"{site.url}/away").failure is Problem.MOVED
    site["/gone"] = shell("location.href = '/nothing'")
    assert fetch(f"{site.url}/gone").failure is Problem.GONE


def test_a_site_is_asked_by_post_for_its_own_lists_and_nobody_else(
    site: Site, fetch: Fetch, trap: Trap
) -> None:
    ask = "fetch('/api/list', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: '{\"page\":1}'})"
    other = f"fetch('http://127.0.0.1:{trap.port}/', {{method: 'POST', mode: 'no-cors', body: 'x'}}).catch(() => 0);"
    site["/"] = shell(other + ask + ".then(r => r.json()).then(found => { app.textContent = found.words })")
    site["/api/list"] = answer({"words": WORDS})
    assert WORDS in text(fetch(site.url))
    asked = next(one for one in site.asked if one.path == "/api/list")
    assert (asked.method, asked.data, asked.headers["content-type"]) == (
        "POST",
        b'{"page":1}',
        "application/json",
    )
    assert trap.caught == []


def test_a_page_that_asks_without_end_is_cut_and_still_read(site: Site, fetch: Fetch) -> None:
    site["/"] = shell(saying() + "const more = n => fetch('/more?' + n).then(() => more(n + 1)); more(0)")
    for n in range(MOST_REQUESTS + 20):
        site[f"/more?{n}"] = answer(n)
    page = fetch(site.url)
    assert WORDS in text(page)
    assert len([path for path in site.paths() if path.startswith("/more")]) == MOST_REQUESTS


def test_windows_dialogs_and_downloads_stop_nothing(site: Site, fetch: Fetch) -> None:
    code = "alert(1); confirm(2); prompt(3); for (let n = 0; n < 200; n++) window.open('/window'); print(); onbeforeunload = () => 1;"
    site["/"] = shell(code + saying(), body="<a id=d download href=/file>x</a><script>d.click()</script>")
    assert WORDS in text(fetch(site.url))
    assert set(site.paths()) == {"/robots.txt", "/"}


def test_a_page_that_hangs_is_cut_by_name_and_the_next_one_is_drawn(place: Site, site: Site) -> None:
    site["/hang"] = shell(saying() + "while (true) {}")
    site["/late"] = shell("setTimeout(() => { while (true) {} }, 300)")
    site["/wait"] = "<script src=/silent.js></script>"
    site["/silent.js"] = scripted.silence
    site["/fine"] = shell(saying())
    rules = FetchRules(limits=Limits(delay=0, render_timeout=6, response_timeout=20), own=(site.url,))
    with fetching(rules, render=True) as fetch:
        for path in ("/hang", "/late", "/wait"):
            page = fetch(site.url + path)
            assert (page.failure, page.failure_detail) == (
                Problem.TOO_SLOW,
                "the page was not drawn within 6 s",
            ), path
            assert WORDS in text(fetch(f"{site.url}/fine"))


def test_a_drawn_page_is_bounded_in_size(site: Site, fetch: Fetch) -> None:
    site["/"] = shell("app.textContent = 'x'.repeat(3000000)")
    page = fetch(site.url)
    assert (page.failure, "3000" in page.failure_detail) == (Problem.TOO_LARGE, True)
    site["/fat.js"] = script("1;" + " " * 2_000_000)
    site["/with"] = shell(saying(), "<script src=/fat.js></script>")
    assert WORDS in text(fetch(f"{site.url}/with"))


def test_a_page_that_takes_too_much_memory_is_cut_and_the_next_one_is_drawn(site: Site) -> None:
    site["/"] = shell("const kept = []; setInterval(() => kept.push(new Uint8Array(4e7).fill(1)), 100)")
    site["/heap"] = shell("const kept = []; for (;;) kept.push(new Array(1e5).fill(Math.random()))")
    site["/fine"] = shell(saying())
    limits = Limits(delay=0, render_timeout=60, render_memory_mb=512)
    with fetching(FetchRules(limits=limits, own=(site.url,)), render=True) as fetch:
        page = fetch(site.url)
        assert (page.failure, "at most 512 are allowed" in page.failure_detail) == (Problem.TOO_LARGE, True)
        assert WORDS in text(fetch(f"{site.url}/fine"))
        assert fetch(f"{site.url}/heap").failure is Problem.UNDECODABLE
        assert WORDS in text(fetch(f"{site.url}/fine"))


def test_a_browser_that_nobody_needs_ends_and_comes_back(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser_room, "_IDLE", 2.0)
    site["/"] = shell(saying())
    owner = f"--pactwatch-owner={os.getpid()}.".encode()
    with fetching(FetchRules(limits=Limits(delay=0), own=(site.url,)), render=True) as fetch:
        before = marked(owner)
        assert WORDS in text(fetch(site.url))
        ours = marked(owner) - before
        assert ours
        until = time.monotonic() + 20
        while marked(owner) & ours and time.monotonic() < until:
            time.sleep(0.2)
        assert not marked(owner) & ours
        assert WORDS in text(fetch(site.url))


def marked(owner: bytes) -> set[int]:
    """Processes with ``owner`` in their command line."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if owner in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
    return found
