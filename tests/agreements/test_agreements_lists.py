from __future__ import annotations

import pytest

from crawler.model import Announcement
from tests.agreements.told import names, told

LISTS = [
    (
        "Larkfield General Hospital signed memorandums of understanding on 5 May 2025 with the following "
        "four institutions:\n\n- Harbour Clinic\n\n- Brenna University\n\n- Osterby Medical Center\n\n"
        "- Norrland Children's Hospital\n\nPatients will gain.",
        {
            "Larkfield General Hospital",
            "Harbour Clinic",
            "Brenna University",
            "Osterby Medical Center",
            "Norrland Children's Hospital",
        },
    ),
    (
        "Memorandums were signed with Larkfield General Hospital on Monday by Brenna University; with Harbour "
        "Clinic; and Osterby Medical Center.",
        {"Larkfield General Hospital", "Brenna University", "Harbour Clinic", "Osterby Medical Center"},
    ),
    (
        "5月8日，海港市人民医院与以下三家单位签署合作协议：\n\n1.北山县人民医院\n\n2.南溪县中医院\n\n3.东岭镇卫生院\n\n会议由院长主持。",
        {"海港市人民医院", "北山县人民医院", "南溪县中医院", "东岭镇卫生院"},
    ),
    (
        "새빛병원은 8일 성애, 우리들, 한림, 혜민병원과 업무협약을 체결했다고 밝혔다.",
        {"새빛병원", "성애병원", "우리들병원", "한림병원", "혜민병원"},
    ),
    (
        "海港中醫醫院9日與三所大學（北川大學、南溪大學和東岭大學）簽署合作協議。",
        {"海港中醫醫院", "北川大學", "南溪大學", "東岭大學"},
    ),
    (
        "6月3日，石桥县政府同云岭医科大学附属医院、附属中医医院签署合作协议。",
        {"石桥县政府", "云岭医科大学附属医院", "云岭医科大学附属中医医院"},
    ),
    (
        "Osterby Medical Center met Larkfield General Hospital and Harbour Clinic on 5 May 2025. The latter "
        "signed a memorandum of understanding with Brenna University.",
        {"Harbour Clinic", "Brenna University"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), LISTS, ids=range(len(LISTS)))
def test_lists_are_read_to_their_end(text: str, expected: set[str]) -> None:
    assert names(told(text)) == expected


def roles(found: Announcement) -> dict[str, str]:
    return {party.name: party.role for agreement in found.agreements for party in agreement.parties}


def test_the_one_above_the_list_is_its_hub() -> None:
    assert roles(told(LISTS[0][0]))["Larkfield General Hospital"] == "hub"
    assert roles(told(LISTS[0][0]))["Harbour Clinic"] == "partner"


NAMES = [
    (
        "温州市第七医院与塔林儿童医院(Tallinn Children's Hospital)5月8日签署合作备忘录。",
        "塔林儿童医院",
        "Tallinn Children's Hospital",
    ),
    (
        "温州市第七医院5月8日与塔林儿童医院Tallinn Children's Hospital签署合作备忘录。",
        "塔林儿童医院",
        "Tallinn Children's Hospital",
    ),
    (
        "On 8 May 2024 Wenzhou Seventh Hospital signed a memorandum of understanding with Tallinn Children's "
        "Hospital (塔林儿童医院).",
        "Tallinn Children's Hospital",
        "塔林儿童医院",
    ),
]


@pytest.mark.parametrize(("text", "name", "alias"), NAMES, ids=range(len(NAMES)))
def test_one_house_in_two_scripts_is_one_party_with_an_alias(text: str, name: str, alias: str) -> None:
    found = told(text)
    assert len(found.agreements[0].parties) == 2
    party = next(p for p in found.agreements[0].parties if p.name == name)
    assert party.aliases == (alias,)


ASIDES = [
    (
        "Larkfield General Hospital signed a memorandum of understanding with Brenna University on Monday for the "
        "opening of the Harbour Clinic.",
        {"Larkfield General Hospital", "Brenna University"},
    ),
    (
        "With the help of the Embassy of Norland a memorandum was signed on Monday between Larkfield General "
        "Hospital and Brenna University.",
        {"Larkfield General Hospital", "Brenna University"},
    ),
    (
        "Tarn Valley Medical Center said that it has entered into an affiliation agreement to join Brenna "
        "Health's Coastal Division.",
        {"Tarn Valley Medical Center", "Brenna Health"},
    ),
    (
        "Officials at Larkfield NHS Foundation Trust and Harbour Partnership NHS Trust signed a memorandum of "
        "understanding.",
        {"Larkfield NHS Foundation Trust", "Harbour Partnership NHS Trust"},
    ),
    (
        "보건복지부 지정 전문병원인 의료법인 한빛의료재단 새빛기념병원은 조암농협과 업무협약을 체결했다고 11일 밝혔다.",
        {"새빛기념병원", "조암농협"},
    ),
    (
        "青島グループが運営する港南総合病院は10月2日、北浜大学と連携協定を締結した。",
        {"港南総合病院", "北浜大学"},
    ),
    (
        "云岭医科大学校长王某带一附院院长5月28日访问喀林市，先后参观共和国医院，与喀林国立医科大学签署合作协议。",
        {"云岭医科大学", "喀林国立医科大学"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), ASIDES, ids=range(len(ASIDES)))
def test_what_is_only_spoken_of_signs_nothing(text: str, expected: set[str]) -> None:
    assert names(told(text)) == expected


SIGNATORIES = [
    (
        "The MoU was signed by Amir Holt, CEO of Larkfield General Hospital, and Dr Jane Moss, Rector of Brenna "
        "University, in the presence of Mayor Tom Reed.",
        {("Amir Holt", "Larkfield General Hospital"), ("Jane Moss", "Brenna University")},
    ),
    (
        "港南総合病院と北浜大学は連携協定を締結した。港南総合病院の小林修三院長、北浜大学の近野真一学長が協定書に署名した。",
        {("小林修三", "港南総合病院"), ("近野真一", "北浜大学")},
    ),
    (
        "海港醫院與北川大學簽署合作備忘錄，由海港醫院院長張坤正、北川大學校長陳錦杏代表簽署。",
        {("張坤正", "海港醫院"), ("陳錦杏", "北川大學")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), SIGNATORIES, ids=range(len(SIGNATORIES)))
def test_signatories_come_with_the_house_they_sign_for(text: str, expected: set[tuple[str, str]]) -> None:
    found = told(text)
    assert {(p.name, p.party) for agreement in found.agreements for p in agreement.signatories} == expected
