"""Reading whole pages: headline, body, what goes and what stays."""

from __future__ import annotations

import pytest

from crawler.model import Selectors, SiteContext
from crawler.pages import block_digest, page_blocks, read
from crawler.text.document import parse
from tests.pages.reading_pages import (
    CHINESE,
    ENGLISH,
    NOW,
    URL,
    article_of,
    framed,
    listed,
    page,
    paragraphs,
    reading_of,
)

TITLE = "滨河医院与北岭大学医学院签约"


def test_a_chinese_page_gives_headline_text_date_source_and_language() -> None:
    markup = framed(
        f"<h2 class='tit'>{TITLE}</h2><p class='info'>发布时间：2024年6月12日 来源：院办 浏览次数：88 次</p>"
        f"<div id='vsb_content'>{paragraphs(CHINESE)}</div><p>上一篇：没有了</p><p>下一篇：义诊通知</p>",
        f"{TITLE}-滨河医院",
    )
    article = article_of(markup)
    assert article.title == TITLE
    assert article.text == "\n\n".join(CHINESE)
    assert (article.published_on, article.published_precision) == ("2024-06-12", "day")
    assert article.origin_line == "院办"
    assert article.language == "zh-Hans"


def test_an_english_page_without_any_known_names_is_read_too() -> None:
    article = article_of(
        framed(f"<h1>Hospital and school agree</h1>{paragraphs(ENGLISH)}", "Hospital and school agree | City")
    )
    assert article.title == "Hospital and school agree"
    assert article.text == "\n\n".join(ENGLISH)
    assert article.language == "en"


def test_a_notice_of_ninety_characters_is_an_article() -> None:
    notice = "因设备检修，我院门诊楼将于本周六上午停电两小时，急诊不受影响。给您带来不便，敬请谅解。"
    article = article_of(framed(f"<h1>停电通知</h1><div class='content'><p>{notice}</p></div>", "停电通知"))
    assert notice in article.text


@pytest.mark.parametrize(
    "inside",
    ["<br>".join(CHINESE), "<br><br>".join(f"　　{text}" for text in CHINESE), "".join(f"<div>{text}</div>" for text in CHINESE),
     "".join(f"<p class='MsoNormal'><span lang=EN-US><o:p>{text}</o:p></span></p>" for text in CHINESE),
     "<table><tr><td>" + "</td></tr><tr><td>".join(CHINESE) + "</td></tr></table>"],
)  # fmt: skip
def test_paragraphs_are_found_however_they_are_parted(inside: str) -> None:
    text = article_of(framed(f"<h1>{TITLE}</h1><div class='con'>{inside}</div>", TITLE)).text
    assert all(paragraph in text for paragraph in CHINESE)
    assert "栏目1" not in text
    assert "版权所有" not in text


def test_hidden_blocks_are_never_text_but_the_tree_keeps_them_for_the_next_step() -> None:
    hidden = "".join(
        f"<div style='{style}'><p>{ENGLISH[0]} Buy now.</p></div>"
        for style in ("display:none", "left:-9999px")
    )
    reading, document = read(
        page(framed(f"<h1>Agreed</h1>{paragraphs(ENGLISH)}{hidden}<!-- kept -->", "Agreed")), SiteContext()
    )
    assert reading.article is not None
    assert "Buy now" not in reading.article.text
    assert document is not None
    assert "Buy now" in "".join(document.tree.itertext())
    assert document.tree.xpath("//comment()")


def test_certain_noise_goes_from_the_middle_of_the_text() -> None:
    noise = ["from clipboard", "微信图片_20250101120000.jpg", "L M S", "打印本页 关闭窗口"]
    inside = "".join(
        f"<p>{text}</p><p>{line}</p>" for text, line in zip(ENGLISH + ENGLISH[:1], noise, strict=True)
    )
    reading = reading_of(framed(f"<h1>Agreed in the city</h1>{inside}", "Agreed in the city"))
    assert reading.article is not None
    assert not any(line in reading.article.text for line in noise)
    assert {"clipboard", "file name", "font size"} <= {removal.rule for removal in reading.removed}


def test_what_repeats_on_the_site_goes_and_says_why() -> None:
    boiler = "本院为三级甲等综合医院，开放床位两千张，年门诊量三百万人次，欢迎广大患者前来就诊咨询。"
    markup = framed(f"<h1>{TITLE}</h1>{paragraphs((*CHINESE, boiler))}", TITLE)
    assert block_digest(boiler) in page_blocks(parse(page(markup)))
    reading = reading_of(markup, SiteContext(repeated_blocks=frozenset({block_digest(boiler)})))
    assert reading.article is not None
    assert boiler not in reading.article.text
    assert any(
        boiler in removal.text and removal.rule == "repeats on this site" for removal in reading.removed
    )


def test_a_sources_own_selectors_win_where_they_match_and_are_passed_over_where_they_do_not() -> None:
    markup = framed(
        f"<h1>Section</h1><b id='t'>The real headline</b><i id='d'>2023-05-06</i><div id='x'><p>{ENGLISH[0]}</p></div>{paragraphs(ENGLISH[1:])}",
        "Section",
    )
    chosen = article_of(markup, SiteContext(selectors=Selectors(title="#t", body="#x", published="#d")))
    assert (chosen.title, chosen.text, chosen.published_on) == ("The real headline", ENGLISH[0], "2023-05-06")
    assert (chosen.title_origin, chosen.published_origin) == ("selector", "selector")
    missed = article_of(markup, SiteContext(selectors=Selectors(body="#nothing", title="[[")))
    assert ENGLISH[2] in missed.text


def test_every_place_that_claims_the_headline_is_handed_on() -> None:
    markup = framed(
        f"<h1>{TITLE}</h1>{paragraphs(CHINESE)}", f"{TITLE}_滨河医院",
        f"<meta property='og:title' content='{TITLE}'><script type='application/ld+json'>"
        f'{{"@type":"NewsArticle","headline":"{TITLE}"}}</script>',
    )  # fmt: skip
    reading = reading_of(markup, SiteContext(previous_title="旧标题"), link=listed(TITLE))
    origins = {candidate.origin for candidate in reading.titles}
    assert {"h1", "og", "jsonld", "listing", "title", "previous"} <= origins
    assert [c.text for c in reading.titles if c.origin == "title"] == [TITLE, "滨河医院"]


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        (f"{TITLE}_新闻中心_滨河医院", TITLE), (f"{TITLE} - 滨河医院", TITLE), (f"滨河医院 | {TITLE}", TITLE),
        (f"{TITLE} 滨河医院", TITLE), ("51赌场入口|彩票下载", TITLE),
    ],
)  # fmt: skip
def test_a_title_with_names_or_planted_words_loses_to_what_stands_on_the_page(
    title: str, headline: str
) -> None:
    assert (
        article_of(framed(f"<h3>{TITLE}</h3>{paragraphs(CHINESE)}", title), link=listed(TITLE)).title
        == headline
    )


def test_a_headline_in_a_bare_element_beats_a_planted_title_that_the_text_knows_nothing_of() -> None:
    headline = "Riverside Hospital and Northridge School Forge Partnership"
    inside = f"<div class='t'>{headline}</div><div class='time'>2025.05.27</div><div class='txt'>{paragraphs(ENGLISH)}</div>"
    reading = reading_of(framed(inside, "51赌场社_入口网盘资源还在吗?"))
    assert reading.article is not None
    assert (reading.article.title, reading.article.title_origin) == (headline, "above_body")
    assert headline not in reading.article.text
    assert any(candidate.origin == "title_whole" for candidate in reading.titles)


def test_a_heading_that_is_the_sites_name_is_no_headline() -> None:
    markup = framed(f"<h1>滨河医院</h1><p><b>{TITLE}</b></p>{paragraphs(CHINESE)}", f"{TITLE}_滨河医院")
    assert article_of(markup).title == TITLE


def test_an_article_hidden_until_its_known_system_shows_it_is_read() -> None:
    markup = f"<h1 id='activity-name'>{TITLE}</h1><div id='js_content' style='visibility: hidden;'>{paragraphs(CHINESE)}</div>"
    assert article_of(markup, url="https://mp.weixin.qq.com/s/abc").text == "\n\n".join(CHINESE)


def test_a_page_drawn_by_a_script_is_read_from_its_data_for_machines() -> None:
    body = " ".join(ENGLISH)
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Agreed","articleBody":"{body}"}}</script>'
    reading = reading_of(
        f"<html><head><title>Agreed</title>{head}</head><body><div id=app></div></body></html>"
    )
    assert reading.article is not None
    assert reading.article.text == body


def test_images_come_with_captions_but_never_with_file_names() -> None:
    inside = (
        f"<p>{ENGLISH[0]}</p><figure><img src='/up/a.jpg' alt='x'><figcaption>Signing in the hall</figcaption></figure>"
        f"<p>{ENGLISH[1]}</p><img data-src='b.png' src='/blank.gif' alt='IMG_2031.png'><img src='/icon/logo.png'><p>{ENGLISH[2]}</p>"
    )
    images = article_of(framed(f"<h1>Agreed</h1>{inside}", "Agreed")).images
    assert [(image.url.rsplit("/", 1)[-1], image.caption) for image in images] == [
        ("a.jpg", "Signing in the hall"),
        ("b.png", ""),
    ]


def test_a_failed_fetch_keeps_its_problem_and_has_no_document() -> None:
    from crawler.model import Problem

    reading, document = read(page("", failure=Problem.ROBOTS, failure_detail="told not to"), SiteContext())
    assert (reading.problem, reading.detail, document) == (Problem.ROBOTS, "told not to", None)


def test_reading_changes_nothing_in_the_tree() -> None:
    from lxml import html

    markup = framed(f"<h1>{TITLE}</h1>{paragraphs(CHINESE)}", TITLE)
    _, document = read(page(markup), SiteContext())
    assert document is not None
    assert html.tostring(document.tree) == html.tostring(parse(page(markup)).tree)


def test_the_same_page_reads_the_same_twice() -> None:
    markup = framed(f"<h1>{TITLE}</h1>{paragraphs(CHINESE)}", TITLE)
    assert reading_of(markup) == reading_of(markup)
    assert NOW.tzinfo is not None
    assert URL.startswith("https")


@pytest.mark.parametrize(
    "opening",
    [
        "日前，滨河医院与北岭大学医学院正式签约，双方将共建临床教学基地。",
        "近日，滨河医院与北岭大学医学院正式签约，双方将共建临床教学基地。",
        "2024年6月12日，滨河医院与北岭大学医学院正式签约。",
        "访问学者计划同日启动，首批十人将于秋天赴北岭大学医学院进修。",
        "By signing the agreement, both sides will share staff and beds.",
        "Updated rules let both hospitals share their staff and beds.",
        "上一篇论文发表之后，两院医生便开始了合作。",
        "三天前，两院的医生刚刚一起完成了一台手术。",
    ],
)
def test_a_sentence_that_begins_like_a_date_or_a_byline_is_text(opening: str) -> None:
    texts = ENGLISH if opening.isascii() else CHINESE
    stamp = "2024-06-12 09:30"
    for inside in (
        f"<p>{stamp}</p><p>{opening}</p>{paragraphs(texts)}",
        f"<p>{opening}</p>{paragraphs(texts)}<p>{stamp}</p>",
        f"<p>{stamp}</p>{paragraphs(texts)}<p>{opening}</p>",
    ):
        text = article_of(framed(f"<h1>{TITLE}</h1><div class='con'>{inside}</div>", TITLE)).text
        assert opening in text
        assert stamp not in text


@pytest.mark.parametrize(
    "stamp", ["2024年6月12日 10:20 来源：院办 点击：88", "发布时间：2024-06-12", "阅读次数：1024", "Updated June 12, 2024 at 5 p.m."]
)  # fmt: skip
def test_lines_of_date_and_counters_still_go(stamp: str) -> None:
    text = article_of(
        framed(f"<h1>{TITLE}</h1><div class='con'><p>{stamp}</p>{paragraphs(CHINESE)}</div>", TITLE)
    ).text
    assert text == "\n\n".join(CHINESE)
