"""Known content systems: recognised by their signs, and read from the element that holds the article."""

from __future__ import annotations

import pytest

from crawler.model import SiteContext
from crawler.pages.reading import look_at
from tests.pages.reading_pages import CHINESE, ENGLISH, article_of, framed, page, paragraphs

TITLE = "滨河医院举行合作签约仪式"
# What an editor pastes into such bodies, and only the body element's name tells from a menu.
ODD = "<p>附件：合作协议要点</p><table><tr><td>期限</td><td>五年</td></tr></table>"


@pytest.mark.parametrize(
    ("name", "url", "head", "before", "after"),
    [
        ("博达 VSB", "https://a.example/info/1083/1200.htm", "", "<div id='vsb_content_2'><div class='v_news_content'>", "</div></div>"),
        ("TRS", "https://a.example/xw/202406/t20240612_98.html", "", "<div class='trs_editor_view TRS_UEDITOR'>", "</div>"),
        ("webplus", "https://a.example/2024/0612/c12a345/page.htm", "", "<div class='wp_articlecontent'>", "</div>"),
        ("正方", "https://a.example/shownews.aspx?id=3", "<meta name=generator content='ZFSOFT'>", "<div id='zoomArticle'>", "</div>"),
        ("WordPress", "https://a.example/?p=3", "<meta name=generator content='WordPress 6.5'>", "<div class='entry-content'>", "</div>"),
        ("Drupal", "https://a.example/node/3", "<meta name=Generator content='Drupal 10'>", "<div class='field--name-body'>", "</div>"),
        ("DedeCMS", "https://a.example/plus/view.php?aid=3", "", "<div class='viewbox'><div class='content'>", "</div></div>"),
        ("PageAdmin", "https://a.example/n/3.html", "<meta name=generator content='PageAdmin CMS'>", "<div class='pa-content-body'>", "</div>"),
        ("ASP.NET news", "https://a.example/news_show.aspx?id=3", "", "<span><div id='ctl00_lblContent'>", "</div></span>"),
        ("China Daily regional", "https://a.example/x/2020-10/21/c_158791.htm", "", "<div id='Content'>", "</div>"),
        ("WeChat", "https://mp.weixin.qq.com/s/x", "", "<div id='js_content' style='visibility:hidden'>", "</div>"),
    ],
)  # fmt: skip
def test_a_known_system_is_recognised_and_its_body_read(
    name: str, url: str, head: str, before: str, after: str
) -> None:
    markup = framed(
        f"<h1>{TITLE}</h1>{before}{paragraphs(CHINESE)}{ODD}{after}<p>责任编辑：李明</p>", TITLE, head
    )
    look = look_at(page(markup, url=url), SiteContext())
    assert look.system is not None
    assert look.system.system.name == name
    text = article_of(markup, url=url).text
    assert all(paragraph in text for paragraph in CHINESE)
    if look.system.system.exact:
        assert "附件：合作协议要点" in text
        assert "期限\t五年" in text
    assert "责任编辑" not in text
    assert "栏目" not in text


def test_an_address_alone_is_no_proof_of_a_system() -> None:
    markup = framed(f"<h1>Agreed</h1>{paragraphs(ENGLISH)}", "Agreed")
    look = look_at(page(markup, url="https://a.example/info/1083/1200.htm"), SiteContext())
    assert look.system is None


def test_a_streamed_page_shows_its_parts() -> None:
    markup = f"<html><body><div hidden id='S:0'><h1>Agreed in the city</h1>{paragraphs(ENGLISH)}</div></body></html>"
    assert ENGLISH[0] in article_of(markup).text
