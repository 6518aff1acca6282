"""One agreement, however many report it; what a person says stays."""

import random

import pytest

from crawler.errors import StoreError
from crawler.model import AlertState, AnnouncementVerdict, Verdict
from tests.storage.pages import (
    CITY,
    DAY,
    NOW,
    SOURCE,
    agreement,
    alert_each,
    assessment,
    silent,
)

LAKE, NORTH, SOUTH = "Lakeside Hospital", "Northern Clinic", "Southern University"
PACT = agreement(LAKE, NORTH)


@pytest.fixture(autouse=True)
def _known(store):
    store.sources.sync([SOURCE, CITY], NOW)


def keep(store, name, *agreements, now=NOW, decide=alert_each, **more):
    url = f"http://hospital.example/n/{name}"
    return store.articles.keep(assessment(url, agreements=agreements, **more), SOURCE, now, decide)


def ids(store):
    return sorted(row["id"] for row in store.listing.agreements())


def reporting(store):
    return {
        row["id"]: sorted(report["url"].rsplit("/", 1)[1] for report in row["reports"])
        for row in store.listing.agreements()
    }


def test_a_second_report_joins_and_never_alerts_again(store):
    first = keep(store, "a", PACT)
    second = keep(store, "b", agreement(LAKE, NORTH, signed="2026-02"), now=NOW + DAY)
    assert second.agreements[0].id == first.agreements[0].id
    assert (second.agreements[0].created, second.agreements[0].alerted) == (False, True)
    assert reporting(store) == {first.agreements[0].id: ["a", "b"]}
    assert len(store.listing.alerts()) == 1


def test_other_parties_or_another_date_make_another_agreement(store):
    keep(store, "a", PACT)
    keep(store, "b", agreement(LAKE, SOUTH))
    keep(store, "c", agreement(LAKE, NORTH, signed="2019-05-01"))
    assert len(ids(store)) == len(store.listing.alerts()) == 3


def test_one_article_may_tell_of_several_agreements(store):
    change = keep(store, "a", PACT, agreement(LAKE, SOUTH), agreement(SOUTH, NORTH))
    assert len(change.agreements) == len(set(ids(store))) == 3


def test_a_watched_overview_that_gains_a_partner_yields_one_new_agreement(store):
    keep(store, "all", PACT, agreement(LAKE, SOUTH), text="two partners")
    before = ids(store)
    change = keep(
        store,
        "all",
        agreement(LAKE, SOUTH),
        agreement(LAKE, "Eastern Institute"),
        text="another two",
        now=NOW + DAY,
    )
    assert sorted(each.created for each in change.agreements) == [False, True]
    assert len(ids(store)) == 3
    assert set(before) < set(ids(store))
    assert len(store.listing.alerts()) == 3


def test_a_correction_of_one_partys_name_keeps_the_agreement(store):
    first = keep(store, "a", agreement(LAKE, "Nothern Clinik"), text="with a slip")
    second = keep(store, "a", PACT, text="corrected", now=NOW + DAY)
    assert second.agreements[0].id == first.agreements[0].id
    assert not second.agreements[0].created
    assert len(store.listing.alerts()) == 1
    assert {party["name"] for party in store.listing.agreements()[0]["parties"]} == {LAKE, NORTH}


def test_a_page_that_no_longer_tells_it_stays_a_report_of_what_it_told(store):
    keep(store, "a", PACT, text="signed")
    keep(store, "a", text="hijacked by something else", junk=Verdict.SPAM, now=NOW + DAY)
    assert len(ids(store)) == 1


def test_what_a_better_rule_no_longer_finds_in_the_same_text_goes_with_its_waiting_alert(store):
    keep(store, "a", PACT, text="the same words")
    keep(store, "a", text="the same words", now=NOW + DAY)
    assert ids(store) == store.listing.alerts() == []
    keep(store, "a", PACT, text="the same words", now=NOW + 2 * DAY)
    assert len(ids(store)) == len(store.listing.alerts()) == 1


def test_the_status_follows_the_verdict_and_a_mirror_alone_needs_a_person(store):
    keep(store, "review", agreement(LAKE, "Review Clinic"), verdict=AnnouncementVerdict.REVIEW)
    keep(store, "mirror", agreement(LAKE, "Mirror Clinic"), junk=Verdict.MIRROR)
    keep(store, "injected", agreement(LAKE, "Injected Clinic"), junk=Verdict.INJECTED)
    keep(store, "spam", agreement(LAKE, "Spam Clinic"), junk=Verdict.SPAM)
    statuses = {row["reports"][0]["url"].rsplit("/")[-1]: row["status"] for row in store.listing.agreements()}
    assert statuses == {"review": "review", "mirror": "review", "injected": "new"}
    assert len(store.listing.alerts()) == 1


def test_an_agreement_in_review_alerts_once_when_a_page_announces_it(store):
    keep(store, "a", PACT, verdict=AnnouncementVerdict.REVIEW)
    change = keep(store, "b", PACT, now=NOW + DAY)
    (told,) = change.agreements
    assert (told.created, told.previous_status, told.status) == (False, "review", "new")
    keep(store, "c", PACT, now=NOW + DAY)
    assert len(store.listing.alerts()) == 1


def test_two_agreements_that_a_report_proves_to_be_one_become_the_older(store):
    older = keep(store, "a", agreement(LAKE, NORTH, signed="2026-02"), decide=lambda change: ())
    younger = keep(store, "b", agreement(SOUTH, NORTH, signed=None), now=NOW + DAY)
    whole = agreement(LAKE, NORTH, SOUTH)
    store.agreements.join([older.agreements[0].id, younger.agreements[0].id], "ann", NOW + DAY)
    assert ids(store) == [older.agreements[0].id]
    assert store.listing.alerts() == []
    change = keep(store, "c", whole, now=NOW + 2 * DAY)
    assert change.agreements[0].id == older.agreements[0].id
    assert len(store.listing.alerts()) == 1


def test_a_superseded_id_leads_to_the_agreement_that_took_it_over(store):
    older, younger = keep(store, "a", PACT), keep(store, "b", agreement(LAKE, SOUTH), now=NOW + DAY)
    store.agreements.join([younger.agreements[0].id, older.agreements[0].id], "ann", NOW)
    assert store.agreements.current_id(younger.agreements[0].id) == older.agreements[0].id
    assert store.agreements.confirm(younger.agreements[0].id, "ann", NOW) == older.agreements[0].id
    with pytest.raises(StoreError, match="not in the database"):
        store.agreements.current_id("ag-nothing")


def test_a_merge_takes_back_the_younger_waiting_alert_but_never_one_that_went_out(store):
    keep(store, "a", PACT)
    younger = keep(store, "b", agreement(LAKE, SOUTH), now=NOW + DAY).agreements[0].id
    older = next(each for each in ids(store) if each != younger)
    store.agreements.join(ids(store), "ann", NOW)
    assert [row["agreement_id"] for row in store.listing.alerts()] == [older]
    keep(store, "c", agreement("Third", "Fourth"), now=NOW + 2 * DAY)
    for alert in store.outbox.lease("me", NOW, 9, DAY):
        store.outbox.sent(alert.id, NOW)
    store.agreements.join(ids(store), "ann", NOW)
    assert {row["state"] for row in store.listing.alerts()} == {AlertState.SENT.value}
    assert len(store.listing.alerts()) == 2


@pytest.mark.parametrize("status", ["confirmed", "dismissed"])
def test_a_persons_status_survives_updates_new_reports_and_merges(store, status):
    chosen = keep(store, "a", PACT).agreements[0].id
    decide = store.agreements.confirm if status == "confirmed" else store.agreements.dismiss
    decide(chosen, "ann", NOW)
    keep(store, "a", PACT, text="an update", now=NOW + DAY)
    keep(store, "b", agreement(LAKE, NORTH, signed="2026-02"), now=NOW + DAY)
    assert [row["status"] for row in store.listing.agreements()] == [status]
    other = keep(store, "c", agreement(LAKE, SOUTH), now=NOW - DAY).agreements[0].id
    store.agreements.join([chosen, other], "ann", NOW + DAY)
    assert [(row["id"], row["status"]) for row in store.listing.agreements()] == [(other, status)]


def test_a_dismissed_agreement_sends_no_mail(store):
    chosen = keep(store, "a", PACT).agreements[0].id
    store.agreements.dismiss(chosen, "ann", NOW)
    keep(store, "b", PACT, now=NOW + DAY)
    assert store.listing.alerts() == []


def test_a_confirmed_agreement_stays_when_a_rule_no_longer_finds_it(store):
    chosen = keep(store, "a", PACT, text="the same words").agreements[0].id
    store.agreements.confirm(chosen, "ann", NOW)
    keep(store, "a", text="the same words", now=NOW + DAY)
    assert ids(store) == [chosen]


def test_a_persons_split_sticks_whatever_is_reported_later(store):
    whole = keep(store, "a", PACT).agreements[0].id
    keep(store, "b", PACT, now=NOW + DAY)
    other = store.agreements.split(whole, ["http://hospital.example/n/b"], "ann", NOW + DAY)
    assert reporting(store) == {whole: ["a"], other: ["b"]}
    keep(store, "a", PACT, text="an update", now=NOW + 2 * DAY)
    keep(store, "b", PACT, text="an update too", now=NOW + 2 * DAY)
    keep(store, "c", PACT, now=NOW + 3 * DAY)
    found = reporting(store)
    assert len(found) == 2
    assert "a" in found[whole] and "b" in found[other]
    assert len(store.listing.alerts()) == 1


def test_a_persons_join_sticks_whatever_is_reported_later(store):
    one = keep(store, "a", PACT).agreements[0].id
    other = keep(store, "b", agreement(LAKE, SOUTH), now=NOW + DAY).agreements[0].id
    assert store.agreements.join([other, one], "ann", NOW) == one
    keep(store, "b", agreement(LAKE, SOUTH), text="an update", now=NOW + 2 * DAY)
    assert reporting(store) == {one: ["a", "b"]}


def test_what_was_split_may_be_joined_again(store):
    whole = keep(store, "a", PACT).agreements[0].id
    keep(store, "b", PACT, now=NOW + DAY)
    other = store.agreements.split(whole, ["http://hospital.example/n/b"], "ann", NOW)
    assert store.agreements.join([whole, other], "ann", NOW) == whole
    assert reporting(store) == {whole: ["a", "b"]}


def test_a_split_of_all_or_nothing_is_refused(store):
    whole = keep(store, "a", PACT).agreements[0].id
    for pages in ([], ["http://hospital.example/n/a"], ["http://nowhere.example/"]):
        with pytest.raises(StoreError, match="some, not all"):
            store.agreements.split(whole, pages, "ann", NOW)


def test_every_decision_is_written_down(store):
    whole = keep(store, "a", PACT).agreements[0].id
    keep(store, "b", PACT, now=NOW + DAY)
    store.agreements.confirm(whole, "ann", NOW)
    other = store.agreements.split(whole, ["http://hospital.example/n/b"], "ann", NOW)
    store.agreements.join([whole, other], "bob", NOW)
    told = [(entry["who"], entry["what"]) for entry in store.agreements.history(whole)]
    assert [each for each in told if each[0] != "pactwatch" and each[1] != "report joined"] == [
        ("ann", "confirmed"),
        ("ann", "split"),
        ("bob", "join"),
        ("bob", "superseded"),
    ]


def test_the_same_pages_in_any_order_end_as_the_same_agreements(tmp_path):
    from crawler.storage import Store

    pages = {
        "a": PACT,
        "b": agreement(LAKE, NORTH, signed="2026-02"),
        "c": agreement(LAKE, NORTH, SOUTH, signed=None),
        "d": agreement(SOUTH, NORTH, signed="2026-02-27"),
        "e": agreement(LAKE, NORTH, signed="2025-01-05"),
        "f": agreement(LAKE, "Eastern Institute"),
    }
    ends = set()
    for seed in range(8):
        order = sorted(pages)
        random.Random(seed).shuffle(order)
        with Store("sqlite://") as store:
            store.sources.sync([SOURCE], NOW)
            for name in order:
                keep(store, name, pages[name])
            ends.add(frozenset(map(tuple, reporting(store).values())))
    assert len(ends) == 1


def test_agreements_that_may_be_one_are_suggested_to_a_person(store):
    one = keep(store, "a", PACT).agreements[0].id
    other = keep(store, "b", agreement(LAKE, SOUTH)).agreements[0].id
    keep(store, "c", agreement(LAKE, "Eastern Institute", signed="2020-01-01"))
    keep(store, "d", agreement("Hilltop Hospital", "Western Clinic"))
    assert store.agreements.suggestions(one) == (other,)
    assert store.agreements.suggestions(other) == (one,)
    store.agreements.join([one, other], "ann", NOW)
    assert store.agreements.suggestions(one) == ()


def test_one_agreement_and_one_article_are_found_by_name(store):
    one = keep(store, "a", PACT).agreements[0].id
    assert store.listing.agreement(one) == store.listing.agreements()[0]
    assert store.listing.agreement("ag-nothing") is None
    assert store.listing.article("https://www.hospital.example/n/a/#x") == store.listing.articles()[0]
    assert store.listing.article("http://nowhere.example/") is None


def test_a_hospital_that_signs_with_hundreds_stays_quick_to_join(store):
    for number in range(60):
        keep(store, str(number), agreement(LAKE, f"Partner {number} Clinic"))
    assert len(ids(store)) == 60
    change = keep(store, "again", agreement(LAKE, "Partner 7 Clinic"), now=NOW + DAY)
    assert [each.created for each in change.agreements] == [False]


def test_an_agreement_is_alerted_once_whatever_the_alert_is_called(store):
    from dataclasses import replace

    def renamed(change):
        return [replace(alert, id=f"other-{alert.id}") for alert in alert_each(change)]

    chosen = keep(store, "a", PACT, decide=renamed).agreements[0].id
    (alert,) = (store.outbox.get(row["id"]) for row in store.listing.alerts())
    assert alert.agreement_id == chosen
    assert store.outbox.add([replace(alert, id="again")]) == 0
    assert len(store.listing.alerts()) == 1


def test_a_mail_that_may_have_arrived_is_not_taken_back(store):
    chosen = keep(store, "a", PACT).agreements[0].id
    (alert,) = store.outbox.lease("otherhost:1:1", NOW, 9, DAY)
    store.outbox.unknown(alert.id, NOW, "connection lost", NOW + DAY)
    store.agreements.dismiss(chosen, "ann", NOW)
    assert [row["id"] for row in store.listing.alerts()] == [alert.id]


def test_what_people_were_told_of_stays_new_when_a_rule_grows_careful(store):
    keep(store, "a", PACT, text="the same words")
    keep(store, "a", PACT, text="the same words", verdict=AnnouncementVerdict.REVIEW, now=NOW + DAY)
    assert [row["status"] for row in store.listing.agreements()] == ["new"]


def test_what_a_person_confirms_is_told_once_to_those_who_were_not_told(store):
    from crawler.model import Alert, AlertKind

    def tell(item):
        rows.append(item)
        return [Alert(f"al-{item.id}", AlertKind.AGREEMENT, "s", {}, "<m>", NOW, agreement_id=item.id)]

    rows = []
    (item,) = keep(store, "a", PACT, decide=silent, verdict=AnnouncementVerdict.REVIEW).agreements
    assert item.status == "review"
    for _ in range(2):
        store.agreements.confirm(item.id, "ann", NOW, tell)
    assert [(row.status, row.previous_status, row.alerted) for row in rows] == [
        ("confirmed", "review", False)
    ]
    assert rows[0].agreement.parties == item.agreement.parties
    assert store.outbox.get(f"al-{item.id}").state is AlertState.WAITING
    store.agreements.dismiss(item.id, "ann", NOW)
    assert store.outbox.get(f"al-{item.id}") is None
