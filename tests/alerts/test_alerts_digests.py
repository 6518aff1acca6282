"""Digests: at the reader's hour, nothing lost between two, silence told too."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from crawler.alerts import digests
from crawler.alerts.compose import compose
from crawler.alerts.digests import digest, last_boundary, write_digests
from crawler.alerts.facts import agreement_facts
from crawler.alerts.policy import AlertPolicy
from crawler.alerts.rules import decide
from crawler.alerts.subscriptions import Subscription
from crawler.model import Health, SourceState
from tests.alerts.rows import NOW, SENDER, change

DAILY = Subscription("daily", to=("d@x.example",), when="daily", at=time(7, 0), zone="Asia/Shanghai")
WEEKLY = replace(DAILY, id="weekly", when="weekly", weekday="friday")
DAY = timedelta(days=1)


def test_the_hour_is_the_readers_own():
    assert last_boundary(DAILY, NOW) == datetime(2026, 11, 19, 23, 0, tzinfo=UTC)
    assert last_boundary(WEEKLY, NOW) == datetime(2026, 11, 19, 23, 0, tzinfo=UTC)
    assert last_boundary(WEEKLY, NOW - DAY) == datetime(2026, 11, 12, 23, 0, tzinfo=UTC)


def test_the_hour_stays_when_clocks_change():
    berlin = replace(DAILY, zone="Europe/Berlin")
    summer = last_boundary(berlin, datetime(2026, 10, 24, 12, tzinfo=UTC))
    winter = last_boundary(berlin, datetime(2026, 10, 25, 12, tzinfo=UTC))
    assert (summer.hour, winter.hour) == (5, 6)


def facts(number, **more):
    found = agreement_facts(change(number, **more).agreements[0])
    return {**found, "record_url": f"https://watch.example/agreements/ag-{number}"}


STATES = (
    SourceState("harbour"),
    SourceState("still"),
    SourceState("hushed", health=Health.QUIET),
    SourceState("broken", health=Health.FAILING, why="no answer for two days"),
    SourceState("left", present=False, health=Health.FAILING),
)


def test_a_digest_groups_by_country_and_source_and_says_who_was_sick_or_quiet():
    items = [facts(1), facts(2, country="FR"), facts(3)]
    (alert,) = digest(DAILY, (NOW - DAY, NOW), items, STATES, AlertPolicy(domain="x.example"))
    text = compose(alert, SENDER, ("d@x.example",), NOW).text
    assert alert.subject == "Daily digest 2026-11-20: 3 new agreements"
    assert text.index("CN, DE") if "CN, DE" in text else text.index("DE") < text.index("FR")
    assert text.count("harbour\n") == 2
    assert "broken: fails (no answer for two days)" in text
    assert "still, hushed" in text
    assert "left" not in text
    assert digest(DAILY, (NOW - DAY, NOW), items, STATES, AlertPolicy(domain="x.example")) == (alert,)


def test_a_long_digest_is_cut_and_says_so():
    items = [facts(number) for number in range(digests.MOST + 5)]
    (alert,) = digest(DAILY, (NOW - DAY, NOW), items, (), AlertPolicy())
    assert "5 more agreements are in the record" in compose(alert, SENDER, ("d@x.example",), NOW).text


def readers(*some):
    return AlertPolicy(domain="example.org", subscriptions=some)


def test_a_period_has_one_digest_and_an_empty_one_is_sent_unless_unwanted(store):
    silent = replace(DAILY, id="silent", empty=False)
    policy = readers(DAILY, silent)
    assert write_digests(store, policy, NOW) == 0
    assert write_digests(store, policy, NOW + DAY) == 1
    assert write_digests(store, policy, NOW + DAY) == 0
    assert write_digests(store, policy, NOW + 2 * DAY) == 1
    assert [row["kind"] for row in store.listing.alerts()] == ["digest"] * 2


def test_what_matched_is_told_in_the_next_digest_once_also_after_days_without_one(store, monkeypatch):
    policy = readers(DAILY)
    write_digests(store, policy, NOW)
    store.outbox.add(decide(change(), policy, NOW))
    monkeypatch.setattr(digests, "_fresh", lambda store, facts, agreement_id: facts)
    assert write_digests(store, policy, NOW + 5 * DAY) == 1
    (row,) = store.listing.alerts()
    assert "1 new agreement" in row["subject"]
    write_digests(store, policy, NOW + 6 * DAY)
    assert "0 new agreements" in store.listing.alerts()[0]["subject"]


def test_a_dismissed_agreement_is_taken_out_of_the_digest(store):
    policy = readers(DAILY)
    write_digests(store, policy, NOW)
    store.outbox.add(decide(change(), policy, NOW))
    write_digests(store, policy, NOW + DAY)
    assert "0 new agreements" in store.listing.alerts()[0]["subject"]
