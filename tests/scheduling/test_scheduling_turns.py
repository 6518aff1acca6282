"""Processes that poll side by side keep the delay between requests to a host that their sources share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.model import EntryKind, EntryPoint, Source
from crawler.runner.turns import shared_hosts
from tests import site as scripted
from tests.end_to_end.house import House
from tests.scheduling.stage import publish, watch
from tests.storage import conftest

store, url = conftest.store, conftest.url
postgresql, postgresql_store, postgresql_apart = (
    conftest.postgresql,
    conftest.postgresql_store,
    conftest.postgresql_apart,
)

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_turn_is_one_until_the_next_may_be_taken(store):
    turns = store.turns
    assert turns.take("one.example", 2.0, NOW) == 0
    assert turns.take("one.example", 2.0, NOW + 0.5 * SECOND) == 1.5
    assert turns.take("two.example", 2.0, NOW) == 0
    assert turns.take("one.example", 2.0, NOW + 2 * SECOND) == 0
    turns.hold("one.example", 30, NOW + 3 * SECOND)
    turns.hold("one.example", 5, NOW + 3 * SECOND)
    assert turns.take("one.example", 2.0, NOW + 10 * SECOND) == 23
    turns.hold("one.example", 86_400, NOW + 40 * SECOND)
    assert turns.take("one.example", 2.0, NOW + 40 * SECOND) == 61


def test_a_turn_that_a_clock_far_ahead_has_booked_holds_nobody(store):
    store.turns.take("one.example", 2.0, NOW + timedelta(hours=1))
    assert store.turns.take("one.example", 2.0, NOW) == 0


def test_hosts_of_two_sources_are_shared_and_others_are_not():
    one = Source("one", "http://a.example/news/", "One")
    entry = EntryPoint("http://b.example/feed", EntryKind.FEED)
    two = replace(one, id="two", url="http://c.example/", entry_points=(entry,))
    assert shared_hosts([one, two]) == frozenset()
    assert shared_hosts([one, two, replace(two, id="three")]) == {"b.example", "c.example"}
    assert shared_hosts([one, replace(one, id="four", url="http://A.example:8080/x")]) == {"a.example"}


def test_two_polls_at_once_ask_their_host_as_seldom_as_one_would(tmp_path):
    delay = 0.4
    with scripted.site() as site:
        house = House(tmp_path, DELAY=str(delay))
        for name in ("one", "two"):
            publish(site, name, [1, 2, 3])
            watch(house, site, name)
        running = [house.start("poll", name) for name in ("one", "two")]
        assert [process.communicate(timeout=120)[1] for process in running] == ["", ""]
        asked = sorted(one.at for one in site.asked)
    assert len(asked) >= 10
    # Each for itself they take half of that. (A busy machine delays requests, also the first one.)
    assert asked[-1] - asked[0] > 0.8 * delay * (len(asked) - 1)
