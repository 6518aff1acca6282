"""The runner: deadlines, budgets, leases, signals, and what it writes down."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests import site as scripted
from tests.run_poll import PollProcess, one, poll
from tests.site import Reply, Site
from tests.spiders.test_spiders_walk import article, articles, fetched, listing, urls


@pytest.fixture
def site() -> Iterator[Site]:
    with scripted.site() as found:
        yield found


def source(site: Site, path: str = "/news/", **more: Any) -> dict[str, Any]:
    return one(site.url + path, (site.url + path, "listing"), **more)


def slowly(seconds: float, reply: Reply) -> scripted.Fault:
    def answer(handler: Any) -> None:
        time.sleep(seconds)
        scripted.send(handler, reply)

    return answer


def test_many_sources_are_polled_side_by_side_and_reported_in_order(site: Site) -> None:
    names = [f"s{number}" for number in range(12)]
    for name in names:
        site[f"/{name}/"] = slowly(0.2, Reply(listing(range(3)).replace("/news/", f"/{name}/n/")))
        for number in range(3):
            site[f"/{name}/n/{number}.html"] = article(number)
    found = poll({"sources": [source(site, f"/{name}/", id=name) for name in names]})
    reports = found["reports"][0]
    assert [report["source"] for report in reports] == names
    assert {report["outcome"] for report in reports} == {"done"}
    assert sum(report["new"] for report in reports) == 36
    assert found["leases"] == []
    assert sorted(found["scheduled"]) == sorted(names)


def test_a_poll_that_does_not_end_is_cut_and_the_others_are_not(site: Site) -> None:
    site["/slow/"] = listing(range(50)).replace("/news/", "/slow/n/")
    for number in range(50):
        site[f"/slow/n/{number}.html"] = slowly(0.3, Reply(article(number)))
    site["/news/"] = listing(range(3))
    articles(site, range(3))
    began = time.monotonic()
    found = poll(
        {"sources": [source(site, "/slow/", id="slow"), source(site)], "limits": {"poll_deadline": 1.5}}
    )
    assert time.monotonic() - began < 8
    slow, quick = found["reports"][0]
    assert (slow["outcome"], slow["errors"]) == ("partial", {"too_slow": 1})
    assert "cut after 1.5 s" in slow["detail"]
    assert slow["pending"] + slow["new"] == 50
    assert slow["pending"] > 30
    assert quick["outcome"] == "done"


def test_a_request_budget_that_is_used_up_is_named_and_the_rest_stays_pending(site: Site) -> None:
    site["/news/"] = listing(range(20))
    articles(site, range(20))
    found = poll({"sources": [source(site)], "limits": {"max_requests": 8}, "polls": 4})
    reports = [reports[0] for reports in found["reports"]]
    assert [report["requests"] for report in reports] == [8, 8, 8, 4]
    assert [report["pending"] for report in reports] == [14, 8, 2, 0]
    assert reports[0]["errors"] == {"truncated": 1}
    assert "after 8 requests" in reports[0]["detail"]
    assert reports[3]["outcome"] == "done"
    assert fetched(found) == urls(site, range(20))


def test_a_source_under_another_lease_is_skipped_in_one_line(site: Site) -> None:
    site["/news/"] = listing(range(3))
    found = poll({"sources": [source(site)], "held": {"one": "elsewhere:1:1"}})
    report = found["reports"][0][0]
    assert (report["outcome"], report["detail"]) == ("skipped", "another poll of it is under way")
    assert site.asked == []
    assert found["leases"] == ["one"]


def test_a_lease_that_is_lost_ends_the_poll(site: Site) -> None:
    site["/news/"] = listing(range(20))
    for number in range(20):
        site[f"/news/{number}.html"] = slowly(0.3, Reply(article(number)))
    found = poll({"sources": [source(site)], "heartbeat": 0.3, "stolen_after": 1})
    report = found["reports"][0][0]
    assert report["outcome"] == "partial"
    assert "took the source over" in report["detail"]
    assert report["pending"] > 5


def test_a_process_too_big_ends_its_polls_and_says_so(site: Site) -> None:
    site["/news/"] = listing(range(20))
    found = poll({"sources": [source(site)], "limits": {"memory_mb": 64}})
    report = found["reports"][0][0]
    assert report["outcome"] in ("partial", "skipped")
    assert "at most 64 are allowed" in report["detail"]
    assert report["pending"] or not site.asked


def test_pages_that_cannot_be_kept_are_told_and_stay_pending(site: Site) -> None:
    site["/news/"] = listing(range(30))
    articles(site, range(30))
    settings = {"ITEM_PIPELINES": {"tests.poll_site.BrokenPipeline": 100}}
    found = poll({"sources": [source(site)], "settings": settings, "complaints": True})
    report = found["reports"][0][0]
    assert (report["outcome"], report["pending"], report["new"]) == ("partial", 30, 0)
    assert "could not be kept (StoreError: the disk is full)" in report["detail"]
    assert report["requests"] < 20


def test_a_crawl_that_hangs_is_left_behind_and_said_so(site: Site) -> None:
    site["/news/"] = listing(range(9))
    articles(site, range(9))
    process = PollProcess()
    try:
        settings = {"ITEM_PIPELINES": {"tests.poll_site.HangingPipeline": 100}}
        job = {
            "sources": [source(site)],
            "settings": settings,
            "limits": {"poll_deadline": 0.5},
            "grace": 1.0,
        }
        process.begin(job)
        report = process.answer(complaints_expected=True)["reports"][0][0]
    finally:
        process.close()
    assert report["outcome"] == "failed"
    assert report["errors"] == {"too_slow": 1}
    assert "left behind" in report["detail"]
    assert report["pending"] == 9


def test_a_frontier_that_fails_is_a_failed_poll_not_a_lost_process(site: Site) -> None:
    site["/news/"] = listing(range(3))
    articles(site, range(3))
    found = poll({"sources": [source(site)], "broken_frontier": True, "complaints": True})
    report = found["reports"][0][0]
    assert report["outcome"] == "failed"
    assert report["detail"]
    assert found["leases"] == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_all_within_seconds_with_everything_whole(site: Site, number: signal.Signals) -> None:
    site["/news/"] = listing(range(30))
    for one_of in range(30):
        site[f"/news/{one_of}.html"] = slowly(0.2, Reply(article(one_of)))
    site["/stuck/"] = scripted.silence
    process = PollProcess()
    try:
        job = {
            "sources": [source(site), source(site, "/stuck/", id="stuck")],
            "limits": {"response_timeout": 60},
        }
        process.begin({**job, "limits": {"response_timeout": 60, "poll_deadline": 60}})
        while len(site.asked) < 8:
            time.sleep(0.02)
        process.process.send_signal(number)
        began = time.monotonic()
        found = process.answer()
    finally:
        process.close()
    assert time.monotonic() - began < 5
    reports = {report["source"]: report for report in found["reports"][0]}
    assert {report["outcome"] for report in reports.values()} == {"partial"}
    assert all("stopped by a signal" in report["detail"] for report in reports.values())
    assert reports["one"]["pending"] + len(found["pages"]) == 30
    assert found["leases"] == []
    assert found["scheduled"] == {}


def test_a_source_without_entry_points_is_read_as_a_listing(site: Site) -> None:
    site["/"] = listing(range(4))
    articles(site, range(4))
    found = poll({"sources": [one(site.url + "/")]})
    assert fetched(found) == urls(site, range(4))


def test_the_next_poll_is_set_by_the_sources_schedule(site: Site) -> None:
    site["/news/"] = listing(range(3))
    articles(site, range(3))
    found = poll({"sources": [source(site, poll="every 30m")]})
    assert "2026-03-02 09:25:00" <= found["scheduled"]["one"] <= "2026-03-02 09:30:00+00:00"
