"""What is written down after a poll, over both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.alerts.policy import AlertPolicy
from crawler.fetching.budget import PollBudget
from crawler.model import Health, NextPoll, PollOutcome, PollReport, Source, Trouble
from crawler.runner.settling import Settling, begin, end
from crawler.runner.upkeep import ClockWatch, mend_schedules
from tests.storage import conftest
from tests.storage.pages import assessment, links, page

store, url = conftest.store, conftest.url
postgresql, postgresql_store, postgresql_apart = (
    conftest.postgresql,
    conftest.postgresql_store,
    conftest.postgresql_apart,
)

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SOURCE = Source("harbour", "http://hospital.example/", "Harbour", poll="every 1h")
POLICY = AlertPolicy()


@pytest.fixture
def settle(store):
    store.sources.sync([SOURCE], NOW)
    settling = Settling(store, POLICY, lambda: 1)

    def one(outcome: str = "done", at: datetime = NOW, stopped: bool = False, **errors: int) -> PollReport:
        report = PollReport("harbour", at, at, PollOutcome(outcome), errors=errors)
        settling(store, SOURCE, report, None if stopped else PollBudget(9))
        return store.polls.recent("harbour", 1)[0]

    return one


def mails(store) -> list[str]:
    return [row["subject"] for row in store.listing.alerts(None, 0)]


def test_a_poll_that_begins_late_says_so_and_is_one_poll(store, settle):
    settle()
    late = settle(at=NOW + timedelta(hours=9))
    assert late.detail.startswith("begun 8 h ")
    assert "nothing was polled in between" in late.detail
    assert len(store.polls.recent("harbour", 9)) == 2
    assert settle(at=NOW + timedelta(hours=10)).detail == ""


def test_a_poll_that_we_stopped_says_nothing_about_its_source(store, settle):
    settle("partial", stopped=True)
    assert store.sources.state("harbour").next_poll is None
    assert mails(store) == []


def test_a_change_and_its_mail_are_one_transaction(store, settle, monkeypatch):
    settle()
    for number in (1, 2):
        settle("failed", NOW + timedelta(hours=number), gone=1)
    state = store.sources.state("harbour")
    assert (state.health, mails(store)) == (Health.GONE, ["Harbour is gone"])
    settle("failed", NOW + timedelta(hours=9), gone=1)
    assert mails(store) == ["Harbour is gone"]
    assert store.sources.state("harbour").since == state.since
    settle(at=NOW + timedelta(hours=30))
    assert sorted(mails(store)) == ["Harbour is gone", "Harbour is well again"]
    assert store.sources.state("harbour").failures == 0


def test_a_trouble_of_ours_is_told_once_and_once_when_it_is_over(store):
    trouble = Trouble("disk", "3 MB are left", "free some")
    assert begin(store, POLICY, trouble, NOW)
    assert not begin(store, POLICY, trouble, NOW + timedelta(hours=1))
    assert store.troubles.now()["disk"] == (trouble, NOW)
    assert end(store, POLICY, "disk", NOW + timedelta(hours=2))
    assert not end(store, POLICY, "disk", NOW + timedelta(hours=3))
    assert sorted(mails(store)) == [
        "Pactwatch itself: 3 MB are left",
        "Pactwatch itself: over: 3 MB are left",
    ]


def test_what_a_clock_that_was_ahead_wrote_is_put_right(store, settle):
    settle(at=NOW + timedelta(days=1))
    assert mend_schedules(store, {"harbour": SOURCE}, NOW) == 1
    assert NOW < store.sources.state("harbour").next_poll < NOW + timedelta(hours=1)
    assert mend_schedules(store, {"harbour": SOURCE}, NOW) == 0


def test_a_time_beyond_all_schedules_is_due(store):
    store.sources.sync([SOURCE], NOW)
    store.sources.schedule("harbour", NextPoll(NOW + timedelta(days=400), "a wrong clock"))
    store.sources.defer("harbour", NOW + timedelta(days=400))
    assert store.sources.due(["harbour"], NOW) == ("harbour",)
    store.sources.schedule("harbour", NextPoll(NOW + timedelta(days=31), "the longest"))
    assert store.sources.due(["harbour"], NOW) == ()


def test_the_clock_watch_sees_jumps_and_nothing_else():
    clock, steady = [NOW], [0.0]
    watch = ClockWatch(lambda: clock[0], lambda: steady[0])
    for hours, jumped in ((0, False), (1, True), (-1, True), (0, False)):
        clock[0] += timedelta(hours=hours, seconds=5)
        steady[0] += 5
        assert (watch.look() is not None) is jumped


def article(number: int, published: str | None, seen: datetime, store, first: bool = False):
    address = f"http://hospital.example/n/{number}"
    store.frontier.found(SOURCE.id, page(SOURCE.url), links(address), seen)
    found = assessment(address, title=f"Notice {number}", text=f"Text {number} " * 30)
    reading = found.reading
    dated = replace(found, reading=replace(reading, article=replace(reading.article, published_on=published)))
    store.articles.keep(
        replace(dated, page=replace(dated.page, fetched_at=seen)), SOURCE, seen, lambda change: ()
    )


def test_habits_and_delays_come_from_the_dates_of_stored_articles(store):
    store.sources.sync([SOURCE], NOW)
    article(0, "2026-11-01", NOW, store)
    store.polls.add(PollReport("harbour", NOW, NOW, PollOutcome.DONE))
    later = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
    for number, day in enumerate(("2026-11-24", "2026-11-24", "2026-11-23", None), 1):
        article(number, day, later, store)
    habits = store.habits.of("harbour", later)
    days = {date(2026, 11, 1): 1, date(2026, 11, 23): 1, date(2026, 11, 24): 2, date(2026, 11, 25): 1}
    assert dict(habits.published) == days
    delays = store.habits.delays("harbour", "UTC", later)
    assert (delays.articles, delays.p50, delays.p90, delays.exact) == (3, 6.0, 30.0, False)
