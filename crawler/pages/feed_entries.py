"""A feed's text taken apart into entries, so that a broken one, or a trap, spoils no other.

Each entry is parsed strictly by itself and cut down to what a link needs; only such entries reach feedparser,
whose forgiving mode takes quadratic time on crafted markup. What is not well formed is scraped.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.entities import html5
from itertools import islice, pairwise
from typing import Any

from lxml import etree

# What stands before it (declaration, document type with its entities, stray output) is never parsed.
_ROOT = re.compile(r"<(?P<name>rss|rdf:rdf|feed|atom:feed)(?:\s[^<>]{0,5000})?>", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:[a-z0-9]{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ENTRY_END = re.compile(r"</(?:[a-z0-9]{1,20}:)?(?:item|entry)\s{0,9}>", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:([a-zA-Z][a-zA-Z0-9]{1,15});|(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};))?")
# XML 1.0 section 2.2 forbids these; one of them stops a strict parser.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PREDEFINED = frozenset(("amp", "lt", "gt", "quot", "apos"))
_WANTED = frozenset(
    (
        "title",
        "link",
        "guid",
        "id",
        "pubdate",
        "published",
        "updated",
        "issued",
        "created",
        "modified",
        "date",
        "origlink",
    )
)
_SCRAPED = re.compile(
    r"<(?:[a-z0-9]{1,20}:)?(title|link|guid|id|pubdate|published|updated|date|origlink)(\s[^<>]{0,1000})?>"
    r"\s{0,200}(?:<!\[CDATA\[)?([^<\]]{0,5000})",
    re.IGNORECASE,
)
_HREF = re.compile(r"href\s?=\s?[\"']([^\"'<>]{1,4096})", re.IGNORECASE)
# The feed's own title, links and dates stand in so much.
_HEAD = 50_000
_LONGEST_TITLE = 2000
# A feed holds the newest articles; beyond this it is an archive or a trap.
MOST_ENTRIES = 5000


@dataclass(frozen=True, slots=True)
class FeedText:
    """``whole`` is a small well-formed feed of the head's links and the sound entries; ``entries`` has one
    place for each entry as written: ``None`` for a sound one, the scraped fields (by local name in lower
    case) of a broken one.
    """

    whole: bytes
    entries: tuple[dict[str, str] | None, ...]


def is_feed(text: str) -> bool:
    """Whether the root of a feed stands near the start of ``text``."""
    return _ROOT.search(text[:10_000]) is not None


def take_apart(text: str) -> FeedText:
    """The feed in ``text``, entry by entry (at most 5,000). Linear in its length; never raises."""
    match = _ROOT.search(text)
    if match is None:
        return FeedText(b"", ())
    body = escaped(_FORBIDDEN.sub("", text[match.start() :]))
    root = _ROOT.match(body)
    opening, closing = (root[0], f"</{root['name']}>") if root else ("<rss>", "</rss>")
    starts = [found.start() for found in islice(_ENTRY.finditer(body), MOST_ENTRIES + 1)]
    head = body[len(opening) : min([*starts[:1], _HEAD])]
    sound: list[str] = [_head_links(head)]
    places: list[dict[str, str] | None] = []
    for start, end in pairwise(
        [*starts[:MOST_ENTRIES], starts[-1] if len(starts) > MOST_ENTRIES else len(body)]
    ):
        chunk = body[start:end]
        entry = _reduced(chunk, opening, closing)
        places.append(_scraped(chunk) if entry is None else None)
        sound.append(entry or "")
    whole = opening + "".join(sound) + closing
    return FeedText(whole.encode("utf-8", "replace"), tuple(places))


def escaped(text: str) -> str:
    """Stray ampersands escaped and HTML's names of characters resolved, outside CDATA.

    Without it ``?id=1&lang=en`` is read as the entity ``lang``.
    """
    first, *rest = text.split("<![CDATA[")
    parts = [_REFERENCE.sub(_reference, first)]
    for section in rest:
        data, end, after = section.partition("]]>")
        parts += ["<![CDATA[", data, end, _REFERENCE.sub(_reference, after)]
    return "".join(parts)


def _reference(match: re.Match[str]) -> str:
    name, number = match[1], match[2]
    if number or name in _PREDEFINED:
        return match[0]
    return html5.get(f"{name};", f"&amp;{name};") if name else "&amp;"


def _head_links(head: str) -> str:
    """The feed's own links (its next page is among them), made anew."""
    found = (
        _attributes(tag) for tag in re.findall(r"<(?:atom:)?link(\s[^<>]{1,2000})>", head, re.IGNORECASE)
    )
    return "".join(
        f'<link xmlns="http://www.w3.org/2005/Atom" rel="next" href="{html.escape(each["href"])}"/>'
        for each in found
        if each.get("rel", "").lower() == "next" and "href" in each
    )


def _attributes(text: str) -> dict[str, str]:
    pairs = re.findall(r"([a-z]{1,20})\s?=\s?[\"']([^\"']{0,2000})[\"']", text, re.IGNORECASE)
    return {name.lower(): html.unescape(value) for name, value in pairs}


def _reduced(chunk: str, opening: str, closing: str) -> str | None:
    """The entry cut down to titles, links and dates; ``None`` where it is not well formed."""
    end = _ENTRY_END.search(chunk)
    if end is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring((opening + chunk[: end.end()] + closing).encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    entry: Any = root[0]
    for child in list(entry):
        if local_name(child) not in _WANTED:
            entry.remove(child)
    return str(etree.tostring(entry, encoding="unicode", with_tail=False))


def _scraped(chunk: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for match in islice(_SCRAPED.finditer(chunk), 40):
        href = _HREF.search(match[2] or "")
        value = html.unescape(href[1] if href else match[3]).strip()
        if match[1].lower() == "title":
            # A headline may hold markup: it ends at its own end.
            value = chunk[match.start(3) : match.start(3) + _LONGEST_TITLE].split("</", 1)[0]
        if value:
            fields.setdefault(match[1].lower(), value)
    return fields


def local_name(element: Any) -> str:
    """An element's name without namespace or prefix, lower case; empty for comments and the like."""
    return (
        str(element.tag).rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower() if isinstance(element.tag, str) else ""
    )


def scraped_parts(fields: dict[str, str]) -> tuple[str, str, str]:
    """(address, title, date) of a broken entry; what it does not have is empty."""
    address, day = (
        next((fields[name] for name in names if name in fields), "")
        for names in (("origlink", "link", "guid", "id"), ("pubdate", "published", "date", "updated"))
    )
    return address, fields.get("title", ""), day
