"""Headlines that nothing marks, and what stands around a text: stamps, credits, addresses, glued documents."""

from __future__ import annotations

import pytest

from tests.pages.reading_pages import CHINESE, ENGLISH, article_of, framed, paragraphs

HEADLINE = "Riverside Hospital and Northridge School share a laboratory"


@pytest.mark.parametrize(
    "title",
    ["Riverside Hospital", "Riverside Hospital - News Detail", "Latest news", f"{HEADLINE}-Riverside Hospital",
     f"Riverside Hospital | News | {HEADLINE}", f"Riverside Hospital_{HEADLINE}"],
)  # fmt: skip
@pytest.mark.parametrize(
    "inside",
    ["<span class='x'>{0}</span><br>3 June 2024<br><br>{1}", "<div><b>{0}</b></div><div>3 June 2024</div>{1}",
     "<table><tr><td>{0}</td></tr><tr><td>3 June 2024</td></tr><tr><td>{1}</td></tr></table>"],
)  # fmt: skip
def test_a_headline_that_nothing_marks_is_found_and_leaves_the_text(title: str, inside: str) -> None:
    text = [f"{HEADLINE.replace('share', 'will share')} from June on, their directors said.", *ENGLISH]
    article = article_of(framed(f"<div>{inside.format(HEADLINE, paragraphs(tuple(text)))}</div>", title))
    assert article.title == HEADLINE
    assert article.text == "\n\n".join(text)


def test_a_line_of_date_and_source_inside_the_heading_is_none_of_the_headline() -> None:
    heading = "<h1>滨河医院与北岭大学签约<br><span>2024-06-12 09:30　来源：院办　点击：12</span></h1>"
    assert article_of(framed(heading + paragraphs(CHINESE))).title == "滨河医院与北岭大学签约"


@pytest.mark.parametrize(
    "stamp", ["5 de noviembre de 2024", "13.11.2024", "November 16, 2024", "2024年6月12日 星期三"]
)
def test_a_date_on_its_own_line_above_the_text_goes(stamp: str) -> None:
    article = article_of(framed(f"<h1>{HEADLINE}</h1><p>{stamp}</p>{paragraphs(ENGLISH)}", HEADLINE))
    assert article.text == "\n\n".join(ENGLISH)


def test_a_notice_keeps_its_signature_and_the_day_below_it() -> None:
    signed = [*CHINESE, "滨河市卫生健康委员会", "2024年6月12日"]
    assert article_of(framed(f"<h1>关于签约的通知</h1><div>{paragraphs(tuple(signed))}</div>")).text.endswith(
        "\n\n滨河市卫生健康委员会\n\n2024年6月12日"
    )


def test_the_writers_name_said_twice_and_the_photographers_go() -> None:
    text = paragraphs(ENGLISH[:2])
    rest = paragraphs(ENGLISH[2:])
    inside = (
        f"<h1>{HEADLINE}</h1><div>Ada Penrose</div>{text}<p>Ada Penrose</p>"
        f"<p>Riverside Hospital / Lumen Wire</p>{rest}<p>Lumen Wire</p><p>It opens in May, and is open to both.</p>"
    )
    article = article_of(framed(inside, HEADLINE))
    assert "Ada Penrose" not in article.text
    assert "Lumen Wire" not in article.text
    assert article.text.endswith("It opens in May, and is open to both.")


def test_the_sites_name_with_its_address_at_the_end_goes() -> None:
    inside = f"<h1>{HEADLINE}</h1><div>{paragraphs(ENGLISH)}<hr><font size=1>City of Elmwood, 1 Main Street</font></div>"
    assert "Main Street" not in article_of(f"<title>City of Elmwood - News</title>{inside}").text


@pytest.mark.parametrize("back", ["Back to all news", "&lt;&lt; Back to News", "戻る", "回列表"])
def test_a_link_that_leads_back_goes(back: str) -> None:
    inside = f"<h1>{HEADLINE}</h1><div>{paragraphs(ENGLISH)}<p><a href='/news'>{back}</a></p></div>"
    assert article_of(framed(inside, HEADLINE)).text == "\n\n".join(ENGLISH)


def test_documents_glued_together_are_read_to_the_last() -> None:
    menu = "<html><head><title>A menu</title></head><body><a href='/'>Home</a></body></html>"
    second = f"<html><body><h1>{HEADLINE}</h1>{paragraphs(ENGLISH)}</body></HTML >"
    assert article_of(menu + second + "<html><body>the end</body></html>").text == "\n\n".join(ENGLISH)


@pytest.mark.parametrize(
    ("url", "lang", "day"),
    [("https://hp.example.tw/n?id=4", "zh-Hant", "2024-11-06"), ("https://hp.example.org/n?id=4", "zh-TW", "2024-11-06"),
     ("https://hp.example.cn/n?id=4", "zh", None)],
)  # fmt: skip
def test_years_of_the_republic_are_read_in_taiwan_only(url: str, lang: str, day: str | None) -> None:
    inside = f"<h1>醫院簽約</h1><div>發布日期：113/11/06</div>{paragraphs(CHINESE)}"
    article = article_of(f"<html lang='{lang}'><body>{inside}</body></html>", url=url)
    assert article.published_on == day


SIGNED = "Lakeside Clinic and Harbour University Hospital signed a five-year memorandum."
AGREED = "Lakeside Clinic signs memorandum with Harbour University Hospital"


@pytest.mark.parametrize(
    ("head", "heading"),
    [("Lakeside Clinic", "<h1><a href='/'>Lakeside Clinic</a></h1>"), ("News - Lakeside Clinic", "<h1>News</h1>"),
     ("Notices | Lakeside Clinic", "<a href='/'>Lakeside Clinic</a>")],
)  # fmt: skip
def test_a_logo_or_section_that_is_the_first_heading_is_no_headline(head: str, heading: str) -> None:
    text = paragraphs((SIGNED, *ENGLISH))
    inside = f"{heading}<div><div>{AGREED}</div><div>Posted on 3 June 2025</div>{text}</div>"
    article = article_of(f"<html><head><title>{head}</title></head><body>{inside}</body></html>")
    assert article.title == AGREED
    assert article.text == "\n\n".join((SIGNED, *ENGLISH))


@pytest.mark.parametrize(
    "credit",
    ["Courtesy of Lakeside Clinic", "Photo by Sam Oak", "IC", "Xinhua", "Lakeside Clinic / Ray Press"],
)
def test_a_line_that_only_credits_an_image_goes(credit: str) -> None:
    inside = f"<h1>{HEADLINE}</h1>{paragraphs(ENGLISH[:2])}<img src='a.jpg'><p>{credit}</p>{paragraphs(ENGLISH[2:])}"
    assert article_of(framed(inside, HEADLINE)).text == "\n\n".join(ENGLISH)


def test_a_sentence_that_begins_like_a_credit_stays() -> None:
    sentence = "Photos by patients hang in the hall, and are changed each spring."
    inside = f"<h1>{HEADLINE}</h1>{paragraphs((ENGLISH[0], sentence, *ENGLISH[1:]))}"
    assert sentence in article_of(framed(inside, HEADLINE)).text
