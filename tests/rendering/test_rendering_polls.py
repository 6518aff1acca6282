"""Whole polls of sources that are drawn."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import site as scripted
from tests.rendering.pages import answer, newsroom, saying, script, shell
from tests.run_poll import PollProcess, one, poll, shared
from tests.site import Reply, Site

pytestmark = pytest.mark.browser
LIMITS = {"poll_deadline": 120, "render_timeout": 30}


@pytest.fixture
def site() -> Iterator[Site]:
    with scripted.site() as found:
        yield found


def job(site: Site, **more: Any) -> dict[str, Any]:
    limits = {**LIMITS, **more.pop("limits", {})}
    source = {"render": True, **more.pop("source", {})}
    entries = more.pop("entries", ((f"{site.url}/news/", "listing"),))
    return {"sources": [one(f"{site.url}/news/", *entries, **source)], "limits": limits, **more}


def browsers(owner: int | None = None) -> set[int]:
    """Browser processes of polls in the process ``owner``, by default the one that most tests share."""
    mark = f"--pactwatch-owner={shared().process.pid if owner is None else owner}.".encode()
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "cmdline").read_bytes():
                found.add(int(folder.name))
        except OSError:
            continue
    return found


def gone(owner: int, seconds: float = 10.0) -> bool:
    """Whether all browsers of ``owner`` end; asked until they do, for so long at most."""
    until = time.monotonic() + seconds
    while browsers(owner):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def test_a_drawn_source_is_polled_like_any_other(site: Site, tmp_path: Path) -> None:
    newsroom(site, range(4))
    found = poll(job(site, archive=str(tmp_path)))
    report = found["reports"][0][0]
    assert (report["outcome"], report["errors"], report["new"], report["pending"]) == ("done", {}, 4, 0)
    bodies = {page["url"].rsplit("/", 1)[1]: page["body"] for page in found["pages"]}
    assert all(f"Number {n}." in bodies[f"{n}.html"] for n in range(4))
    # robots.txt, a script, five pages and what each asks for: all of it counts.
    assert report["requests"] == len(site.asked) == 12
    assert browsers() == set()
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert kept


def test_without_render_the_same_site_yields_nothing_and_says_what_may_help(site: Site) -> None:
    newsroom(site, range(4))
    found = poll(job(site, source={"render": False}))
    report = found["reports"][0][0]
    assert (report["outcome"], report["new"]) == ("failed", 0)
    assert report["detail"].count("render: true") == 1


def test_a_page_whose_frame_did_not_change_is_drawn_all_the_same(site: Site) -> None:
    newsroom(site, range(2), etag='"frame"')
    found = poll(job(site, polls=2, rereads={f"{site.url}/news/0.html": '"frame"'}))
    assert [reports[0]["not_modified"] for reports in found["reports"]] == [0, 0]
    assert site.times_asked("/news/") == 2
    assert site.times_asked("/api/news/") == 2
    assert site.times_asked("/api/news/0.html") >= 2
    assert found["validators"] == {f"{site.url}/news/": None}


def test_feeds_of_a_drawn_source_are_read_as_they_are_and_asked_for_conditionally_or_not(site: Site) -> None:
    newsroom(site, range(2))
    items = "".join(
        f"<item><title>Building {n} opens</title><link>{site.url}/news/{n}.html</link></item>"
        for n in range(2)
    )
    site["/feed.xml"] = Reply(f"<rss version='2.0'><channel>{items}</channel></rss>", kind="text/xml")
    found = poll(job(site, entries=((f"{site.url}/feed.xml", "feed"),)))
    report = found["reports"][0][0]
    assert (report["outcome"], report["new"]) == ("done", 2)
    assert all("Number" in page["body"] for page in found["pages"])


def test_the_delay_holds_between_all_requests_of_a_page(site: Site) -> None:
    newsroom(site, range(1))
    site["/news/"] = shell(saying(), "".join(f"<script src=/s{n}.js></script>" for n in range(5)))
    for n in range(5):
        site[f"/s{n}.js"] = script("1")
    poll(job(site, limits={"delay": 0.3}))
    times = [asked.at for asked in site.asked]
    assert len(times) >= 7
    assert (times[-1] - times[0]) / (len(times) - 1) >= 0.29


def test_requests_of_pages_spend_the_polls_budget(site: Site) -> None:
    newsroom(site, range(6))
    report = poll(job(site, limits={"max_requests": 8}))["reports"][0][0]
    assert report["outcome"] == "partial"
    assert report["errors"] == {"truncated": 1}
    assert report["requests"] == len(site.asked) == 8
    assert report["pending"] + report["new"] == 6
    assert report["pending"] >= 3


def test_the_deadline_cuts_a_page_that_hangs_and_nothing_is_left(site: Site) -> None:
    newsroom(site, range(3))
    site["/news/1.html"] = shell("while (true) {}")
    report = poll(job(site, limits={"poll_deadline": 25, "render_timeout": 60}))["reports"][0][0]
    assert report["outcome"] == "partial"
    assert report["errors"] == {"too_slow": 1}
    assert "cut after 25 s" in report["detail"]
    assert browsers() == set()


def test_a_hanging_page_is_put_off_by_name_and_the_others_are_read(site: Site) -> None:
    newsroom(site, range(4))
    site["/news/2.html"] = shell("while (true) {}")
    found = poll(job(site, limits={"render_timeout": 15}))
    report = found["reports"][0][0]
    assert (report["outcome"], report["errors"], report["new"]) == ("partial", {"too_slow": 1}, 3)
    assert found["put_off"] == {f"{site.url}/news/2.html": "too_slow"}
    assert "not drawn within 15 s" in report["detail"]


def test_a_private_address_is_refused_for_a_source_that_was_not_allowed_it(site: Site) -> None:
    newsroom(site, range(1))
    report = poll(job(site, allow_private=False))["reports"][0][0]
    assert (report["outcome"], report["errors"]) == ("failed", {"private_address": 1})
    assert site.asked == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"PACTWATCH_CHROMIUM": "/nowhere/chromium"}, "names no file: /nowhere/chromium"),
        ({"PACTWATCH_CHROMIUM": "/bin/false"}, "Chromium cannot be started"),
    ],
    ids=["missing", "broken"],
)
def test_a_missing_browser_is_one_line_and_a_name_and_costs_nothing(
    site: Site, settings: dict[str, str], words: str
) -> None:
    newsroom(site, range(3))
    site["/feed.xml"] = Reply(
        f"<rss version='2.0'><channel><item><link>{site.url}/news/0.html</link></item></channel></rss>"
    )
    entries = ((f"{site.url}/feed.xml", "feed"), (f"{site.url}/news/", "listing"))
    found = poll(job(site, settings=settings, entries=entries))
    report = found["reports"][0][0]
    assert report["errors"] == {"no_browser": 1}
    assert words in report["detail"]
    assert "\n" not in report["detail"]
    assert (found["pages"], found["put_off"], report["pending"]) == ([], {}, 1)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM], ids=["kill -9", "TERM"])
def test_a_poll_that_is_killed_leaves_no_browser(site: Site, ending: signal.Signals) -> None:
    newsroom(site, range(3))
    site["/news/"] = shell("while (true) {}")
    process = PollProcess()
    try:
        process.begin(job(site, limits={"render_timeout": 60}))
        until = time.monotonic() + 20
        while not browsers(process.process.pid) and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(1.5)
        assert browsers(process.process.pid)
        process.process.send_signal(ending)
        if ending is signal.SIGTERM:
            assert process.answer()["reports"][0][0]["outcome"] == "partial"
        assert gone(process.process.pid)
    finally:
        process.close()


def test_what_a_killed_driver_left_is_ended_at_the_next_start(site: Site, tmp_path: Path) -> None:
    """A browser of an owner that is no more, as a machine short of memory may leave it."""
    name = f"--pactwatch-owner={2**22 - 1}.1.1"
    orphan = subprocess.Popen(["/bin/sh", "-c", "sleep 60; :", "sh", name])
    alive = subprocess.Popen(
        ["/bin/sh", "-c", "sleep 60; :", "sh", f"--pactwatch-owner={_owner(os.getpid())}"]
    )
    try:
        newsroom(site, range(1))
        assert poll(job(site))["reports"][0][0]["outcome"] == "done"
        assert orphan.wait(5) == -signal.SIGKILL
        assert alive.poll() is None
    finally:
        for process in (orphan, alive):
            process.kill()
            process.wait()


def _owner(pid: int) -> str:
    began = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    return f"{pid}.{began}.1"


def test_two_drawn_sources_share_one_browser(site: Site) -> None:
    newsroom(site, range(6))
    site["/api/news/"] = answer([])
    sources = []
    for name in ("one", "two", "three"):
        site[f"/{name}/"] = shell(f"setTimeout(() => {{ {saying()} }}, 1500)")
        entries = ((f"{site.url}/{name}/", "page"),)
        sources.append({**one(f"{site.url}/{name}/", *entries, render=True), "id": name})
    process = PollProcess()
    try:
        process.begin({"sources": sources, "limits": LIMITS})
        most, seen = 0, set[int]()
        until = time.monotonic() + 60
        while time.monotonic() < until and process.process.poll() is None:
            mains = [
                pid
                for pid in browsers(process.process.pid)
                if b"--type=" not in Path(f"/proc/{pid}/cmdline").read_bytes()
            ]
            # A process that was just begun has its parent's command line until it has its own: seen twice it counts.
            most = max(most, len(seen.intersection(mains)))
            if most and not mains:
                break
            seen = set(mains)
            time.sleep(0.1)
        reports = process.answer()["reports"][0]
    finally:
        process.close()
    assert [report["outcome"] for report in reports] == ["done"] * 3
    assert most == 1
