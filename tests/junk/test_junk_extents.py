"""How far a cut reaches: what was planted goes whole, and the sentences beside it stay."""

from __future__ import annotations

import pytest

from crawler.junk.headlines import take_apart
from crawler.junk.judge import judge
from crawler.junk.repair import GAP
from crawler.junk.subject import Subject
from crawler.model import EmptyNameTable, FieldCandidate, SiteContext, Verdict
from tests.junk.looking import judged_text, reading_of, response

TITLE = "Harrow Lake Clinic Repairs Its Roof"
OPENING = "The clinic at Harrow Lake closed its upper floor in March while builders renewed the slates."
SALE = "Order generic tadalafil from an overseas pharmacy, no prescription needed, discreet packaging."
LAST = "Nobody can yet tell how long the remaining scaffolding on Mill Street will stand."


@pytest.mark.parametrize("line", [f"{LAST} {SALE}", f"{SALE} {LAST}"])
def test_a_sentence_that_nothing_repeats_stays_beside_a_planted_one(line: str) -> None:
    verdict, article = judged_text(TITLE, f"{OPENING}\n\n{line}")
    assert verdict.verdict is Verdict.INJECTED
    assert article.text == f"{OPENING}\n\n{LAST}"


def test_a_sentence_in_another_writing_stays_out_with_the_planted_one() -> None:
    foreign = "Доставка по всему миру за три дня, оплата при получении заказа."
    _, article = judged_text(TITLE, f"{OPENING}\n\n{SALE} {foreign}\n\n{LAST}")
    assert article.text == f"{OPENING}\n\n{LAST}"


@pytest.mark.parametrize(
    "lead", ["Worn out by unpaid invoices and chemists' queues?", "One hundred per cent discreet!"]
)
def test_a_question_or_a_call_goes_with_the_sale_that_it_leads_to(lead: str) -> None:
    _, article = judged_text(TITLE, f"{OPENING}\n\n{lead} {SALE}\n\n{LAST}")
    assert article.text == f"{OPENING}\n\n{LAST}"


def test_the_remains_of_a_hospitals_name_stay_before_the_gap() -> None:
    text = (
        "白沙市第一人民青岚国际kd7172老年护理团队获奖。成果已在多家青岚国际kd7172推广，院长程若谷介绍了情况。"
    )
    verdict, article = judged_text("我院护理团队获奖", text)
    assert verdict.verdict is Verdict.INJECTED
    assert f"第一人民{GAP}老年" in article.text and f"多家{GAP}推广" in article.text


def _subject(title: str, text: str, *more: FieldCandidate) -> Subject:
    reading = reading_of(title, text, "https://a.example/1", *more)
    assert reading.article is not None
    return Subject("https://a.example/1", reading.article, reading, None, SiteContext(), EmptyNameTable())


def test_a_code_that_runs_into_the_headline_is_planted_with_its_brand() -> None:
    title = "青岚平台kd1221Volunteers Rebuild the Playground"
    subject = _subject(title, "Volunteers rebuild the playground at the centre on Saturday morning.")
    head = take_apart(title, subject)
    assert [title[start:end] for start, end in head.spans] == ["青岚平台kd1221"]
    assert head.rest == "Volunteers Rebuild the Playground"


def test_every_item_with_the_coined_word_of_a_planted_one_is_planted() -> None:
    title = "link vào Quarnbet mới nhất - nhà cái Quarnbet uy tín - Bệnh viện An Phú ký kết với Trường Y"
    subject = _subject(title, "Bệnh viện An Phú ký kết với Trường Y. Giám đốc phát biểu tại lễ ký kết.")
    head = take_apart(title, subject)
    assert head.rest == "Bệnh viện An Phú ký kết với Trường Y"
    honest = "Hội thảo mới nhất - Bệnh viện An Phú ký kết với Trường Y"
    assert not take_apart(honest, _subject(honest, "Bệnh viện An Phú ký kết với Trường Y.")).junk


def test_lists_of_brands_vouch_for_no_headline() -> None:
    brands = "青岚国际备用网址 青岚国际官方网站 青岚国际app下载 青岚国际登录入口"
    sale = "青岚国际平台注册送58元，真人视讯和棋牌捕鱼一应俱全，点击进入官网领取彩金。"
    title = "青岚国际备用网址 - 青岚国际官方网站 - 青岚国际app下载"
    reading = reading_of(
        title,
        f"{sale}\n\n{brands}\n\n{sale}",
        "https://a.example/1",
        FieldCandidate(brands, "first_line"),
        FieldCandidate("医院要闻", "breadcrumb"),
    )
    page = response(url="https://a.example/1")
    verdict, after = judge(page, reading, None, SiteContext(), EmptyNameTable())
    assert verdict.verdict is Verdict.SPAM  # what a section is called is no genuine headline
    assert after.article is not None and (after.article.title, after.article.text) == (None, "")
    assert any(signal.where == "title" and signal.quote == title for signal in verdict.signals)


def test_plain_lists_still_vouch_for_a_headline() -> None:
    subject = _subject("护理 急诊 儿科 三科室获表彰", "获表彰的科室：护理部、急诊科、儿科。")
    assert not take_apart(subject.title, subject).junk
    assert "护理" in subject.vocabulary
