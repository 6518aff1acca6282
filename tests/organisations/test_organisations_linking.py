import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import EmptyNameTable, OrganisationRecord
from crawler.organisations import OwnTable, Query, RecordTable, link, link_many, name_rows


def record(identifier, country, *names, kind="alias"):
    rows = name_rows(identifier, [(name, "", "label" if i == 0 else kind) for i, name in enumerate(names)])
    return OrganisationRecord(identifier, names[0], country, "healthcare", (), rows)


TABLE = RecordTable(
    [
        record("x:harbour", "GB", "Harbour Road Hospital"),
        record("x:queens-gb", "GB", "Queens Infirmary"),
        record("x:queens-ca", "CA", "Queens Infirmary"),
        record("x:dalian", "CN", "The First Affiliated Hospital of Dalian Medical University"),
        record("x:moh", "TZ", "Ministry of Health"),
        record("x:ncc", "KR", "Hanbit Cancer Institute", "NCC", kind="acronym"),
        record("x:union-us", "US", "Zhangye Union Hospital"),
    ]
)


def test_an_exact_name_links_whatever_its_spelling():
    got = link("the HARBOUR Road hospital", table=TABLE)
    assert (got.organisation_id, got.key, got.country) == ("x:harbour", "id:x:harbour", "GB")


def test_a_chinese_name_links_by_its_composed_key():
    got = link("大連醫科大學附屬第一醫院", table=TABLE)
    assert (got.organisation_id, got.rule) == ("x:dalian", "composed key")
    assert got.canonical == "The First Affiliated Hospital of Dalian Medical University"


def test_a_name_of_two_organisations_links_only_with_a_country():
    assert link("Queens Infirmary", table=TABLE).organisation_id is None
    assert link("Queens Infirmary", country="CA", table=TABLE).organisation_id == "x:queens-ca"
    assert link("Queens Infirmary", country="AU", table=TABLE).organisation_id is None


def test_a_contradicting_country_forbids_the_link():
    assert link("Harbour Road Hospital", country="US", table=TABLE).organisation_id is None
    assert link("张掖协和医院", table=TABLE).organisation_id is None


@pytest.mark.parametrize(
    "name", ["NCC", "Ministry of Health", "附属第一医院", "Harbor Road Hospitals", "Road Hospital"]
)
def test_initials_general_names_and_likeness_never_link(name):
    assert link(name, table=TABLE).organisation_id is None


def test_a_general_name_has_a_weak_key_with_its_country():
    assert link("Ministry of Health", country="ke", table=TABLE).key == "weak:ministry of health@KE"


def test_unlinked_names_of_one_hospital_share_a_key_across_languages():
    one = link("庄河市中心医院", table=EmptyNameTable())
    other = link("Zhuanghe Central Hospital", table=EmptyNameTable())
    assert one.key == other.key
    assert one.key.startswith("key:")
    assert one.organisation_id is None and one.canonical == "庄河市中心医院"


def test_a_bracket_or_a_country_around_the_name_does_not_hide_it():
    table = OwnTable()
    assert link("Mayo Clinic, USA", table=table).organisation_id == "pw:mayo-clinic"
    assert link("美國梅奧診所", table=table).organisation_id == "pw:mayo-clinic"
    assert link("West China Hospital (WCH)", table=table).organisation_id == "pw:west-china-hospital"


def test_a_country_in_the_name_must_agree():
    assert link("日本梅奥诊所", table=OwnTable()).organisation_id is None


def test_greater_china_is_one_country_here():
    table = RecordTable([record("x:hk", "HK", "Harbour View Sanatorium")])
    assert link("Harbour View Sanatorium", country="CN", table=table).organisation_id == "x:hk"
    assert link("Harbour View Sanatorium", country="SG", table=table).organisation_id is None


def test_initials_and_general_names_give_no_key_rows():
    rows = name_rows(
        "x:1",
        [("Wuhan No.1 Hospital", "en", "label"), ("WH1", "", "acronym"), ("First Hospital", "en", "alias")],
    )
    assert [(row.kind, row.norm) for row in rows] == [
        ("label", "wuhan no 1 hospital"),
        ("key", "key:1 hospital wuhan"),
        ("acronym", "wh1"),
        ("alias", "first hospital"),
    ]


class CountingTable(RecordTable):
    def __init__(self):
        super().__init__([])
        self.calls = 0

    def by_norms(self, norms):
        self.calls += 1
        return super().by_norms(norms)


def test_many_names_cost_one_call():
    table = CountingTable()
    got = link_many([Query(f"Hospital {number} of Kunming") for number in range(50)], table)
    assert len(got) == 50
    assert table.calls == 1


@given(st.lists(st.text(max_size=30), max_size=5), st.sampled_from([None, "CN", "us"]))
@settings(deadline=None, max_examples=80)
def test_any_text_links_or_gets_a_key(names, country):
    got = link_many([Query(name, None, country) for name in names], TABLE)
    assert all(one.key.split(":")[0] in ("id", "key", "name", "weak") for one in got)
    alone = [link(name, country=country, table=TABLE) for name in names]
    assert list(got) == alone
