"""The page of a listing that follows: links that say so, numbered pagers, pagers written by scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from crawler.model import Source
from crawler.pages.found import absolute, one_line
from crawler.pages.listing_anchors import MOST_ANCHORS, base_address, target
from crawler.pages.listing_words import has_token, tokens, words
from crawler.pages.scope import same_site
from crawler.text.document import Document

# TRS writes its pager by a script call: createPageHTML(pages, this page from 0, "index", "html").
_TRS = re.compile(
    r"createPageHTML\w{0,10}\(\s{0,9}(?:['\"][\w-]{0,40}['\"]\s?,\s?)?(\d{1,5})\s?,\s?(\d{1,5})\s?,\s?['\"]([\w./-]{1,80})['\"]\s?,\s?['\"]([a-z]{2,6})['\"]"
)
_PAGER = frozenset(
    ("pager", "pagination", "paging", "page", "pages", "pagebar", "paginator", "pagenav", "fenye", "ye")
)
_ARTICLE_STEP = frozenset(("post", "article", "entry", "chapter"))


def next_pages(document: Document, source: Source) -> tuple[str, ...]:
    """The address of the following page of this listing, on the source's own site; empty on the last page.

    The first way that gives one wins: ``rel=next``, a link that says "next" in one of our languages, the
    number after the current one in a pager, TRS' script.
    """
    base = base_address(document)
    here = absolute(base, document.url)
    for found in (_by_rel(document), _by_words(document), _by_number(document), _by_script(document)):
        for href in found:
            url = absolute(base, href)
            if url and url != here and same_site(url, source):
                return (url,)
    return ()


def _by_rel(document: Document) -> Iterator[str]:
    for tag in ("link", "a"):
        for element in _some(document, tag):
            if "next" in (element.get("rel") or "").lower().split() and element.get("href"):
                yield target(element) or ""


def _by_words(document: Document) -> Iterator[str]:
    """Links that say "next"; a mere arrow or class name counts inside a pager only (galleries have them)."""
    for anchor in _some(document, "a"):
        text, *labels = _label(anchor), anchor.get("title"), anchor.get("aria-label")
        names = [text, *(one_line(label, 40).lower() for label in labels if label)]
        said = [name for name in names if name and _says_next(name)]
        named = has_token(anchor, "next_classes") and len(text) < 12 and not text.isdigit()
        if any(any(c.isalpha() for c in name) for name in said) or ((said or named) and _in_pager(anchor)):
            yield target(anchor) or ""


def _says_next(name: str) -> bool:
    following = words("next")
    return name in following or name.rstrip(" >»›→") in following


def _by_number(document: Document) -> Iterator[str]:
    """In a pager: the link whose number follows that of the current page. Where no number is marked as the
    current one and none leads here, this is the first page.
    """
    base = base_address(document)
    here = absolute(base, document.url)
    numbered = [
        (int(label), a) for a in _some(document, "a") if (label := _label(a)).isdecimal() and len(label) < 5
    ]
    own = {number for number, a in numbered if absolute(base, target(a)) == here}
    marked = False
    for number, anchor in numbered:
        current = _current(anchor)
        marked = marked or current is not None
        if number >= 2 and (current == number - 1 or number - 1 in own):
            yield target(anchor) or ""
    if not marked and not own and {1, 2, 3} <= {number for number, _ in numbered}:
        second = next(anchor for number, anchor in numbered if number == 2)
        if not _numbers_beside(second) - {number for number, _ in numbered}:
            yield target(second) or ""


def _numbers_beside(anchor: Any) -> set[int]:
    """All numbers that stand as words of their own in the link's pager, links or not."""
    block = anchor.getparent()
    if block is not None and block.tag in ("li", "span", "td") and block.getparent() is not None:
        block = block.getparent()
    pieces = islice(block.itertext() if block is not None else (), 200)
    texts = (piece.strip(" []()\r\n\t\xa0") for piece in pieces)
    return {int(text) for text in texts if text.isdecimal() and len(text) < 5}


def _current(anchor: Any) -> int | None:
    """The number of the current page if it stands right before this link in its pager."""
    element = anchor
    for _ in range(2):
        before = element.getprevious()
        if before is not None and isinstance(before.tag, str):
            text = one_line("".join(before.itertext()), 20).strip(" []()")
            if text.isdecimal() and len(text) < 5 and _is_current(before):
                return int(text)
            return None
        parent = element.getparent()
        if parent is None or parent.tag not in ("li", "span", "td"):
            return None
        element = parent
    return None


def _is_current(element: Any) -> bool:
    inner = [e for e in element.iter("a") if e.get("href")]
    marked = has_token(element, "current_classes") or any(
        has_token(e, "current_classes") for e in element.iter()
    )
    return marked or not inner or element.get("aria-current") is not None


def _by_script(document: Document) -> Iterator[str]:
    for script in _some(document, "script"):
        match = _TRS.search((script.text or "")[:20_000])
        if match and int(match[2]) + 1 < int(match[1]):
            yield urljoin(document.url, f"{match[3]}_{int(match[2]) + 1}.{match[4]}")


def _in_pager(anchor: Any) -> bool:
    for _, element in zip(range(5), [anchor, *anchor.iterancestors()], strict=False):
        if _PAGER.intersection(tokens(element)) and not _ARTICLE_STEP.intersection(tokens(element)):
            return True
    parent = anchor.getparent()
    numbers = [a for a in (parent.iter("a") if parent is not None else ()) if _label(a).isdecimal()]
    return len(numbers) >= 2


def _label(anchor: Any) -> str:
    if len(anchor) > 5:
        return ""
    return one_line("".join(anchor.itertext()), 40).lower().strip(" []()|·")


def _some(document: Document, tag: str) -> Iterator[Any]:
    for _, element in zip(range(MOST_ANCHORS), document.tree.iter(tag), strict=False):
        yield element
