"""A new name on an overview becomes a review item: once, with no mail to readers."""

from dataclasses import replace

import pytest

from crawler.alerts.incidents import tell
from crawler.alerts.policy import AlertPolicy
from crawler.model import AnnouncementVerdict, EntryKind, EntryPoint, Source, Verdict
from crawler.storage import Store
from tests.overviews.test_overviews_names import PARTNERS, prose
from tests.storage.pages import DAY, NOW, agreement, assessment

URL = "http://hospital.example/partners.html"
PAGE = EntryPoint(URL, EntryKind.PAGE)
SOURCE = Source("hospital", URL, "Hospital", "Harbour General Hospital", entry_points=(PAGE,))


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path}/pactwatch.db") as found:
        yield found


def keep(store, text, days=0, url=URL, **more):
    now = NOW + days * DAY
    policy = AlertPolicy(to=("reader@example.org",))
    seen = assessment(url, "Partners", text, **more)
    return store.articles.keep(seen, SOURCE, now, lambda change: tell(change, policy, now))


def waiting(store):
    rows = store.listing.agreements()
    return [(row["status"], [party["name"] for party in row["parties"]]) for row in rows]


def test_the_first_reading_gives_nothing(store):
    keep(store, prose(*PARTNERS))
    assert store.listing.agreements() == []


def test_a_new_name_is_one_review_item_and_no_mail(store):
    keep(store, prose(*PARTNERS[:4]))
    keep(store, prose(*PARTNERS), 1)
    keep(store, prose(*PARTNERS), 2)
    assert waiting(store) == [("review", ["Harbour General Hospital", PARTNERS[4]])]
    (row,) = store.listing.agreements()
    fields = {proof["field"]: proof["quote"] for proof in row["reports"][0]["evidence"]}
    assert PARTNERS[4] in fields["now"] and PARTNERS[4] not in fields["before"]
    assert (row["type"], row["signed_on"]) == ("other", None)
    assert store.listing.alerts() == []


def test_it_stays_when_the_name_is_taken_off_again(store):
    for day, text in enumerate((PARTNERS[:4], PARTNERS, PARTNERS[:4], PARTNERS[:4], PARTNERS)):
        keep(store, prose(*text), day)
    assert len(store.listing.agreements()) == 1


def test_a_page_that_is_taken_for_an_announcement_alerts_nobody_of_a_new_name(store):
    keep(store, prose(*PARTNERS[:4]))
    told = (agreement("Harbour General Hospital", "Elsewhere Clinic of Norland"),)
    keep(store, prose(*PARTNERS), 1, agreements=told, verdict=AnnouncementVerdict.ANNOUNCEMENT)
    assert sorted(status for status, _ in waiting(store)) == ["new", "review"]


def test_what_was_planted_on_an_overview_is_no_partner(store):
    keep(store, prose(*PARTNERS[:4]))
    keep(store, prose(*PARTNERS), 1, junk=Verdict.INJECTED)
    assert waiting(store) == []


def test_any_other_page_is_not_compared(store):
    url = "http://hospital.example/news/1.html"
    keep(store, prose(*PARTNERS[:4]), url=url)
    keep(store, prose(*PARTNERS), 1, url=url)
    assert store.listing.agreements() == []


def test_the_announcement_of_the_new_partner_joins_the_review_item_and_alerts_once(store):
    keep(store, prose(*PARTNERS[:4]))
    keep(store, prose(*PARTNERS), 1)
    url = "http://hospital.example/news/2.html"
    story = assessment(url, agreements=(agreement("Harbour General Hospital", PARTNERS[4]),))
    policy = AlertPolicy(to=("reader@example.org",))
    for day in (2, 3):
        now = NOW + day * DAY
        store.articles.keep(story, replace(SOURCE, entry_points=()), now, lambda c, n=now: tell(c, policy, n))
    assert [row["status"] for row in store.listing.agreements()] == ["new"]
    assert len([row for row in store.listing.alerts() if row["kind"] == "agreement"]) == 1
