"""What scraped text must lose or carry before it may stand in a file that another program opens."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlsplit

# What XML 1.0 (section 2.2) has no way to write: most control characters, halves of surrogate pairs and two
# non-characters. The C1 controls could be written, yet mean nothing and drive some terminals.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")

# OWASP, "CSV Injection": what a spreadsheet takes for the start of a formula; the full-width forms are the
# same to some of them. White space before is skipped by some, so it is looked past.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r]")

# What may stand in an address unquoted (RFC 3986) beside letters and digits; "%" stays what it is.
_ADDRESS = ":/?#[]@!$&'()*+,;=-._~%"


def plain(text: str) -> str:
    """``text`` without what no file format can hold; line ends become line feeds.

    Marks of writing direction stay: Arabic and Hebrew names need them, and in a cell or an element of its
    own they cannot reach what stands beside it.
    """
    whole = _HALVES.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _NOT_TEXT.sub("", whole)


def one_line(text: str) -> str:
    """``text`` as a headline: plain, with every run of white space as one space."""
    return " ".join(plain(text).split())


def cleaned(value: Any) -> Any:
    """A JSON value with all its texts plain, names of members too; depth is that of our own rows."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(str(key)): cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(item) for item in value]
    return value


def formula_safe(text: str) -> str:
    """``text`` as a cell that no spreadsheet runs: a leading quote before what might be a formula."""
    return "'" + text if _FORMULA.match(text) else text


def web_address(url: str | None) -> str | None:
    """``url`` as an IRI that every parser takes, ``None`` for anything but a web address (a script, say)."""
    text = one_line(url or "").replace(" ", "%20")
    try:
        parts = urlsplit(text)
        right = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return quote(text, safe=_ADDRESS).replace("[", "%5B").replace("]", "%5D") if right else None
