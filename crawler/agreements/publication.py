"""The day of publication where the reader found none: printed in the address or in the opening lines."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.agreements import dates
from crawler.model import Article
from crawler.text.sought import sought

_IN_ADDRESS = (
    re.compile(
        r"/(?P<y>20[0-2]\d|19[89]\d)[-/_]?(?P<m>0[1-9]|1[0-2])[-/_]?(?P<d>0[1-9]|[12]\d|3[01])(?=[/_.-]|\D)"
    ),
    re.compile(r"/(?P<y>20[0-2]\d)[-/](?P<m>[1-9]|1[0-2])[-/](?P<d>[1-9]|[12]\d|3[01])(?=[/_.-])"),
    re.compile(r"[/_=t](?P<y>20[0-2]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?=[_/.]|\d{0,8}\D)"),
    re.compile(r"/(?P<y>20[0-2]\d)/(?P<m>0[1-9]|1[0-2])(?=/)"),
)
_LABEL = sought(
    r"(?:publish(?:ed)?(?: date| on)?|posted(?: on)?|date|updated|发布时间|发布日期|发表时间|"
    r"发布于|发稿时间|更新时间|时间|日期|"
    r"公開日|掲載日|입력|등록일|승인|기사입력|建檔日期)\s?[:：]?\s?(?:\w{3,4},?\s)?$",
    re.IGNORECASE,
)
_OPENING = 400


def publication(article: Article) -> Article:
    """``article`` with ``published_on`` filled from its address or a labelled or lone date in its opening.

    The day a text was fetched gives way to either: it says only that the text is not younger.
    """
    if article.published_on and not only_fetched(article):
        return article
    found = _labelled(article.text[:_OPENING]) or _in_address(article.canonical_url or article.url)
    if found is None:
        return article
    return replace(
        article,
        published_on=found,
        published_precision="day" if len(found) == 10 else "month",
        published_origin="text",
    )


def only_fetched(article: Article) -> bool:
    """Whether ``published_on`` is nothing better than the day the text was fetched."""
    return article.published_origin == "fetched"


def _in_address(url: str) -> str | None:
    for pattern in _IN_ADDRESS:
        match = pattern.search(url)
        if match:
            parts = match.groupdict()
            value = f"{parts['y']}-{int(parts['m']):02d}"
            return f"{value}-{int(parts['d']):02d}" if parts.get("d") else value
    return None


def _labelled(opening: str) -> str | None:
    """A full date that stands after a label, alone on its line, or as the dateline of an agency."""
    for line in opening.split("\n")[:8]:
        for words in dates.find(line):
            if not (words.year and words.month and words.day) or words.era == "range":
                continue
            alone = len(line.strip()) - (words.end - words.start) <= 12
            if alone or words.era == "dateline" or _LABEL.search(line[: words.start]):
                return f"{words.year:04d}-{words.month:02d}-{words.day:02d}"
    return None
