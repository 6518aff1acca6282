import pytest

from crawler.model import OrganisationRecord
from crawler.organisations import ChainTable, OwnTable, RecordTable, link, name_rows, own_records, same_as


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("梅奥诊所", "mayo-clinic"),
        ("妙佑医疗国际", "mayo-clinic"),
        ("克利夫兰醫學中心", "cleveland-clinic"),
        ("哈佛醫學院", "harvard-medical-school"),
        ("MD安德森癌症中心", "md-anderson"),
        ("국립암센터", "national-cancer-center-korea"),
        ("韓国国立がんセンター", "national-cancer-center-korea"),
        ("国立がん研究センター", "ncc-japan"),
        ("National Cancer Centre Singapore", "nccs"),
        ("서울아산병원", "asan"),
        ("臺大醫院", "ntuh"),
        ("香港醫院管理局", "ha-hong-kong"),
        ("世衞組織", "who"),
        ("國家衞生健康委員會", "nhc-china"),
        ("東京大學醫學部附屬醫院", "tokyo-university-hospital"),
        ("莱佛士医疗集团", "raffles"),
        ("海医二院", "hainan-second-affiliated"),
    ],
)
def test_well_known_partners_link_in_their_languages(name, slug):
    assert link(name, table=OwnTable()).organisation_id == f"pw:{slug}"


def test_every_own_name_leads_to_its_organisation():
    table = OwnTable()
    lost = [
        (row.name, link(row.name, table=table).rule)
        for record in own_records()
        for row in record.names
        if row.kind in ("label", "alias") and link(row.name, table=table).organisation_id != record.id
    ]
    assert lost == []


def test_no_two_own_organisations_share_a_name_or_a_host():
    owners, hosts = {}, {}
    for record in own_records():
        for row in record.names:
            if row.kind != "acronym":
                assert owners.setdefault(row.norm, record.id) == record.id, row
        for host in record.hosts:
            assert hosts.setdefault(host, record.id) == record.id


def test_the_table_is_large_enough_and_has_the_watched_owners():
    assert len(own_records()) >= 150
    table = OwnTable()
    for host, slug in [
        ("www.wchscu.cn", "west-china-hospital"),
        ("wzhospital.org", "wenzhou-first-affiliated"),
        ("zjcc.org.cn", "zhejiang-cancer-hospital"),
        ("subsites.chinadaily.com.cn", "china-daily"),
        ("shine.cn", "shanghai-daily"),
    ]:
        found = table.by_host(host)
        assert found is not None and found.id == f"pw:{slug}"
    assert table.by_host("example.cn") is None
    assert table.by_host("cn") is None


def second():
    ror = next(ror for ror, own in same_as().items() if own == "pw:mayo-clinic")
    names = name_rows(ror, [("Mayo Clinic", "en", "label"), ("Mayo Clinic Rochester", "en", "alias")])
    other = name_rows("ror:other", [("Riverbend Regional Health", "en", "label")])
    return RecordTable(
        [
            OrganisationRecord(ror, "Mayo Clinic", "US", "healthcare", ("mayo.example",), names),
            OrganisationRecord("ror:other", "Riverbend Regional Health", "US", "healthcare", (), other),
        ]
    )


def test_what_stands_in_both_tables_is_one_organisation():
    table = ChainTable(OwnTable(), second())
    assert link("Mayo Clinic", table=table).organisation_id == "pw:mayo-clinic"
    assert link("Mayo Clinic Rochester", table=table).organisation_id == "pw:mayo-clinic"
    assert link("Riverbend Regional Health", table=table).organisation_id == "ror:other"
    found = table.by_host("mayo.example")
    assert found is not None and found.id == "pw:mayo-clinic"


def test_a_merged_organisation_links_to_the_one_it_was_merged_into():
    old = OrganisationRecord(
        "x:old",
        "Seaview Clinic",
        "IE",
        None,
        (),
        name_rows("x:old", [("Seaview Clinic", "", "label")]),
        "x:new",
    )
    new = OrganisationRecord(
        "x:new", "Bayside Hospital", "IE", None, (), name_rows("x:new", [("Bayside Hospital", "", "label")])
    )
    assert link("Seaview Clinic", table=RecordTable([old, new])).organisation_id == "x:new"
