"""Pages for the tests of reading, put together from parts; every word of them is ours."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.model import Article, ArticleLink, FetchedPage, Reading, SiteContext
from crawler.pages import read

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
URL = "https://hospital.example/info/1083/1200.htm"

CHINESE = (
    "滨河医院与北岭大学医学院在行政楼举行签约仪式，双方将在临床教学、科研平台和人才培养方面开展长期合作。",
    "滨河医院院长周立在致辞中表示，希望以此次合作为起点，让两地患者在家门口就能得到优质的诊疗服务。",
    "北岭大学医学院院长陈晓回顾了双方近年来的交流，并介绍了学院在肿瘤、心血管等方向上的研究进展。",
)
ENGLISH = (
    "Riverside Hospital and the Northridge School of Medicine have agreed to train young surgeons together.",
    "The two sides will exchange eight fellows a year, starting next spring, the hospital's director said.",
    "Patients in both cities should notice shorter waiting times once the shared clinic opens its doors.",
)


def paragraphs(texts: tuple[str, ...]) -> str:
    """The texts as ``p`` elements."""
    return "".join(f"<p>{text}</p>" for text in texts)


def framed(inside: str, title: str = "", head: str = "") -> str:
    """A page with a menu, a sidebar of headlines and a footer around ``inside``."""
    menu = "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(8))
    side = "".join(f'<li><a href="/n/{n}.html">另一则不相干的医院新闻标题第{n}条</a></li>' for n in range(6))
    return (
        f"<html><head><title>{title}</title>{head}</head><body><div class='nav'><ul>{menu}</ul></div>"
        f"<div class='main'>{inside}</div><div class='sidebar'><h3>热点</h3><ul>{side}</ul></div>"
        "<div class='footer'><p>版权所有 滨河医院 地址：滨河市中山路一号 京ICP备00000000号</p></div></body></html>"
    )


def page(markup: str | bytes, url: str = URL, **facts: object) -> FetchedPage:
    """A fetched page with this body."""
    body = markup.encode() if isinstance(markup, str) else markup
    given: dict[str, object] = {"status": 200, "headers": (), "fetched_at": NOW} | facts
    return FetchedPage(url=url, requested_url=url, body=body, **given)  # type: ignore[arg-type]


def reading_of(markup: str | bytes, context: SiteContext | None = None, **facts: object) -> Reading:
    """The reading of a page with this body."""
    return read(page(markup, **facts), context or SiteContext())[0]  # type: ignore[arg-type]


def article_of(markup: str | bytes, context: SiteContext | None = None, **facts: object) -> Article:
    """The article of a page that has one."""
    reading = reading_of(markup, context, **facts)
    assert reading.problem is None, (reading.problem, reading.detail)
    assert reading.article is not None
    return reading.article


def listed(text: str = "", published: str | None = None) -> ArticleLink:
    """The link by which a listing led here."""
    return ArticleLink(URL, text, published)
