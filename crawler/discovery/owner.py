"""Whose site it is, in which language it writes, and by which clock it dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from crawler.discovery.words import ranked, table
from crawler.model import ArticleLink
from crawler.pages.described import publisher_names
from crawler.pages.titles import segments
from crawler.text.document import Document
from crawler.text.languages import language_of

_OFFSET = re.compile(r"[+-]\d{2}:\d{2}$")
_RIGHTS = re.compile(
    r"(?:©|&copy;|\(c\)|copyright|版权所有|版權所有)[\s:：©]{0,4}(?:copyright)?\s{0,3}(?:©)?\s{0,3}"
    r"(?:(?:19|20)\d\d(?:\s?[-–—~]\s?(?:(?:19|20)\d\d|present))?)?[\s,.:：]{0,3}(?:by\s)?([^|©\n]{2,120})",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s*(?:[.,。;；]|all rights? reserved|版权所有|版權所有|保留所有权利|保留所有權利|(?:19|20)\d\d"
    r"|[^\s]{0,3}ICP|地址|电话|電話|tel\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_HOME_WORDS = re.compile(
    r"^(?:home|homepage|welcome(?: to)?|index|首页|首頁|主页|官网|网站首页|ホーム|トップページ|홈)$",
    re.IGNORECASE,
)
_LONGEST_NAME = 80


def organisation_of(home: Document) -> str | None:
    """The name of the site's owner as its home page states it, ``None`` where it does not.

    In order of trust: JSON-LD, ``og:site_name``, the copyright line, the title without words for "home".
    """
    for name in (*publisher_names(home), home.meta("og:site_name", "application-name"), _from_rights(home)):
        if name and (plain := _plain(name)):
            return plain
    return _from_title(home.title_text)


def language_from(links: Sequence[ArticleLink], home: Document) -> str | None:
    """The language of the headlines; what the page claims decides only where they are too short."""
    return language_of(" ".join(link.text for link in links[:40]), home.stated_language)


def timezone_from(
    url: str, language: str | None, links: Sequence[ArticleLink], stated: Sequence[str]
) -> str | None:
    """The zone by the host's country, the language, or the offset that dates state; ``None`` = unknown.

    ``stated`` are the dates as machines state them on the site's pages.
    """
    country = (urlsplit(url).hostname or "").rsplit(".", 1)[-1]
    if zone := table("zones").get(country) or table("languages").get(language or ""):
        return zone
    offsets = [
        match[0]
        for raw in (*stated, *(link.published or "" for link in links))
        if (match := _OFFSET.search(raw))
    ]
    known = table("offsets")
    return next((known[offset] for offset in offsets if offset in known), None)


def _from_title(title: str) -> str | None:
    """The site's name in a title: not the words for home or news; the part that names a kind of organisation,
    else the last one where several are left.
    """
    sections = {**ranked("news"), **ranked("notices")}
    parts = [part.strip() for piece in segments(title) for part in piece.split("_")]
    names = [p for p in parts if _plain(p) and p.lower() not in sections]
    kinds = tuple(ranked("organisations"))
    named = [p for p in names if any(kind in p.lower() for kind in kinds)]
    if named:
        return _without_section(max(named, key=len), tuple(sections), kinds)
    return names[-1] if len(names) > 1 or (names and len(parts) == 1) else None


def _without_section(name: str, sections: Sequence[str], kinds: Sequence[str]) -> str:
    """``name`` without a section's word at its end, where a name of an organisation is left."""
    for section in sorted(sections, key=len, reverse=True):
        shorter = name[: -len(section)].rstrip(" :：-–—·,")
        if name.lower().endswith(section) and any(kind in shorter.lower() for kind in kinds):
            return shorter
    return name


def _from_rights(home: Document) -> str | None:
    """The name in the last copyright line of the page."""
    lines = [
        text
        for text in home.tree.itertext("p", "div", "span", "td", "li", "footer", "small", "a", "br", "center")
        if text.strip()
    ]
    for line in reversed(lines[-200:]):
        if match := _RIGHTS.search(line[:400]):
            name = _AFTER_NAME.sub("", match[1]).strip()
            if _plain(name):
                return name
    return None


def _plain(name: str) -> str | None:
    text = " ".join(name.split())
    letters = sum(character.isalpha() for character in text)
    return text if letters >= 2 and len(text) <= _LONGEST_NAME and not _HOME_WORDS.match(text) else None
