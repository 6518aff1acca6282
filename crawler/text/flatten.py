"""Markup nested deeper than the parser follows, made flat so that its words are not lost."""

from __future__ import annotations

import re

# One alternative per construct, each bounded by a character it cannot contain: linear on any input.
_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})([^<>]{0,20000})>?", re.DOTALL)
_OPAQUE = re.compile(r"<(script|style|noscript|template)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_KEPT = frozenset(
    [
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "a",
        "img",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "time",
    ]
)
_DROPPED = frozenset(["span", "font", "b", "i", "u", "em", "strong", "small", "big", "tt", "center", "o:p"])


def flatten_markup(markup: str) -> str:
    """``markup`` with its containers replaced by paragraph borders, so that its depth is bounded.

    Links, headings, images and the head are kept; formatting marks go; every other tag becomes a border.
    Styles and scripts go as well, and with them what hid a block: the caller must know the page is crafted
    or broken.
    """
    return _TOKEN.sub(_replaced, _OPAQUE.sub(" ", markup))


def _replaced(match: re.Match[str]) -> str:
    closing, name, rest = match.groups()
    if name is None:
        return " "
    name = name.lower()
    if name in _KEPT:
        return f"<{closing}{name}{rest}>"
    return "" if name in _DROPPED else "<p>"
