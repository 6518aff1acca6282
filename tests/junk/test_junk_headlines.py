"""Planted headlines are found by shape and the genuine headline is had back."""

import pytest

from crawler.junk import judge
from crawler.model import EmptyNameTable, FieldCandidate, SiteContext, Verdict
from tests.junk.looking import judged_text, reading_of, response

HEADLINE = "岳林市中心医院与澄海医科大学共建康复实验室"
TEXT = (
    "8月14日，岳林市中心医院与澄海医科大学共建的康复实验室在门诊楼揭牌。院长齐远山介绍，实验室将用三年时间研究步态训练。\n\n"
    "双方约定每季度交换一次数据，并派青年医师互访。"
)
ENGLISH = "Rowan Valley Hospital and Tessaly College signed an agreement on Monday to train paramedics together for six years."


@pytest.mark.parametrize("separator", ["|", "_", "-", " - ", "、", ","])
def test_a_list_of_unknown_brands_before_a_headline_is_cut_at_any_separator(separator: str) -> None:
    junk = separator.join(["沧溟国际官网", "沧溟国际app下载", "沧溟国际登录入口"])
    verdict, article = judged_text(junk + separator + HEADLINE, TEXT)
    assert verdict.verdict is Verdict.INJECTED
    assert article.title == HEADLINE
    assert article.title_as_found == junk + separator + HEADLINE
    assert verdict.repaired_title


def test_a_brand_glued_to_the_headline_is_cut() -> None:
    verdict, article = judged_text("沧溟国际登录" + HEADLINE, TEXT)
    assert (verdict.verdict, article.title) == (Verdict.INJECTED, HEADLINE)


def test_a_title_that_is_nothing_but_junk_gives_way_to_the_first_line() -> None:
    verdict, article = judged_text("夜岚影院免费观看|夜岚短片在线播放_夜岚还在吗", HEADLINE + "\n" + TEXT)
    assert (verdict.verdict, article.title) == (Verdict.INJECTED, HEADLINE)


def test_no_headline_is_invented_where_none_is_left() -> None:
    verdict, article = judged_text("夜岚影院免费观看|夜岚短片在线播放_夜岚还在吗", ENGLISH)
    assert verdict.verdict is Verdict.INJECTED
    assert article.title is None
    assert any(repair.where == "title" and repair.reason for repair in verdict.repairs)


def test_the_listing_is_believed_when_every_field_of_the_page_is_junk() -> None:
    junk = "沧溟国际官网_沧溟国际app下载_沧溟国际登录入口"
    reading = reading_of(
        junk,
        TEXT,
        "https://www.yuelin-hospital.cn/1",
        FieldCandidate(junk, "h1"),
        FieldCandidate(HEADLINE, "listing"),
    )
    verdict, after = judge(response(), reading, None, SiteContext(), EmptyNameTable())
    assert after.article is not None
    assert (verdict.verdict, after.article.title, after.article.title_origin) == (
        Verdict.INJECTED,
        HEADLINE,
        "listing",
    )


@pytest.mark.parametrize(
    "disguised",
    [
        "".join(f"&#{ord(char)};" for char in "沧溟国际官网_沧溟国际登录入口"),
        "\u200b".join("沧溟国际官网_沧溟国际登录入口"),
        " ".join("沧溟国际官方网站沧溟国际备用网址"),
    ],
)
def test_disguised_letters_do_not_help(disguised: str) -> None:
    verdict, article = judged_text(disguised + "|" + HEADLINE, TEXT)
    assert (verdict.verdict, article.title) == (Verdict.INJECTED, HEADLINE)


@pytest.mark.parametrize(
    "title",
    [
        "通知公告|党务公开|院务公开|招标采购：岳林市中心医院一周信息",
        "论文下载_数据库登录_校外访问入口使用说明",
        "Visiting Hours | Parking | Find a Doctor | Online Services",
        "急诊科、儿科、产科、口腔科门诊时间表下载",
        "岳林市中心医院官网-预约挂号入口",
        "健康讲座 - 睡眠 - 饮食 - 运动：市民常问的四个问题",
    ],
)
def test_honest_lists_in_titles_stay(title: str) -> None:
    verdict, article = judged_text(title, TEXT)
    assert verdict.verdict is Verdict.CLEAN
    assert article.title == title


def test_a_junk_title_quoted_by_a_report_stays() -> None:
    title = "医院网站标题变成“沧溟国际官网_沧溟国际app下载”，院方已报案"
    text = (
        "网友发现某医院网站标题被篡改为“沧溟国际官网_沧溟国际app下载”。公安机关正在调查，技术人员已清除暗链。"
    )
    verdict, article = judged_text(title, text)
    assert (verdict.verdict, article.title) == (Verdict.CLEAN, title)
