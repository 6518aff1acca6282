"""What a source's own CSS selectors name on a page: they win wherever they match."""

from __future__ import annotations

from typing import Any

from cssselect import SelectorError
from lxml import etree
from lxml.cssselect import CSSSelector

from crawler.pages.lines import Outline
from crawler.text.document import Document
from crawler.text.normal import clean_line


def elements(document: Document, selector: str | None) -> list[Any]:
    """The elements ``selector`` matches; none for no selector and for one that is no CSS."""
    if not selector:
        return []
    try:
        found: Any = CSSSelector(selector)(document.tree)
        return list(found)
    except (SelectorError, etree.XPathError, etree.XPathSyntaxError, ValueError):
        return []


def selected_text(document: Document, selector: str | None) -> str | None:
    """The text of the first filled match, on one line."""
    for element in elements(document, selector):
        if text := clean_line(" ".join(element.itertext())):
            return text
    return None


def selected_rows(document: Document, outline: Outline, selector: str | None) -> frozenset[int] | None:
    """The rows of all lines inside the matches; ``None`` where nothing with text matches."""
    places = {id(node.element): place for place, node in enumerate(outline.nodes)}
    rows: set[int] = set()
    for element in elements(document, selector):
        # A match on a mere inline mark stands for the block around it.
        while element is not None and id(element) not in places:
            element = element.getparent()
        if element is not None:
            node = outline.nodes[places[id(element)]]
            rows.update(range(node.first, node.last))
    return frozenset(rows) or None
