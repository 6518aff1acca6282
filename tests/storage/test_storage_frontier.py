"""Nothing found is lost by a 304, a kill or a cap."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.model import ArticleLink, Frontier, PollOutcome, PollReport, Problem, Validators
from crawler.storage import Store
from tests.storage.pages import CITY, DAY, NOW, SOURCE, assessment, links, page, silent

ENTRY = "http://hospital.example/news"
ONE, TWO, THREE = (f"http://hospital.example/n/{n}" for n in (1, 2, 3))


@pytest.fixture
def frontier(store):
    store.sources.sync([SOURCE, CITY], NOW)
    return store.frontier.bound(SOURCE.id, lambda: NOW)


def urls(pending):
    return [each.url for each in pending]


def test_it_is_what_spiders_work_with(frontier):
    used: Frontier = frontier
    assert used.next(10) == ()


def test_links_are_pending_until_their_article_is_kept(store, frontier):
    assert frontier.found(page(ENTRY), links(ONE, TWO)) == 2
    assert urls(frontier.next(10)) == [ONE, TWO]
    assert urls(frontier.next(10)) == [ONE, TWO]
    store.articles.keep(assessment(ONE), SOURCE, NOW, silent)
    assert urls(frontier.next(10)) == [TWO]
    assert store.frontier.count(SOURCE.id) == 1


def test_a_link_in_another_spelling_is_the_same_link(store, frontier):
    assert frontier.found(page(ENTRY), links(ONE, "https://WWW.hospital.example/n/1/?utm_source=x")) == 1
    store.articles.keep(assessment(ONE + "#top"), SOURCE, NOW, silent)
    assert frontier.next(10) == ()
    assert frontier.found(page(ENTRY), links(ONE)) == 0


def test_a_304_loses_nothing_and_keeps_the_validators(frontier):
    given_headers = [("etag", '"v1"'), ("last-modified", "Mon, 02 Mar 2026 07:00:00 GMT")]
    frontier.found(page(ENTRY, headers=given_headers), links(ONE, TWO))
    assert frontier.validators(ENTRY) == Validators('"v1"', "Mon, 02 Mar 2026 07:00:00 GMT")
    assert frontier.found(page(ENTRY, status=304), ()) == 0
    assert frontier.validators(ENTRY).etag == '"v1"'
    assert urls(frontier.next(10)) == [ONE, TWO]


def test_validators_of_a_page_not_taken_whole_are_not_kept(frontier):
    frontier.found(page(ENTRY, headers=[("etag", '"v1"')]), links(ONE), keep_validators=False)
    assert frontier.validators(ENTRY) == Validators()
    assert urls(frontier.next(10)) == [ONE]


@pytest.mark.parametrize("status", [403, 500])
def test_an_error_page_leaves_no_validators(frontier, status):
    frontier.found(page(ENTRY, status=status, headers=[("etag", '"error"')]), ())
    assert frontier.validators(ENTRY) == Validators()


def test_a_cap_takes_the_newest_and_leaves_the_rest_for_the_next_poll(store, frontier):
    old, new = "http://hospital.example/old", "http://hospital.example/new"
    frontier.found(page(ENTRY), [ArticleLink(old, "", "2020-01-01"), ArticleLink(new, "", "2026-03-01")])
    assert urls(frontier.next(1)) == [new]
    store.articles.keep(assessment(new), SOURCE, NOW, silent)
    assert urls(frontier.next(1)) == [old]


def test_an_undated_link_counts_as_of_the_day_it_was_found_and_a_future_date_is_not_believed(store):
    store.sources.sync([SOURCE], NOW)
    store.frontier.found(SOURCE.id, page(ENTRY), [ArticleLink(ONE, "", "2099-01-01")], NOW - DAY)
    store.frontier.found(SOURCE.id, page(ENTRY), [ArticleLink(TWO, "", None)], NOW)
    store.frontier.found(SOURCE.id, page(ENTRY), [ArticleLink(THREE, "", "not a date")], NOW - 2 * DAY)
    assert urls(store.frontier.next(SOURCE.id, 9, NOW)) == [TWO, ONE, THREE]


def test_the_order_of_the_page_decides_between_links_of_one_day(frontier):
    frontier.found(page(ENTRY), links(THREE, ONE, TWO))
    assert urls(frontier.next(10)) == [THREE, ONE, TWO]


def test_what_the_entry_point_showed_comes_back_with_the_link(frontier):
    frontier.found(page(ENTRY), [ArticleLink(ONE, "Headline 新闻", "2026-03-01")])
    (pending,) = frontier.next(1)
    assert (pending.text, pending.published, pending.reason) == ("Headline 新闻", "2026-03-01", "new")


def test_a_link_stays_pending_for_each_source_until_one_of_them_has_kept_it(store, frontier):
    shared = "http://portal.example/1"
    frontier.found(page(ENTRY), links(shared))
    store.frontier.found(CITY.id, page(CITY.url), links(shared), NOW)
    assert store.frontier.count(CITY.id) == 1
    store.articles.keep(assessment(shared), SOURCE, NOW, silent)
    assert store.frontier.count(CITY.id) == 0
    assert frontier.known([shared]) == {shared}


def test_known_are_stored_and_pending_addresses_in_any_spelling(store, frontier):
    frontier.found(page(ENTRY), links(ONE))
    store.articles.keep(assessment(TWO), SOURCE, NOW, silent)
    asked = [ONE + "?utm_source=a", TWO + "/", THREE]
    assert frontier.known(asked) == frozenset(asked[:2])
    assert frontier.known([]) == frozenset()


def test_a_passing_failure_is_tried_again_later_and_kept_after_five_attempts(store):
    store.sources.sync([SOURCE], NOW)
    store.frontier.found(SOURCE.id, page(ENTRY), links(ONE), NOW)
    now, waits = NOW, []
    while store.frontier.count(SOURCE.id):
        store.frontier.put_off(SOURCE.id, ONE, Problem.NETWORK_ERROR, "reset", now)
        assert store.frontier.next(SOURCE.id, 9, now) == () or store.frontier.count(SOURCE.id) == 0
        start = now
        while store.frontier.count(SOURCE.id) and not store.frontier.next(SOURCE.id, 9, now):
            now += timedelta(minutes=5)
        waits.append(now - start)
    assert len(waits) == 5
    assert waits[:4] == sorted(waits[:4])
    (row,) = store.listing.articles()
    assert (row["url"], row["problem"], row["text"]) == (ONE, "network_error", "")


@pytest.mark.parametrize("problem", [Problem.GONE, Problem.WRONG_TYPE, Problem.ROBOTS, Problem.TOO_LARGE])
def test_a_failure_that_will_not_pass_is_kept_at_once(store, frontier, problem):
    frontier.found(page(ENTRY), links(ONE, TWO))
    frontier.put_off(ONE, problem, "why")
    assert urls(frontier.next(9)) == [TWO]
    assert [row["problem"] for row in store.listing.articles()] == [problem.value]
    assert frontier.known([ONE]) == {ONE}


def test_putting_off_what_nobody_found_does_nothing(store, frontier):
    frontier.put_off(THREE, Problem.GONE, "never heard of it")
    frontier.unchanged(THREE)
    assert store.listing.articles() == []


def test_stored_articles_come_again_at_their_ages_after_what_is_new(store):
    store.sources.sync([SOURCE], NOW)
    headers = [("etag", '"a"')]
    store.articles.keep(assessment(ONE, fetched=page(ONE, headers=headers)), SOURCE, NOW, silent)
    assert store.frontier.next(SOURCE.id, 9, NOW + DAY - timedelta(seconds=1)) == ()
    later = NOW + DAY
    store.frontier.found(SOURCE.id, page(ENTRY), links(TWO), later)
    pending = store.frontier.next(SOURCE.id, 9, later)
    assert [(each.url, each.reason) for each in pending] == [(TWO, "new"), (ONE, "reread")]
    assert pending[1].validators == Validators('"a"', None)
    assert urls(store.frontier.next(SOURCE.id, 1, later)) == [TWO]
    store.frontier.unchanged(SOURCE.id, ONE, later)
    assert urls(store.frontier.next(SOURCE.id, 9, later)) == [TWO]
    assert urls(store.frontier.next(SOURCE.id, 9, NOW + 3 * DAY)) == [TWO, ONE]


def test_ages_missed_while_nothing_ran_are_caught_up_by_one_reading(store):
    store.sources.sync([SOURCE], NOW)
    store.articles.keep(assessment(ONE), SOURCE, NOW, silent)
    late = NOW + 20 * DAY
    assert len(store.frontier.next(SOURCE.id, 9, late)) == 1
    store.articles.keep(assessment(ONE), SOURCE, late, silent)
    assert store.frontier.next(SOURCE.id, 9, NOW + 29 * DAY) == ()
    assert len(store.frontier.next(SOURCE.id, 9, NOW + 30 * DAY)) == 1


@pytest.mark.parametrize(
    ("modified", "due"),
    [
        ("2026-03-05", True),
        ("2026-03-05T10:00:00Z", True),
        ("2026-03-01", False),
        (None, False),
        ("soon", False),
    ],
)
def test_an_article_that_its_sitemap_calls_changed_is_read_again(store, modified, due):
    store.sources.sync([SOURCE], NOW)
    store.articles.keep(assessment(ONE), SOURCE, NOW, silent)
    store.frontier.unchanged(SOURCE.id, ONE, NOW + DAY)
    later = NOW + 3 * DAY - timedelta(hours=1)
    store.frontier.found(SOURCE.id, page(ENTRY), [ArticleLink(ONE, modified=modified)], later)
    assert [each.url for each in store.frontier.next(SOURCE.id, 9, later)] == ([ONE] if due else [])


def test_a_sitemap_that_calls_every_page_changed_now_is_not_believed_every_hour(store):
    store.sources.sync([SOURCE], NOW)
    store.articles.keep(assessment(ONE), SOURCE, NOW, silent)
    soon = NOW + timedelta(hours=17)
    link = ArticleLink(ONE, modified="2026-03-03T00:30:00Z")
    store.frontier.found(SOURCE.id, page(ENTRY), [link], soon)
    assert store.frontier.next(SOURCE.id, 9, soon) == ()


def test_after_the_last_age_an_article_rests(store):
    store.sources.sync([SOURCE], NOW)
    store.articles.keep(assessment(ONE), SOURCE, NOW, silent)
    store.frontier.unchanged(SOURCE.id, ONE, NOW + 365 * DAY)
    assert store.frontier.next(SOURCE.id, 9, NOW + 9999 * DAY) == ()


def test_the_ages_are_a_setting(tmp_path):
    with Store(f"sqlite:///{tmp_path}/x.db", reread_days=(7, 2)) as store:
        store.sources.sync([SOURCE], NOW)
        store.articles.keep(assessment(ONE), SOURCE, NOW, silent)
        assert store.frontier.next(SOURCE.id, 9, NOW + DAY) == ()
        assert len(store.frontier.next(SOURCE.id, 9, NOW + 2 * DAY)) == 1


def test_a_reread_that_fails_touches_nothing_of_the_article(store):
    store.sources.sync([SOURCE], NOW)
    store.articles.keep(assessment(ONE, text="The genuine words."), SOURCE, NOW, silent)
    for attempt in range(6):
        store.frontier.put_off(SOURCE.id, ONE, Problem.NETWORK_ERROR, "reset", NOW + DAY + attempt * DAY)
    (row,) = store.listing.articles()
    assert (row["text"], row["problem"], row["revision"]) == ("The genuine words.", None, 1)


def test_a_failed_reread_is_tried_again_within_hours_then_at_its_next_age(store):
    store.sources.sync([SOURCE], NOW)
    store.articles.keep(assessment(ONE), SOURCE, NOW, silent)
    now = NOW + DAY
    store.frontier.put_off(SOURCE.id, ONE, Problem.HTTP_ERROR, "503", now)
    assert store.frontier.next(SOURCE.id, 9, now) == ()
    assert store.frontier.next(SOURCE.id, 9, now + timedelta(hours=1))[0].attempts == 1
    store.frontier.put_off(SOURCE.id, ONE, Problem.GONE, "404", now)
    assert store.frontier.next(SOURCE.id, 9, NOW + 3 * DAY - timedelta(seconds=1)) == ()
    assert len(store.frontier.next(SOURCE.id, 9, NOW + 3 * DAY)) == 1


def test_a_page_that_is_gone_is_named_so_and_its_text_stays(store):
    store.sources.sync([SOURCE], NOW)
    store.articles.keep(assessment(ONE, text="The genuine words."), SOURCE, NOW, silent)
    store.frontier.put_off(SOURCE.id, ONE, Problem.GONE, "410", NOW + DAY)
    (row,) = store.listing.articles()
    assert (row["text"], row["problem"]) == ("The genuine words.", "gone")
    change = store.articles.keep(assessment(ONE, text="The genuine words."), SOURCE, NOW + 3 * DAY, silent)
    assert (change.problem, change.revision) == (None, 1)


def test_links_of_a_first_poll_stay_links_of_a_first_poll_after_it_has_ended(store):
    store.sources.sync([SOURCE], NOW)
    store.frontier.found(SOURCE.id, page(ENTRY), links(ONE, TWO), NOW)
    first = store.articles.keep(assessment(ONE), SOURCE, NOW, silent)
    store.polls.add(PollReport(SOURCE.id, NOW, NOW, PollOutcome.PARTIAL))
    capped = store.articles.keep(assessment(TWO), SOURCE, NOW + DAY, silent)
    store.frontier.found(SOURCE.id, page(ENTRY), links(THREE), NOW + DAY)
    later = store.articles.keep(assessment(THREE), SOURCE, NOW + DAY, silent)
    assert [each.is_first_poll for each in (first, capped, later)] == [True, True, False]


def test_a_sitemap_of_fifty_thousand_is_taken_in_one_transaction(frontier):
    many = [ArticleLink(f"http://hospital.example/n/{n}", "", None) for n in range(5000)]
    assert frontier.found(page(ENTRY), many) == 5000
    assert frontier.found(page(ENTRY), [*many, *links("http://hospital.example/one-more")]) == 1
    assert len(frontier.known([link.url for link in many])) == 5000


ACTS = st.lists(
    st.tuples(st.sampled_from(["found", "keep", "fail", "gone", "304"]), st.integers(0, 5)), max_size=14
)


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(ACTS)
def test_whatever_happens_every_link_found_is_pending_or_stored(tmp_path_factory, acts):
    with Store("sqlite://") as store:
        store.sources.sync([SOURCE], NOW)
        seen = set()
        for kind, number in acts:
            url = f"http://hospital.example/n/{number}"
            if kind == "found":
                store.frontier.found(SOURCE.id, page(ENTRY), links(url), NOW)
                seen.add(url)
            elif kind == "304":
                store.frontier.found(SOURCE.id, page(ENTRY, status=304), (), NOW)
            elif kind == "keep" and url in seen:
                store.articles.keep(assessment(url), SOURCE, NOW, silent)
            else:
                problem = Problem.GONE if kind == "gone" else Problem.NETWORK_ERROR
                store.frontier.put_off(SOURCE.id, url, problem, "", NOW)
        stored = {row["url"] for row in store.listing.articles(limit=0)}
        pending = {
            each.url for each in store.frontier.next(SOURCE.id, 99, NOW + 2 * DAY) if each.reason == "new"
        }
        assert stored | pending == seen
        assert not stored & pending
