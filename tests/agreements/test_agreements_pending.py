"""Papers that are not made on the page, with look-alikes that are: shapes found on unseen real pages."""

from __future__ import annotations

import pytest

from crawler.agreements import cues, dates
from crawler.agreements.passage import lay_out
from crawler.model import Article
from tests.agreements.told import told

HOUSES = "Larkfield General Hospital and Osterby University Medical Center"


def stances(text: str, published: str | None = "2025-05-08") -> set[tuple[str, str]]:
    """Kind and stance of every cue of a text without a headline."""
    return {(c.kind, c.stance) for c in cues.find(lay_out(Article(url="", title=None, text=text)), published)}


STANCES = [
    # what stands and what came of it / what is begun
    (
        "The twinning between Larkfield Hospital and Osterby Hospital has created a course.",
        "announce",
        "past",
    ),
    ("Larkfield Hospital has created a joint venture with Osterby Hospital.", "announce", "done"),
    # nobody in particular / somebody
    ("When an academic hospital signs an agreement with a vendor, it expects help.", "sign", "plan"),
    (f"When rain fell, {HOUSES} signed an agreement.", "sign", "done"),
    # who somebody is, what went before / two that signed
    ("한빛병원과 MOU를 맺은 새솔병원 관계자들이 6일 방문한다.", "sign", "past"),
    ("업무협약을 체결한 데 이어 새솔병원이 한빛병원을 찾았다.", "sign", "past"),
    ("업무협약을 체결한 두 병원은 진료에 힘을 모은다.", "sign", "done"),
    # since then / on that day
    ("自青湖大学和白沙医院签订合作协议后，双方往来增多。", "sign", "past"),
    ("5月6日，青湖大学和白沙医院签订合作协议后合影。", "sign", "done"),
    # a wish at the head of its clause / a wish that rests on what was signed
    ("希望通过两所医科大学学术交流协议签署，共同提高水平。", "sign", "plan"),
    ("希望以此次签署的合作协议为契机，共同提高水平。", "sign", "done"),
    # an invitation for next month and its second half
    ("来宾邀请院长下月访问青湖，并签署合作协议。", "sign", "plan"),
    ("院长5月6日访问青湖，并签署合作协议。", "sign", "done"),
    # ahead, with and without its day
    (f"The agreement between {HOUSES} is to be signed on Thursday.", "sign", "future"),
    (f"The agreement between {HOUSES} is to be signed in due time.", "sign", "plan"),
]


@pytest.mark.parametrize(("text", "kind", "stance"), STANCES)
def test_what_a_sentence_says_of_the_paper(text: str, kind: str, stance: str) -> None:
    assert (kind, stance) in stances(text)


def test_what_is_reached_has_to_be_a_tie() -> None:
    assert not stances("Strategic cooperation in health care reached fine results in the south.")
    assert ("enter", "done") in stances(f"{HOUSES} reached an agreement on training.")
    assert ("enter", "done") in stances("The agreement, struck in May, binds both hospitals.")


def test_a_service_begun_by_two_is_a_tie_without_a_word_for_it() -> None:
    begun = "Larkfield Hospital has launched a stroke program in collaboration with Osterby Medical Center."
    held = "The course was organised by Larkfield Hospital in partnership with Osterby Medical Center."
    assert ("team", "done") in stances(begun)
    assert not stances(held)
    headline = lay_out(Article(url="", title="Larkfield and Osterby collaborate to offer care", text="Soon."))
    standing = lay_out(Article(url="", title="Schools collaborate with hospitals", text="Soon."))
    assert [cue.kind for cue in cues.find(headline)] == ["team"]
    assert not cues.find(standing)


NOT_MADE = [
    (
        "Are affiliations here to stay?",
        "For boards an affiliation is attractive. Recently, Larkfield General Hospital announced a clinical "
        "affiliation agreement with Osterby Health System. Are they sustainable over the long term?",
    ),
    (
        "What small hospitals gain",
        "A number of well-known hospitals, such as Larkfield General Hospital, Osterby Medical Center and Quillon "
        "Cancer Center, have signed affiliation agreements with smaller community hospitals, a reporter writes.",
    ),
    (
        "7 海外の大学との交流協定の締結状況と活動状況",
        "医学部が交流協定を結んでいるのは次の大学である。\n・ 1984年 8 月 緑川病院長が白浜医科大学を訪問した。\n"
        "・ 1986年 5 月 東山学部長が白浜医科大学を訪問した。\n・ 1989年11月 白浜医科大学から学長が来訪した。",
    ),
    (
        "A model to cut costs",
        "Brightcloud signed a deal to use servers of Northwind last July. The model needs power. It learns from "
        "text. Engineers praise it.",
    ),
    (
        "Cabinet clears pact with Southland",
        "The Union Cabinet on Tuesday approved the signing of a memorandum of understanding between the Ministry "
        "of Health of Northland and the Ministry of Health of Southland on health care.",
    ),
    (
        "青湖医院获授“中国卒中中心”",
        "5月6日，全国卒中大会举行，中国卒中中心联盟、中国卒中学会为通过认证的医院授牌，青湖医院获得“卒中中心”认证奖牌。",
    ),
    (
        "緑川病院と白浜病院の統合に関する基本協定書",
        "緑川県（以下「甲」という。）と白浜県厚生連（以下「乙」という。）は、緑川病院と白浜病院の統合に関し、次のとおり"
        "基本協定を締結する。\n第1条 本協定は、必要な事項を定める。",
    ),
    (
        "Osterby Health passes clinic to Larkfield",
        "Larkfield General Hospital is taking over management and ownership of Quillon Clinic from Osterby Health. "
        "The transition of ownership is expected to be complete by September.",
    ),
    (
        "Agreements in force",
        "Various memoranda and agreements have been signed by the Ministry of Health. The list is given below:\n"
        "1. Northland 28-08-2005 (Agreement) health\n2. Southland 17-02-2004 (Agreement) health\n"
        "3. Westmark 12-02-2013 (MoU) health",
    ),
]


@pytest.mark.parametrize(("title", "text"), NOT_MADE)
def test_a_paper_that_the_page_does_not_make_is_not_announced(title: str, text: str) -> None:
    assert told(text, title=title, published="2025-05-08").verdict != "announcement"


MADE = [
    (
        "深化中医药国际交流合作",
        "5月6日，青湖中医院与海州儿童医院友好协商，签署医疗健康服务合作协议。青湖中医院院长与海州儿童医院领导出席签约仪式。",
    ),
    (
        "Larkfield and Osterby join forces",
        "Larkfield General Hospital and Osterby Health System signed an affiliation agreement on Tuesday. Many "
        "hospitals, such as those of the coast, are watching. What comes next?",
    ),
    (
        "Northland and Southland sign health pact",
        "The Ministry of Health of Northland and the Ministry of Health of Southland signed a memorandum of "
        "understanding on Tuesday. Cabinet secretary Ada Quist attended.",
    ),
    (
        "青湖医院成为海州大学附属医院",
        "5月6日，海州大学附属青湖医院揭牌仪式举行，海州大学与青湖医院签署共建协议。",
    ),
    (
        "Two Northland health systems affiliate",
        "Two Northland health systems have established a formal affiliation. Larkfield General Hospital and Osterby "
        "Health System have established an agreement under which Larkfield will share its training.",
    ),
    (
        "Osterby Health to join Larkfield Health",
        "Larkfield Health, a system of ten hospitals, entered into an affiliation agreement on May 6 to acquire "
        "Osterby Memorial Hospital. It signed a letter of intent to affiliate in February.",
    ),
    (
        "SunHealth, OSU, CTU ink memorandum",
        "SunHealth, Osterby State University (OSU) and Castor Technical University (CTU) have signed a tripartite "
        "memorandum of understanding on ageing and the care of patients.",
    ),
]


@pytest.mark.parametrize(("title", "text"), MADE)
def test_a_paper_that_the_page_makes_is_announced(title: str, text: str) -> None:
    assert told(text, title=title, published="2025-05-08").verdict == "announcement"


def test_the_worth_not_made_public_denies_nothing() -> None:
    text = f"{HOUSES} signed an affiliation agreement on Tuesday. What it is worth was not made public."
    assert not any("negated" in reason for reason in told(text, published="2025-05-08").reasons)


DATELINES = [
    ("(Gulf Wire - 09th Feb, 2021) The two hospitals signed.", True),
    ("中国青湖网12月22日西城消息 两院签约。", True),
    ("The two hospitals signed in Abuja (on 9 Feb 2021) again.", False),
    ("两院12月22日签约的消息传来。", False),
]


@pytest.mark.parametrize(("text", "is_dateline"), DATELINES)
def test_datelines_are_known_by_what_stands_around_them(text: str, is_dateline: bool) -> None:
    assert [words.era == "dateline" for words in dates.find(text)] == [is_dateline]


def test_a_day_without_year_is_resolved_by_the_dateline_of_an_undated_page() -> None:
    text = f"Marlow, 18 July 2017: – {HOUSES} have signed a memorandum of understanding in Marlow on 17 July."
    assert [a.signed.value for a in told(text).agreements] == ["2017-07-17"]


AHEAD = [
    (f"{HOUSES} will sign an affiliation agreement on 6 June.", "2025-06-06"),
    (f"An affiliation agreement of {HOUSES} is to be signed on Friday.", "2025-05-09"),
]


@pytest.mark.parametrize(("text", "expected"), AHEAD)
def test_a_signing_ahead_is_dated_after_publication(text: str, expected: str) -> None:
    assert [a.signed.value for a in told(text, published="2025-05-08").agreements] == [expected]


def test_the_programme_of_a_ceremony_dates_it() -> None:
    text = (
        "このたび、緑川病院と白浜医科大学は連携協定を締結いたします。下記のとおり締結式を開催します。\n"
        "日時：2025年5月23日（金） 16時\n場所：緑川病院"
    )
    published = text.replace("日時：", "掲載日：")
    assert [a.signed.value for a in told(text, published="2025-05-08").agreements] == ["2025-05-23"]
    assert [a.signed.value for a in told(published, published="2025-05-08").agreements] == [None]


def test_the_day_of_a_news_release_is_not_the_day_of_signing() -> None:
    said = f"{HOUSES} entered into an affiliation agreement, according to a May 6 news release."
    done = f"{HOUSES} entered into an affiliation agreement on May 6, according to a news release."
    assert [a.signed.value for a in told(said, published="2025-05-08").agreements] == [None]
    assert [a.signed.value for a in told(done, published="2025-05-08").agreements] == ["2025-05-06"]


def test_the_day_an_announcement_is_made_is_not_the_day_of_signing() -> None:
    text = "Larkfield General Hospital announced a joint venture with Osterby Health System on Tuesday."
    assert [a.signed.value for a in told(text, published="2025-05-08").agreements] == [None]


TEAMED = [
    (
        "Larkfield General Hospital and Osterby Health System are forming a joint venture for heart care.",
        True,
    ),
    (
        "Larkfield General Hospital and Osterby Health System are forming a long queue at the joint venture.",
        False,
    ),
    ("Larkfield General Hospital and Osterby Health System have agreed to team up on heart care.", True),
    ("Larkfield General Hospital and Osterby Health System agreed to keep talking about heart care.", False),
    ("県は17日、緑川医科大学附属病院に寄付講座を開設するため、同大と協定を締結した。", True),
    ("県は17日、緑川医科大学附属病院に現金を寄付し、感謝状の贈呈式が開かれた。", False),
]


@pytest.mark.parametrize(("text", "is_told"), TEAMED)
def test_ventures_teams_and_endowed_chairs_are_agreements(text: str, is_told: bool) -> None:
    assert (told(text, published="2025-05-18").verdict == "announcement") is is_told


def test_a_summary_of_key_terms_announces_nothing() -> None:
    text = (
        f"Summary of Key Terms {HOUSES} have signed a letter of intent describing how they will combine. "
        "Term sheet: the boards. Key terms of the letter: governance."
    )
    assert told(text, title="Letter of Intent", published="2025-05-08").verdict != "announcement"
