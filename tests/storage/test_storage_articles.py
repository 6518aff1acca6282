"""Keeping a page: one transaction, once, and never at the cost of what was read before."""

import pytest
from sqlalchemy import select

from crawler.errors import StoreError
from crawler.model import Novelty, Problem, Verdict
from crawler.storage.schema import revisions
from tests.storage.pages import (
    CITY,
    DAY,
    NOW,
    SOURCE,
    agreement,
    alert_each,
    assessment,
    links,
    page,
    silent,
)

URL = "http://hospital.example/n/1"
PACT = agreement("Lakeside Hospital", "Northern Clinic")
LONG = " ".join(f"word{n} about the visit" for n in range(60))


@pytest.fixture(autouse=True)
def _known(store):
    store.sources.sync([SOURCE, CITY], NOW)


def everything(store):
    listing = store.listing
    return (listing.agreements(), listing.articles(), listing.junk(), listing.alerts())


def test_a_new_article_is_kept_with_its_agreement_and_its_alert(store):
    store.frontier.found(SOURCE.id, page(SOURCE.url), links(URL), NOW)
    change = store.articles.keep(assessment(URL, agreements=[PACT]), SOURCE, NOW, alert_each)
    assert (change.novelty, change.revision, change.source_id) == (Novelty.NEW, 1, SOURCE.id)
    (told,) = change.agreements
    assert (told.created, told.status, told.alerted, told.previous_status) == (True, "new", False, None)
    assert [row["url"] for row in told.reports] == [URL]
    assert [row["agreement_id"] for row in store.listing.alerts()] == [told.id]
    assert store.frontier.count(SOURCE.id) == 0


def test_the_same_assessment_again_changes_nothing(store):
    same = assessment(URL, agreements=[PACT], junk=Verdict.INJECTED)
    store.articles.keep(same, SOURCE, NOW, alert_each)
    before = everything(store)
    for _ in range(3):
        change = store.articles.keep(same, SOURCE, NOW, alert_each)
        assert (change.novelty, change.revision, change.agreements) == (Novelty.UNCHANGED, 1, ())
    assert everything(store) == before


def test_a_revision_rises_only_with_the_cleaned_title_or_text(store):
    def kept(**what):
        return store.articles.keep(assessment(URL, **what), SOURCE, NOW, silent)

    assert kept(title="One", text="Words").revision == 1
    assert kept(title="One", text="Words", junk=Verdict.INJECTED).revision == 1
    assert kept(title="One", text="Words", published="2026-01-01").revision == 1
    assert kept(title="Two", text="Words").novelty is Novelty.UPDATED
    assert kept(title="Two", text="Other words").revision == 3
    assert kept(title="Two", text="Other words").novelty is Novelty.UNCHANGED
    assert store.listing.articles()[0]["junk"] == "clean"


def test_a_page_that_goes_to_and_fro_alerts_once_and_stores_each_text_once(store):
    for _ in range(4):
        for text in ("First words", "Second words"):
            told = assessment(URL, text=text, agreements=[PACT])
            store.articles.keep(told, SOURCE, NOW, alert_each)
    assert len(store.listing.alerts()) == len(store.listing.agreements()) == 1
    with store.reading() as connection:
        texts = [row.text for row in connection.execute(select(revisions)) if row.text is not None]
    assert sorted(texts) == ["First words", "Second words"]


def test_an_update_is_a_revision_and_no_second_alert(store):
    store.articles.keep(assessment(URL, text="First", agreements=[PACT]), SOURCE, NOW, alert_each)
    change = store.articles.keep(
        assessment(URL, text="Second", agreements=[PACT]), SOURCE, NOW + DAY, alert_each
    )
    assert (change.novelty, change.revision) == (Novelty.UPDATED, 2)
    assert len(store.listing.alerts()) == 1
    assert store.listing.articles()[0]["text"] == "Second"


@pytest.mark.parametrize("problem", list(Problem))
def test_a_page_with_a_problem_is_kept_and_never_yields_an_agreement(store, problem):
    change = store.articles.keep(assessment(URL, problem=problem, agreements=[PACT]), SOURCE, NOW, alert_each)
    assert change.problem == problem.value
    assert store.listing.agreements() == store.listing.alerts() == []
    assert [(row["url"], row["problem"]) for row in store.listing.articles()] == [(URL, problem.value)]


@pytest.mark.parametrize("problem", [Problem.CHALLENGE, Problem.SOFT_404, Problem.EMPTY, Problem.HTTP_ERROR])
def test_an_article_once_read_well_is_not_destroyed_by_a_later_problem(store, problem):
    headers = [("etag", '"good"')]
    told = assessment(URL, text="Genuine", agreements=[PACT], fetched=page(URL, headers=headers))
    store.articles.keep(told, SOURCE, NOW, alert_each)
    before = everything(store)
    bad = assessment(URL, problem=problem, fetched=page(URL, headers=[("etag", '"bad"')]))
    change = store.articles.keep(bad, SOURCE, NOW + DAY, alert_each)
    assert (change.novelty, change.problem, change.agreements) == (Novelty.UNCHANGED, problem.value, ())
    assert everything(store) == before
    assert store.frontier.validators(SOURCE.id, URL).etag == '"good"'


def test_a_page_that_could_not_be_read_at_first_is_new_when_it_can(store):
    store.articles.keep(assessment(URL, problem=Problem.EMPTY), SOURCE, NOW, alert_each)
    change = store.articles.keep(assessment(URL, agreements=[PACT]), SOURCE, NOW + DAY, alert_each)
    assert (change.novelty, change.revision, change.problem) == (Novelty.NEW, 1, None)
    assert len(store.listing.alerts()) == 1


def test_two_dead_links_that_lead_to_the_home_page_stay_two(store):
    home = "http://hospital.example/"
    for number in (1, 2):
        dead = page(home, requested=f"http://hospital.example/dead/{number}")
        told = assessment(home, problem=Problem.SOFT_404, fetched=dead)
        store.articles.keep(told, SOURCE, NOW, silent)
    assert len(store.listing.articles()) == 2


def test_an_article_reached_by_two_addresses_is_one_article(store):
    other = "http://hospital.example/short/1"
    store.frontier.found(SOURCE.id, page(SOURCE.url), links(URL, other), NOW)
    store.articles.keep(assessment(URL), SOURCE, NOW, silent)
    redirected = assessment(URL, fetched=page(URL, requested=other))
    assert store.articles.keep(redirected, SOURCE, NOW, silent).novelty is Novelty.UNCHANGED
    assert store.frontier.count(SOURCE.id) == 0
    assert len(store.listing.articles()) == 1


def test_an_article_that_moved_is_the_same_article(store):
    store.articles.keep(assessment(URL, title="One", text="Words"), SOURCE, NOW, silent)
    moved = page("http://hospital.example/archive/1", requested=URL)
    again = assessment(moved.url, title="One", text="Words", fetched=moved)
    assert store.articles.keep(again, SOURCE, NOW + DAY, silent).novelty is Novelty.UNCHANGED


def test_a_copy_points_to_the_earliest_original_and_is_a_report_too(store):
    store.articles.keep(assessment(URL, text=LONG, agreements=[PACT]), SOURCE, NOW, alert_each)
    reprint, third = "http://city.example/1", "http://portal.example/1"
    change = store.articles.keep(
        assessment(reprint, title="Reprint", text=LONG + " By our staff.", agreements=[PACT]),
        CITY,
        NOW + DAY,
        alert_each,
    )
    assert change.novelty is Novelty.COPY
    store.articles.keep(assessment(third, text=LONG, agreements=[PACT]), CITY, NOW + DAY, alert_each)
    rows = {row["url"]: row["duplicate_of"] for row in store.listing.articles()}
    assert rows == {URL: None, reprint: URL, third: URL}
    assert len(store.listing.agreements()[0]["reports"]) == 3
    assert len(store.listing.alerts()) == 1


def test_alike_pages_of_two_agreements_are_no_copies(store):
    other = agreement("Lakeside Hospital", "Southern Clinic")
    store.articles.keep(assessment(URL, text=LONG, agreements=[PACT]), SOURCE, NOW, alert_each)
    twin = assessment("http://city.example/1", text=LONG, agreements=[other])
    assert store.articles.keep(twin, CITY, NOW, alert_each).novelty is Novelty.NEW
    assert [row["duplicate_of"] for row in store.listing.articles()] == [None, None]


def test_a_mirror_is_nobodys_original(store):
    mirror = assessment("http://evil.example/1", text=LONG, junk=Verdict.MIRROR)
    store.articles.keep(mirror, CITY, NOW, silent)
    assert store.articles.keep(assessment(URL, text=LONG), SOURCE, NOW + DAY, silent).novelty is Novelty.NEW


def test_a_later_copy_does_not_make_its_original_a_copy(store):
    store.articles.keep(assessment(URL, text=LONG), SOURCE, NOW, silent)
    store.articles.keep(assessment("http://city.example/1", text=LONG), CITY, NOW, silent)
    store.articles.keep(assessment(URL, text=LONG + " Corrected."), SOURCE, NOW + DAY, silent)
    rows = {row["url"]: row["duplicate_of"] for row in store.listing.articles()}
    assert rows == {URL: None, "http://city.example/1": URL}


def test_candidates_are_found_by_digest_and_by_likeness_but_never_the_page_itself(store):
    from crawler.dedupe import fingerprint

    store.articles.keep(assessment(URL, text=LONG, agreements=[PACT]), SOURCE, NOW, silent)
    for text in (LONG, LONG + " One more."):
        (found,) = store.articles.candidates(fingerprint("t", text), "http://city.example/1")
        assert found.url == URL
        assert found.agreements[0].signed == "2026-02-27"
    assert store.articles.candidates(fingerprint("t", LONG), URL + "?utm_source=x") == ()
    assert store.articles.candidates(fingerprint("t", "Other words"), "http://city.example/1") == ()
    assert store.articles.candidates(None, URL) == ()


def test_a_date_printed_beside_the_link_survives_a_reread_without_it(store):
    store.articles.keep(assessment(URL, published="2026-02-01"), SOURCE, NOW, silent)
    store.articles.keep(assessment(URL, published=None, text="New words"), SOURCE, NOW + DAY, silent)
    assert store.listing.articles()[0]["published_on"] == "2026-02-01"


def test_when_the_rule_fails_nothing_is_kept(store):
    store.frontier.found(SOURCE.id, page(SOURCE.url), links(URL), NOW)

    def broken(change):
        raise RuntimeError("the rule is broken")

    with pytest.raises(RuntimeError):
        store.articles.keep(assessment(URL, agreements=[PACT]), SOURCE, NOW, broken)
    assert everything(store) == ([], [], [], [])
    assert store.frontier.count(SOURCE.id) == 1


@pytest.mark.parametrize(
    "hostile", ["a\x00b", "lone \ud800 half", "\U0001f600" * 10, "' ; DROP TABLE x --", "%s {}"]
)
def test_hostile_text_is_kept_character_for_character(store, hostile):
    pact = agreement(f"Clinic {hostile}", f"Hospital {hostile}")
    told = assessment(URL, title=hostile, text=hostile, agreements=[pact], published=hostile)
    store.articles.keep(told, SOURCE, NOW, alert_each)
    assert store.articles.keep(told, SOURCE, NOW, alert_each).novelty is Novelty.UNCHANGED
    (row,) = store.listing.articles()
    assert len(row["text"]) == len(hostile)
    assert len(store.listing.agreements()) == 1


def test_a_naive_time_is_refused(store):
    with pytest.raises(StoreError, match="aware"):
        store.articles.keep(assessment(URL), SOURCE, NOW.replace(tzinfo=None), silent)


def test_planted_strings_are_known_on_the_hosts_other_pages(store):
    store.articles.keep(assessment(URL, junk=Verdict.INJECTED), SOURCE, NOW, silent)
    context = store.sites.context(SOURCE, "http://hospital.example/n/2", (SOURCE, CITY))
    assert context.junk_strings == ("LuckyCasino",)
    assert store.sites.context(CITY, "http://city.example/1", ()).junk_strings == ()


def test_the_change_says_how_the_junk_verdict_turned(store):
    assert store.articles.keep(assessment(URL), SOURCE, NOW, silent).previous_junk is None
    change = store.articles.keep(assessment(URL, junk=Verdict.INJECTED), SOURCE, NOW + DAY, silent)
    assert (change.previous_junk, change.junk, change.novelty) == ("clean", "injected", Novelty.UNCHANGED)
