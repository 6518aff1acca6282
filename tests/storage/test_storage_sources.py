"""What is watched, what is due, and what a poll says of its source."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.errors import StoreError
from crawler.model import (
    ArticleLink,
    Health,
    HealthVerdict,
    NextPoll,
    PollOutcome,
    PollReport,
)
from crawler.storage import Ages
from tests.storage.pages import CITY, DAY, NOW, SOURCE, page

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def report(outcome, at=NOW, source=SOURCE.id):
    return PollReport(source, at, at + HOUR, outcome)


def test_rows_follow_the_files_and_nothing_is_forgotten(store):
    store.sources.sync([SOURCE, CITY], NOW)
    store.sources.schedule(CITY.id, NextPoll(NOW + HOUR, "soon"))
    store.sources.sync([SOURCE], NOW + DAY)
    states = {state.id: state for state in store.sources.states()}
    assert (states[CITY.id].present, states[CITY.id].next_poll) == (False, NOW + HOUR)
    store.sources.sync([SOURCE, replace(CITY, name="Renamed")], NOW + 2 * DAY)
    assert (store.sources.state(CITY.id).present, store.sources.state(CITY.id).first_seen) == (True, NOW)


def test_a_source_whose_schedule_or_address_was_changed_is_due_at_once(store):
    hourly = replace(SOURCE, poll="every 1h")
    store.sources.sync([hourly, CITY], NOW)
    for name in (hourly.id, CITY.id):
        store.sources.schedule(name, NextPoll(NOW + 7 * DAY, "as it was"))
    renamed = replace(CITY, name="Another name", max_articles=9)
    store.sources.sync([hourly, renamed], NOW)
    assert store.sources.due([hourly.id, CITY.id], NOW) == ()
    store.sources.sync([replace(hourly, poll="every 10m"), renamed], NOW)
    assert store.sources.due([hourly.id, CITY.id], NOW) == (hourly.id,)
    assert "file was changed" in store.sources.state(hourly.id).next_why
    store.sources.defer(hourly.id, NOW + HOUR)
    assert store.sources.due([hourly.id], NOW) == ()


def test_an_unknown_source_is_one_line(store):
    with pytest.raises(StoreError, match="source nowhere: not in the database"):
        store.sources.state("nowhere")


def test_never_polled_come_first_then_the_longest_overdue(store):
    names = ["never", "late", "later", "tomorrow", "deferred", "paused"]
    store.sources.sync([replace(SOURCE, id=name) for name in names], NOW)
    for name, hours in (("late", 1), ("later", 5), ("tomorrow", -24), ("deferred", 2), ("paused", 2)):
        store.sources.schedule(name, NextPoll(NOW - hours * HOUR, "so"))
    store.sources.defer("deferred", NOW + HOUR)
    store.sources.pause("paused", NOW + HOUR)
    assert store.sources.due(names, NOW) == ("never", "later", "late")
    assert store.sources.due(["late", "unknown"], NOW) == ("late",)
    assert store.sources.due([], NOW) == ()
    assert set(store.sources.due(names, NOW + HOUR)) == {"never", "late", "later", "deferred", "paused"}


def test_what_polls_say_of_their_source(store):
    store.sources.sync([SOURCE], NOW)
    for outcome in (PollOutcome.FAILED, PollOutcome.FAILED, PollOutcome.SKIPPED):
        store.polls.add(report(outcome))
    state = store.sources.state(SOURCE.id)
    assert (state.failures, state.last_success, state.first_poll_done) == (2, None, False)
    store.polls.add(report(PollOutcome.PARTIAL))
    state = store.sources.state(SOURCE.id)
    assert (state.failures, state.last_success, state.first_poll_done) == (0, NOW + HOUR, True)


def test_health_and_schedule_are_kept_with_their_reasons(store):
    store.sources.sync([SOURCE], NOW)
    store.sources.set_health(SOURCE.id, HealthVerdict(Health.QUIET, NOW, "no news for a month"))
    store.sources.schedule(SOURCE.id, NextPoll(NOW + HOUR, "working hours"))
    state = store.sources.state(SOURCE.id)
    assert (state.health, state.since, state.why) == (Health.QUIET, NOW, "no news for a month")
    assert (state.next_poll, state.next_why) == (NOW + HOUR, "working hours")


def test_old_reports_are_pruned_but_the_newest_of_each_source_stays(store):
    store.sources.sync([SOURCE, CITY], NOW)
    for days in (900, 800, 10):
        store.polls.add(report(PollOutcome.DONE, NOW - days * DAY))
    store.polls.add(report(PollOutcome.DONE, NOW - 900 * DAY, CITY.id))
    assert store.prune(NOW).polls == 2
    assert [len(store.polls.recent(name, 9)) for name in (SOURCE.id, CITY.id)] == [1, 1]
    assert store.prune(NOW, Ages(polls=DAY)).polls == 0


def test_the_log_of_a_mail_still_to_go_out_is_not_pruned(store):
    from crawler.model import Alert, AlertKind

    for name in ("waiting", "done"):
        store.outbox.add([Alert(name, AlertKind.TEST, "s", {}, "<m>", NOW)])
        store.outbox.failed(name, NOW, "later", permanent=False, next_attempt=None)
    store.outbox.sent("done", NOW)
    assert store.prune(NOW + 400 * DAY).deliveries == 2
    assert len(store.outbox.get("waiting").log) == 1


def test_nothing_repeats_on_a_site_until_a_first_poll_has_ended(store):
    store.sources.sync([SOURCE], NOW)
    for number in range(4):
        store.sites.learn(SOURCE.id, f"http://hospital.example/n/{number}", ["menu"], [" - Lakeside"])
    context = store.sites.context(SOURCE, "http://hospital.example/n/9", (SOURCE,))
    assert (context.repeated_blocks, context.site_suffixes) == (frozenset(), ())


def test_what_repeats_on_three_pages_of_a_site_belongs_to_the_site(store):
    store.sources.sync([SOURCE], NOW)
    store.polls.add(report(PollOutcome.DONE, NOW))
    for number in (1, 2, 2, 2):
        url = f"http://hospital.example/n/{number}"
        store.sites.learn(SOURCE.id, url, ["menu", f"own {number}"], [" - Lakeside"])
    context = store.sites.context(SOURCE, "http://hospital.example/n/9", (SOURCE, CITY))
    assert (context.repeated_blocks, context.site_suffixes) == (frozenset(), ())
    store.sites.learn(SOURCE.id, "http://hospital.example/n/3", ["menu"], [" - Lakeside", "x" * 500])
    context = store.sites.context(SOURCE, "http://hospital.example/n/9", (SOURCE, CITY))
    assert (context.repeated_blocks, context.site_suffixes) == (frozenset({"menu"}), (" - Lakeside",))
    assert store.sites.context(CITY, "http://city.example/1", ()).repeated_blocks == frozenset()


def test_a_page_is_read_in_the_light_of_the_moment_its_link_was_found(store):
    """Else what is cut from a page would hang on which of its neighbours was read first."""
    store.sources.sync([SOURCE], NOW)
    store.polls.add(report(PollOutcome.DONE, NOW))
    early, late = "http://hospital.example/n/8", "http://hospital.example/n/9"
    found(store, early, NOW)
    for minute in (1, 2, 3):
        url = f"http://hospital.example/n/{minute}"
        store.sites.learn(SOURCE.id, url, ["menu"], [" - Lakeside"], NOW + minute * MINUTE)
    found(store, late, NOW + 4 * MINUTE)
    found(store, "http://hospital.example/n/10", NOW + 3 * MINUTE)
    known = {
        url: store.sites.context(SOURCE, "http://elsewhere.example/moved", (SOURCE,), url).repeated_blocks
        for url in (early, late, "http://hospital.example/n/10")
    }
    assert [set(each) for each in known.values()] == [set(), {"menu"}, set()]
    assert store.sites.context(SOURCE, early, (SOURCE,)).site_suffixes == ()


def test_what_the_first_poll_found_is_read_alike_in_later_polls_too(store):
    store.sources.sync([SOURCE], NOW)
    found(store, "http://hospital.example/n/9", NOW)
    store.polls.add(report(PollOutcome.PARTIAL, NOW))
    for number in range(4):
        store.sites.learn(SOURCE.id, f"http://hospital.example/n/{number}", ["menu"])
    context = store.sites.context(SOURCE, "http://hospital.example/n/9", (SOURCE,))
    assert context.repeated_blocks == frozenset()


def found(store, url, now):
    entry = page("http://hospital.example/news", now=now)
    store.frontier.found(SOURCE.id, entry, [ArticleLink(url)], now)


def test_the_context_names_the_watched_hosts_and_the_pages_last_words(store):
    from tests.storage.pages import assessment, silent

    store.sources.sync([SOURCE], NOW)
    url = "http://hospital.example/n/1"
    store.articles.keep(assessment(url, title="Was", text="Said"), SOURCE, NOW, silent)
    context = store.sites.context(SOURCE, url + "?utm_source=x", (SOURCE, CITY))
    assert (context.source_id, context.organisation) == (SOURCE.id, "Lakeside Hospital")
    assert context.watched_hosts == (("hospital.example", "Lakeside Hospital"),)
    assert (context.previous_title, context.previous_text) == ("Was", "Said")
    assert store.sites.context(SOURCE, "http://hospital.example/other", ()).previous_text is None
