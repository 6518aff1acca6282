"""What ``list ... --format json`` promises, member by member."""

import json
from datetime import timedelta

import pytest

from crawler.model import (
    Agreement,
    Alert,
    AlertKind,
    Evidence,
    Party,
    PollOutcome,
    PollReport,
    Signatory,
    SignedOn,
    Source,
    Verdict,
)
from tests.storage.pages import CITY, DAY, NOW, SOURCE, alert_each, assessment, silent

URL = "http://hospital.example/n/1"
PACT = Agreement(
    type="memorandum",
    types=("memorandum", "joint_centre"),
    parties=(
        Party("Lakeside", "Lakeside Hospital", "key:lakeside", "local:1", "PL", "hub"),
        Party("北方医院", "北方医院", "key:north"),
    ),
    signed=SignedOn("2026-02", "month", "in February", "plain"),
    term_months=36,
    place="Gdynia",
    fields=("cardiology",),
    signatories=(Signatory("A. Person", "director", "Lakeside"),),
    evidence=(Evidence("parties", "Lakeside and North", 0, 18), Evidence("type", "memorandum")),
)


@pytest.fixture
def filled(store):
    store.sources.sync([SOURCE, CITY], NOW)
    told = assessment(URL, title="Signed", text="Lakeside and North signed", agreements=[PACT])
    store.articles.keep(told, SOURCE, NOW, alert_each)
    planted = assessment("http://city.example/1", title="Plain", junk=Verdict.INJECTED)
    store.articles.keep(planted, CITY, NOW + DAY, silent)
    return store


def test_an_agreement_row(filled):
    (row,) = filled.listing.agreements()
    assert json.loads(json.dumps(row)) == row
    assert list(row) == [
        "id",
        "type",
        "types",
        "parties",
        "signed_on",
        "signed_on_precision",
        "term_months",
        "place",
        "fields",
        "signatories",
        "status",
        "confidence",
        "first_seen",
        "reports",
    ]
    assert set(row["types"]) == {"memorandum", "joint_centre"}
    parties = {party["role"]: party for party in row["parties"]}
    assert parties["hub"] == {
        "name": "Lakeside",
        "canonical": "Lakeside Hospital",
        "organisation_id": "local:1",
        "country": "PL",
        "role": "hub",
    }
    assert (row["signed_on"], row["signed_on_precision"], row["term_months"]) == ("2026-02", "month", 36)
    assert row["signatories"] == [{"name": "A. Person", "role": "director", "party": "Lakeside"}]
    assert (row["status"], row["confidence"], row["first_seen"]) == ("new", 0.9, "2026-03-02T08:00:00Z")
    (report,) = row["reports"]
    assert list(report) == ["url", "source", "title", "language", "published_on", "junk", "evidence"]
    assert (report["url"], report["source"], report["junk"]) == (URL, SOURCE.id, "clean")
    assert report["evidence"] == [
        {"field": "parties", "quote": "Lakeside and North", "start": 0, "end": 18},
        {"field": "type", "quote": "memorandum", "start": None, "end": None},
    ]


def test_evidence_of_a_text_that_has_changed_since_points_nowhere(filled):
    filled.articles.keep(assessment(URL, title="Signed", text="Other words"), SOURCE, NOW + DAY, silent)
    (row,) = filled.listing.agreements()
    proof = row["reports"][0]["evidence"][0]
    assert (proof["quote"], proof["start"], proof["end"]) == ("Lakeside and North", None, None)


def test_an_article_row(filled):
    row = filled.listing.articles()[1]
    assert row == {
        "url": URL,
        "source": SOURCE.id,
        "title": "Signed",
        "text": "Lakeside and North signed",
        "language": None,
        "published_on": "2026-02-28",
        "first_seen": "2026-03-02T08:00:00Z",
        "revision": 1,
        "junk": "clean",
        "duplicate_of": None,
        "problem": None,
    }


def test_a_junk_row(filled):
    (row,) = filled.listing.junk()
    assert list(row) == [
        "url",
        "source",
        "verdict",
        "score",
        "first_seen",
        "title",
        "title_as_found",
        "signals",
    ]
    assert (row["verdict"], row["score"]) == ("injected", 0.9)
    assert row["signals"] == [
        {
            "name": "casino",
            "vector": "title",
            "quote": "LuckyCasino",
            "start": None,
            "end": None,
            "where": "title",
            "reason": "planted",
        }
    ]


def test_a_poll_row(filled):
    report = PollReport(
        CITY.id,
        NOW,
        NOW + timedelta(seconds=9),
        PollOutcome.PARTIAL,
        requests=7,
        pending=3,
        errors={"too_slow": 1},
        detail="cut",
    )
    filled.polls.add(report)
    (row,) = filled.listing.polls()
    assert list(row) == [
        "source",
        "started_at",
        "finished_at",
        "outcome",
        "requests",
        "not_modified",
        "new",
        "updated",
        "unchanged",
        "duplicates",
        "junk",
        "agreements",
        "pending",
        "errors",
    ]
    assert (row["outcome"], row["requests"], row["errors"]) == ("partial", 7, {"too_slow": 1})
    assert filled.polls.recent(CITY.id, 5) == (report,)
    assert filled.polls.recent(SOURCE.id, 5) == ()


def test_an_alert_row(filled):
    (row,) = filled.listing.alerts()
    assert list(row) == [
        "id",
        "agreement_id",
        "kind",
        "to",
        "subject",
        "state",
        "attempts",
        "last_error",
        "message_id",
    ]
    assert (row["kind"], row["to"], row["state"], row["attempts"]) == (
        "agreement",
        "reader@reader.example",
        "waiting",
        0,
    )


def test_a_source_row_has_the_files_keys_and_how_it_stands(filled):
    paused = Source("paused", "http://p.example/", "P", enabled=False)
    rows = {row["id"]: row for row in filled.listing.sources([SOURCE, CITY, paused], NOW)}
    keys = set(Source.__dataclass_fields__) | {"health", "last_success", "next_poll"}
    assert keys <= set(rows[SOURCE.id])
    assert json.dumps(rows)
    assert (rows[SOURCE.id]["health"], rows["paused"]["health"]) == ("ok", "paused")
    assert rows[SOURCE.id]["last_success"] is None


def test_newest_first_since_a_time_and_up_to_a_limit(store):
    store.sources.sync([SOURCE], NOW)
    for number in range(5):
        at = NOW + number * DAY
        pact = Agreement(
            "other",
            ("other",),
            (PACT.parties[0], Party(f"Clinic {number}", f"Clinic {number}", f"key:{number}")),
        )
        url = f"http://hospital.example/n/{number}"
        told = assessment(url, title=f"N{number}", agreements=[pact], junk=Verdict.SUSPECT)
        store.articles.keep(told, SOURCE, at, silent)
        store.polls.add(PollReport(SOURCE.id, at, at, PollOutcome.DONE))
        store.outbox.add([Alert(f"a{number}", AlertKind.TEST, "s", {}, f"<{number}>", at)])
    listing = store.listing
    for rows in (listing.articles, listing.junk, listing.agreements, listing.polls, listing.alerts):
        assert len(rows()) == len(rows(None, 0)) == 5
        assert rows(None, 2) == rows()[:2]
        assert rows(NOW + 3 * DAY) == rows()[:2]
        assert rows(NOW + 9 * DAY) == []
    assert [row["title"] for row in listing.articles()] == ["N4", "N3", "N2", "N1", "N0"]
    assert [row["id"] for row in listing.alerts()] == ["a4", "a3", "a2", "a1", "a0"]


def test_a_listing_has_a_hundred_rows_unless_told(store):
    for number in range(101):
        store.outbox.add([Alert(f"a{number:03}", AlertKind.TEST, "s", {}, "<m>", NOW)])
    assert len(store.listing.alerts()) == 100
    assert len(store.listing.alerts(None, 0)) == 101
