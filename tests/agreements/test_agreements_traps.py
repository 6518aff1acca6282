"""What uses the words of agreements and announces none, each beside a look-alike that does announce one."""

from __future__ import annotations

import pytest

from tests.agreements.told import told

NONE = [
    # years counted since a signing
    "The Children's Hospital of Tartow and Turla University Hospital this week marked ten years since they signed a "
    "twinning agreement.",
    # the verb of a plan stands far from the paper
    "The health minister told parliament that an agreement with Cubana's Ministry of Public Health on sixty "
    "specialists for Kitto Teaching Hospital will be signed soon.",
    # a physician, told in an apposition, joins a house
    "Lakeside Medical Center is pleased to announce that Dr. Anna Ruz, formerly of Maylor Clinic, has joined its "
    "cardiology group.",
    # wages and strikes
    "Essenta Health and the Northern Nurses Association reached an agreement early Friday, averting a strike.",
    # talks that failed, in the present tense of headlines
    "Partnership talks between Cando Health and Halvorsen Hospital Group collapse\n\nThe partnership between Cando Health and "
    "Halvorsen Hospital Group falls through, people who know of it say.",
    "6月9日，青田县第一医院举行新员工见面会，86名毕业生与青田县第一医院签订就业协议。",
    "5月11日，青田县第一医院与32家药品供应商签订廉洁购销协议书。",
    "青田县医疗保障局与全县36家定点医疗机构签订2025年度医保服务协议。",
    "手术前，青田县第一医院的医生会与患者家属签署知情同意书。",
    "市は災害時の医療体制について、松原市医師会と松原市立病院との協定を結ぶ方向で検討を始めた。",
    "한빛시의회는 한빛의료원을 새누리대학교병원에 위탁하는 협약 동의안을 부결했다.",
]

ANNOUNCED = [
    "Pender Valley Hospital and Averra Health have formally agreed to share radiotherapy planning. The service level agreement "
    "between Pender Valley Hospital and Averra Health came into force on 1 April.",
    "Trillian Health Partners and Halton Vale Hospital will run their laboratories as one service from September 1 after "
    "their boards approved the partnership agreement on Thursday.",
    "Two years after the fire, Pender Valley Hospital and Averra University signed an affiliation agreement on Tuesday.",
    "6月9日，青田县第一医院与丽州大学医学院签订人才培养合作协议。",
    "松原市と松原市立病院、松原薬科大学は2日、災害時の医薬品供給に関する協定を結んだ。",
]


@pytest.mark.parametrize("text", NONE)
def test_what_only_sounds_like_a_signing_is_none(text: str) -> None:
    assert told(text, published="2025-06-10").verdict != "announcement"


@pytest.mark.parametrize("text", ANNOUNCED)
def test_its_look_alike_that_announces_is_one(text: str) -> None:
    assert told(text, published="2025-06-10").verdict == "announcement"


DAYS = [
    # a dateline of places is no signing day, and stands in for the day of publication
    (
        "CEDAR FORKS, Iowa, June 9, 2026 - Mercy Glen Hospital announced Tuesday that it has entered into an affiliation "
        "agreement with Tulla University School of Medicine. The agreement was signed Monday by both deans.",
        None,
        "2026-06-08",
    ),
    ("Mercy Glen Hospital and Tulla University signed an affiliation agreement on June 9, 2026 - a Tuesday.", None, "2026-06-09"),
    ("海州医院与临川大学附属医院于本月12日缔结为姊妹医院，两院院长签署协议。", "2025-06-15", "2025-06-12"),
    ("海州医院与临川大学附属医院昨签署合作协议。", "2025-06-15", "2025-06-14"),
    # a short sentence with a day is no stamp in a script that says much in few characters
    ("6月8日，临川医院一行5人到访我院。会后，双方签署护理合作备忘录。", "2025-06-10", "2025-06-08"),
    # "Today" is a newspaper here
    ("Mercy Glen Hospital signed an agreement with Tulla University, Gulf Today reported.", "2025-06-10", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "day"), DAYS)
def test_datelines_stamps_and_newspapers_are_no_signing_days(
    text: str, published: str | None, day: str | None
) -> None:
    found = {a.signed.value for a in told(text, published=published, owner="海州医院").agreements}
    assert found == {day}
