"""When to look next: the three schedules, failures, wishes, and what always holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import Habits, PollOutcome, PollReport, Source
from crawler.polling.adaptive import FLOOR, Rhythm, next_look, rhythm_of
from crawler.polling.cron import next_time, times
from crawler.polling.failures import (
    CHALLENGED,
    HARD,
    ROBOTS,
    SOFT,
    TEMPORARY,
    back_off,
    class_of,
)
from crawler.polling.schedule import Outlook, next_poll, spread, told

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)  # a Friday
BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ("UTC", "Europe/Berlin", "Asia/Shanghai", "Australia/Lord_Howe", "America/Caracas", "Asia/Kolkata")
KINDS = (TEMPORARY, SOFT, CHALLENGED, HARD, ROBOTS)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)
polls = st.sampled_from(["adaptive", "every 5m", "every 1d", "*/10 * * * *", "30 2 * * *", "0 7 * * 1-5"])


def source(poll: str = "adaptive", timezone: str = "UTC", name: str = "harbour") -> Source:
    return Source(name, "http://site.example/", "A site", poll=poll, timezone=timezone)


def report(outcome: str = "done", at: datetime = NOW, **errors: int) -> PollReport:
    return PollReport("harbour", at, at, PollOutcome(outcome), errors=errors)


def weekly(count: int, weeks: int = 10, reports: int = 0, weekdays: tuple[int, ...] = range(5)) -> Habits:
    """Articles spread over the working days of some weeks before NOW."""
    days = [NOW.date() - timedelta(days=back) for back in range(7 * weeks, 0, -1)]
    days = [day for day in days if day.weekday() in weekdays]
    total = count * weeks
    counts = [total // len(days) + (place < total % len(days)) for place in range(len(days))]
    return Habits(tuple((day, n) for day, n in zip(days, counts, strict=True) if n), reports)


def test_every_counts_from_the_start_of_the_last_poll_and_comes_a_little_sooner():
    began = NOW - timedelta(minutes=4)
    found = next_poll(source("every 30m"), NOW, Outlook(report(at=began)))
    sooner = began + timedelta(minutes=30) - found.at
    assert timedelta(seconds=45) <= sooner <= timedelta(seconds=90)
    assert found.why.startswith("every 30m, counted from")


def test_a_cron_line_of_the_same_rhythm_finds_the_source_due_each_time():
    tick = NOW
    for _ in range(20):
        began = tick + timedelta(seconds=5)
        planned = next_poll(source("every 30m"), began + timedelta(seconds=70), Outlook(report(at=began)))
        tick += timedelta(minutes=30)
        assert planned.at <= tick


def test_a_poll_longer_than_its_rhythm_is_followed_by_a_pause():
    found = next_poll(source("every 5m"), NOW, Outlook(report(at=NOW - timedelta(minutes=9))))
    assert found.at == NOW + timedelta(minutes=1)


def test_sources_of_one_rhythm_are_spread_and_each_stays_in_its_place():
    found = {spread(f"site-{number}", timedelta(hours=1)) for number in range(300)}
    assert len(found) > 60
    assert spread("site-1", timedelta(hours=1)) == spread("site-1", timedelta(hours=1))


def test_cron_means_the_clocks_of_the_source():
    found = next_poll(source("0 7 * * *", "Asia/Shanghai"), NOW)
    assert found.at == datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
    assert found.why == "cron 0 7 * * * in Asia/Shanghai"


def test_a_time_the_clocks_skip_is_taken_as_much_later():
    after = datetime(2026, 3, 29, 0, 0, tzinfo=UTC)  # 01:00 in Berlin, an hour before they jump to 03:00
    assert next_time("30 2 * * *", BERLIN, after) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    following = times("30 2 * * *", BERLIN, after, 2)[1]
    assert following == datetime(2026, 3, 30, 0, 30, tzinfo=UTC)


def test_a_time_the_clocks_show_twice_is_taken_once():
    after = datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
    first, second = times("30 2 * * *", BERLIN, after, 2)
    assert first == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


def test_every_quarter_of_an_hour_goes_on_through_the_doubled_hour():
    after = datetime(2026, 10, 24, 23, 50, tzinfo=UTC)
    found = times("*/15 * * * *", BERLIN, after, 12)
    gaps = {later - earlier for earlier, later in pairwise(found)}
    assert gaps == {timedelta(minutes=15)}


@settings(deadline=None, max_examples=60)
@given(
    moments,
    st.sampled_from(ZONES),
    st.sampled_from(["*/10 * * * *", "30 2 * * *", "0 7 * * 1-5", "15 0,12 1 * *"]),
)
def test_cron_is_always_later_and_fits_the_clock_unless_the_clock_jumped(after, zone, expression):
    found = next_time(expression, ZoneInfo(zone), after)
    assert found > after
    local = found.astimezone(ZoneInfo(zone))
    jumped = (found - timedelta(hours=3)).astimezone(ZoneInfo(zone)).utcoffset() != local.utcoffset()
    assert jumped or croniter.match(expression, local.replace(tzinfo=None))


def test_an_expression_that_fits_no_day_is_still_looked_at():
    assert next_time("0 0 30 2 *", BERLIN, NOW) == NOW + timedelta(days=1)


def test_adaptive_looks_each_hour_at_work_and_each_four_hours_at_night():
    rhythm = rhythm_of(None, NOW.date())
    assert next_look(rhythm, ZoneInfo("UTC"), NOW) == NOW + timedelta(hours=1)
    night = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
    assert next_look(rhythm, ZoneInfo("UTC"), night) == night + timedelta(hours=4)


def test_a_wait_that_begins_at_night_ends_soon_after_work_began():
    early = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)  # a Monday; half of the wait is over at eight
    found = next_look(rhythm_of(None, NOW.date()), ZoneInfo("UTC"), early)
    assert found == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def test_the_working_hours_are_those_of_the_sites_zone():
    night_here = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    rhythm = rhythm_of(None, NOW.date())
    assert next_look(rhythm, ZoneInfo("Asia/Shanghai"), night_here) == night_here + timedelta(hours=1)
    assert next_look(rhythm, ZoneInfo("UTC"), night_here) == night_here + timedelta(hours=4)


def test_a_busy_relevant_site_is_looked_at_more_often_and_a_busy_irrelevant_one_hardly_more():
    today = NOW.date()
    usual = rhythm_of(weekly(3), today).working
    busy = rhythm_of(weekly(60), today).working
    relevant = rhythm_of(weekly(60, reports=60), today).working
    rare = rhythm_of(Habits(((date(2026, 1, 5), 4), (date(2026, 6, 1), 4))), today).working
    assert relevant < busy < usual < rare


def test_rates_alone_do_not_decide():
    """Twenty times the articles with a twentieth of the relevance: about the same rhythm."""
    today = NOW.date()
    hospital = rhythm_of(weekly(4, weeks=50, reports=20), today).working
    city = rhythm_of(weekly(80, weeks=50, reports=20), today).working
    assert 0.6 < city / hospital < 1.6


def test_weekdays_are_learned_where_the_articles_say_so():
    assert rhythm_of(weekly(10, weekdays=(6, 0, 1, 2, 3)), NOW.date()).days == {6, 0, 1, 2, 3}
    assert rhythm_of(weekly(2, weekdays=(6, 0)), NOW.date()).days == set(range(5))


rhythms = st.builds(
    Rhythm,
    st.timedeltas(timedelta(minutes=15), timedelta(hours=4)),
    st.timedeltas(timedelta(hours=1), timedelta(hours=12)),
    st.frozensets(st.integers(0, 6)),
)


@settings(deadline=None, max_examples=60)
@given(rhythms, st.sampled_from(ZONES), moments)
def test_adaptive_always_moves_on_and_keeps_the_floor(rhythm, zone, now):
    found = next_look(rhythm, ZoneInfo(zone), now)
    shortest = min(rhythm.working, rhythm.resting) - timedelta(seconds=1)
    assert shortest <= found - now <= FLOOR


@pytest.mark.parametrize(
    ("errors", "kind"),
    [
        ({"network_error": 3}, TEMPORARY),
        ({"http_error": 1}, TEMPORARY),
        ({}, TEMPORARY),
        ({"challenge": 1, "network_error": 1}, CHALLENGED),
        ({"gone": 2, "network_error": 1}, HARD),
        ({"robots": 1}, ROBOTS),
        ({"not_an_article": 1}, SOFT),
        ({"gone": 1, "network_error": 5}, TEMPORARY),
        ({"a_name_of_tomorrow": 1}, TEMPORARY),
    ],
)
def test_most_of_the_errors_name_the_class(errors, kind):
    assert class_of(errors) is kind


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_wait_doubles_and_has_an_end(kind):
    waits = [back_off(kind, count) for count in range(1, 60)]
    assert waits[0] == kind.first
    assert waits == sorted(waits)
    assert waits[-1] == kind.most


def failed(count: int, poll: str = "every 1h", **errors: int):
    return next_poll(source(poll), NOW, Outlook(report("failed", **errors), failures=count))


def test_what_passes_is_tried_again_before_its_time_and_then_ever_more_seldom():
    waits = [failed(count, "every 1d", network_error=1).at - NOW for count in (1, 2, 3, 20)]
    assert waits == [timedelta(minutes=10), timedelta(minutes=20), timedelta(minutes=40), timedelta(hours=6)]


def test_a_refusal_never_brings_the_next_poll_forward():
    weekly_poll = failed(1, "0 7 * * 1", robots=1)
    assert weekly_poll.at == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert "robots.txt refuses" in weekly_poll.why


def test_a_source_that_fails_for_months_is_slowed_and_said_so():
    found = failed(500, gone=1)
    assert found.at == NOW + timedelta(hours=48)
    assert (
        found.why
        == "in 2 d: the last 500 polls failed (its address is gone); it is asked every 2 d from now on"
    )


def test_the_first_success_brings_the_schedule_back():
    found = next_poll(source("every 1h"), NOW, Outlook(report("partial", gone=3), failures=0))
    assert found.at < NOW + timedelta(hours=1)


def test_a_trouble_of_ours_is_not_held_against_the_source():
    outlook = Outlook(report("failed", network_error=1), failures=9, ours="no site can be reached")
    found = next_poll(source("every 1d"), NOW, outlook)
    assert found.at == NOW + timedelta(minutes=10)
    assert "not to blame" in found.why


def test_a_servers_wish_is_kept_and_named():
    wish = NOW + timedelta(hours=9)
    found = next_poll(source("every 1h"), NOW, Outlook(report("failed", http_error=1), 1, wish))
    assert found.at == wish
    assert "2026-11-20 18:30 UTC (Retry-After)" in found.why


def test_a_wish_of_thirty_years_is_a_week():
    found = next_poll(source(), NOW, Outlook(report(), deferred_until=NOW + timedelta(days=9999)))
    assert found.at == NOW + timedelta(days=7)


outlooks = st.builds(
    Outlook,
    st.none()
    | st.builds(
        lambda outcome, back, errors: PollReport("harbour", NOW - back, NOW, outcome, errors=errors),
        st.sampled_from(PollOutcome),
        st.timedeltas(timedelta(), timedelta(hours=30)),
        st.dictionaries(
            st.sampled_from(["gone", "robots", "challenge", "empty", "http_error"]), st.integers(1, 9)
        ),
    ),
    st.integers(0, 10**6),
    st.none() | st.timedeltas(timedelta(days=-900), timedelta(days=9999)).map(lambda span: NOW + span),
)


@settings(deadline=None, max_examples=150)
@given(polls, st.sampled_from(ZONES), outlooks)
def test_the_next_poll_is_always_later_never_given_up_and_always_explained(poll, zone, outlook):
    found = next_poll(source(poll, zone), NOW, outlook)
    assert NOW < found.at <= NOW + timedelta(days=7)
    assert found.why and "\n" not in found.why
    if outlook.deferred_until is not None and outlook.deferred_until < NOW + timedelta(days=7):
        assert found.at >= outlook.deferred_until


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=12), "12 s"),
        (timedelta(minutes=90), "1 h 30 min"),
        (timedelta(days=2), "2 d"),
        (timedelta(days=1, hours=3, minutes=4), "1 d 3 h"),
    ],
)
def test_spans_are_told_in_words(span, words):
    assert told(span) == words
