"""What must not matter does not: the order of attributes, white space, the encoding, which brand it is."""

import re

import pytest

from bench.junk.generated import context_for, fetched, outcome
from crawler.junk import judge
from crawler.model import EmptyNameTable, SiteContext
from crawler.pages import read
from crawler.text.document import parse
from tests.junk.generator.catalogue import MUTATORS
from tests.junk.generator.pages import clean_page, render
from tests.junk.looking import judged_text

VECTORS = ["T1", "T2", "T3", "I3", "H1", "H7", "J1", "N1"]


def _made(vector: str):
    return next(one for number in (2, 9, 14) if (one := MUTATORS[vector](clean_page(number), 2, True, 5)))


@pytest.mark.parametrize("vector", ["T1", "T2", "T3", "T5", "I3", "H1", "J1"])
def test_repairing_a_spoilt_page_gives_the_clean_pages_reading(vector: str) -> None:
    for number in (2, 9, 14):
        made = MUTATORS[vector](clean_page(number), 2, False, 5)
        assert made is not None
        page = made.page
        clean, _, _ = outcome(render(page), page.url, SiteContext())
        _, _, repaired = outcome(made.body, made.url, SiteContext())
        assert clean.article is not None and repaired.article is not None
        assert repaired.article.title == clean.article.title
        assert repaired.article.text == clean.article.text


@pytest.mark.parametrize("vector", VECTORS)
def test_judging_twice_changes_nothing_more(vector: str) -> None:
    made = _made(vector)
    page = fetched(made.body, made.url)
    reading, document = read(page, SiteContext())
    _, once = judge(page, reading, document, SiteContext(), EmptyNameTable())
    _, twice = judge(page, once, document, SiteContext(), EmptyNameTable())
    assert once.article is not None and twice.article is not None
    assert (twice.article.title, twice.article.text) == (once.article.title, once.article.text)


@pytest.mark.parametrize("vector", VECTORS)
def test_white_space_and_the_order_of_attributes_do_not_matter(vector: str) -> None:
    made = _made(vector)
    verdict = outcome(made.body, made.url, context_for(made.page, False))[1].verdict
    text = made.body.decode()
    spaced = re.sub(r"><(?=div|p|article|footer|nav)", ">\n  <", text)
    turned = re.sub(r'<a href="([^"]*)">', r'<a target="_blank" rel="x" href="\1">', spaced)
    assert outcome(turned.encode(), made.url, context_for(made.page, False))[1].verdict == verdict


@pytest.mark.parametrize("vector", ["T1", "I3", "H1"])
def test_the_encoding_does_not_matter(vector: str) -> None:
    made = next(
        one
        for number in (0, 2, 10, 14)
        if (one := MUTATORS[vector](clean_page(number), 1, False, 8)) and one.page.language == "zh"
    )
    body = made.body.decode()
    recoded = body.replace('charset="utf-8"', 'charset="gb18030"').encode("gb18030")
    page = fetched(recoded, made.url)
    page = type(page)(
        page.url,
        page.requested_url,
        200,
        (("content-type", "text/html; charset=gb18030"),),
        recoded,
        page.fetched_at,
    )
    reading, document = read(page, SiteContext())
    verdict, after = judge(page, reading, document, SiteContext(), EmptyNameTable())
    plain = outcome(made.body, made.url, SiteContext())
    assert verdict.verdict == plain[1].verdict
    assert after.article is not None and plain[2].article is not None
    assert after.article.title == plain[2].article.title


@pytest.mark.parametrize("brand", ["赤溟国际", "乌桐国际", "朔阳国际", "箬竹国际", "雁回国际"])
def test_one_unseen_brand_is_as_good_as_another(brand: str) -> None:
    title = f"{brand}官网|{brand}app下载_{brand}登录入口|我院康复科开展义诊"
    verdict, article = judged_text(title, "5月6日，我院康复科在社区开展义诊，二百多位居民前来咨询。")
    assert (verdict.verdict.value, article.title) == ("injected", "我院康复科开展义诊")


def test_the_shared_parse_is_never_changed() -> None:
    made = _made("H1")
    page = fetched(made.body, made.url)
    document = parse(page)
    from lxml import html

    before = html.tostring(document.tree)
    reading, _ = read(page, SiteContext())
    judge(page, reading, document, SiteContext(), EmptyNameTable())
    assert html.tostring(document.tree) == before
