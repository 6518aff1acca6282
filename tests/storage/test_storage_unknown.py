"""What the registry does not know becomes a local organisation that a person can find, name and merge."""

import pytest

from crawler.model import Agreement, OrganisationName, OrganisationRecord, Party, SignedOn
from crawler.organisations import link, name_rows, normal
from tests.storage.pages import DAY, NOW, SOURCE, alert_each, assessment

ONE, OTHER, HAN = "Harbour General Hospital", "Mount Orrin Medical Center", "奥林山医学中心医院"


def party(name, table):
    found = link(name, table=table)
    return Party(name, found.canonical, found.key, found.organisation_id, found.country)


def tell(store, url, *names, days=0, signed="2026-02-27"):
    now = NOW + days * DAY
    parties = tuple(party(name, store.names) for name in names)
    told = Agreement("memorandum", ("memorandum",), parties, SignedOn(signed, "day"))
    store.articles.keep(assessment(url, agreements=[told]), SOURCE, now, alert_each)


def found(store, name):
    return [row.organisation_id for row in store.names.found([normal(name)])]


def ids(store):
    rows = store.listing.agreements()
    return [{party["name"]: party["organisation_id"] for party in row["parties"]} for row in rows]


def test_an_unknown_party_is_an_organisation_afterwards(store):
    tell(store, "http://a.example/1", ONE, OTHER)
    (identifier,) = found(store, OTHER)
    assert identifier.startswith("local:")
    assert [record.name for record in store.names.by_ids([identifier])] == [OTHER]
    assert ids(store) == [{ONE: found(store, ONE)[0], OTHER: identifier}]


def test_told_again_it_is_the_same_one(store):
    tell(store, "http://a.example/1", ONE, OTHER)
    before = store.names.count()
    tell(store, "http://a.example/1", ONE, OTHER, days=1)
    tell(store, "http://b.example/1", ONE, OTHER, days=1)
    assert store.names.count() == before == 2
    assert len(ids(store)) == 1


@pytest.mark.parametrize("name", ["MOMC", "the hospital"])
def test_acronyms_and_general_names_become_none(store, name):
    tell(store, "http://a.example/1", ONE, name)
    assert store.names.count() == 1


def test_nothing_is_linked_to_it_before_a_person_spoke(store):
    tell(store, "http://a.example/1", ONE, OTHER)
    assert link(OTHER, table=store.names).organisation_id is None
    (identifier,) = found(store, OTHER)
    store.names.add_alias(OrganisationName(identifier, HAN, normal(HAN), "zh", "alias"))
    assert link(OTHER, table=store.names).organisation_id == identifier
    assert link(HAN, table=store.names).organisation_id == identifier


def merge(store, one, other):
    with store.writing():
        store.names.merge(one, other)
        return store.agreements.rejoin(one, "tester", NOW + 2 * DAY)


def test_a_merge_joins_what_is_stored_and_what_comes(store):
    # Signing days that differ: on one day the names in two scripts would be taken for one by themselves.
    tell(store, "http://a.example/1", ONE, OTHER)
    tell(store, "http://b.example/1", ONE, HAN, days=1, signed="2026-02-24")
    assert len(ids(store)) == 2
    assert merge(store, found(store, HAN)[0], found(store, OTHER)[0]) == 1
    (row,) = store.listing.agreements()
    assert len(row["reports"]) == 2 and len(row["parties"]) == 2
    tell(store, "http://c.example/1", ONE, HAN, days=3)
    (row,) = store.listing.agreements()
    assert len(row["reports"]) == 3
    assert len(store.listing.alerts()) <= 2


def test_one_merged_into_a_known_organisation_is_that_one(store):
    tell(store, "http://a.example/1", ONE, OTHER)
    names = name_rows("ror:01", [("Orrin Health Campus", "en", "label")])
    store.names.import_rows([OrganisationRecord("ror:01", "Orrin Health Campus", "NO", names=names)])
    merge(store, found(store, OTHER)[0], "ror:01")
    assert ids(store) == [{ONE: found(store, ONE)[0], OTHER: "ror:01"}]
    assert link(OTHER, table=store.names).organisation_id == "ror:01"
    assert found(store, OTHER) == []
    assert merge_again(store) == 0


def merge_again(store):
    """Joining anew once more changes nothing."""
    before = store.listing.agreements()
    done = store.agreements.rejoin("local:none", "tester", NOW + 3 * DAY)
    assert store.listing.agreements() == before
    return done
