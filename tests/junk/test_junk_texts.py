"""Planted words in a text: cut, marked, undone - and honest texts with the same words left alone."""

import pytest

from crawler.junk.repair import GAP
from crawler.model import SiteContext, Verdict
from tests.junk.looking import judged_text

BEFORE = "The library at Rowan Valley Hospital reopened on Monday after a long repair."
AFTER = "Readers may borrow up to four books, and the reading room closes at nine."


@pytest.mark.parametrize(
    "junk",
    [
        "Order generic tadalafil from an overseas pharmacy, no prescription needed, discreet packaging.",
        "Xem kèo nhà cái khúcbet hôm nay, đăng ký nhận khuyến mãi nổ hũ.",
        "Онлайн казино Дубрава-Вин дарит бездепозитный бонус за регистрацию.",
        "Replica watches at the lowest price, buy online now with free worldwide shipping.",
    ],
)
def test_a_selling_sentence_is_cut_and_nothing_else(junk: str) -> None:
    verdict, article = judged_text("Hospital Library Reopens", f"{BEFORE} {junk} {AFTER}")
    assert verdict.verdict is Verdict.INJECTED
    assert article.text == f"{BEFORE} {AFTER}"
    cut = [signal for signal in verdict.signals if signal.name == "sales_sentence"]
    assert cut and all(signal.start is None and signal.where == "html" for signal in cut)


def test_a_coded_brand_in_an_institutions_place_is_marked_and_unverified() -> None:
    text = "6月3日，沧溟集团cm7781附属医院与我院签署协议。沧溟集团cm7781院长梁舟表示，双方将互派医师。"
    verdict, article = judged_text("我院签署帮扶协议", text)
    assert verdict.verdict is Verdict.INJECTED
    assert "沧溟" not in article.text and article.text.count(GAP) == 2
    assert "沧溟集团cm7781" in verdict.unverified
    assert article.title == "我院签署帮扶协议"


def test_a_replaced_name_is_restored_only_from_the_stored_original() -> None:
    spoilt = "6月3日，沧溟集团cm7781附属医院与我院签署协议。沧溟集团cm7781院长梁舟表示，双方将互派医师。"
    stored = spoilt.replace("沧溟集团cm7781", "澄海医科大学")
    verdict, article = judged_text("我院签署帮扶协议", spoilt, context=SiteContext(previous_text=stored))
    assert verdict.verdict is Verdict.INJECTED
    assert article.text == stored


def test_a_headline_whose_name_was_replaced_is_none() -> None:
    text = "沧溟集团cm7781与我院签署协议。沧溟集团cm7781校长梁舟到场。"
    verdict, article = judged_text("沧溟集团cm7781与我院签署合作协议", text)
    assert verdict.verdict is Verdict.INJECTED
    assert article.title is None


def test_readings_in_brackets_are_undone_exactly() -> None:
    clean = (
        "醫院與學院共建的實驗室在門診樓開放，醫師與學員每週開會，為長者設計護理課程，雙方約定三年後進行評議。"
    )
    readings = {
        "醫": "yī",
        "與": "yǔ",
        "學": "xué",
        "實": "shí",
        "門": "mén",
        "開": "kāi",
        "師": "shī",
        "員": "yuán",
        "會": "huì",
        "為": "wéi",
        "設": "shè",
        "護": "hù",
        "雙": "shuāng",
        "約": "yuē",
    }
    noisy = "".join(char + (f"({readings[char]})" if char in readings else "") for char in clean)
    verdict, article = judged_text(
        "醫院與學院共建實驗室", noisy, url="http://m.xk7.example/info/1012/88.html"
    )
    assert verdict.verdict is Verdict.INJECTED
    assert article.text == clean


def test_a_childrens_reader_keeps_its_readings() -> None:
    text = "小(xiǎo)熊(xióng)去(qù)看(kàn)牙(yá),医(yī)生(shēng)说(shuō):少(shǎo)吃(chī)糖(táng),多(duō)刷(shuā)牙(yá)。"
    verdict, article = judged_text("小熊看牙", text)
    assert (verdict.verdict, article.text) == (Verdict.CLEAN, text)


def test_swapped_words_mark_the_meaning_as_damaged() -> None:
    text = (
        "上周，1996级护理专业员工重返母校。员工会秘书长介绍了员工发展基金，毕业员工代表回忆了当年的班主任。"
    )
    verdict, article = judged_text("毕业二十周年聚会", text)
    assert verdict.verdict is Verdict.INJECTED
    assert verdict.meaning_damaged
    assert article.text == text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "钢城集团总医院与医学院签约",
            "钢城集团总医院与医学院签约。集团党委书记、董事长易行出席，集团员工代表参加，总经理与院长代表双方签字。",
        ),
        (
            "警方打掉网络赌博团伙",
            "警方打掉一个搭建真人视讯和棋牌平台的团伙，抓获嫌疑人九名，提醒市民不要点击下载链接。",
        ),
        (
            "Gambling Clinic Opens",
            "The clinic treats patients whose betting on slots and online casinos is out of control; the treatment is free.",
        ),
        ("福彩公益金资助医院", "福利彩票公益金资助医院购置轮椅，彩票中心代表参加捐赠仪式。"),
        ("体育学院与医院合作", "山城体育学院副院长与市中医院签署协议，共建运动损伤门诊。"),
        (
            "Sildenafil Explained",
            "Sildenafil must not be taken with nitrates. Patients should never buy viagra online without a prescription.",
        ),
        ("迎新志愿者招募🎒", "亲爱的同学们✨,欢迎报名🎉!请带上学生证📮,我们在南门等你🌈!"),
    ],
)
def test_honest_texts_with_such_words_come_back_to_the_character(title: str, text: str) -> None:
    verdict, article = judged_text(title, text)
    assert (verdict.verdict, article.title, article.text) == (Verdict.CLEAN, title, text)


def test_a_page_that_only_sells_is_spam() -> None:
    text = "沧溟国际是最好的娱乐平台，提供真人视讯、棋牌捕鱼和彩票投注。新会员注册送88元彩金，提款秒到账，诚招代理。立即注册，点击下载。"
    verdict, article = judged_text("沧溟国际官网|注册送88元", text)
    assert verdict.verdict is Verdict.SPAM
    assert (article.title, article.text) == (None, "")


def test_a_reflected_query_is_cut_from_the_search_page() -> None:
    query = "沧溟国际注册送钱 网址cm88.com 客服qq"
    verdict, article = judged_text(
        f'Search results for "{query}"',
        f'You searched for "{query}". No results.',
        url="https://lib.rowan.example/?s=x",
    )
    assert verdict.verdict is Verdict.INJECTED
    assert article.title is None and query not in article.text


def test_one_weak_group_alone_is_at_most_suspect() -> None:
    text = "本發明公開了一種負載均衡方法。為確?!昂戏?管理，系統每小時記錄一次隊列長度。"
    verdict, article = judged_text("一種負載均衡方法", text, url="https://www.patents.org.cn/1.html")
    assert verdict.verdict in {Verdict.SUSPECT, Verdict.CLEAN}
    assert article.text == text


def test_evidence_in_the_text_slices_to_its_quote() -> None:
    text = "上周，1996级护理专业员工重返母校。加薇信cm7788带你上岸,注册送彩金,先赢后付\n员工会秘书长介绍了员工发展基金，毕业员工代表回忆了当年。"
    verdict, article = judged_text("毕业二十周年聚会", text)
    placed = [signal for signal in verdict.signals if signal.where == "text"]
    assert placed
    for signal in placed:
        assert article.text[signal.start : signal.end].startswith(signal.quote[:300])
