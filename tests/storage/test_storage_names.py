"""The registry's names, by index."""

import pytest

from crawler.errors import StoreError
from crawler.model import NameTable, OrganisationName, OrganisationRecord


def record(identifier, *names, hosts=(), country="PL", **more):
    rows = tuple(OrganisationName(identifier, name, name.casefold(), "en", "label") for name in names)
    return OrganisationRecord(identifier, names[0], country, "healthcare", hosts, rows, **more)


LAKE = record("ror:1", "Lakeside Hospital", "LH", hosts=("www.lakeside.example",))
NORTH = record("ror:2", "Northern Clinic", "LH", hosts=("north.example",))


@pytest.fixture
def names(store):
    assert store.names.import_rows([LAKE, NORTH]) == 2
    return store.names


def ids(rows):
    return sorted(row.organisation_id for row in rows)


def test_names_are_found_by_normal_form(names):
    table: NameTable = names
    assert ids(table.by_norms(["lakeside hospital"])) == ["ror:1"]
    assert ids(table.by_norms(["lh", "nothing", ""])) == ["ror:1", "ror:2"]
    assert table.by_norms([]) == ()
    assert table.by_norms(["lakeside hospital"])[0].name == "Lakeside Hospital"


def test_organisations_are_found_by_id_and_host(names):
    assert [each.name for each in names.by_ids(["ror:2", "ror:9"])] == ["Northern Clinic"]
    assert names.by_host("LAKESIDE.example").id == "ror:1"
    assert names.by_host("news.lakeside.example").id == "ror:1"
    assert names.by_host("elsewhere.example") is None
    assert names.by_host("") is None
    assert names.by_host("not a host/") is None


def test_a_domain_that_two_share_is_nobodys(names):
    names.add_local(record("local:1", "Lakeside School", hosts=("lakeside.example",)))
    assert names.by_host("lakeside.example") is None


def test_a_new_edition_replaces_the_old_one_and_leaves_what_is_ours(names):
    names.add_local(record("local:1", "Our Foundation"))
    names.add_alias(OrganisationName("ror:2", "Klinika", "klinika", "pl", "alias"))
    names.merge("ror:1", "ror:2")
    assert names.import_rows([record("ror:1", "Lakeside University Hospital"), NORTH]) == 2
    assert ids(names.by_norms(["lakeside hospital"])) == []
    assert ids(names.by_norms(["klinika", "our foundation"])) == ["local:1", "ror:2"]
    assert ids(names.by_norms(["lakeside university hospital"])) == ["ror:2"]
    assert names.count() == 3


def test_a_merged_organisation_leads_to_the_other(names):
    names.merge("ror:1", "ror:2")
    assert [each.id for each in names.by_ids(["ror:1"])] == ["ror:2"]
    assert names.by_host("lakeside.example").id == "ror:2"
    names.add_local(record("local:1", "Third"))
    names.merge("ror:2", "local:1")
    assert [each.id for each in names.by_ids(["ror:1", "ror:2"])] == ["local:1"]
    assert ids(names.by_norms(["lh"])) == ["local:1"]


@pytest.mark.parametrize(("one", "other"), [("ror:1", "ror:1"), ("ror:1", "ror:9"), ("ror:9", "ror:1")])
def test_only_two_different_known_organisations_are_merged(names, one, other):
    with pytest.raises(StoreError, match="two different known ids"):
        names.merge(one, other)


def test_an_alias_of_nobody_is_refused(names):
    with pytest.raises(StoreError, match="not known"):
        names.add_alias(OrganisationName("ror:9", "X", "x"))


def test_two_merges_in_a_ring_are_refused(names):
    names.merge("ror:1", "ror:2")
    with pytest.raises(StoreError, match="two different known ids"):
        names.merge("ror:2", "ror:1")


def test_a_registrys_odd_rows_do_no_harm(store):
    odd = OrganisationRecord(
        "ror:3",
        "Odd\x00\ud800",
        None,
        None,
        ("", "::", "http://x"),
        (OrganisationName("ror:3", "x", "x" * 9000), OrganisationName("ror:3", "y", "")),
    )
    assert store.names.import_rows([odd, odd]) == 2
    assert store.names.count() == 1


def test_the_whole_registry_is_imported_in_one_go(store):
    many = (record(f"ror:{n}", f"Organisation {n}", f"O{n}", hosts=(f"h{n}.example",)) for n in range(5000))
    assert store.names.import_rows(many) == 5000
    assert ids(store.names.by_norms(["organisation 4999", "o17"])) == ["ror:17", "ror:4999"]
