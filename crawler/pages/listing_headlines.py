"""The headline under which a link stands: never the cut one where the whole one is on the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from crawler.pages.found import one_line
from crawler.pages.listing_words import has_token, words

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS | frozenset(
    ("p", "div", "dt", "dd", "li", "ul", "dl", "section", "time", "figure", "table", "br", "tr", "td")
)
_LABELS = frozenset(("span", "em", "i", "label", "small"))
_SILENT = frozenset(("script", "style", "noscript", "template", "svg"))
_CUT = re.compile(r"(?:…+|\.{2,}|。{2,}|⋯+)\s?$")
_YEAR, _MONTH, _DAY = r"(?:19|20)\d\d", r"(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_NUMERIC_DATE = (
    rf"(?:{_YEAR}\s?[-/.年]\s?{_MONTH}\s?[-/.月]\s?{_DAY}日?|{_DAY}[-/.]{_MONTH}[-/.]{_YEAR})"
    r"(?:\s\d\d:\d\d(?::\d\d)?)?"
)
_DATE_AT_END = re.compile(rf"\s?[\[(（【]?\s?{_NUMERIC_DATE}\s?[\])）】]?$")
_DATE_AT_START = re.compile(rf"^[\[(（【]?\s?{_NUMERIC_DATE}\s?[\])）】]?[\s|:：]{{1,3}}")
_ONLY_DATE = re.compile(
    r"^[\s\d\-/.,:：|\[\]()（）【】年月日년월일时時分]{1,40}$|^[\[(]?\s?(?:\d{1,2}(?:st|nd|rd|th)?[\s,]{0,2})?[A-Za-z]{3,9}\.?[\s,]{0,2}(?:\d{1,2}(?:st|nd|rd|th)?)?[\s,]{0,3}(?:19|20)\d\d\s?[\])]?$"
)
# 动易 and its heirs put the whole record into the tooltip: "文章标题：…", "作者：…", one a line.
_TOOLTIP = re.compile(
    r"(?:文章)?标\s?题\s?[:：]\s?([^\r\n]{2,300}?)(?=\s{0,4}(?:作\s?者|发[表布]|更新|点击|录入|来源)|[\r\n]|$)"
)
# Texts longer than this inside one link are teasers, not headlines (the longest headlines seen have 160).
_TEASER = 200
_MOST_NODES = 400


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline with how far it is to be trusted: 4 heading, 3 titled element or tooltip that completes
    it, 2 the link's text, 1 an image's description or long text, 0 none ("more").
    """

    text: str
    rank: int = 0


def headline_of(anchor: Any, unit: Any) -> Headline:
    """The headline of one link, looked for in the link, its tooltip, its images and its own block."""
    text, rank = _inside(anchor)
    text = _trimmed(text)
    if rank < 3 and text and _in_heading(anchor, unit):
        rank = 4
    tooltip = _tooltip(anchor)
    if tooltip and _completes(tooltip, text):
        return Headline(_trimmed(tooltip), max(rank, 3))
    if text and not is_more(text):
        return Headline(text, rank if len(text) <= _TEASER else 1)
    return _beside(anchor, unit, tooltip)


def is_more(text: str) -> bool:
    """Whether an anchor's text only says that there is more, or is no words at all."""
    plain = text.lower().strip(" .…[]【】()（）")
    return plain in words("more") or text.lower() in words("more") or not any(c.isalpha() for c in plain)


def width(text: str) -> int:
    """Length in half-width units: a wide (CJK) character counts two, as it says as much as two letters."""
    return len(text) if text.isascii() else sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def _inside(anchor: Any) -> tuple[str, int]:
    """The headline inside the link: a heading, an element named so, else its first block of words."""
    blocks: list[str] = [""]
    for index, node in enumerate(anchor.iter()):
        if index > _MOST_NODES:
            break
        if not isinstance(node.tag, str) or node is anchor:
            continue
        if node.tag in _HEADINGS or (node.tag != "img" and has_token(node, "title")):
            words_in = one_line(_text(node))
            if width(words_in) >= 4 and not _ONLY_DATE.match(words_in):
                return words_in, 4 if node.tag in _HEADINGS else 3
    _fill(anchor, blocks, 0)
    lines = [line for block in blocks if (line := one_line(block)) and not _ONLY_DATE.match(line)]
    lines = [line for line in lines if width(line) >= 6] or lines
    text = lines[0] if lines else one_line(_text(anchor))
    return (text, 2) if text and not _ONLY_DATE.match(text) else ("", 0)


def _fill(element: Any, blocks: list[str], depth: int) -> None:
    """Collect text by blocks, dates and categories in front left out. Depth is bounded."""
    blocks[-1] += element.text or ""
    for child in element:
        wanted = isinstance(child.tag, str) and child.tag not in _SILENT and depth < 20 and len(blocks) < 40
        if wanted and child.tag in _BLOCKS:
            blocks.append("")
            _fill(child, blocks, depth + 1)
            blocks.append("")
        elif wanted and not _is_label(child, first=not "".join(blocks).strip()):
            _fill(child, blocks, depth + 1)
        blocks[-1] += child.tail or ""


def _is_label(element: Any, first: bool) -> bool:
    """Whether an inline piece is a date, or a short category in front of the headline, not words of it."""
    words_in = one_line(_text(element))
    if _ONLY_DATE.match(words_in or "x"):
        return True
    if not first or element.tag not in _LABELS or not 0 < width(words_in) <= 12:
        return False
    following = element.getnext()
    inline = following is not None and isinstance(following.tag, str) and following.tag not in _BLOCKS
    return bool(one_line(element.tail)) or (
        inline and not _ONLY_DATE.match(one_line(_text(following)) or "1")
    )


def _text(element: Any) -> str:
    parts = []
    for index, node in enumerate(element.iter()):
        if index > _MOST_NODES:
            break
        if isinstance(node.tag, str) and node.tag not in _SILENT:
            parts.append(node.text or "")
        if node is not element:
            parts.append(node.tail or "")
    return "".join(parts)


def _trimmed(text: str) -> str:
    """Without badges in front, a note on new windows behind, and a date glued to either end."""
    text = one_line(text)
    badge, note = _badge(), _window_note()
    for _ in range(3):
        match = badge.match(text)
        if match is None or match.end() == len(text) or (match[0].isalpha() and width(text) < 12):
            break
        text = text[match.end() :].lstrip(" :：|")
    text = note.sub("", text).strip()
    shorter = _DATE_AT_START.sub("", _DATE_AT_END.sub("", text))
    return shorter if width(shorter) >= 4 else text


@cache
def _badge() -> re.Pattern[str]:
    return re.compile(_any_of("badges"), re.IGNORECASE)


@cache
def _window_note() -> re.Pattern[str]:
    return re.compile(f"(?:{_any_of('window_notes')})$", re.IGNORECASE)


def _any_of(group: str) -> str:
    return "|".join(map(re.escape, sorted(words(group), key=len, reverse=True)))


def _tooltip(anchor: Any) -> str:
    raw = (anchor.get("title") or "")[:2000]
    match = _TOOLTIP.search(raw)
    text = _trimmed(match[1] if match else raw)
    return "" if is_more(text) or len(text) > _TEASER else text


def _completes(tooltip: str, text: str) -> bool:
    """Whether the tooltip is the whole of a headline that the page shows cut, or of one not shown."""
    shown = _CUT.sub("", text).strip()
    if not shown or is_more(text):
        return width(tooltip) >= 6
    if _same(tooltip) == _same(shown):
        return shown != text
    return len(tooltip) > len(shown) and (_same(tooltip).startswith(_same(shown)) or len(text) > _TEASER)


def _same(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _in_heading(anchor: Any, unit: Any) -> bool:
    for element in anchor.iterancestors():
        if element.tag in _HEADINGS or has_token(element, "title"):
            return True
        if element is unit or element.tag in ("li", "tr", "article", "body"):
            return False
    return False


def _beside(anchor: Any, unit: Any, tooltip: str) -> Headline:
    """For a link without words of its own: the heading of its block, its tooltip, its image's description."""
    for node in unit.iter(*_HEADINGS):
        if text := _trimmed(_text(node)):
            return Headline(text, 3)
    for index, node in enumerate(unit.iter()):
        if index > _MOST_NODES:
            break
        if isinstance(node.tag, str) and node.tag != "img" and has_token(node, "title"):
            text = _trimmed(_text(node))
            if 6 <= width(text) <= _TEASER and not is_more(text):
                return Headline(text, 3)
    described = next((one_line(i.get("alt")) for i in anchor.iter("img") if i.get("alt")), "")
    text = tooltip or ("" if is_more(described) or "." in described[-5:] else described)
    return Headline(text, 1 if text else 0)
