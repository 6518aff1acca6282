"""Hidden farms of links without a telling word, brands with a code glued to a headline, joined redirect targets."""

from __future__ import annotations

import pytest

from crawler.model import Verdict
from tests.junk.test_junk_as_found import judged_page, page_with
from tests.junk.test_junk_headlines import HEADLINE


def links(*hosts: str, names: str = "晴川 沧浪 瀚海 云岭") -> str:
    return "".join(
        f'<a href="http://{host}/">{name}</a>' for host, name in zip(hosts, names.split(), strict=False)
    )


AWAY = "position:absolute;left:-9999px"
FARMS = [
    f'<div style="{AWAY}">{links("qingchuan.com", "canglang.net", "hanhai.cn")}</div>',
    f'<div style="font-size:0">{links("qingchuan.com", "canglang.net", "hanhai.cn")}</div>',
    f"<noscript>{links('qingchuan.top', 'canglang.vip', 'hanhai.xyz')}</noscript>",
]
HONEST = [
    # few, to one site, to the house's own, to platforms, to public bodies, put away as menus are, among prose
    f'<div style="{AWAY}">{links("qingchuan.com", "canglang.net")}</div>',
    f'<div style="{AWAY}">{links("a.qingchuan.com", "b.qingchuan.com", "c.qingchuan.com")}</div>',
    f'<div style="{AWAY}">{links("weibo.com", "facebook.com", "twitter.com")}</div>',
    f'<div style="{AWAY}">{links("nhc.gov.cn", "pku.edu.cn", "who.int")}</div>',
    f'<div style="display:none">{links("qingchuan.com", "canglang.net", "hanhai.cn")}</div>',
    f'<noscript>{links("qingchuan.com", "canglang.net", "hanhai.cn")}</noscript>',
    f'<div style="{AWAY}">友情医院之间的往来由办公室记录在案，并逐年公布供市民查阅。{links("qingchuan.com", "canglang.net", "hanhai.cn")}</div>',
]  # fmt: skip


@pytest.mark.parametrize("block", FARMS)
def test_links_hidden_at_the_place_that_lead_to_unlike_sites_are_planted(block: str) -> None:
    verdict, after = judged_page(page_with(HEADLINE, more=block))
    assert verdict.verdict is Verdict.INJECTED
    assert "hidden_block" in {signal.name for signal in verdict.signals}
    assert after.article is not None
    assert after.article.title == HEADLINE


@pytest.mark.parametrize("block", HONEST)
def test_other_hidden_links_are_none(block: str) -> None:
    verdict, _ = judged_page(page_with(HEADLINE, more=block))
    assert verdict.verdict is Verdict.CLEAN


@pytest.mark.parametrize("planted", ["沧溟会j9·", "沧溟k8-", "ag7沧溟 | "])
def test_a_coded_brand_glued_to_a_headline_that_the_title_holds_clean_is_taken_off(planted: str) -> None:
    verdict, after = judged_page(page_with(HEADLINE, h1=f"{planted}{HEADLINE}"))
    assert verdict.verdict is Verdict.INJECTED
    assert after.article is not None
    assert (after.article.title, after.article.title_as_found) == (HEADLINE, f"{planted}{HEADLINE}")


@pytest.mark.parametrize("honest", ["康复科：", "2026年度 ", "附属医院b3楼 ", "专题 | "])
def test_what_else_stands_before_a_headline_stays(honest: str) -> None:
    verdict, after = judged_page(page_with(HEADLINE, h1=f"{honest}{HEADLINE}"))
    assert verdict.verdict is Verdict.CLEAN
    assert after.article is not None
    assert HEADLINE in (after.article.title or "")


def test_a_redirect_target_put_together_from_pieces_is_read() -> None:
    code = "if(/baidu|sogou/.test(document.referrer)){location.href='http://'+'canglang'+'.net/'}"
    verdict, _ = judged_page(page_with(HEADLINE, more=f"<script>{code}</script>"))
    assert "searchers_redirected" in {signal.name for signal in verdict.signals}
    calm, _ = judged_page(page_with(HEADLINE, more=f"<script>{code.replace('referrer', 'cookie')}</script>"))
    assert calm.verdict is Verdict.CLEAN
