from __future__ import annotations

import pytest

from crawler.model import JunkVerdict, Verdict
from tests.agreements.told import names, told

ANNOUNCED = [
    "Larkfield General Hospital and Osterby University Medical Center signed a memorandum of understanding on "
    "nurse training on Tuesday.",
    "A cooperation agreement was signed on 3 May by the Northvale Cancer Institute with Quillon Children's Hospital.",
    "Redbrook Community Hospital has joined the Harrow Health System under an affiliation agreement announced today.",
    "5月6日上午，临川县人民医院与海州医科大学附属第二医院签署医联体合作协议。",
    "日前，青湖市中医院正式成为南岭中医药大学附属医院，揭牌仪式在该市举行。",
    "東陽醫院與南濱大學附設醫院今（6）日簽署合作備忘錄，雙方將交換醫護人員。",
    "緑川総合病院と東山医科大学は6月1日、包括連携協定を締結した。",
    "한빛병원은 3일 오후 새솔대학교병원과 진료협력 업무협약을 체결했다.",
]

ANNOUNCED += [
    "On May 2, 2025 the Affiliated Hospital of Osterby Medical University and Peking Union Medical College "
    "Hospital signed an agreement to develop specialist departments together.",
    "林口東陽醫院5月22日與日本白沙大學醫院締結姊妹醫院，雙方將展開交流。",
]

NOT_ANNOUNCED = [
    "Doctors of Larkfield General Hospital visited Osterby University Medical Center, toured the wards and hoped "
    "for more exchanges in future.",
    "Larkfield General Hospital and Harrow Health System called off their merger talks and ended the affiliation.",
    "Here are six hospital partnerships announced since May:\n\n1. Larkfield General Hospital partnered with "
    "Harrow Health.\n\n2. Quillon Hospital joined Osterby Health.\n\n3. Redbrook Clinic affiliated with Northvale.",
    "WHEREAS the Hospital wishes to train students; NOW, THEREFORE, the parties agree: 1. This agreement is made "
    "by and between XXXX Hospital and XXXX College.",
    "4月2日，临川县人民医院院长一行来我院参观，双方座谈交流，希望今后加强合作。",
    "临川县人民医院党支部与河西社区党支部签订党建共建协议书，开展主题党日活动。",
    "临川县人民医院召开大会，院长与各科室负责人签订目标管理责任书。",
    "海州医科大学附属第二医院新生儿设备采购项目招标公告，投标人须提供资质文件。",
    "家庭医生签约服务进社区，居民可与团队签约，签约率稳步提高。",
    "緑川総合病院の地域連携室は紹介患者の窓口で、受付時間は平日9時からです。",
]


@pytest.mark.parametrize("text", ANNOUNCED)
def test_a_signed_agreement_between_two_houses_is_an_announcement(text: str) -> None:
    assert told(text, published="2025-05-08").verdict == "announcement"


@pytest.mark.parametrize("text", NOT_ANNOUNCED)
def test_pages_that_only_use_the_same_words_are_none(text: str) -> None:
    assert told(text, published="2025-05-08").verdict != "announcement"


def test_a_signing_in_the_last_paragraph_of_a_visit_is_found() -> None:
    text = (
        "A delegation of Osterby University Medical Center came to Larkfield General Hospital on Monday.\n\n"
        "The guests saw the new wards and the simulation centre, and talked with young doctors.\n\n"
        "At the end of the day the two hospitals signed a memorandum of understanding on stroke care."
    )
    found = told(text, published="2025-05-08")
    assert found.verdict == "announcement"
    assert {"Osterby University Medical Center", "Larkfield General Hospital"} <= names(found)


def test_a_text_whose_meaning_is_damaged_yields_nothing() -> None:
    junk = JunkVerdict(verdict=Verdict.INJECTED, meaning_damaged=True)
    found = told(ANNOUNCED[0], junk=junk)
    assert found.verdict == "none"
    assert not found.agreements
    assert found.reasons


def test_a_name_that_junk_put_in_is_no_party_and_is_called_unverified() -> None:
    junk = JunkVerdict(verdict=Verdict.INJECTED, unverified=("大发彩票检测中心",))
    text = "5月6日，大发彩票检测中心与临川县人民医院、海州大学附属医院签署合作协议。"
    found = told(text, published="2025-05-08", junk=junk)
    assert not any("彩票" in name for name in names(found))
    assert any("unverified" in reason for reason in found.reasons)


def test_the_verdict_gives_its_reasons_and_a_probability() -> None:
    found = told(ANNOUNCED[0], published="2025-05-08")
    assert 0.5 < found.probability <= 1
    assert any(reason.startswith("for: ") for reason in found.reasons)
