from __future__ import annotations

from dataclasses import replace

from crawler.agreements import detect
from crawler.model import Article, EmptyNameTable, JunkVerdict, SiteContext
from tests.agreements.told import names, told

BODY = "6月3日，我院与云岭医科大学签署合作协议，双方将在教学上合作。"
PAGE = Article(url="https://www.shiqiao.example.org/a/1.html", title=None, text=BODY)


def parties(
    article: Article, context: SiteContext | None = None, junk: JunkVerdict | None = None
) -> set[str]:
    return names(detect(article, context or SiteContext(), EmptyNameTable(), junk or JunkVerdict()))


def test_the_headline_beside_the_partner_tells_who_speaks() -> None:
    page = replace(PAGE, title="石桥市第一人民医院与云岭医科大学签署合作协议")
    assert parties(page) == {"石桥市第一人民医院", "云岭医科大学"}


def test_the_line_of_origin_and_the_tail_of_the_title_tell_who_speaks() -> None:
    assert "石桥市第一人民医院" in parties(replace(PAGE, origin_line="石桥市第一人民医院"))
    assert "石桥市第一人民医院" in parties(replace(PAGE, title_as_found="校院合作 - 石桥市第一人民医院"))


def test_the_owner_of_the_host_tells_who_speaks() -> None:
    context = SiteContext(watched_hosts=(("shiqiao.example.org", "石桥市第一人民医院"),))
    assert "石桥市第一人民医院" in parties(PAGE, context)


def test_two_candidates_leave_our_hospital_as_written() -> None:
    page = replace(PAGE, title="石桥市第一人民医院、石桥市中医医院与云岭医科大学合作")
    assert "我院" in parties(page)


def test_a_school_is_never_taken_for_our_hospital() -> None:
    assert "我院" in parties(replace(PAGE, title="东川大学与云岭医科大学签署合作协议"))


def test_the_source_s_organisation_goes_before_the_page_s_own_words() -> None:
    page = replace(PAGE, title="石桥市第一人民医院与云岭医科大学签署合作协议")
    assert "松江区中心医院" in parties(page, SiteContext(organisation="松江区中心医院"))


def test_a_school_of_one_s_own_university_is_named_in_full() -> None:
    text = "日前，石桥区中心医院成为云岭大学医学院的教学医院。6月3日，我校医学院院长与石桥区中心医院院长签署了教学医院协议。"
    assert "云岭大学医学院" in names(told(text))


def test_a_name_that_junk_put_into_the_headline_is_not_our_hospital() -> None:
    page = replace(PAGE, title="万豪真人医院与云岭医科大学签署合作协议")
    assert not any(
        "万豪真人" in name for name in parties(page, junk=JunkVerdict(unverified=("万豪真人医院",)))
    )


def test_english_and_japanese_pages_speak_of_themselves_too() -> None:
    english = told(
        "On 5 May 2025 our hospital signed a memorandum of understanding with Brenna University.",
        "Larkfield General Hospital and Brenna University sign memorandum",
    )
    assert "Larkfield General Hospital" in names(english)
    japanese = told(
        "5月8日、当院は北浜大学と連携協定を締結しました。", "港南総合病院と北浜大学が連携協定を締結"
    )
    assert names(japanese) == {"港南総合病院", "北浜大学"}
