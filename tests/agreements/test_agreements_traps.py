"""What uses the words of agreements and announces none, each beside a look-alike that does announce one."""

from __future__ import annotations

import pytest

from tests.agreements.told import names, told

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
    "Soundry Physicians has sued Providen Hospital, saying it broke the services agreement the two signed in 2021.",
    "Northvale Hospital could announce a partnership with Piedmore Healthcare as early as next month, people briefed say.",
    "Northvale Hospital and Piedmore Healthcare: a partnership at last?\n\nNorthvale Hospital may partner with Piedmore "
    "Healthcare.",
    "Since 2011 the memorandum has linked Addenby Hospital with Yangor General Hospital. Under the memorandum signed that "
    "year, teams visit twice a year.",
    "The trade commission blocks the agreement of Novan Health and Lakeside Community Hospital.",
    "Both candidates said they would review the merger agreement between Larrow Hospital and Sunrise Clinic if elected.",
    "The agency upgraded Towell Hospital's bonds, citing its affiliation agreement with Drexley University.",
    "Thirty students signed scholarship agreements with Lancast General Hospital on Friday.",
    "1月12日，省卫健委副主任来青田县人民医院调研，对青田县人民医院与丽州市人民医院签约建设医联体的做法给予肯定。",
    "ハノイ小児病院の医師6人が緑川医療センターを視察し、今後の協定締結も視野に意見を交わした。",
    "한빛암센터는 협약을 맺은 협력병원 120곳을 상대로 만족도 조사를 했다.",
    "浅谈医院合作协议的法律风险\n\n青田县第一医院与外部机构签署合作协议时，应注意主体资格、知识产权等条款。",
    "5月15日，青田县第一医院与平和财产保险公司签订2026年度医疗责任险合同。",
    "青田县第一医院采购合同公告\n\n采购人：青田县第一医院；供应商：丽州医疗科技有限公司；合同签订日期：2025年5月10日。",
    "柬越中华医院院长一行到访青田县第一医院，双方就互派进修达成初步共识，商定择日签约。",
    "市と緑川町は病院統合に向けた緑川病院との協定の締結で合意に至らなかった。",
    "한빛의료원과 새누리대학교병원은 협약 체결에 합의하지 못했다.",
    "도의회는 한빛의료원이 최근 3년간 체결한 업무협약 47건 중 이행된 것은 9건뿐이라고 지적했다.",
    "한빛시의회는 한빛의료원을 새누리대학교병원에 위탁하는 협약 동의안을 부결했다.",
]

ANNOUNCED = [
    "Pender Valley Hospital and Averra Health have formally agreed to share radiotherapy planning. The service level agreement "
    "between Pender Valley Hospital and Averra Health came into force on 1 April.",
    "Trillian Health Partners and Halton Vale Hospital will run their laboratories as one service from September 1 after "
    "their boards approved the partnership agreement on Thursday.",
    "Two years after the fire, Pender Valley Hospital and Averra University signed an affiliation agreement on Tuesday.",
    "In May signed papers in hand, Addenby Hospital and Yangor General Hospital announced the memorandum they signed on "
    "Monday.",
    "Under an agreement that Addenby Hospital and Yangor General Hospital signed in Yangor on Monday, two fellows a year "
    "will come.",
    "6月9日，青田县第一医院与丽州大学医学院签订人才培养合作协议。",
    "한빛병원은 17일 몽골 국립제삼병원과 의료진 연수를 골자로 한 협력 양해각서를 교환했다.",
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


NAMES = [
    (
        "The University of Notre Dame Westralia and St John of God Murray Hospital signed an agreement on Monday.",
        {"University of Notre Dame Westralia", "St John of God Murray Hospital"},
    ),
    (
        "Larkfield Hospital and the National Center for Maternal and Child Health signed an agreement on Monday.",
        {"Larkfield Hospital", "National Center for Maternal and Child Health"},
    ),
    (
        "Larkfield Hospital and the Agency for Science, Technology and Research signed an agreement on Monday.",
        {"Larkfield Hospital", "Agency for Science, Technology and Research"},
    ),
    ("Larkfield Hospital signed an agreement with Google Cloud.", {"Larkfield Hospital", "Google Cloud"}),
    # the plaque is for something of the house, and the house bears its whole name
    (
        "5月9日，海州大学附属第二医院与临川县人民医院紧密型医联体签约暨揭牌仪式举行。",
        {"海州大学附属第二医院", "临川县人民医院"},
    ),
    # here the plaque bears the name: the school and the house sign
    ("5月9日，海州医科大学附属临川县人民医院在新区签约揭牌。", {"海州医科大学", "临川县人民医院"}),
]


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names_with_saints_subjects_and_schools_stay_whole(text: str, expected: set[str]) -> None:
    assert names(told(text, published="2025-05-10")) == expected


PAIRS = [
    (
        "Bumrun International Hospital and Siemer Imaging have signed a ten-year agreement on training.",
        {"Bumrun International Hospital", "Siemer Imaging"},
    ),
    (
        "Nova Nordica has inked a pact with the All India Institute of Medical Sciences to study obesity.",
        {"Nova Nordica", "All India Institute of Medical Sciences"},
    ),
    # an officer beside an officer is no party
    (
        "Bumrun Hospital signed an agreement with Larkfield Clinic. The director of Bumrun Hospital and Jane Doyle signed.",
        {"Bumrun Hospital", "Larkfield Clinic"},
    ),
    (
        "Harrow Health, Larkfield Clinic sign pact\n\nHarrow Health System and Larkfield Clinic have signed an agreement.",
        {"Harrow Health System", "Larkfield Clinic"},
    ),
    ("5月9日，泾水县医院、泾水县中医院与海州医院签订合作协议。", {"泾水县医院", "泾水县中医院", "海州医院"}),
    (
        "한강대병원-군산의료원 협약\n\n한강대학교병원과 군산의료원은 11일 협약을 체결했다.",
        {"한강대학교병원", "군산의료원"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_each_party_stands_once_by_its_own_name(text: str, expected: set[str]) -> None:
    title, _, body = text.rpartition("\n\n")
    assert names(told(body, title=title or None, published="2025-05-12")) == expected


FAR = [
    (
        "緑川市と緑川市薬剤師会、緑川市民病院は2日、協定を交わした。",
        {"緑川市", "緑川市薬剤師会", "緑川市民病院"},
    ),
    (
        "緑川医療センターは、ロボット手術の研修で南島国保健省と覚書を交わした。署名式はタラントで開かれた。",
        {"緑川医療センター", "南島国保健省"},
    ),
    (
        "한빛병원은 우즈베키스탄 보건부와 원격진료센터를 세우기로 하고 협약을 체결했다.",
        {"한빛병원", "우즈베키스탄 보건부"},
    ),
    (
        "새누리대학교 부속 한빛병원은 가람대학교와 협약을 맺었다.",
        {"새누리대학교 부속 한빛병원", "가람대학교"},
    ),
    ("平湖医院慈善会属下平湖医院与海州医院昨签署合作协议。", {"平湖医院", "海州医院"}),
    ("近日，海州医院与萨兰德（中国）投资有限公司签署合作协议。", {"海州医院", "萨兰德（中国）投资有限公司"}),
]


@pytest.mark.parametrize(("text", "expected"), FAR)
def test_names_in_their_own_scripts_end_where_they_end(text: str, expected: set[str]) -> None:
    assert names(told(text, published="2025-05-12")) == expected


def test_a_headline_that_says_our_hospital_adds_no_agreement_and_names_no_owner() -> None:
    title = "我院与海州大学附属医院签署合作协议"
    body = "3月8日，临川市第一人民医院与海州大学附属医院签署合作协议。"
    found = told(body, title=title, published="2025-03-12")
    assert [{p.name for p in a.parties} for a in found.agreements] == [
        {"临川市第一人民医院", "海州大学附属医院"}
    ]
    more = told(body + "3月9日，我院又与平湖市中医院签订医联体协议。", title=title, published="2025-03-12")
    assert {p.name for p in more.agreements[-1].parties} == {"我院", "平湖市中医院"}
