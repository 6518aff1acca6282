"""Advertisements in lists of links, in bare addresses, and in what reading left out."""

from __future__ import annotations

import re

from crawler.junk.finding import Finding
from crawler.junk.lexicon import FAMILIES, GUARDS, scan
from crawler.junk.normal import HAN, fold
from crawler.junk.selling import Advert, advert, lines_to_look_at, pitches_drug
from crawler.junk.shapes import brand_of
from crawler.junk.subject import Subject

LINK_LINE = re.compile(
    r"(?:友情链接|友情連結|相关链接|合作伙伴|links?|liens|enlaces|tautan|link situs|ссылки|"
    r"リンク|링크)\s*[:：]"
)


_ITEM = re.compile(r"[^\s,，、|｜;；·•。\n][^,，、|｜;；·•。\n]{0,60}")


_SPACED_ITEM = re.compile(r"[^\s,，、|｜;；]+")


_PROSE = re.compile(r"[。！？!?]|[.](?:\s|$)")


_PARTED = re.compile(r"[,，、|｜_;；·•]|\s{2,}|\s[-–—]\s|(?<=[\u3400-\u9fff])[ -](?=[\u3400-\u9fff])")


_HAN_TAIL = re.compile(r"(?<![\u3400-\u9fff])(?:官方网站|官网|登录入口|app下载|网址)(?=\s*(?:\n|$))")
_HAN_LETTER = re.compile(f"[{HAN}]")
_NUMBER = re.compile(r"\d")


_BARE_LINK = re.compile(r"https?://[a-z0-9./_%?=&#:~-]{4,200}")


def left_out(subject: Subject) -> list[Finding]:
    """Whole sentences that sell among what reading left out: comments, blocks beside the article."""
    found: list[Finding] = []
    if subject.page_guards["report"] >= 2:
        return found
    lines = [
        line[:600]
        for removal in subject.reading.removed[:60]
        for line in removal.text[:4000].split("\n")[:40]
        if len(line) >= 16
    ]
    for index in lines_to_look_at(_first(lines, 6000)):
        line = lines[index]
        hits = scan(fold(line[:600]).text)
        strong = {hit.word for hit in hits if hit.strong}
        calls = {hit.word for hit in hits if hit.kind == "call"}
        sold = (len(strong) >= 2 and calls) or pitches_drug(fold(line[:600]).text)
        if not sold or any(hit.kind in GUARDS for hit in hits):
            continue
        reason = "a block beside the article sells what the page is not about"
        found.append(Finding("sales_beside", "P3", "words", 2.2, "html", line[:160], reason))
        found.append(
            Finding(
                "beside_off_topic",
                "P3",
                "outlier",
                0.9,
                "html",
                line[:160],
                "it shares no words with the article",
            )
        )
    return found[:12]


def bare_links(subject: Subject) -> list[Finding]:
    """A bare address stuck to words of advertising within running text."""
    findings: list[Finding] = []
    text = subject.folded.text
    for match in list(_BARE_LINK.finditer(text))[:50]:
        lead = max(text.rfind(mark, 0, match.start()) for mark in "。！？\n") + 1
        clause = text[max(lead, match.start() - 40) : match.start()]
        before = len(clause.strip()) >= 3 and any(hit.kind in FAMILIES for hit in scan(clause))
        after = text[match.end() : match.end() + 30].split("\n", 1)[0]
        if not before and not any(hit.strong for hit in scan(after)):
            continue
        start, end = subject.folded.span(match.start() - len(clause), match.end())
        quote = subject.text[start:end]
        findings.append(
            Finding(
                "advertised_link",
                "I3",
                "words",
                1.5,
                "text",
                quote,
                "words of advertising lead to a bare address",
                start,
                end,
                "cut",
            )
        )
        findings.append(
            Finding(
                "bare_link",
                "I3",
                "links",
                1.2,
                "text",
                quote,
                "a bare address is stuck into running text",
                start,
                end,
            )
        )
    return findings


def list_lines(subject: Subject) -> list[Finding]:
    """Lines of the text that are no sentence but a list of search phrases."""
    findings: list[Finding] = []
    text = subject.folded.text
    for line in list(re.finditer(r"[^\n]+", text))[:400]:
        told = line.group().strip()
        found = advert(told) if _is_phrases(told) else _alone(told, subject)
        if found is None:
            continue
        start, end = subject.folded.span(line.start(), line.end())
        quote = subject.text[start:end]
        group = "words" if found.words else "shape"
        reason = "a line of the text is a list of search phrases"
        findings.append(Finding("phrase_line", "I3", group, 1.8, "text", quote, reason, start, end, "cut"))
        reason = "its items are parted as lists are, in a text of sentences"
        findings.append(Finding("listed_line", "I3", "list", 1.0, "text", quote, reason, start, end))
        if len(findings) > 20:
            break
    return findings


def foreign_tails(subject: Subject) -> list[Finding]:
    """Lines of search phrases that end in the tail of a Chinese one, as one kit writes them for all lands."""
    if subject.script in {"han", "kana", "hangul", ""}:
        return []
    found: list[Finding] = []
    text = subject.folded.text
    if not _HAN_LETTER.search(text):
        return found
    for tail in list(_HAN_TAIL.finditer(text))[:20]:
        begin = text.rfind("\n", 0, tail.start()) + 1
        line = text[begin : tail.start()].strip()
        listed = len(line.split()) >= 4 and not _PROSE.search(line)
        if not listed or re.search(rf"[{HAN}]", line) or not (_NUMBER.search(line) or _trade(line)):
            continue
        place = subject.folded.span(begin, tail.end())
        quote = subject.text[slice(*place)]
        for name, group, weight, reason in (
            ("foreign_tail", "script", 1.8, "search phrases end in the tail of another language's"),
            ("phrase_line", "list", 1.0, "a line of the text is a list of search phrases"),
        ):
            found.append(Finding(name, "P1", group, weight, "text", quote, reason, *place, "cut"))
    return found


def _trade(line: str) -> bool:
    return any(hit.kind in FAMILIES for hit in scan(line))


def _alone(line: str, subject: Subject) -> Advert | None:
    """A brand with the tail of a search phrase that fills a line, and of which the text does not speak."""
    if not 6 <= len(line) <= 24 or brand_of(line).strength < 3:
        return None
    stem = line[:2]
    told = subject.folded.text.count(stem) + subject.folded_title.text.count(stem)
    return Advert(line, False, True) if told <= 1 else None


def _is_phrases(line: str) -> bool:
    """Whether a line is three or more short items, half of them of a trade, a pitch or a brand's shape."""
    if not 8 <= len(line) <= 400 or _PROSE.search(line):
        return False
    items = [item.strip() for item in _PARTED.split(line) if len(item.strip()) >= 2]
    if len(items) < 3 or any(len(item) > 40 or item.count(" ") > 5 for item in items):
        return False
    sold = sum(
        brand_of(item).strength >= 2 or any(hit.kind not in GUARDS for hit in scan(item)) for item in items
    )
    return 2 * sold >= len(items)


def _first(lines: list[str], room: int) -> list[str]:
    """The first lines that together have at most ``room`` characters."""
    for at, line in enumerate(lines):
        room -= len(line)
        if room < 0:
            return lines[:at]
    return lines


def link_items(subject: Subject) -> list[Finding]:
    """Off-topic items in a line of partner links."""
    findings: list[Finding] = []
    text = subject.folded.text
    if not LINK_LINE.search(text):
        return findings
    by_place = [hit for hit in subject.hits if hit.kind in FAMILIES]
    for line in re.finditer(r"[^\n]{1,3000}", text):
        head = LINK_LINE.search(line.group())
        if not head:
            continue
        pattern = _SPACED_ITEM if re.search(rf"[{HAN}]", line.group()) else _ITEM
        for item in pattern.finditer(text, line.start() + head.end(), line.end()):
            inside = [hit for hit in by_place if item.start() <= hit.start and hit.end <= item.end()]
            if not inside:
                continue
            start, end = subject.folded.span(item.start(), item.start() + len(item.group().rstrip()))
            quote = subject.text[start:end]
            findings.append(
                Finding(
                    "planted_link",
                    "I3",
                    "words",
                    1.5,
                    "text",
                    quote,
                    "an advertisement among partner links",
                    start,
                    end,
                    "cut",
                )
            )
    if len(findings) >= 2:
        findings.append(
            Finding(
                "link_farm",
                "I3",
                "links",
                1.2,
                "text",
                findings[0].quote,
                "several advertisements stand among partner links",
                findings[0].start,
                findings[0].end,
            )
        )
    return findings
