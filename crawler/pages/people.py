"""Who wrote the article, and where it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.pages.described import article_objects, texts_of
from crawler.pages.lines import Outline
from crawler.text.document import Document
from crawler.text.normal import clean_line

_AUTHOR_LABEL = re.compile(
    r"(?:^|[\s|｜（(])(?:作者|文|撰文|撰稿|记者|記者|通讯员|取材|筆者|글|기자"
    r"|by|author|written by|reporter|von|par|por)"
    r"\s{0,2}[:：/丨|]?\s{1,3}|(?:作者|撰稿|撰文|记者|通讯员|Author|By)\s{0,3}[:：]\s{0,3}",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"(?:^|[\s|｜【（(])(?:文章|信息|稿件|新闻|内容|文稿)?"
    r"(?:来源|來源|稿源|出处|出處|供稿单位|供稿|转载自|source|出典|출처)(?:单位|部门|科室)?\s{0,3}[:：]\s{0,3}"
    r"([^|｜\s　】）)][^|｜\n　】）)]{0,60}?)"
    r"(?=\s{2,}|\s?(?:[|｜】）)]|作者|记者|编辑|责任|发布|发表|时间|日期|浏览|点击|阅读|字体|字号|审核|\d{4}[-年/.])|\s?$)",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s{2,}|[|｜\n（(【]|\s?(?:来源|來源|编辑|责编|发布|发表|时间|日期|浏览|点击|阅读|字体|字号|摄影|审核|责任|\d{4}[-年/.])"
)
_METAS = (
    "author",
    "article:author",
    "article:author_name",
    "byl",
    "sailthru.author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
)
# More names than this are a staff list.
MOST = 10
_LONGEST = 60
_NEAR = 15


def authors_of(document: Document, outline: Outline, title_line: int) -> tuple[str, ...]:
    """Names of the authors as stated for machines, else as printed beside the headline; each once."""
    found = [name for name in _stated(document) if _is_name(name)]
    if not found:
        for line in outline.lines[max(0, title_line) : title_line + _NEAR]:
            match = _AUTHOR_LABEL.search(line.text[:200]) if line.size < 200 else None
            if match:
                found = [
                    name
                    for name in re.split(
                        r"[、,，/;；]| and | und | et | y ", _END.split(line.text[match.end() :])[0]
                    )
                    if _is_name(name)
                ]
                break
    return tuple(dict.fromkeys(clean_line(name) for name in found))[:MOST]


def _stated(document: Document) -> Iterator[str]:
    for item in article_objects(document)[:2]:
        yield from texts_of(item.get("author"))
    for name in _METAS:
        yield from document.metas.get(name, ())


def _is_name(text: str) -> bool:
    text = text.strip()
    return (
        1 < len(text) <= _LONGEST and "://" not in text and "@" not in text and any(c.isalpha() for c in text)
    )


def origin_of(document: Document, outline: Outline, title_line: int, last: int) -> str | None:
    """What the article names as its source (``来源：``), beside the headline or at the end."""
    rows = [*range(max(0, title_line), title_line + _NEAR), *range(max(0, last - 3), last + 4)]
    for row in rows:
        near = 0 <= row < len(outline.lines) and outline.lines[row].size < 300
        if near and (match := _ORIGIN.search(outline.lines[row].text[:300])):
            return clean_line(match[1]) or None
    return document.meta("contentsource", "mediaid", "source")
