"""From the last polls, the habits and the state before to how a source stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.health.letters import key_of, letter_of
from crawler.health.rules import Examination, judge
from crawler.health.silence import longest_gap
from crawler.model import Habits, Health, HealthVerdict, PollOutcome, PollReport, Problem, Source

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
OK = HealthVerdict(Health.OK, None, "")
SOURCE = Source("harbour", "http://site.example/news", "Harbour")


def polls(*facts: dict, outcome: str = "done") -> list[PollReport]:
    """Reports an hour apart, newest first as given."""
    made = []
    for back, fact in enumerate(facts):
        at = NOW - timedelta(hours=back)
        fact = {"outcome": PollOutcome(outcome), "requests": 5, **fact}
        made.append(PollReport("harbour", at, at, **fact))
    return made


def failed(*errors: dict) -> list[PollReport]:
    return polls(*({"errors": error} for error in errors), outcome="failed")


def good(count: int, **fact) -> list[dict]:
    return [{"links_found": 20, "new": 2, "text_chars": 6000, **fact} for _ in range(count)]


def seen(reports, before=OK, **more) -> Examination:
    facts = {"enabled": True, "ever": True, "watched_since": NOW - timedelta(days=90), **more}
    return Examination(before=before, reports=reports, now=NOW, **facts)


def health(*arguments, **more) -> Health:
    return judge(seen(*arguments, **more)).health


def test_a_source_that_is_polled_well_is_ok():
    assert judge(seen(polls(*good(5)))) == OK


def test_a_source_that_is_switched_off_is_paused_whatever_its_polls_say():
    assert health(failed({"gone": 1}), enabled=False) is Health.PAUSED


def test_one_failure_or_two_of_a_source_that_worked_change_nothing():
    assert health([*failed({"network_error": 1}), *polls(*good(3))]) is Health.OK
    assert health([*failed(*[{"network_error": 1}] * 2), *polls(*good(3))]) is Health.OK


def test_three_failures_in_a_row_are_failing_and_say_what_was_met():
    verdict = judge(seen(failed(*[{"http_error": 1}] * 3)))
    assert (verdict.health, verdict.since) == (Health.FAILING, NOW)
    assert "3 polls failed: the server answers with an error" in verdict.why


def test_a_source_that_never_worked_is_told_one_failure_earlier():
    assert health(failed({"gone": 1}), ever=False) is Health.GONE
    assert health(failed({"network_error": 1}), ever=False) is Health.OK
    assert health(failed(*[{"network_error": 1}] * 2), ever=False) is Health.FAILING


@pytest.mark.parametrize(
    ("errors", "state"),
    [
        ({"gone": 1}, Health.GONE),
        ({"moved": 1}, Health.GONE),
        ({"challenge": 1}, Health.CHALLENGED),
        ({"login_wall": 1}, Health.CHALLENGED),
        ({"not_an_article": 1}, Health.LAYOUT_CHANGED),
        ({"robots": 1}, Health.FAILING),
    ],
)
def test_what_names_its_cause_is_believed_at_the_second_time(errors, state):
    reports = [*failed(errors), *polls(*good(2))]
    if errors != {"robots": 1}:
        assert health(reports) is Health.OK
        assert health([*failed(errors), *reports]) is state
    assert health([*failed(errors, errors), *reports]) is state


def test_a_skipped_poll_says_nothing():
    reports = [*polls({}, outcome="skipped"), *failed(*[{"gone": 1}] * 2)]
    assert health(reports) is Health.GONE


def test_one_good_poll_brings_a_failing_source_back():
    before = HealthVerdict(Health.FAILING, NOW - timedelta(days=2), "no connection")
    verdict = judge(seen([*polls(*good(1)), *failed(*[{"network_error": 1}] * 9)], before))
    assert (verdict.health, verdict.since) == (Health.OK, NOW)


def test_a_state_that_stays_keeps_its_beginning():
    since = NOW - timedelta(days=2)
    before = HealthVerdict(Health.FAILING, since, "no connection")
    assert judge(seen(failed(*[{"network_error": 1}] * 5), before)).since == since


def test_a_failure_for_a_reason_of_ours_changes_nothing():
    reports = failed(*[{"network_error": 1}] * 9)
    assert judge(seen(reports, ours="no site can be reached")) == OK


def test_articles_behind_a_check_make_a_source_challenged_though_its_list_is_read():
    reports = polls(*good(2, new=0, text_chars=0, errors={"challenge": 4}), *good(5))
    assert health(reports) is Health.CHALLENGED


def test_a_list_that_shows_a_fifth_of_its_links_has_changed():
    fewer = judge(seen(polls(*good(2, links_found=2), *good(5))))
    assert fewer.health is Health.LAYOUT_CHANGED
    assert "show 2 links, they used to show 20" in fewer.why
    assert health(polls(*good(1, links_found=2), *good(5))) is Health.OK
    assert health(polls(*good(2, links_found=9), *good(5))) is Health.OK


def test_a_list_that_did_not_change_is_no_empty_list():
    still = {"not_modified": 1, "requests": 2}
    assert health(polls(still, still, still, still, *good(5))) is Health.OK


def test_texts_a_quarter_as_long_have_changed():
    short = polls(*good(2, text_chars=400), *good(5))
    assert "articles have 200 characters" in judge(seen(short)).why


def test_pages_that_are_no_articles_any_more_have_changed():
    refused = good(2, new=0, text_chars=0, errors={"not_an_article": 3})
    assert health(polls(*refused, *good(5))) is Health.LAYOUT_CHANGED
    always = good(8, errors={"not_an_article": 8})
    assert health(polls(*always)) is Health.OK


def test_a_changed_layout_is_not_forgotten_by_getting_used_to_it():
    before = HealthVerdict(Health.LAYOUT_CHANGED, NOW - timedelta(hours=29), "fewer links")
    reports = polls(*good(30, links_found=2), *good(5))
    assert health(reports, before) is Health.LAYOUT_CHANGED
    mended = polls(*good(1), *good(29, links_found=2), *good(5))
    assert health(mended, before) is Health.OK


def test_a_site_that_changed_for_good_is_taken_as_it_is_after_two_weeks():
    before = HealthVerdict(Health.LAYOUT_CHANGED, NOW - timedelta(days=15), "fewer links")
    assert health(polls(*good(30, links_found=2)), before) is Health.OK


def every(days: int, count: int, silent: int) -> Habits:
    last = NOW.date() - timedelta(days=silent)
    return Habits(tuple((last - timedelta(days=days * back), 1) for back in range(count - 1, -1, -1)))


def test_silence_beyond_the_rhythm_is_quiet_and_says_how_long():
    verdict = judge(seen(polls(*good(3)), habits=every(1, 60, silent=9)))
    assert verdict.health is Health.QUIET
    assert "9 days; 99 in 100 of its pauses last at most 7" in verdict.why
    assert health(polls(*good(3)), habits=every(1, 60, silent=6)) is Health.OK


def test_a_site_of_one_article_a_month_is_not_quiet_after_a_month():
    assert health(polls(*good(3)), habits=every(30, 12, silent=33)) is Health.OK
    assert health(polls(*good(3)), habits=every(30, 12, silent=250)) is Health.QUIET


def test_a_summer_pause_that_was_seen_before_is_no_surprise():
    days = [NOW.date() - timedelta(days=back) for back in (300, *range(270, 30, -1))]
    habits = Habits(tuple((day, 1) for day in days))
    assert longest_gap(habits) == 7
    few = Habits(tuple((day, 1) for day in (date(2026, 1, 1), date(2026, 3, 1), *days[-5:])))
    assert longest_gap(few) > 59


def test_a_silence_from_before_we_came_is_not_told():
    new = {"habits": every(1, 60, silent=40), "watched_since": NOW - timedelta(days=2)}
    assert health(polls(*good(3)), **new) is Health.OK


def test_too_few_dated_articles_tell_nothing():
    assert health(polls(*good(3)), habits=every(1, 4, silent=300)) is Health.OK


def change(before: Health, after: Health):
    since = NOW - timedelta(days=1)
    return letter_of(SOURCE, HealthVerdict(before, since, "it broke"), HealthVerdict(after, NOW, "why not"))


def test_a_change_is_told_with_its_reason_and_a_cure():
    letter = change(Health.OK, Health.GONE)
    assert letter["subject"] == "Harbour is gone"
    assert "why not" in letter["lines"][1] and "change url" in letter["lines"][2]


def test_a_recovery_is_told_with_what_it_was():
    letter = change(Health.FAILING, Health.OK)
    assert letter["subject"] == "Harbour is well again"
    assert "failing since 2026-11-19 08:00 UTC: it broke" in letter["lines"][1]


@pytest.mark.parametrize("pair", [("ok", "ok"), ("ok", "paused"), ("paused", "ok"), ("gone", "paused")])
def test_what_somebody_did_himself_is_not_told(pair):
    assert change(*map(Health, pair)) is None


def test_each_change_is_a_mail_of_its_own_and_the_same_change_the_same():
    first = HealthVerdict(Health.GONE, NOW, "a")
    assert key_of(SOURCE, first) == key_of(SOURCE, HealthVerdict(Health.GONE, NOW, "b"))
    assert key_of(SOURCE, first) != key_of(SOURCE, HealthVerdict(Health.GONE, NOW + timedelta(1), "a"))


numbers = st.integers(0, 60)
reports = st.builds(
    PollReport,
    st.just("harbour"),
    st.just(NOW),
    st.just(NOW),
    st.sampled_from(PollOutcome),
    requests=numbers,
    not_modified=numbers,
    new=numbers,
    links_found=numbers,
    text_chars=numbers,
    errors=st.dictionaries(
        st.sampled_from([problem.value for problem in Problem]), st.integers(1, 9), max_size=3
    ),
)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(reports, max_size=12),
    st.sampled_from(Health),
    st.dictionaries(st.dates(date(2025, 11, 20), date(2026, 11, 20)), st.integers(1, 5), max_size=30),
    st.booleans(),
)
def test_every_history_gives_one_state_with_a_reason(history, before, days, ever):
    history = [
        replace(report, started_at=NOW - timedelta(hours=back), finished_at=NOW - timedelta(hours=back))
        for back, report in enumerate(history)
    ]
    habits = Habits(tuple(sorted(days.items())))
    known = HealthVerdict(before, NOW - timedelta(days=1), "it was so")
    verdict = judge(seen(history, known, habits=habits, ever=ever))
    assert verdict.health is not Health.PAUSED
    assert verdict.health is Health.OK or (verdict.why and "\n" not in verdict.why)
    again = judge(seen(history, verdict, habits=habits, ever=ever))
    assert again == verdict
