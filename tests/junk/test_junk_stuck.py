"""Names, phrases, readings and headings that stand where they have no place - and those that have one."""

import pytest

from crawler.junk.repair import GAP
from crawler.model import Verdict
from tests.junk.looking import judged_text

STRANGER = "https://www.garden-furniture-outlet.example/info/1031/2925.html"
SCHOOL = "https://med.haitang.edu.cn/info/1031/2925.html"


def test_an_apps_address_in_an_institutions_place_is_marked() -> None:
    text = "书记表示，qx77.vip在省委的领导下办好附属医院。委校共建qx77.vip儿科医学院、眼科医学院。"
    verdict, article = judged_text("省卫健委来校调研", text, STRANGER)
    assert verdict.verdict is Verdict.INJECTED
    assert "qx77.vip" not in article.text and article.text.count(GAP) == 2
    assert verdict.unverified == ("qx77.vip",)


@pytest.mark.parametrize(
    "text",
    [
        "学校启用新域名htyk.vip，师生请访问htyk.vip学院服务平台查询成绩。",
        "请登录bm2024.com学生报名系统，在五月一日前提交材料。",
    ],
)
def test_an_address_that_is_told_as_one_stays(text: str) -> None:
    verdict, article = judged_text("通知", text, SCHOOL)
    assert verdict.verdict is Verdict.CLEAN and article.text == text


SPUN = (
    "昨日，贝尔法斯赴省立医院开展共建，公司党委书记冯越、经理史望川参加。\n"
    "史望川介绍了贝尔法斯的学科特色。双方签署贝尔法斯教师第二党支部共建协议，贝尔法斯一行参观了中心。"
)


def test_a_foreign_sounding_name_with_a_schools_units_and_a_companys_leaders_is_planted() -> None:
    verdict, article = judged_text("赴省立医院开展共建活动", SPUN, STRANGER)
    assert verdict.verdict is Verdict.INJECTED
    assert "贝尔法斯" not in article.text


def test_a_foreign_university_told_on_a_schools_own_host_is_one() -> None:
    for text in (
        SPUN.replace("公司党委书记冯越、经理史望川", "校党委书记冯越、校长史望川"),
        SPUN.replace("贝尔法斯赴", "贝尔法斯大学赴"),
    ):
        verdict, article = judged_text("赴省立医院开展共建活动", text, SCHOOL)
        assert verdict.verdict is Verdict.CLEAN and article.text == text


@pytest.mark.parametrize(
    ("before", "phrase", "after"),
    [
        (
            "There is a tiredness that nurses know better than any",
            "best nursing essay services",
            "group of students.",
        ),
        (
            "When a student needs to",
            "write my nursing paper for me",
            "become the only way out, tutors can help.",
        ),
    ],
)
def test_a_search_phrase_stuck_into_prose_is_cut(before: str, phrase: str, after: str) -> None:
    text = f"{before} {phrase} {after} The faculty offers advice twice a term."
    verdict, article = judged_text("Supporting nursing students", text)
    assert verdict.verdict is Verdict.INJECTED
    assert phrase not in article.text and "The faculty offers advice twice a term." in article.text


@pytest.mark.parametrize(
    "text",
    [
        "The best writing help for students is free: the centre is open every day, and tutors come to the wards.",
        "My tutor said: write my essay for me? No. I had to write it, and we went through it line by line.",
        "The faculty is looking for reliable essay writers for its magazine. Nurses may send two pages.",
    ],
)
def test_phrases_that_the_sentence_has_a_place_for_stay(text: str) -> None:
    verdict, article = judged_text("Writing at the faculty", text)
    assert verdict.verdict is Verdict.CLEAN and article.text == text


def test_readings_behind_converted_characters_are_a_kits_however_few() -> None:
    text = "市衛(wèi)健委來院，選舉產(chǎn)生新一屆工會，醫(yī)院院長講話，並對創(chuàng)新工作提出意見。"
    verdict, article = judged_text("醫(yī)院召開大會", text, STRANGER)
    assert verdict.verdict in {Verdict.INJECTED, Verdict.MIRROR}
    assert article.title == "醫院召開大會"
    assert article.text == "市衛健委來院，選舉產生新一屆工會，醫院院長講話，並對創新工作提出意見。"


def test_readings_of_whole_lines_are_a_childrens_books() -> None:
    text = (
        "小(xiǎo)花(huā)猫(māo)，上(shàng)学(xué)校(xiào)，老(lǎo)师(shī)讲(jiǎng)课(kè)它(tā)睡(shuì)觉(jiào)。\n"
        "儿科病房的护士每周三下午教住院的孩子们读儿歌，家长也可以一起参加，活动室在三楼东侧。"
    )
    verdict, article = judged_text("病房里的儿歌", text)
    assert verdict.verdict is Verdict.CLEAN and article.text == text


def test_search_phrases_with_the_tail_of_another_language_are_planted() -> None:
    text = "ตรวจหวยงวดล่าสุด ตารางบอลวันนี้ qp88 ราคาทองวันนี้ อากาศเชียงใหม่ 官方网站"
    verdict, _ = judged_text(None, text, "http://www.drum-makers.example/?page=1")
    assert verdict.verdict in {Verdict.INJECTED, Verdict.SPAM}
    honest = "โรงพยาบาลเปิดให้บริการทุกวัน ติดต่อ 02-123-4567 หรือสอบถามที่เว็บไซต์ 中文网站"
    verdict, article = judged_text("ติดต่อโรงพยาบาล", honest)
    assert verdict.verdict is Verdict.CLEAN and article.text == honest


NEWS = "The county hospital has opened a birth centre with six rooms and a pool, led by midwives."


def test_news_filed_under_an_adult_heading_on_an_adult_host_is_no_paper() -> None:
    verdict, _ = judged_text(
        "Birth centre opens", NEWS, "https://www.foxysexy.example/porn/birth-centre.html"
    )
    assert verdict.verdict is not Verdict.CLEAN
    for url in (
        "https://www.essex-news.example/health/birth-centre.html",
        "https://www.health.example.gov/sex/birth-centre.html",
        "https://www.middlesex-hospital.example/news/birth-centre.html",
    ):
        verdict, article = judged_text("Birth centre opens", NEWS, url)
        assert verdict.verdict is Verdict.CLEAN and article.text == NEWS


def test_a_report_with_commas_in_its_headline_is_no_list() -> None:
    title = "Situs Kampus Jadi Sasaran Hacker, Konten Diganti Jadi Judi Slot Online"
    text = "Konten judi masuk ke laman jurnal. Pengelola kampus tidak menyadari ada peretasan dan sudah memulihkannya."
    verdict, article = judged_text(title, text, "https://www.radar-kota.example.id/berita/77")
    assert verdict.verdict is Verdict.CLEAN and article.title == title


def test_the_sign_of_a_trades_own_paper_is_not_planted_on_it() -> None:
    sign = "Online Casinos, Gaming, Poker and Sports Betting Magazine"
    text = "Hospital to introduce bingo\nThe hospital will offer bingo on two wards, the doctors' union said."
    verdict, article = judged_text(sign, text, "https://www.gamingonlinemagazine.example/news/3")
    assert verdict.verdict is Verdict.CLEAN and article.text == text
    verdict, _ = judged_text(sign, text, "https://www.essex-hospital.example/news/3")
    assert verdict.verdict is Verdict.INJECTED


@pytest.mark.parametrize(
    "text",
    [
        "kubet kết quả miền nambảng xếp hạng anh lịch thi đấuxem bóng đá trực tuyến",
        "como funciona o bonus da zilobet,zilobet giros,bonus zilobet-pintura-nova.example",
        "โค้ดเกมล่าสุด 88up app หวยออกตอนไหน รหัสไปรษณีย์ญี่ปุ่น 20สัปดาห์เท่ากับกี่เดือน",
    ],
)
def test_a_line_of_search_phrases_is_known_by_its_seams_and_its_brand(text: str) -> None:
    verdict, _ = judged_text(text, text, "http://www.pintura-nova.example/como-2024-id-21485.html")
    assert verdict.verdict in {Verdict.INJECTED, Verdict.SPAM}


@pytest.mark.parametrize(
    "text",
    [
        "Bệnh viện Nhi khai trương phòng khám mới, người dân đăng ký khám qua điện thoại",
        "Oncologia, pediatria, cirurgia, enfermagem-hospital-central.example",
        "โรงพยาบาลเปิดให้บริการทุกวัน ติดต่อสอบถาม 02-123-4567 ชั้น 3 อาคาร 2",
    ],
)
def test_plain_lines_of_the_same_languages_stay(text: str) -> None:
    verdict, article = judged_text(text, text, "https://www.hospital-central.example/noticia/3")
    assert verdict.verdict is Verdict.CLEAN and article.text == text


def test_a_page_that_shows_only_what_its_address_asks_for_reflects_it() -> None:
    query = "오늘 경마 시작 시간 QxRace.com 부산경마 출주표"
    url = "https://www.chamber.example/?s=" + query.replace(" ", "+")
    verdict, _ = judged_text(query, query, url)
    assert verdict.verdict is not Verdict.CLEAN
    honest = "간호학과 임상실습 협약 병원 목록"
    verdict, article = judged_text(
        honest, honest, "https://www.chamber.example/?s=" + honest.replace(" ", "+")
    )
    assert verdict.verdict is Verdict.CLEAN and article.text == honest


def test_goods_on_a_host_called_after_them_are_for_sale() -> None:
    text = (
        "Every replica watch has a nickname, and lovers of watches give it. The best of them stay for years."
    )
    sold, _ = judged_text("Nicknames", text, "https://www.finereplicashop.example/tag/steel/")
    told, _ = judged_text("Nicknames", text, "https://www.clock-museum.example/tag/steel/")
    assert sold.verdict is not Verdict.CLEAN
    assert "trade_named" in {signal.name for signal in sold.signals}
    assert "trade_named" not in {signal.name for signal in told.signals}


def test_a_doubled_brand_with_pupils_holds_a_schools_place() -> None:
    text = "冬令营开营。sunvaley太阳集团学生办公室主任李文出席，sunvaley太阳集团师生参加。香港大学护理学院学生代表发言。"
    verdict, article = judged_text("冬令营开营", text, STRANGER)
    assert verdict.verdict is Verdict.INJECTED and "sunvaley" not in article.text
    firm = "校企合作签约。Siemens西门子公司总经理李文出席，学校师生参加，双方共建实验室。"
    verdict, article = judged_text("校企合作签约", firm, SCHOOL)
    assert verdict.verdict is Verdict.CLEAN and article.text == firm


def test_a_numbered_brand_with_a_sites_tail_is_no_faculty() -> None:
    text = "58771乐赢网页版举办课外科技作品竞赛，三位教师担任评委。活动丰富了58771乐赢网页版同学的课余生活。"
    verdict, article = judged_text("课外科技作品竞赛举行", text, STRANGER)
    assert verdict.verdict is Verdict.INJECTED and "乐赢" not in article.text
    honest = "2024年度网页版成绩单开放查询，2024级同学可登录网页版教务系统下载。"
    verdict, article = judged_text("成绩单开放查询", honest, STRANGER)
    assert verdict.verdict is Verdict.CLEAN and article.text == honest


def test_a_name_that_twice_has_what_only_a_school_has_is_one_or_planted() -> None:
    text = "标本制作大赛在海棠师范学院举行。乐赢共有3组作品参赛。乐赢一直以来都高度重视学生的实践能力。"
    verdict, article = judged_text("标本制作大赛举行", text, STRANGER)
    assert verdict.verdict is Verdict.INJECTED and "乐赢" not in article.text
    verdict, article = judged_text("标本制作大赛举行", text, SCHOOL)
    assert verdict.verdict is Verdict.CLEAN and article.text == text


def test_a_bare_address_before_what_it_sells_is_an_advertisement() -> None:
    text = "https://qxzhan.example/ 출장마사지 예약, 바쁜 일상에서 편안한 시간을 보내세요."
    verdict, _ = judged_text("메모", text, "https://paste.example/untitled-9")
    assert verdict.verdict is not Verdict.CLEAN
    honest = "https://hospital.example/ 진료 예약, 바쁜 일상에서도 건강검진을 받으세요."
    verdict, article = judged_text("메모", honest, "https://paste.example/untitled-9")
    assert verdict.verdict is Verdict.CLEAN and article.text == honest
