"""Pages and sentences that lay out the terms of playing or buying - and those that report, treat, warn, insure."""

import pytest

from crawler.junk.signals_terms import terms_of
from crawler.model import Verdict
from tests.junk.looking import judged_markup, judged_text

GUIDES = {
    "en": (
        "What to check before you join a betting site",
        "Start with the licence and with how fast winnings are paid out. Compare the welcome bonus and its "
        "rollover. Fair odds, a wide choice of slots and quick deposits are what players look for.",
    ),
    "ko": (
        "카지노 사이트 고르는 방법",
        "카지노 사이트는 라이선스를 먼저 확인하세요. 보너스 롤오버 조건과 출금 속도를 비교하면 좋습니다.",
    ),
    "ja": (
        "カジノサイトの選び方",
        "カジノサイトはライセンスと出金の速さで選びましょう。ボーナスの賭け条件も必ず確認してください。",
    ),
    "th": ("วิธีเล่นสล็อต", "สล็อตเล่นง่าย ผู้เล่นหมุนวงล้อลุ้นแจ็คพอต รับโบนัสแล้วถอนเงินได้ทันที"),
    "tr": (
        "Davet bonusu nasıl alınır",
        "Bahis siteleri üyelerine davet kodu ile bonus verir. Çevrim şartları tamamlanınca kazancınızı çekebilirsiniz.",
    ),
    "ar": (
        "دليل الكازينو",
        "يقدم الكازينو مكافأة للاعبين الجدد بعد الإيداع الأول. تحقق من شروط الرهان قبل السحب.",
    ),
    "ru": (
        "Как выбрать казино",
        "Казино дарит бонус за регистрацию. Отыграйте вейджер на слотах, и выигрыш можно вывести на карту.",
    ),
    "es": (
        "Cómo aprovechar el bono de un casino",
        "El casino da un bono al registrarse. Hay que apostarlo varias veces en las tragaperras antes de retirar.",
    ),
    "nl": (
        "Hoe kies je een online casino",
        "Een online casino met vergunning betaalt winst snel uit. Kijk bij het aanmelden naar de bonus en naar wat je "
        "moet storten. Spelers vinden in de gokkasten de hoogste uitbetaling.",
    ),
    "id": (
        "BANTENG88 link permainan daring",
        "BANTENG88 memberi bonus bagi pemain baru. Deposit kecil saja dan kemenangan dibayar hari itu juga.",
    ),
}


@pytest.mark.parametrize("language", sorted(GUIDES))
def test_a_guide_to_playing_is_spam_wherever_it_stands(language: str) -> None:
    title, text = GUIDES[language]
    verdict, article = judged_text(title, text, "https://www.willowbrook-tiles.example/blog/12")
    assert verdict.verdict is Verdict.SPAM
    assert (article.title, article.text) == (None, "")
    assert {"words", "terms"} <= {signal.group for signal in verdict.signals} or verdict.signals


HONEST = {
    "insurance": (
        "How to choose a health plan",
        "Look at the licence of the insurer and compare the bonus for healthy living. Deposits are returned, and "
        "you can register online.",
    ),
    "slots for jabs": (
        "More slots for the flu jab",
        "The clinic opens more slots on Saturday. Patients register online and pay no deposit.",
    ),
    "treatment": (
        "Help for people who gamble",
        "Our therapy is for people who lose at online casinos. Patients told of bonus offers, deposits at night and "
        "odds they believed in. Treatment is confidential.",
    ),
    "charity night": (
        "Casino night for the children's ward",
        "Guests played roulette and blackjack with toy money at the hospital's casino night. The ward buys two cots.",
    ),
    "law": (
        "Senate limits stakes on online slots",
        "The senate limited stakes on online slots on Thursday. Operators lose their licence if they offer bonuses to "
        "minors, a commissioner said. Doctors had asked for it.",
    ),
    "police ko": (
        "온라인 카지노 운영 일당 검거",
        "경찰은 온라인 카지노를 운영한 일당을 검거했다. 이들은 보너스와 빠른 출금을 내세워 회원을 모았다.",
    ),
    "law nl": (
        "Veel Nederlanders gokken bij een illegaal casino",
        "Een op de drie spelers gokt bij een illegaal online casino zonder vergunning. De minister wil boetes; een bonus "
        "voor jongeren is verboden, zegt hij.",
    ),
    "generics news": (
        "Generic Viagra halves the price",
        "Generic sildenafil has halved the price of Viagra, the health service said. Pharmacists expect more patients "
        "with erectile dysfunction to ask for it.",
    ),
    "warning ja": (
        "オンラインカジノは犯罪です",
        "オンラインカジノで賭けることは犯罪です。ボーナスや出金をうたう広告に注意してください。",
    ),
    "resort": (
        "Casino resort and hospital sign pact",
        "The Sand Harbour casino resort and Mesa Hospital signed an agreement on health checks for 9,000 staff. "
        "Dealers will be screened for hearing loss, and players are not affected.",
    ),
    "drug trial": (
        "Generic sildenafil is equivalent, trial finds",
        "In a crossover trial generic sildenafil was absorbed as the brand is. It costs less. Patients who take "
        "nitrates must not use it, and side effects were mild.",
    ),
    "drug news": (
        "Viagra without a prescription?",
        "A newspaper said that you can buy Viagra without a prescription. It remains a prescription-only drug; a "
        "pilot in pharmacies asks every man about his heart.",
    ),
}


@pytest.mark.parametrize("case", sorted(HONEST))
def test_pages_that_speak_of_the_same_things_otherwise_stay_as_they_are(case: str) -> None:
    title, text = HONEST[case]
    verdict, article = judged_text(title, text, "https://www.mesa-hospital.example.org/news/4")
    assert verdict.verdict is Verdict.CLEAN
    assert (article.title, article.text) == (title, text)


def test_senses_are_counted_once_however_often_they_are_said() -> None:
    once = terms_of("play", "the casino pays a bonus")
    assert once == terms_of("play", "the casino pays a bonus, a bonus and a bonus, says the casino")
    assert once.points == terms_of("play", "казино дарит бонус").points == 3.0


@pytest.mark.parametrize(
    "planted",
    [
        "Entdecken Sie Echtgeld-Automaten mit 300 % Bonus auf die erste Einzahlung und 80 Freispielen im Casino.",
        "急用钱找小周，身份证就能借，三分钟到账，不看征信，加qq7719283.",
        "QuillEssays gives affordable nursing essay writing help by expert writers with on-time delivery.",
    ],
)
def test_a_sentence_with_the_terms_of_another_trade_is_cut(planted: str) -> None:
    before = "Der Neubau der Klinik wird im Mai eröffnet." if "Sie" in planted else "医院新大楼五月启用。"
    before = "The new wing opens in May." if "Quill" in planted else before
    after = "Besucher parken im Süden." if "Sie" in planted else "访客请在南门停车。"
    after = "Visitors park in the south." if "Quill" in planted else after
    verdict, article = judged_text(before[:12], f"{before}\n{planted}\n{after}")
    assert verdict.verdict is Verdict.INJECTED
    assert planted not in article.text and before in article.text and after in article.text


@pytest.mark.parametrize(
    "honest",
    [
        "The players of the city's club gave their bonus to the ward, and supporters added their winnings.",
        "The writing centre helps students plan essays; its tutors will not write your essay for you.",
        "医院获银行贷款两亿元，三年内到账，用于建设南楼，利率按基准执行。",
    ],
)
def test_sentences_of_clubs_tutors_and_banks_stay(honest: str) -> None:
    text = f"The new wing opens in May.\n{honest}\nVisitors park in the south."
    if honest.startswith("医院"):
        text = f"医院新大楼五月启用。\n{honest}\n访客请在南门停车。"
    verdict, article = judged_text(
        "新大楼五月启用" if honest.startswith("医院") else "New wing opens in May", text
    )
    assert verdict.verdict is Verdict.CLEAN
    assert article.text == text


def test_a_pill_shop_is_known_by_its_address_too() -> None:
    title = "What is generic Cialis?"
    text = (
        "Generic Cialis works as the brand does. Both treat erectile dysfunction, and the generic is cheaper. "
        "Manufacturers can copy the product once the right to it has ended."
    )
    sold, _ = judged_text(title, text, "http://www.cialis-discount-store.example/generic.html")
    told, article = judged_text(title, text, "https://www.stbride-hospital.example/pharmacy/generic.html")
    assert sold.verdict is Verdict.SPAM
    assert told.verdict is Verdict.CLEAN and article.text == text


def test_a_trade_alone_on_an_institutions_own_host_is_planted() -> None:
    title = "Poker alliance welcomes new bill"
    text = (
        "The alliance of players welcomed a bill that will license internet poker rooms in the state. "
        "Casino operators have waited for years. Online slots and table games may follow."
    )
    planted, _ = judged_text(title, text, "https://www.gracefield-hospital.example/?p=9917")
    news, article = judged_text(title, text, "https://www.coast-daily.example/business/9917")
    assert planted.verdict is Verdict.SPAM
    assert news.verdict is Verdict.CLEAN and article.text == text


def test_links_behind_the_page_are_planted_where_each_leads_elsewhere() -> None:
    body = "<html><body><h1>Ward opens</h1><p>The ward opens in May.</p></body></html>"
    planted = (
        '<div><a href="http://a.one.example/">欧美激情影院</a><a href="http://b.two.cc/">在线视频</a>'
        '<a href="http://c.three.top/">短片</a></div>'
    )
    own = '<div><a href="/a">体育</a><a href="/b">娱乐</a><a href="/c">影院</a></div>'
    verdict, _ = judged_markup(body + planted, "Ward opens", "The ward opens in May.")
    assert verdict.verdict is Verdict.INJECTED
    verdict, _ = judged_markup(body + own, "Ward opens", "The ward opens in May.")
    assert verdict.verdict is Verdict.CLEAN


def test_a_drug_is_known_by_its_stem_and_a_shop_by_what_it_waives() -> None:
    title = "Parazectin"
    text = (
        "Parazectin can be purchased without a prescription in our pharmacy, with delivery in five days. "
        "Discreet packaging is provided. Parazectin is used for scabies. Common side effects are nausea and rash."
    )
    verdict, _ = judged_text(title, text, "https://www.sunny-coast.example/product/parazectin")
    assert verdict.verdict is Verdict.SPAM
    leaflet = (
        "Parazectin is used for scabies. The dose depends on weight, and side effects are nausea and rash. "
        "Patients get it with a prescription from their doctor; the clinic's pharmacy delivers to the ward."
    )
    verdict, article = judged_text(title, leaflet, "https://www.stbride-hospital.example/leaflets/9")
    assert verdict.verdict is Verdict.CLEAN and article.text == leaflet
