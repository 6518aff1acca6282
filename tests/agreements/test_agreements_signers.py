"""Who signs where the sentence tells it by an office, a state, a plaque, a short form or a list."""

from __future__ import annotations

import pytest

from tests.agreements.told import names, told


def parties(text: str, title: str | None = None) -> set[str]:
    return names(told(text, title=title, published="2025-06-05"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A memorandum of understanding on public health was signed on Monday by the Zambian Health Minister "
            "and his Kenyan counterpart.",
            {"Zambia", "Kenya"},
        ),
        (
            "The health ministries of Peru and Chile signed a memorandum of understanding on Monday.",
            {"Peru", "Chile"},
        ),
        (
            "On Monday the Vestbury Hospital Commission and Kuwait signed a memorandum of understanding to equip "
            "Aldern Medical Centre.",
            {"Vestbury Hospital Commission", "Kuwait"},
        ),
        ("6月3日，卫生部长周明与法国卫生部长杜邦签署了卫生合作谅解备忘录。", {"卫生部", "法国卫生部"}),
        ("6月3日，卫生部长周明与英国卫生大臣史密斯签署了卫生合作谅解备忘录。", {"卫生部", "英国卫生部"}),
    ],
)
def test_states_and_ministries_sign_by_their_ministers(text: str, expected: set[str]) -> None:
    assert parties(text) == expected


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        (
            "Vestbury Hospital and Aldern University signed a memorandum of understanding on Monday in the "
            "presence of the Kenyan Health Minister.",
            "Kenya",
        ),
        (
            "Vestbury Hospital signed a memorandum of understanding with French medical institutions and with "
            "Aldern University on Monday.",
            "French",
        ),
        ("6月3日，石桥市中心医院代表团会见法国卫生部长，并与云岭医科大学签署合作协议。", "法国卫生部"),
    ],
)
def test_ministers_who_watch_or_are_met_and_peoples_are_no_parties(text: str, nobody: str) -> None:
    assert nobody not in parties(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "6月3日，石桥市政府同云岭医科大学签署合作协议，并揭云岭医科大学石桥医院牌。",
            {"石桥市政府", "云岭医科大学"},
        ),
        (
            "6月3日，石桥县人民医院院长李明等到云岭大学新城医院，参观后座谈，两位院长代表两院签署协作协议。",
            {"石桥县人民医院", "云岭大学新城医院"},
        ),
        (
            "石桥医管局昨日在北京与协和医院签下五年合作协议，由周明与李青签字，王宁等见证。",
            {"石桥医管局", "协和医院"},
        ),
        (
            "6月3日，石桥市中心医院与云岭医科大学签署合作协议，区卫健局副局长李淼介绍规划。",
            {"石桥市中心医院", "云岭医科大学"},
        ),
        (
            "6月3日，云岭医科大学校长李明与石桥医疗集团总裁周青率双方团队，于石桥纪念医院，再度签署合作协议。",
            {"云岭医科大学", "石桥医疗集团"},
        ),
        (
            "6月3日，省石桥医院(云岭医科大学第一附属医院)与云溪人民医院签约。",
            {"云岭医科大学第一附属医院", "云溪人民医院"},
        ),
        (
            "6月3日，云岭医科大学与四川阿坝州理县人民医院签署合作协议。",
            {"云岭医科大学", "阿坝州理县人民医院"},
        ),
        ("香港大學與香港浸會大學6月3日簽署醫學合作協議。", {"香港大學", "香港浸會大學"}),
        (
            "醫療財團法人石橋紀念醫院與雲嶺科技大學6月3日簽署合作備忘錄。",
            {"石橋紀念醫院", "雲嶺科技大學"},
        ),
        ("長野県青葉市と白浜総合病院は災害時の医療協定を締結した。", {"青葉市", "白浜総合病院"}),
        ("広島県・白浜大学は6月3日、医療の連携協定を締結した。", {"広島県", "白浜大学"}),
        (
            "甲野太郎奈良医科大学長と白浜総合病院は6月3日、医療の連携協定を締結した。",
            {"奈良医科大学", "白浜総合病院"},
        ),
        (
            "한누리병원은 병의원 세 곳과 협약을 맺었다. 대상은 새봄병원, 가람의원, 다솜요양병원이며 모두 시내에 있다.",
            {"한누리병원", "새봄병원", "가람의원", "다솜요양병원"},
        ),
    ],
)
def test_han_and_hangul_sentences(text: str, expected: set[str]) -> None:
    assert parties(text) == expected


def test_two_sides_are_those_of_the_headline_also_where_it_has_no_verb() -> None:
    text = "6月3日，两方签署战略合作协议并揭云岭医科大学附属医院牌。"
    found = parties(text, title="快讯：石桥市政府与云岭医科大学战略合作签约")
    assert found == {"石桥市政府", "云岭医科大学"}


def test_a_short_form_may_leave_out_the_first_character_and_the_word_hospital() -> None:
    text = "石桥市立联合医院新闻稿。\n\n桥市联医与云岭科技大学6月3日签署合作协议。"
    assert parties(text) == {"石桥市立联合医院", "云岭科技大学"}


def test_among_hospitals_the_school_that_opens_the_sentence_signs() -> None:
    text = "6月3日，学校与石桥市中心医院、石桥县人民医院签署合作协议。"
    found = parties(text, title="云岭医学高等专科学校与石桥市中心医院、石桥县人民医院签署合作协议")
    assert found == {"云岭医学高等专科学校", "石桥市中心医院", "石桥县人民医院"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Aldern Hospital of Castor Medical Services and Vestbury University signed an agreement on Monday.",
            {"Aldern Hospital", "Vestbury University"},
        ),
        (
            "First Affiliated Hospital of Vestbury University and Castor Clinic signed an agreement on Monday.",
            {"First Affiliated Hospital of Vestbury University", "Castor Clinic"},
        ),
        (
            "Vestbury University, represented by the Medical Sciences Center, signed an agreement on Monday with "
            "Aldern Hospital.",
            {"Vestbury University", "Aldern Hospital"},
        ),
        (
            "On Monday Aldern Hospital signed a memorandum with the South Korean company Kestrel Medical Lab.",
            {"Aldern Hospital", "Kestrel Medical Lab"},
        ),
        (
            "Aldern Hospital signed a memorandum of understanding with Kestrel Health Pte Ltd. Jane Doe, chief "
            "executive officer of Vestbury Clinic, was glad.",
            {"Aldern Hospital", "Kestrel Health Pte Ltd"},
        ),
        (
            "An agreement was signed by Vestbury University and Castor Health Limited, which operates Aldern "
            "Hospital (the Ald) and a day clinic.",
            {"Vestbury University", "Castor Health Limited"},
        ),
    ],
)
def test_english_owners_parts_and_officers(text: str, expected: set[str]) -> None:
    assert parties(text) == expected


def test_what_is_unveiled_and_whose_officers_come_along_signs_nothing() -> None:
    text = "6月3日，石桥市中心医院举行石桥市第六人民医院揭牌，会上云岭医科大学与该院签署合作协议。"
    assert parties(text) == {"石桥市中心医院", "云岭医科大学"}


def test_a_ministry_before_a_house_only_says_whose_it_is() -> None:
    text = "雲嶺大學與石橋醫院6月3日共同簽署合作備忘錄。\n\n雲嶺大學在衛福部石橋醫院談產學合作。"
    assert parties(text) == {"雲嶺大學", "石橋醫院"}


def test_a_korean_roll_after_the_signing_names_more_partners_of_the_owner_told_before() -> None:
    text = (
        "한누리병원(원장 홍길동)의 협력병원이 100곳을 넘었다. 최근 새봄병원 등 14개 병원과 협약식을 열어 모두 102개가 됐다. "
        "가람성모, 다솜, 은하수병원 등이 이름을 올렸다."
    )
    assert parties(text) == {"한누리병원", "새봄병원", "가람성모병원", "다솜병원", "은하수병원"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kestrel Power signed a memorandum of agreement on Monday with the Hospital Development Society, "
            "Aldern General Hospital.",
            {"Kestrel Power", "Aldern General Hospital"},
        ),
        (
            "Kestrel Power signed a memorandum of agreement on Monday with Castor Medical Society, Vestbury "
            "University and Aldern General Hospital.",
            {"Kestrel Power", "Castor Medical Society", "Vestbury University", "Aldern General Hospital"},
        ),
    ],
)
def test_a_board_before_its_hospital_is_no_party_but_a_list_is(text: str, expected: set[str]) -> None:
    assert {name for name in expected if name != "Kestrel Power"} == parties(text) - {"Kestrel Power"}


def test_a_hospital_called_union_is_no_trade_union() -> None:
    text = (
        "On June 3, 2025 the Aldern Union Medical College Hospital and Vestbury University Hospital signed an "
        "agreement to develop specialist departments together."
    )
    assert told(text, published="2025-06-05").verdict == "announcement"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The partnership between Castor and Tay Vinh University was signed on Monday at Aldern Hospital.",
            {"Castor", "Tay Vinh University"},
        ),
        (
            "On Monday Vestbury University signed an agreement with Castor Health Board by which Aldern General "
            "Hospital becomes a teaching hospital.",
            {"Vestbury University", "Castor Health Board"},
        ),
        (
            "Vestbury University and Aldern Hospital signed an agreement on Monday at Vestbury University (Long Hill "
            "District, Castor City).",
            {"Vestbury University", "Aldern Hospital"},
        ),
        (
            "The UAE, represented by the Ministry of Foreign Affairs, has signed a cooperation agreement with the "
            "Republic of Indonesia's Ministry of Health to build a heart hospital.",
            {"UAE", "Ministry of Health"},
        ),
        (
            "Vestbury University signed a memorandum of understanding on Monday with a leading Castor Church "
            "hospital and with Aldern Clinic.",
            {"Vestbury University", "Aldern Clinic"},
        ),
        (
            "近日，石桥市第一人民医院与云溪市妇幼保健计划生育服务中心、曹石县县立医院举行医联体签约仪式。",
            {"石桥市第一人民医院", "云溪市妇幼保健计划生育服务中心", "曹石县县立医院"},
        ),
        (
            "6月3日，石桥新区卫生健康委与云岭医科大学附属仁心医院合作共建溪南医院签约仪式在新区举行。",
            {"石桥新区卫生健康委", "云岭医科大学附属仁心医院"},
        ),
        ("6月3日、白浜医療大学は青葉市と包括連携協定を締結した。", {"白浜医療大学", "青葉市"}),
        (
            "경남도립 새봄대학은 다솜대학교 한마음 창원병원과 산학협력 업무 협약을 체결했다.",
            {"경남도립 새봄대학", "다솜대학교 한마음 창원병원"},
        ),
    ],
)
def test_shapes_of_the_twelfth_draw(text: str, expected: set[str]) -> None:
    assert parties(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Monday Aldern Hospital and the HCMC's University of Economics signed an agreement on research.",
            {"Aldern Hospital", "University of Economics"},
        ),
        (
            "8月30日，石桥医疗(02666.HK)与云岭新区管理委员会、云岭中医药大学签署战略合作协议。",
            {"石桥医疗", "云岭新区管理委员会", "云岭中医药大学"},
        ),
        (
            "6月3日，石桥市政府与云岭医科大学、云岭医科大学附属眼科医院签署合作协议。",
            {"石桥市政府", "云岭医科大学", "云岭医科大学附属眼科医院"},
        ),
        (
            "6月3日、白浜看護大学とくまもと中央病院は包括連携協定を締結した。",
            {"白浜看護大学", "くまもと中央病院"},
        ),
        (
            "[Daynews 데이뉴스] 한누리병원과 새봄대학교가 보건 인력 양성을 위해 업무협약을 체결했다.",
            {"한누리병원", "새봄대학교"},
        ),
    ],
)
def test_shapes_of_the_thirteenth_draw(text: str, expected: set[str]) -> None:
    assert parties(text) == expected
