"""Advertisements reflected from a site's own search: the query of a visitor shown as the page's headline."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.junk.finding import Finding
from crawler.junk.lexicon import scan
from crawler.junk.normal import fold
from crawler.junk.shapes import latin_brand
from crawler.junk.subject import Subject
from crawler.junk.writing import scripts

_SEARCH = re.compile(
    r"(?:(?:search(?: results?)?|results?|you searched|searching|suchergebnisse?|ergebnisse|"
    r"résultats?|recherche|resultados?|búsqueda|risultati|resultaten|hasil pencarian|"
    r"kết quả tìm kiếm|результаты поиска)(?![^\W\d_])|"
    r"(?:搜索结果|搜尋結果|搜索|検索結果|검색결과|검색 결과))"
    r"\s*(?:for|für|pour|de|di|voor|para|untuk|по запросу|:|：)?\s*[:：]?\s*",
    re.IGNORECASE,
)
_QUERY = re.compile(
    r"[„“\"«「『'‘](?P<quoted>[^„“”\"«»「」『』\n]{6,200})[“”\"»」』'’]|"
    r"(?P<bare>[^\n|–—]{6,160}?)(?=\s+[-|–—]\s|\n|$)"
)
_ADDRESS = re.compile(
    r"[a-z0-9-]{2,30}\.(?:com|net|org|cc|vip|xyz|top|me|io|club|example|info|shop)\b|qq|"
    r"telegram|飞机|텔레|line\b",
    re.IGNORECASE,
)
_PARAMETER = re.compile(
    r"(?:^|&)(?:s|q|query|search|term|keyword|kw|wd|keys|find|text|searchword)=", re.IGNORECASE
)


def query_spans(text: str) -> list[tuple[int, int]]:
    """Where the echoed queries of search pages stand in ``text``."""
    found = []
    for head in list(_SEARCH.finditer(text))[:20]:
        match = _QUERY.match(text, head.end())
        if match:
            found.append(match.span("quoted" if match["quoted"] else "bare"))
    return found


def find(subject: Subject) -> list[Finding]:
    """Echoed queries that advertise."""
    try:
        asked = bool(_PARAMETER.search(urlsplit(subject.url).query))
    except ValueError:
        asked = False
    found: list[Finding] = []
    if asked:
        found = _whole_echo(subject)
        if found:
            return found
    heads = query_spans(subject.title)
    if not heads and not asked:
        return found
    for where, text in (("title", subject.title), ("text", subject.text[:4000])):
        for start, end in query_spans(text):
            if _advertises(text[start:end], subject) >= (1 if asked else 2):
                inside = where == "text"
                reason = "a visitor's query that advertises is echoed by the site's own search"
                found.append(
                    Finding(
                        "reflected_query",
                        "P4",
                        "words",
                        2.0,
                        where,
                        text[start:end],
                        reason,
                        start if inside else None,
                        end if inside else None,
                        "cut" if inside else "",
                        True,
                    )
                )
    return found


def _whole_echo(subject: Subject) -> list[Finding]:
    """A page that shows nothing but what the address asked for."""
    for name, asked in parse_qsl(urlsplit(subject.url).query)[:20]:
        query = asked.strip()
        if not _PARAMETER.match(f"{name}=") or len(query) < 12:
            continue
        for where, text in (("title", subject.title), ("text", subject.text[:4000])):
            if query in text and 2 * len(query) > len(text) and _advertises(query, subject):
                at = text.find(query) if where == "text" else None
                end = at + len(query) if at is not None else None
                reason = "the page shows what its address asks for, and that advertises"
                cut = "cut" if at is not None else ""
                return [
                    Finding("reflected_query", "P4", "words", 2.0, where, query, reason, at, end, cut, True)
                ]
    return []


def _advertises(query: str, subject: Subject) -> int:
    folded = fold(query).text
    hits = scan(folded)
    own = scripts(query)
    main = max(own, key=lambda name: own[name], default="")
    foreign = bool(main and subject.scripts.get(main, 0.0) < 0.3 and main != subject.script)
    if not (hits or foreign or latin_brand(folded)):
        return 0
    points = 1 if any(hit.strong for hit in hits) else 0
    points += 1 if _ADDRESS.search(folded) else 0
    points += 1 if latin_brand(folded) else 0
    return points + (1 if foreign else 0)
