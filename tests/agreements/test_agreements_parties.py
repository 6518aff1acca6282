from __future__ import annotations

import re

import pytest

from crawler.agreements.names_han import rules_of
from tests.agreements.told import names, told

CASES = [
    (
        "Halden Group and Vestbury Hospital signed a partnership agreement on Monday.",
        {"Halden Group", "Vestbury Hospital"},
    ),
    (
        "The Ministry of Health and Prevention signed an MoU with Kestrel Healthcare Bhd in the presence of the "
        "Royal Welfare Foundation.",
        {"Ministry of Health and Prevention", "Kestrel Healthcare Bhd"},
    ),
    (
        "Vestbury Hospital signed memorandums of understanding with Aldern University, Brookmere Clinic and "
        "Castor Medical College.",
        {"Vestbury Hospital", "Aldern University", "Brookmere Clinic", "Castor Medical College"},
    ),
    (
        "6月3日，石桥市第一人民医院与云岭医科大学附属儿童医院签约，市卫健委副主任到场祝贺。",
        {"石桥市第一人民医院", "云岭医科大学附属儿童医院"},
    ),
    (
        "6月3日，云岭医科大学同石桥县人民医院、石桥县中医医院签署合作协议。",
        {"云岭医科大学", "石桥县人民医院", "石桥县中医医院"},
    ),
    ("石桥县政府与云岭医科大学附属医院签署托管协议。", {"石桥县政府", "云岭医科大学附属医院"}),
    ("青葉市と白浜総合病院は災害時の協定を締結した。", {"青葉市", "白浜総合病院"}),
    ("새봄재단은 지난 3일 한누리병원과 업무협약을 체결했다.", {"새봄재단", "한누리병원"}),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_unseen_names_are_found_by_grammar_and_nobody_else(text: str, expected: set[str]) -> None:
    assert names(told(text, published="2025-06-05")) == expected


def test_initials_stand_for_the_name_they_were_defined_for() -> None:
    text = (
        "Aldern Regional Hospital (ARH) treats the north of the county.\n\n"
        "On Monday ARH and Castor Medical College signed an affiliation agreement."
    )
    assert names(told(text, published="2025-06-05")) == {"Aldern Regional Hospital", "Castor Medical College"}


def test_our_hospital_is_the_owner_of_the_site() -> None:
    found = told("6月3日，我院与石桥市中心医院签署医联体协议。", published="2025-06-05", owner="云岭医院")
    assert names(found) == {"云岭医院", "石桥市中心医院"}


def test_without_an_owner_our_hospital_stays_as_written() -> None:
    assert "我院" in names(told("6月3日，我院与石桥市中心医院签署医联体协议。", published="2025-06-05"))


def test_two_signings_on_two_days_are_two_records_without_an_edge_between_the_partners() -> None:
    text = (
        "During the trip our hospital signed cooperation agreements with Aldern Hospital and the Castor "
        "Institute of Medicine.\n\n"
        "On May 6 our hospital and Aldern Hospital signed a memorandum on sister departments.\n\n"
        "On May 7 the delegation visited the Castor Institute of Medicine and signed a cooperation agreement."
    )
    found = told(text, published="2025-05-09", owner="Vestbury Hospital")
    pairs = [{party.name for party in agreement.parties} for agreement in found.agreements]
    assert pairs == [
        {"Vestbury Hospital", "Aldern Hospital"},
        {"Vestbury Hospital", "Castor Institute of Medicine"},
    ]
    assert [agreement.signed.value for agreement in found.agreements] == ["2025-05-06", "2025-05-07"]


def test_one_that_signs_with_many_is_the_hub() -> None:
    text = "云岭医院6月3日与石桥县医院、青湖县医院、白沙县医院分别签署医联体协议。"
    roles = {party.name: party.role for party in told(text, published="2025-06-05").agreements[0].parties}
    assert roles["云岭医院"] == "hub"
    assert {role for name, role in roles.items() if name != "云岭医院"} == {"partner"}


def test_scraped_pinyin_between_characters_does_not_hide_a_name() -> None:
    text = "6月3日，石橋市中心醫(yī)院與(yǔ)雲嶺大學(xué)附屬醫(yī)院簽署合作協(xié)議。"
    found = told(text, published="2025-06-05")
    assert names(found) == {"石橋市中心醫院", "雲嶺大學附屬醫院"}
    for evidence in found.agreements[0].evidence:
        if evidence.start is not None:
            assert text[evidence.start : evidence.end] == evidence.quote


def test_signers_said_outright_are_the_parties() -> None:
    text = "5月6日，青湖医院白沙院区的共建协议在省城签订，签字方为白沙区政府、青湖大学、绿川集团和青湖医院，市长到场见证。"
    assert {"白沙区政府", "青湖大学", "绿川集团", "青湖医院"} == names(told(text))


def test_it_is_the_organisation_of_the_sentence_before() -> None:
    text = (
        "A new wing was opened by Aldern Hospital in May. It signed an agreement with Castor Medical College."
    )
    assert {"Aldern Hospital", "Castor Medical College"} <= names(told(text))


def test_the_quick_look_of_endings_and_stops_passes_over_none():
    rules = rules_of()
    for pattern, samples in (
        (rules.stop, ("与", "3家", "二所", "12月", "(2)", "（3）", "の", "县・市", " ", "】")),
        (rules.suffix, ("医院", "三院", "基金与", "科技与", "办公室主任", "人寿、", "机构，", "法人と")),
    ):
        plain = re.compile(re.sub(r"^\(\?=\[.*?(?<!\\)\]\)", "", pattern.pattern))
        assert plain.pattern != pattern.pattern
        for sample in samples:
            assert plain.search(sample), sample
            assert pattern.search(sample).span() == plain.search(sample).span()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Aldern Hospital and the Children's Hospital, Vestbury University School of Medicine, signed a "
            "collaboration agreement on 10 March 2025.",
            {"Aldern Hospital", "Children's Hospital, Vestbury University School of Medicine"},
        ),
        (
            "Aldern Hospital, Vestbury University and Castor Clinic signed a collaboration agreement.",
            {"Aldern Hospital", "Vestbury University", "Castor Clinic"},
        ),
        (
            "Aldern Hospital and Castor Hospital of the Kingdom of Bahrain signed an agreement on May 3.",
            {"Aldern Hospital", "Castor Hospital"},
        ),
        (
            "緑川大学医学部附属病院と今治市は令和7年5月2日、地域医療に関する連携協定を締結しました。",
            {"緑川大学医学部附属病院", "今治市"},
        ),
        (
            "青湖醫院5月22日與白沙大學醫院締結姊妹醫院，雙方將在肝臟移植領域展開交流。",
            {"青湖醫院", "白沙大學醫院"},
        ),
    ],
)
def test_names_that_were_cut_where_they_go_on(text, expected):
    assert names(told(text, published="2025-06-05")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "6月9日，华中科技大学同济医学院附属协和医院与白沙大学医院签署合作协议。",
            {"华中科技大学同济医学院附属协和医院", "白沙大学医院"},
        ),
        ("6月9日，白沙医院和平安集团签署合作协议，共建康复中心。", {"白沙医院", "平安集团"}),
        (
            "緑川病院は2月22日、白沙病院とパーキンソン病の研究協力に関する覚書を締結しました。",
            {"緑川病院", "白沙病院"},
        ),
        (
            "The Faculty of Medicine Halden Hospital, Aldern University, and Vestbury University Hospital signed a "
            "memorandum of agreement on 22 February 2025.",
            {"Faculty of Medicine Halden Hospital", "Aldern University", "Vestbury University Hospital"},
        ),
        (
            "Aldern General Hospital in Prague and Castor Medical Center signed a memorandum on May 18.",
            {"Aldern General Hospital", "Castor Medical Center"},
        ),
        (
            "Castor Hospital and Union Hospital, Osterby Medical College, Halden University of Science signed a "
            "cooperation agreement on May 6.",
            {"Castor Hospital", "Union Hospital, Osterby Medical College, Halden University of Science"},
        ),
    ],
)
def test_words_that_look_like_joints_or_parts(text, expected):
    assert names(told(text, published="2025-06-15")) == expected
