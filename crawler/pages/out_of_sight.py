"""What a page's own style sheets hide and no script of the page shows: not part of what a reader reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from crawler.text.document import Document

_WORDS: Any = etree.XPath(".//text()[not(parent::script or parent::style)]", smart_strings=False)
_MAIN: Any = etree.XPath("boolean(descendant-or-self::*[self::h1 or self::article or self::main])")
# A hidden part as large as this is no aside: a script that is not in the page shows it (a paywall, a page
# that fades in), or the page has nothing else to say.
_ASIDE = 0.25
# Pages fade in by their opacity, and what stands in an element of no size may have one of its own.
_MAY_BE_SEEN = frozenset({"opacity", "font-size"})
# Up to so many letters it makes no difference who shows it.
_SHORT = 20
_MOST_CODE = 400_000


def out_of_sight(document: Document) -> frozenset[Any]:
    """Elements that are left out of reading because a ``<style>`` block hides them.

    What scripts of the page name stays in (panels, "read more"), and so does what holds a headline or a
    large part of the page: for those the hidden state is only the beginning.
    """
    hidden = [element for element, how in document.unseen.items() if how.by not in _MAY_BE_SEEN]
    if not hidden:
        return frozenset()
    sizes = {element: _size(element) for element in hidden}
    most = _size(document.tree) * _ASIDE if max(sizes.values()) > _SHORT else 0.0
    code = ""
    found = set()
    for element, size in sizes.items():
        if size > _SHORT:
            code = code or _code(document)
            if size > most or _MAIN(element) or _is_named(element, code):
                continue
        found.add(element)
    return frozenset(found)


def _size(element: Any) -> int:
    return sum(map(len, map(str.strip, _WORDS(element))))


def _code(document: Document) -> str:
    """The page's own scripts, not empty."""
    codes = (script.text for script in document.elements("script") if script.text)
    return "\n".join(["", *codes])[:_MOST_CODE] or "\n"


def _is_named(element: Any, code: str) -> bool:
    """Whether a script of the page names the element, alone or in a selector."""
    attributes: Mapping[str, str] = element.attrib
    identity = attributes.get("id", "").strip()
    names = [("." + name, name) for name in attributes.get("class", "").split()[:8]]
    names += [("#" + identity, identity)] if identity else []
    # Most are nowhere in it, which one search tells.
    return any(
        f"{quote}{marked}" in code or f"{quote}{name}{quote}" in code
        for marked, name in names
        if name in code
        for quote in "'\"`"
    )
