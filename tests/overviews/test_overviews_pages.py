"""A standing page is read whole, however its partners are laid out, and only what is new is told."""

from datetime import UTC, datetime

import pytest

from crawler.agreements.overviews import additions
from crawler.model import (
    AnnouncementVerdict,
    EmptyNameTable,
    EntryKind,
    EntryPoint,
    FetchedPage,
    SiteContext,
    Source,
)
from crawler.storage import Store
from pipelines.chain import assess

URL = "https://harbour.example/partners.html"
NAMES = {
    "en": (
        *("Ardenholm University Hospital", "Lakeshore Medical Center", "Queensferry Medical School"),
        *(
            "Mount Orrin Children's Hospital",
            "National Heart Institute of Varnholm",
            "University of Cape Town",
        ),
    ),
    "zh": (
        "墨尔本皇家儿童医院",
        "首尔大学医院",
        "梅奥诊所",
        "曼彻斯特大学",
        "海德堡大学医院",
        "新加坡中央医院",
    ),
    "ja": (
        *("東都大学医学部附属病院", "国立台湾大学医学院附設医院", "マヒドン大学シリラート病院"),
        *("ソウル大学校病院", "湊南大学病院", "ハーバード大学医学部"),
    ),
    "ko": (
        "서울대학교병원",
        "한빛강의료원",
        "초원국립병원",
        "메이요 클리닉",
        "도쿄대학병원",
        "하버드의과대학",
    ),
}
HEADS = {
    "en": (
        "Our international partners",
        "We work with hospitals and schools abroad on research and training.",
    ),
    "zh": ("国际合作", "我院与海外多家医疗机构建立了友好合作关系，名单如下。"),
    "ja": ("海外協定校", "本院は海外の医療機関と交流しています。以下はその一覧です。"),
    "ko": ("해외 협력기관", "우리 병원은 해외 의료기관과 교류하고 있습니다. 다음은 그 목록입니다."),
}


def each(names, shape):
    return "".join(shape.format(name=name, number=number) for number, name in enumerate(names))


def columns(names):
    half = len(names) // 2
    sides = (each(side, "<div>{name}</div>") for side in (names[:half], names[half:]))
    return "<div class='row'>" + "".join(f"<div class='col-6'>{side}</div>" for side in sides) + "</div>"


LAYOUTS = {
    "list": ("<ul>", "<li>{name}</li>", "</ul>"),
    "links": ("<ul>", "<li><a href='https://p{number}.example/'>{name}</a></li>", "</ul>"),
    "table": ("<table>", "<tr><td>{number}</td><td>{name}</td><td>2012</td></tr>", "</table>"),
    "logos": ("<div>", '<a href="/p{number}"><img src="/l{number}.png" alt="{name}"></a>', "</div>"),
    "cards": ("<div>", "<div class='card'><h3>{name}</h3><p>2015</p></div>", "</div>"),
    "terms": ("<dl>", "<dt>{name}</dt><dd>2014</dd>", "</dl>"),
    "columns": None,
}


def laid_out(layout, names):
    shape = LAYOUTS[layout]
    return columns(names) if shape is None else shape[0] + each(names, shape[1]) + shape[2]


def page(language, body, news=""):
    title, lead = HEADS[language]
    menu = each([f"Menu {number}" for number in range(8)], "<li><a href='/{number}.html'>{name}</a></li>")
    return (
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<header><ul>{menu}</ul></header><nav>{news}</nav><main><h1>{title}</h1><p>{lead}</p>{body}</main>"
        f"<aside>{news}</aside><footer><p>Harbour General Hospital, 1 Quay Street {news}</p></footer></body></html>"
    )


def read(html, standing=True):
    headers = (("content-type", "text/html; charset=utf-8"),)
    fetched = FetchedPage(URL, URL, 200, headers, html.encode(), datetime(2026, 3, 1, tzinfo=UTC))
    context = SiteContext(source_id="harbour", organisation="Harbour General Hospital", standing=standing)
    return assess(fetched, context, EmptyNameTable())


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_new_names_are_found_in_every_layout_and_language(layout, language):
    names = NAMES[language]
    states = (names[:4], names[:5], names[::-1][1:], names)
    read_all = [read(page(language, laid_out(layout, state))) for state in states]
    assert all(one.reading.problem is None for one in read_all)
    assert all(one.announcement.verdict is not AnnouncementVerdict.ANNOUNCEMENT for one in read_all)
    texts = [one.reading.article.text for one in read_all]
    assert [one.name for one in additions(texts)] == [names[4], names[5]]


@pytest.mark.parametrize("language", NAMES)
def test_another_layout_of_the_same_names_is_no_news(language):
    texts = [
        read(page(language, laid_out(layout, NAMES[language]))).reading.article.text for layout in LAYOUTS
    ]
    assert additions(texts) == ()


def test_menus_sidebars_and_footers_are_no_part_of_the_overview():
    body = laid_out("list", NAMES["en"])
    texts = [
        read(page("en", body, news)).reading.article.text for news in ("", "Thornbury Eye Hospital visits us")
    ]
    assert texts[0] == texts[1]


def test_a_page_that_is_not_watched_is_read_as_an_article():
    html = page("en", laid_out("logos", NAMES["en"]))
    assert NAMES["en"][0] in read(html).reading.article.text
    assert NAMES["en"][0] not in read(html, standing=False).reading.article.text


def test_the_store_knows_which_pages_are_watched_whatever_led_to_them():
    source = Source("h", "https://harbour.example/", "H", entry_points=(EntryPoint(URL, EntryKind.PAGE),))
    with Store("sqlite://") as store:
        assert store.sites.context(source, URL, [source]).standing
        assert store.sites.context(source, URL + "?utm_source=mail", [source]).standing
        assert not store.sites.context(source, "https://harbour.example/news/1", [source]).standing
