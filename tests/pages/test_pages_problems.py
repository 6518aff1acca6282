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
