"""Each way of being no article has its name."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfWriter

from crawler.model import EntryKind, EntryPoint, Problem
from tests.pages.reading_pages import CHINESE, URL, framed, listed, paragraphs, reading_of


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("", Problem.EMPTY),
        ("<html><head><title>新闻</title></head><body></body></html>", Problem.EMPTY),
        ("<title>404</title><h1>404 Not Found</h1><p>nginx</p>", Problem.SOFT_404),
        ("<title>提示</title><p>您访问的页面不存在或已被删除！</p><a href=/>返回首页</a>", Problem.SOFT_404),
        ("<p>お探しのページは見つかりませんでした。</p>", Problem.SOFT_404),
        ("<p>请登录后查看本栏目内容</p>", Problem.LOGIN_WALL),
        ("<h1>Staff</h1><form><input name=u><input type=password name=p></form>", Problem.LOGIN_WALL),
        (
            "<title>Just a moment...</title><p>Checking your browser before accessing the site.</p>",
            Problem.CHALLENGE,
        ),
        (
            "<html><body><script>var arg1='A1B2';function acw_sc__v2(){}</script></body></html>",
            Problem.CHALLENGE,
        ),
        ("<p>请完成安全验证后继续访问</p>", Problem.CHALLENGE),
        ("<h1>riverside.example</h1><p>This domain is for sale. Inquire today.</p>", Problem.PARKED),
        ("<meta http-equiv=refresh content='0; url=https://new.example/n/1.html'><p>…</p>", Problem.MOVED),
        ("<script>window.location.href='/new/place.html'</script>", Problem.MOVED),
    ],
)
def test_a_page_that_says_it_is_no_article_is_named(markup: str, problem: Problem) -> None:
    reading = reading_of(markup)
    assert reading.problem is problem
    assert reading.detail


@pytest.mark.parametrize(
    ("body", "facts", "problem"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, {}, Problem.WRONG_TYPE),
        (b"PK\x03\x04" + b"x" * 50, {}, Problem.WRONG_TYPE),
        (b"\x00\x01", {"headers": (("content-type", "application/msword"),)}, Problem.WRONG_TYPE),
        (b"<p>x</p>", {"status": 404}, Problem.GONE),
        (b"<p>x</p>", {"status": 401}, Problem.LOGIN_WALL),
        (b"<script>go()</script>", {"status": 412}, Problem.CHALLENGE),
        (b"%PDF-1.4 broken", {}, Problem.PDF),
    ],
)
def test_headers_and_first_bytes_are_asked_first(
    body: bytes, facts: dict[str, object], problem: Problem
) -> None:
    assert reading_of(body, **facts).problem is problem


def test_bytes_that_are_no_text_are_undecodable() -> None:
    noise = bytes((n * 7919 + n // 251) % 128 + 128 for n in range(4000))
    assert reading_of(b"<p>" + noise + b"</p>").problem in (Problem.UNDECODABLE, Problem.EMPTY, None)


def test_a_list_of_headlines_is_no_article_and_a_watched_page_may_be_one() -> None:
    items = "".join(
        f"<li><a href='/n/{n}.html'>滨河医院与外地医院签订合作协议的第{n}条新闻</a><span>06-{n:02}</span></li>"
        for n in range(1, 21)
    )
    markup = framed(f"<h2>新闻中心</h2><ul class='list'>{items}</ul>", "新闻中心")
    assert reading_of(markup, url="https://a.example/news/list.htm").problem is Problem.NOT_AN_ARTICLE
    watched = EntryPoint(URL, EntryKind.PAGE)
    assert (
        reading_of(markup, url="https://a.example/news/list.htm", entry=watched).problem
        is not Problem.NOT_AN_ARTICLE
    )


def test_an_article_that_speaks_of_challenges_and_log_ins_is_still_one() -> None:
    texts = (
        *CHINESE,
        "医院提醒：就诊者请登录后查看预约结果，如遇页面不存在的提示，可致电咨询。" * 3,
        *CHINESE[:2],
    )
    markup = framed(
        f"<h1>线上预约说明发布</h1>{paragraphs(texts)}{paragraphs(CHINESE[2:])}", "线上预约说明发布"
    )
    assert reading_of(markup).problem is None


def test_a_pdf_without_text_is_named_and_one_with_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    blank = io.BytesIO()
    writer.write(blank)
    assert reading_of(blank.getvalue()).problem is Problem.PDF
    reading = reading_of(
        text_pdf("The hospital and the school signed a memorandum on training surgeons."),
        link=listed("Memorandum signed"),
    )
    assert reading.problem is None
    assert reading.article is not None
    assert reading.article.title == "Memorandum signed"
    assert "signed a memorandum" in reading.article.text


def text_pdf(text: str) -> bytes:
    """The smallest PDF that shows ``text``."""
    stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length " + str(len(stream)).encode() + b">>stream\n" + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + content + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    tail = f"trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF".encode()
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + tail


MENU = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("Home", "About", "News", "Contact"))


@pytest.mark.parametrize(
    ("inside", "problem"),
    [
        (
            "<h1>Sorry!</h1><p>The page you asked us for has been moved or no longer exists.</p>",
            Problem.SOFT_404,
        ),
        ("<p>您访问的文章已被管理员删除，5秒后返回首页</p>", Problem.SOFT_404),
        ("<h1>عذراً، الصفحة المطلوبة غير موجودة</h1>", Problem.SOFT_404),
        ("<h1>seite.example is for sale</h1><p>Make an offer on this domain today.</p>", Problem.PARKED),
        ("<h1>This Account has been suspended.</h1><p>Ask your hosting provider.</p>", Problem.PARKED),
    ],
)
def test_what_a_page_says_of_itself_between_menu_and_footer_names_it(inside: str, problem: Problem) -> None:
    assert (
        reading_of(f"<title>Riverside</title><ul>{MENU}</ul>{inside}<p>© 2026 Riverside</p>").problem
        is problem
    )


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("글이 존재하지 않습니다. 삭제되었을 수 있습니다.", Problem.SOFT_404),
        ("회원만 열람할 수 있습니다. 로그인 후 이용해 주세요.", Problem.LOGIN_WALL),
    ],
)
def test_what_a_board_says_in_a_box_before_it_sends_the_reader_away_counts(
    said: str, problem: Problem
) -> None:
    assert reading_of(f"<script>alert('{said}'); location.href='/';</script>").problem is problem


@pytest.mark.parametrize(
    "paragraph",
    [
        "Police warned on Monday of a fraud in which a hospital's old domain is offered to its suppliers. The domain is for sale on three sites, they said.",
        "Patients can now log in to read their results with one code. The page that could not be found by many has moved to the front of the portal.",
    ],
)
def test_a_short_article_may_speak_of_such_pages(paragraph: str) -> None:
    assert (
        reading_of(
            f"<title>News</title><ul>{MENU}</ul><h1>What patients should know</h1><p>{paragraph}</p>"
        ).problem
        is None
    )


def test_an_error_answered_with_nothing_to_read_is_an_error() -> None:
    assert reading_of("<h1>502 Bad Gateway</h1>", status=502).problem is Problem.HTTP_ERROR


def test_short_headlines_beside_days_and_teasers_at_a_tag_are_lists() -> None:
    short = "".join(
        f"<li><a href='/n/{n}.html'>义诊走进第{n}社区</a><span>2026-03-{n:02}</span></li>"
        for n in range(1, 17)
    )
    assert (
        reading_of(
            framed(f"<h2>动态</h2><ul>{short}</ul>", "动态"), url="https://a.example/news/list.html"
        ).problem
        is Problem.NOT_AN_ARTICLE
    )
    teasers = "".join(
        f"<article><h2><a href='/a/{n}'>Robots help nurses lift patients in ward {n}</a></h2><p>A teaser of story {n} that goes on for a little while and then stops.</p></article>"
        for n in range(9)
    )
    assert (
        reading_of(
            f"<title>Tag: robots</title><ul>{MENU}</ul><h1>Robots</h1>{teasers}",
            url="https://a.example/tag/robots/",
        ).problem
        is Problem.NOT_AN_ARTICLE
    )


@pytest.mark.parametrize(
    ("headline", "missing"),
    [
        ("404", True),
        ("Oops! 404", True),
        ("Error 404", True),
        ("404错误", True),
        ("解放军第404医院与林源大学签约", False),
        ("404名医护人员昨日返岗", False),
        ("Ward 404 opens again", False),
        ("404 nurses take up work", False),
    ],
)
def test_a_number_in_a_headline_is_no_error(headline: str, missing: bool) -> None:
    found = reading_of(
        f"<title>{headline}</title><h1>{headline}</h1><p>2026-11-02</p><p>Short news.</p>"
    ).problem
    assert (found is Problem.SOFT_404) is missing
