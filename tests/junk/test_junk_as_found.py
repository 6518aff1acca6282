"""The headline as found is the planted one, whole; a bare text is judged as its page would be."""

import pytest

from crawler.junk import judge
from crawler.model import EmptyNameTable, JunkVerdict, Reading, SiteContext, Verdict
from crawler.pages import read, read_text
from tests.junk.looking import response
from tests.junk.test_junk_headlines import HEADLINE, TEXT

PLANTED = "沧溟国际官网|沧溟国际app下载_沧溟国际登录入口还在吗?"
PROSE = "\n".join(
    [TEXT, "实验室的第一批设备将在九月到位，康复科的六名治疗师已经开始培训，明年春天起接待病人。"]
)


def page_with(title: str, h1: str = HEADLINE, more: str = "", head: str = "") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in PROSE.split("\n") if line)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><h1>{h1}</h1>"
        f"<div>{paragraphs}</div>{more}</body></html>"
    ).encode()


def judged_page(body: bytes) -> tuple[JunkVerdict, Reading]:
    page = response(body)
    reading, document = read(page, SiteContext())
    return judge(page, reading, document, SiteContext(), EmptyNameTable())


def judged_lines(text: str, title: str | None) -> tuple[JunkVerdict, Reading]:
    page = response()
    return judge(page, read_text(text, title, page, SiteContext()), None, SiteContext(), EmptyNameTable())


@pytest.mark.parametrize("planted", [PLANTED, f"{PLANTED}_{HEADLINE}"])
def test_a_planted_title_is_the_headline_as_found_also_where_reading_took_the_clean_one(planted: str) -> None:
    verdict, after = judged_page(page_with(planted))
    assert after.article is not None
    assert (after.article.title, after.article.title_as_found) == (HEADLINE, planted)
    assert verdict.repaired_title


def test_a_planted_field_is_the_headline_as_found_where_the_title_is_clean() -> None:
    verdict, after = judged_page(page_with(HEADLINE, head=f'<meta property="og:title" content="{PLANTED}">'))
    assert after.article is not None
    assert (after.article.title, after.article.title_as_found) == (HEADLINE, PLANTED)
    assert verdict.repaired_title


def test_a_hidden_block_alone_leaves_the_headline_as_it_was_found() -> None:
    links = "".join(f'<a href="http://k{n}.example">沧溟国际官网登录</a>' for n in range(6))
    verdict, after = judged_page(page_with(HEADLINE, more=f'<div style="display:none">{links}</div>'))
    assert verdict.verdict is Verdict.INJECTED
    assert after.article is not None
    assert after.article.title == after.article.title_as_found == HEADLINE
    assert not verdict.repaired_title


@pytest.mark.parametrize("title", [None, PLANTED, HEADLINE])
def test_a_planted_first_line_of_a_bare_text_is_found_and_the_headline_is_had_back(title: str | None) -> None:
    verdict, after = judged_lines(f"{PLANTED}\n\n首页 > 新闻 > 详情\n\n{HEADLINE}\n\n{PROSE}", title)
    assert verdict.verdict is Verdict.INJECTED
    assert after.article is not None
    assert (after.article.title, after.article.title_as_found) == (HEADLINE, PLANTED)
    assert "沧溟" not in after.article.text
    assert verdict.repaired_title
    assert all(one.start is None and one.end is None for one in verdict.signals if one.where != "text")


@pytest.mark.parametrize(
    "first",
    ["首页 | 门诊预约 | 科室导航 | 联系我们", "岳林市中心医院官网", "医院概况_新闻中心_党建工作_人才招聘?"],
)
def test_an_honest_line_before_the_headline_is_no_evidence(first: str) -> None:
    verdict, after = judged_lines(f"{first}\n\n{HEADLINE}\n\n{PROSE}", None)
    assert verdict.verdict is Verdict.CLEAN
    assert after.article is not None
    assert after.article.title == after.article.title_as_found
