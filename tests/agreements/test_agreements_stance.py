"""Is something told as done: plans, denials, endings, earlier papers, other acts that use the same words."""

from __future__ import annotations

import pytest

from crawler.agreements import cues
from crawler.agreements.passage import lay_out
from crawler.model import Article
from tests.agreements.told import told

HOUSES = "Larkfield General Hospital and Osterby University Medical Center"
STANCES = [
    (f"{HOUSES} signed a memorandum of understanding on Tuesday.", "done"),
    (f"{HOUSES} will sign a memorandum of understanding on 6 June.", "future"),
    (f"{HOUSES} will sign a memorandum of understanding in due time.", "plan"),
    (f"{HOUSES} have not signed a memorandum of understanding.", "negated"),
    (f"{HOUSES} ended the affiliation agreement they signed.", "ended"),
    ("The two sides reviewed the memoranda of understanding signed by their ministries.", "past"),
    ("此前，临川县人民医院与海州大学附属医院签署合作协议。", "past"),
    ("临川县人民医院与海州大学附属医院签署合作协议，加上此前的三家已有四家。", "done"),
]


@pytest.mark.parametrize(("text", "expected"), STANCES)
def test_the_stance_of_a_sentence(text: str, expected: str) -> None:
    found = cues.find(lay_out(Article(url="", title=None, text=text)), "2025-05-08")
    assert expected in {cue.stance for cue in found}
    assert expected == "done" or "done" not in {cue.stance for cue in found if cue.kind == "sign"}


def test_an_agreement_told_only_as_known_is_a_cue_of_its_own() -> None:
    text = (
        "The affiliation opens clinical trials to patients of Redbrook Clinic. Dr. Orme spoke of a good day."
    )
    found = cues.find(lay_out(Article(url="", title=None, text=text)))
    assert [cue.kind for cue in found] == ["told"]


def test_words_for_an_editors_readings_are_no_court() -> None:
    text = "5月6日，临川县人民医院与海州大学附属医院签署合作协议。\n（一审：王明 二审：李华 三审：赵刚）"
    assert told(text, published="2025-05-08").verdict == "announcement"


OTHER_ACTS = [
    "What is an affiliation agreement? An affiliation agreement is a contract that a hospital and a school of "
    "nursing sign. Here is what to look for before Larkfield Hospital and Osterby College sign one.",
    "Nurses' union and Larkfield General Hospital sign collective agreement\n\nThe union and the hospital signed "
    "a two-year collective agreement on Monday; wages rise by three per cent.",
    "Larkfield General Hospital announced that Ada Quist, MD, has joined Osterby Heart Clinic. Dr. Quist was a "
    "partner in Northvale. Patients can book now.",
    "The health ministry denied reports that Larkfield General Hospital had signed an agreement with Osterby "
    "Medical Group. No such agreement exists, it said.",
    "UMB Hospital has decided not to renew its memorandum of understanding with the Osterby Health Mission. The "
    "decision came after long talks.",
    "关于规范医联体协议管理的通知\n各区卫健局：牵头医院应与成员单位签订合作协议，现就有关事项通知如下。",
    "海州医院2024年大事记\n1月5日，召开大会。\n2月8日，与临川县人民医院签订合作协议。\n3月9日，通过评审。\n4月2日，举行比赛。",
    "緑川総合病院の連携病院\n当院は東山医科大学附属病院など県内の病院と連携協定を結んでいます。紹介状をお持ちください。",
    "한빛병원 노사, 임금협약 체결\n한빛병원 노사는 3일 임금협약 조인식을 갖고 인상에 합의했다.",
    "Larkfield Hospital and Osterby College | 2004 | exchange agreement | signed 3 May\n"
    "Northvale Hospital | 2011 | exchange agreement | signed 4 June\nQuillon Clinic | 2012 | agreement | signed",
]


@pytest.mark.parametrize("text", OTHER_ACTS)
def test_other_acts_with_the_words_of_agreements_are_not_announced(text: str) -> None:
    title, _, body = text.partition("\n") if "\n" in text else ("", "", text)
    assert told(body.strip(), title=title or None, published="2025-05-08").verdict != "announcement"


def test_two_offices_of_health_may_be_named_by_their_office_alone() -> None:
    text = (
        "A memorandum of understanding on health care was signed in Marlow on Tuesday. The minister of health of "
        "Northland, Ada Quist, and her counterpart Ben Orme of Southland signed. Both countries will train nurses."
    )
    assert told(text, published="2025-05-08").verdict == "announcement"


def test_the_day_of_telling_is_no_day_of_signing() -> None:
    said = told(
        f"{HOUSES} have signed an affiliation agreement, they announced on Tuesday.", published="2025-05-08"
    )
    bare = told(f"{HOUSES} signed an affiliation agreement Tuesday.", published="2025-05-08")
    local = told("当地时间5月6日，青湖医院与白沙医院签署合作协议。", published="2025-05-08")
    assert [a.signed.value for a in said.agreements] == [None]
    assert [a.signed.value for a in bare.agreements] == ["2025-05-06"]
    assert [a.signed.value for a in local.agreements] == ["2025-05-06"]


def test_what_somebody_says_of_it_does_not_name_the_type() -> None:
    text = (
        f"{HOUSES} signed a strategic partnership agreement on Tuesday. At the signing ceremony Dr. Quist of "
        "Larkfield General Hospital said: “This alliance brings the best minds of both our cities together for good.”"
    )
    assert told(text, published="2025-05-08").agreements[0].type == "strategic_partnership"
