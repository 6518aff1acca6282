"""One harmless word in an institution's place, names in lines cut as stamps, search phrases, lost bytes."""

from dataclasses import replace

import pytest

from crawler.junk import judge
from crawler.model import EmptyNameTable, Removal, SiteContext, Verdict
from tests.junk.looking import judged_text, reading_of, response

STRANGER = "https://www.lawn-furniture.example/info/1184/6021.html"
OWN = "https://www.yuelin-hospital.cn/info/1184/6021.html"
OFFICE = "6月2日，岚江口腔医院与{0}在行政楼签署帮扶协议，约定两年内派出十名医师。{0}院长柳成荫表示，当地儿童补牙要等一个月。"


def test_a_harmless_word_that_holds_a_deans_office_on_a_strangers_host_is_a_replaced_name() -> None:
    verdict, article = judged_text("口腔医院派出医师", OFFICE.format("紫苹果"), STRANGER)
    assert verdict.verdict is Verdict.INJECTED
    assert "紫苹果" not in article.text
    assert verdict.unverified == ("紫苹果",)


@pytest.mark.parametrize(
    ("word", "url"),
    [("紫苹果", OWN), ("岚江三院", STRANGER), ("安平县医院", STRANGER), ("我院常务", STRANGER)],
)
def test_short_names_and_honest_hosts_are_left_alone(word: str, url: str) -> None:
    verdict, _ = judged_text("口腔医院派出医师", OFFICE.format(word), url)
    assert verdict.verdict is Verdict.CLEAN


def test_a_dean_called_by_name_is_no_replaced_institution() -> None:
    text = "柳成荫院长介绍，新楼有六层。柳成荫院长表示，年底前搬完。记者随柳成荫院长看了病房。"
    verdict, _ = judged_text("新楼年底启用", text, STRANGER)
    assert verdict.verdict is Verdict.CLEAN


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("2024-03-02\n日前公布的名单中，紫霞国际zx7712康复团队榜上有名。", Verdict.INJECTED),
        ("2024-03-02\n日前公布的名单中，省人民医院康复团队榜上有名。", Verdict.CLEAN),
        ("摄影：岚江广播电视集团公司记者 柳成荫", Verdict.CLEAN),
    ],
)
def test_a_replaced_name_is_found_in_a_line_that_was_cut_as_a_stamp(line: str, verdict: Verdict) -> None:
    reading = reading_of("康复团队获奖", "该团队用五年收集了三百例病例资料，成果已在六家医院推广。", OWN)
    reading = replace(reading, removed=(Removal(line, "stamp"),))
    found, after = judge(response(url=OWN), reading, None, SiteContext(), EmptyNameTable())
    assert found.verdict is verdict
    assert (after == reading) or verdict is Verdict.INJECTED


def test_fragments_of_search_phrases_between_words_are_found_and_cut() -> None:
    text = (
        "老街的诊所哪家最好哪家开了三十年，大夫白癜医院院好每天六点起来扫院子，皮肤院皮肤院来看病的多是邻居。"
    )
    verdict, article = judged_text("老街诊所", text)
    assert verdict.verdict is Verdict.INJECTED
    assert "皮肤院皮肤院" not in article.text


@pytest.mark.parametrize(
    "text",
    [
        "患者常问哪家医院最好。专家说，没有最好的医院，只有最合适的医院；医院院长每周出门诊。",
        "他先到县医院，医院医生建议转院。哪里有病治哪里，是老话。最好的办法，最好早做。",
    ],
)
def test_questions_about_hospitals_are_no_fragments(text: str) -> None:
    assert judged_text("看病去哪里", text)[0].verdict is Verdict.CLEAN


def test_bytes_lost_after_the_same_character_decide_and_a_call_does_not() -> None:
    lost = "数据须确?!坝懈备份，副本每月确?!昂戏一次，由两人签字后归档，钥匙分开保管。"
    called = "你说什么?!我没听清。这么晚了还来门诊吗?!大家都笑了。"
    assert judged_text("数据备份要点", lost)[0].verdict is Verdict.INJECTED
    assert judged_text("夜班的一天", called)[0].verdict in {Verdict.CLEAN, Verdict.SUSPECT}


@pytest.mark.parametrize(
    "text",
    [
        "钢城集团总医院与西岭县医院结对。钢城集团副院长李明介绍，两年派三十人。钢城集团承担费用。",
        "哥伦比亚与澄海合作。哥伦比亚校长王立表示欢迎。哥伦比亚将派人来访。",
        "澄海体院副校长刘明表示，澄海体院将办班。澄海体院学生参加。",
    ],
)
def test_company_hospitals_sports_institutes_and_foreign_universities_stay(text: str) -> None:
    assert judged_text("双方签约", text, STRANGER)[0].verdict is Verdict.CLEAN
