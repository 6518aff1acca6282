"""The pieces of a page beside its article: hidden blocks, links, descriptions, scripts, what lies outside.

Everything here reads the shared parse and never changes it. Styles are resolved as far as inline styles, the
page's own style sheets and the scripts that hide a named element tell; broken declarations count, since
browsers forgive them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from crawler.junk.selling import lines_to_look_at
from crawler.junk.signals_host import registrable
from crawler.junk.styles import ground_of, hidden_names, hides
from crawler.text.document import Document

_MOST = 400  # pieces of one kind; an honest page has fewer, a hostile one shall not cost more
_WORDS: Any = etree.XPath(".//text()[not(parent::script or parent::style)]", smart_strings=False)
_OUT = re.compile(r"(?:https?:)?//([^/?#:\s]{1,200})", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\f\v]+")
_SCHEME = len("https://")
_OPAQUE = frozenset({"script", "style"})
_FEW_PARTS = 16
_NEVER_SHOWN = frozenset({"script", "style", "link", "meta", "body", "html", "input", "img", "svg", "path"})
_MOST_HIDDEN = 6_000  # characters of hidden text that are judged; a planted block says its trade at once


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text with the way it is kept from readers (a vector of the taxonomy) and its links out."""

    text: str
    vector: str
    why: str
    hosts: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link to another site."""

    text: str
    href: str
    host: str


def outer_anchors(document: Document, host: str) -> list[Anchor]:
    """Links that lead to other registrable domains."""
    return list(islice(_anchors_of(document.elements("a"), host), _MOST))


def _anchors_of(links: Iterable[Any], host: str) -> Iterator[Anchor]:
    own, here = registrable(host), (f"http://{host}/", f"https://{host}/")
    known: dict[str, str] = {}  # by what stands before the path: the other site's host, empty for none
    for link in links:
        href = link.get("href") or ""
        if "//" not in href or href.startswith(here):
            continue
        href = href.strip()
        before = href[: href.find("/", _SCHEME) + 1] or href
        away = known.get(before)
        if away is None:
            match = _OUT.match(href)
            found = match.group(1).lower() if match else ""
            away = known[before] = found if found and registrable(found) != own else ""
        if away:
            yield Anchor(_text(link)[:200], href[:300], away)


def _text(element: Any) -> str:
    if not isinstance(element.tag, str):
        return ""
    parts = _shallow(element)
    return _SPACE.sub(" ", " ".join(_WORDS(element) if parts is None else parts)).strip()


def _shallow(element: Any) -> list[str] | None:
    """The runs of text in an element whose children have no children, as links mostly are, or ``None``."""
    parts = [element.text or ""]
    for child in element:
        if len(child) or child.tag in _OPAQUE or not isinstance(child.tag, str) or len(parts) > _FEW_PARTS:
            return None
        parts += [child.text or "", child.tail or ""]
    return parts


def hidden_pieces(document: Document, host: str) -> list[Piece]:
    """Blocks that readers cannot see (by style, by a hiding script, as template, noscript, marquee), of
    those the ones in which any word of a trade or of its pitch stands.
    """
    hidden = hidden_names(document)
    found: list[tuple[Any, str, tuple[str, str]]] = []
    taken: set[Any] = set()
    room = _MOST_HIDDEN
    for element, why in _hidden_elements(document, hidden):
        if room <= 0:
            break
        if _within(element, taken):
            continue
        taken.add(element)
        text = _text(element)[:20_000]
        room -= len(text)
        if len(text) >= 2:
            found.append((element, text, why))
    found = found[:_MOST]
    telling = set(lines_to_look_at([text for _, text, _ in found]))
    return [_piece(*piece, host) for at, piece in enumerate(found) if at in telling or _linked(piece[0])]


def _hidden_elements(document: Document, hidden: dict[str, str]) -> Iterator[tuple[Any, tuple[str, str]]]:
    for element in document.styled:
        why = _hidden_by_style(element, element.get("style") or "")
        if why and _in_body(element):
            yield element, why
    for attribute, mark in (("class", "."), ("id", "#")):
        names = {name[1:]: why for name, why in hidden.items() if name[0] == mark}
        for element in document.elements() if names else ():
            value = element.get(attribute)
            if not value or (value not in names if mark == "#" else names.keys().isdisjoint(value.split())):
                continue
            for name in (value,) if mark == "#" else value.split()[:12]:
                if name in names and element.tag not in _NEVER_SHOWN and _in_body(element):
                    yield element, ("H7", names[name])
                    break
    for element, how in document.unseen.items():
        if element.tag not in _NEVER_SHOWN and _in_body(element):
            yield element, ("H7", how.why)
    for tag, vector in (("marquee", "H5"), ("noscript", "H6"), ("template", "H6")):
        for element in document.elements(tag):
            yield element, (vector, f"within {tag}")


def _linked(element: Any) -> bool:
    """Whether three links or more stand in a hidden block: it may be a farm without a telling word."""
    return next(islice(element.iter("a"), 2, None), None) is not None


def _in_body(element: Any) -> bool:
    return next(element.iterancestors("body"), None) is not None


def _within(element: Any, taken: set[Any]) -> bool:
    for _ in range(12):
        if element is None:
            return False
        if element in taken:
            return True
        element = element.getparent()
    return False


def _hidden_by_style(element: Any, value: str) -> tuple[str, str] | None:
    if element.tag in _NEVER_SHOWN:
        return None
    return hides(value, ground_of(element) if "color" in value else None)


def _piece(element: Any, text: str, why: tuple[str, str], host: str) -> Piece:
    anchors = list(islice(_anchors_of(element.iter("a"), host), 60))
    return Piece(
        text,
        *why,
        tuple(anchor.host for anchor in anchors),
        tuple(anchor.text for anchor in anchors),
    )


def outside_pieces(document: Document) -> list[Piece]:
    """What stands before the doctype, after ``</html>``, and in comments."""
    text = document.decoded.text
    found = []
    first = max(0, len(text) - 60_000)
    end = max(text.rfind("</html>", first), text.rfind("</HTML>", first))
    if end < 0:
        end = first + at if (at := text[first:].lower().rfind("</html>")) >= 0 else -1
    if end >= 0 and len(text) - end > 40:
        found.append(markup_piece(text[end + 7 :], "H8", "after the end of the page"))
    start = -1 if "<!doctype" in text[:39].lower() else text[:20_000].lower().find("<!doctype")
    if start > 30:
        found.append(markup_piece(text[:start], "H8", "before the beginning of the page"))
    comments = _comments(text[:400_000])
    found += [markup_piece(comments[at], "H6", "within a comment") for at in lines_to_look_at(comments)]
    return [piece for piece in found if piece.text]


def _comments(text: str) -> list[str]:
    """The first comments of a page, those of old browsers left out."""
    found: list[str] = []
    at = text.find("<!--")
    while at >= 0 and len(found) < 60:
        end = text.find("-->", at + 4)
        if end < 0:
            break
        if 20 <= end - at - 4 <= 4000 and not text.startswith("<!--[if", at):
            found.append(text[at + 4 : end])
        at = text.find("<!--", end)
    return found


def markup_piece(markup: str, vector: str, why: str) -> Piece:
    """A piece from bare markup: its words, and where its links lead."""
    hosts = re.findall(
        r"href\s*=\s*['\"]?(?:https?:)?//([^/'\"\s>?#]{3,120})", markup[:20_000], re.IGNORECASE
    )
    anchors = re.findall(r"<a\s[^>]{0,300}>([^<]{1,200})</a>", markup[:20_000], re.IGNORECASE)
    text = re.sub(
        r"<(?:script|style)\b.{0,20000}?</(?:script|style)>",
        " ",
        markup[:20_000],
        flags=re.DOTALL | re.IGNORECASE,
    )
    return Piece(
        re.sub(r"\s+", " ", re.sub(r"<[^>]{0,600}>", "  ", text)).strip(),
        vector,
        why,
        tuple(hosts[:60]),
        tuple(anchors[:60]),
    )


def descriptions(document: Document) -> list[tuple[str, str]]:
    """``(name, content)`` of the meta fields and strings of JSON-LD that describe the page."""
    found = []
    for meta in document.elements("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        content = meta.get("content") or ""
        if content and name in {
            "keywords",
            "description",
            "og:description",
            "twitter:description",
            "og:title",
            "twitter:title",
            "news_keywords",
            "og:site_name",
        }:
            found.append((name, content[:2000]))
    for script in document.elements("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            found += _described(script.text[:100_000])
    return found[:100]


def _described(code: str) -> list[tuple[str, str]]:
    try:
        stack: list[Any] = [json.loads(code)]
    except (ValueError, RecursionError):
        return []
    found: list[tuple[str, str]] = []
    while stack and len(found) < 60:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node[:50])
        elif isinstance(node, dict):
            kind = str(node.get("@type", ""))
            for key, value in list(node.items())[:60]:
                if isinstance(value, str) and key in {
                    "headline",
                    "name",
                    "description",
                    "keywords",
                    "alternateName",
                    "slogan",
                }:
                    found.append((f"jsonld:{kind}:{key}"[:60], value[:2000]))
                elif isinstance(value, dict | list):
                    stack.append(value)
    return found
