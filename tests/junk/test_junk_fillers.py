"""Who fills an institution's place: brands of any make are found there, firms and short names are left alone."""

import pytest

from crawler.junk.fillers import fillers
from crawler.model import Verdict
from tests.junk.looking import judged_text

FLAGS = {Verdict.INJECTED, Verdict.MIRROR, Verdict.SPAM}
PLANTED = (
    "澄海rb8866",
    "澄海(中国)官方网站",
    "澄海登录入口",
    "澄海·中国",
    "9xm澄海",
    "澄海真人荷官",
    "rubyspin77",
    "澄海6688cc",
)


@pytest.mark.parametrize("name", PLANTED)
def test_a_brand_that_holds_an_office_is_marked_everywhere(name: str) -> None:
    text = f"5月12日，{name}副校长陈晓东到访市第二医院，与院长座谈。\n陈晓东表示，{name}将加强与医院的合作。"
    verdict, article = judged_text("来宾到访", text)
    assert verdict.verdict in FLAGS
    assert name not in article.text and "市第二医院" in article.text and "⟦?⟧副校长陈晓东" in article.text
    assert all(one.lower() in name.lower() or name.lower() in one.lower() for one in verdict.unverified)


@pytest.mark.parametrize(
    "line",
    [
        "UCLA医学院院长史密斯与我院签署备忘录。",
        "301医院院长刘大勇、解放军307医院副院长陈伟到会。",
        "树兰(杭州)医院院长郑杰介绍了情况。",
        "山东某某医科大学(某某医学科学院)校长李伟致辞。",
        "国药集团(SINOPHARM)党委书记刘敬与院长座谈。",
        "东方京BOE党委书记陈炎与医院签署协议。",
        "全市120急救师生培训达5000人次。",
        "学院3D打印实验室师生研发新型支架。",
        "1983级校友、华南大学(深圳)副校长陈红返校。",
        "K12教育平台与医学院图书馆合作。",
        "与39健康网签署合作协议，院长专栏上线。",
        "T3出行与医院签署协议，方便老人就医。",
        "360集团党委书记周宏与院长张伟座谈网络安全。",
        "第20届校友会理事会召开，校友会秘书长李强作报告。",
        "关注微信平台院长信箱，登录官网图书馆即可。",
    ],
)
def test_firms_products_counts_and_short_names_are_none(line: str) -> None:
    text = f"{line}\n{line.replace('。', '，会后双方交流了意见。')}"
    verdict, article = judged_text("要闻", text)
    assert (verdict.verdict, article.text) == (Verdict.CLEAN, text)


def test_a_filler_is_told_with_its_place() -> None:
    text = "近日，澄海rb8866党委书记王强到访。"
    (one,) = fillers(text)
    assert text[one.start : one.end] == one.name == "澄海rb8866"
    assert one.slot >= 1.0 and one.shape >= 1.0
