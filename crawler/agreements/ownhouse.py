"""Who "our hospital" is where no source says so: what the page itself says, if it is plain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from crawler.agreements import names as name_finder
from crawler.agreements.folding import fold
from crawler.agreements.mention import Mention
from crawler.agreements.namesake import Namesake
from crawler.agreements.passage import Line, Passage
from crawler.model import SiteContext

_SCHOOL_SAID = re.compile(r"校|学(?!院)|學(?!院)|universit|school|college|faculty|본교", re.IGNORECASE)
_HOUSE_SAID = re.compile(
    r"院|센터|センター|병원|본원|hospital|clinic|medical|health|cent(?:er|"
    r"re)",
    re.IGNORECASE,
)
_SCHOOL = re.compile(
    r"大学|学院|学校|医专|高专|universit|school|college|faculty|polytechnic|institute|대학|대$", re.IGNORECASE
)
_HOUSE = re.compile(
    r"院|保健|诊所|中心|センター|クリニック|병원|의료원|의원|센터|hospital|clinic|medical|health|"
    r"cent(?:er|re)|"
    r"infirmary|institute|(?:NHS|care) (?:foundation )?trust",
    re.IGNORECASE,
)
_PART = re.compile(r"[\u4e00-\u9fff]{0,4}(?:医学院|醫學院|护理学院|護理學院|药学院|附属医院|附屬醫院)")
_SCHOOL_TAIL = re.compile(r"(?:大学|学院|学校)$")
_TAIL = re.compile(r"(?:\s[|｜–—-]\s|[_|｜]|--|——)(?P<tail>[^|｜_]{2,60})$")
_WELCOME = re.compile(r"^(?:welcome to|欢迎(?:访问|光临|来到)|歡迎)", re.IGNORECASE)


def who(
    passage: Passage, names: Namesake, context: SiteContext, mention: Mention, others: Iterable[str]
) -> str | None:
    """The organisation that ``mention`` ("our hospital", ``我院``) stands for on this page, or ``None``.

    Looked at in turn: the headline beside the other parties, the line of origin, the tail of the page's title
    and the tails seen on the site, a welcome, the owner of the host among the watched sources. The first that
    names exactly one organisation of the right kind answers; one that names several ends the search.
    """
    taken = [fold(other) for other in others]
    part = _PART.match(mention.line.raw, mention.name.end)
    if part:
        return _whose_part(passage, names, part.group())
    said = mention.text
    for found in (
        _headline(passage, names, bool(taken)),
        _about_site(passage, context),
        _host(passage, context),
    ):
        fitting = [name for name in dict.fromkeys(found) if _fits(said, name) and not _among(name, taken)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return None
    return None


def _whose_part(passage: Passage, names: Namesake, part: str) -> str | None:
    """``我校医学院``: the one school of medicine of a university that the opening names."""
    opening = [name for line in passage.lines[:8] for name in names.of(line)]
    found = {
        names.short.resolve(name.text)
        for name in opening
        if name.kind == "organisation"
        and not name.generic
        and len(name.text) > len(part) + 2
        and name.text.endswith(part)
    }
    return found.pop() if len(found) == 1 else None


def _headline(passage: Passage, names: Namesake, partner_known: bool) -> list[str]:
    """``A与B签约`` above ``我院与B``: A speaks. Without a partner in the text a headline says nothing."""
    title = passage.title
    if title is None or not partner_known or any(name.kind == "self" for name in names.of(title)):
        return []  # "我院与B签约": B is not who speaks
    return [
        names.short.resolve(name.text)
        for name in names.of(title)
        if name.kind == "organisation" and not name.generic
    ]


def _about_site(passage: Passage, context: SiteContext) -> list[str]:
    article = passage.article
    said = [article.origin_line or "", *context.site_suffixes]
    tail = _TAIL.search(article.title_as_found or article.title or "")
    if tail:
        said.append(tail["tail"])
    said += [line.raw for line in passage.lines[:2] if _WELCOME.match(line.raw)]
    return [name for words in said for name in _names_in(words)]


def _names_in(words: str) -> list[str]:
    if not 2 <= len(words) <= 200:
        return []
    line = Line(words, fold(words), 0, ())
    return [n.text for n in name_finder.find(line) if n.kind == "organisation" and n.headed and not n.generic]


def _host(passage: Passage, context: SiteContext) -> list[str]:
    try:
        host = urlsplit(passage.article.url).hostname or ""
    except ValueError:
        return []
    return [owner for known, owner in context.watched_hosts if host == known or host.endswith("." + known)]


def _fits(said: str, name: str) -> bool:
    folded = fold(name)
    if _SCHOOL_SAID.search(said):
        return _SCHOOL.search(folded) is not None and not re.search(r"医院$|hospital$", folded)
    if _HOUSE_SAID.search(said):
        return _HOUSE.search(folded) is not None and not _SCHOOL_TAIL.search(folded)
    return True


def _among(name: str, taken: list[str]) -> bool:
    folded = fold(name)
    return any(folded == other or folded in other or other in folded for other in taken)
