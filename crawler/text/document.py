"""One parse of a page, shared by every step that looks at it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from lxml import etree

from crawler.model import FetchedPage
from crawler.text.decode import Decoded, decode
from crawler.text.flatten import flatten_markup
from crawler.text.sheets import Hidden, unseen

# Beyond this an embedded JSON document is an application's state, not a description of the article.
_JSON_LIMIT = 500_000
# The parser takes quadratic time over the attributes of one tag; a longer tag loses them all (they are a
# flood, or a picture written into the page). One pass: what is matched holds no bracket.
_FLOOD = re.compile(r"<([A-Za-z][A-Za-z0-9]{0,15})[\s/][^<>]{4000,}>?")
_FLOOD_SIZE = 4000
# Walking over comments that stand side by side takes lxml quadratic time; so many are a flood, and go.
_MOST_COMMENTS = 20_000
# The parser reads nothing after these, though pages go on: documents glued together, text below the end.
_ENDS = re.compile(rb"</(?:[bB][oO][dD][yY]|[hH][tT][mM][lL])\s{0,20}>")
# A page of more elements is a crafted one; it is walked anew for each question rather than held in memory.
_MOST_ELEMENTS = 150_000
_EMPTY = b"<html><body></body></html>"


@dataclass(frozen=True, eq=False)
class Document:
    """A parsed page. ``tree`` is lxml's root element (``html``), never changed by a reader (a step that
    cuts works on marks or on a copy); ``decoded`` the text it was parsed from, ``raw`` the bytes.
    It never leaves the process that parsed it. The properties are computed once, when first asked.
    """

    url: str
    raw: bytes
    decoded: Decoded
    tree: Any
    flattened: bool = False

    @cached_property
    def metas(self) -> dict[str, tuple[str, ...]]:
        """Values of ``meta`` elements by lower-case ``property``, ``name`` or ``itemprop``, in order."""
        found: dict[str, list[str]] = {}
        for meta in self.elements("meta"):
            content = meta.get("content") or meta.get("value")
            key = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
            if key and content and content.strip():
                found.setdefault(key.strip().lower(), []).append(content.strip())
        return {key: tuple(values) for key, values in found.items()}

    @cached_property
    def _everything(self) -> list[Any] | None:
        elements = list(islice(self.tree.iter(etree.Element), _MOST_ELEMENTS + 1))
        # Asked while the tree is at hand: later the same walk takes four times as long.
        self.__dict__["styled"] = [one for one in elements if one.get("style")]
        return elements if len(elements) <= _MOST_ELEMENTS else None

    @cached_property
    def _by_tag(self) -> dict[str, list[Any]]:
        found: defaultdict[str, list[Any]] = defaultdict(list)
        for element in self._everything or ():
            found[element.tag].append(element)
        return found

    def elements(self, *tags: str) -> Iterable[Any]:
        """All elements of these tags (of any, where none is given) in the page's order. The tree is walked
        once for all questions: asking it for one tag takes as long as asking for every element.
        """
        if self._everything is None:
            walk: Iterator[Any] = self.tree.iter(*(tags or (etree.Element,)))
            return walk
        if len(tags) == 1:
            return self._by_tag.get(tags[0], ())
        wanted = frozenset(tags)
        return [one for one in self._everything if one.tag in wanted] if tags else self._everything

    @cached_property
    def styled(self) -> list[Any]:
        """Elements with a ``style`` attribute, in the page's order."""
        return [one for one in self.elements() if one.get("style")]

    def meta(self, *names: str) -> str | None:
        """The first value of the first of ``names`` that the page states."""
        return next((self.metas[name][0] for name in names if name in self.metas), None)

    @cached_property
    def unseen(self) -> Mapping[Any, Hidden]:
        """Elements that the page's own style sheets hide, and how."""
        return unseen(self.elements)

    @cached_property
    def jsonld(self) -> tuple[dict[str, Any], ...]:
        """All objects of the page's JSON-LD, outer before inner; what is no JSON is passed over."""
        found: list[dict[str, Any]] = []
        for script in self.elements("script"):
            if "ld+json" in (script.get("type") or "").lower():
                found.extend(_objects(load_json(script.text or "")))
        return tuple(found)

    @cached_property
    def title_text(self) -> str:
        """The text of the first filled ``<title>`` outside of drawings, or an empty string."""
        for title in self.elements("title"):
            text = " ".join("".join(title.itertext()).split())
            if text and not any(parent.tag == "svg" for parent in title.iterancestors()):
                return text
        return ""

    @cached_property
    def stated_language(self) -> str | None:
        """What ``<html lang>`` or a language meta claims; sites often claim wrongly."""
        claim = self.tree.get("lang") or self.tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        return claim or self.tree.get("xml:lang") or self.meta("og:locale", "content-language", "language")


def load_json(text: str) -> Any:
    """``text`` as JSON, tolerant of control characters and comment wrappers; ``None`` for what is none."""
    text = text.strip()[:_JSON_LIMIT].removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in ``value``, breadth first (no recursion: depth is the page's choice)."""
    queue = [value]
    for item in queue:
        if isinstance(item, dict):
            yield item
            queue.extend(inner for inner in item.values() if isinstance(inner, dict | list))
        elif isinstance(item, list):
            queue.extend(inner for inner in item if isinstance(inner, dict | list))


def parse(page: FetchedPage) -> Document:
    """Parse ``page``'s body once. Never raises: what is no markup becomes a document with an empty body."""
    decoded = decode(page.body, page.header("content-type"))
    text = _FLOOD.sub(r"<\1>", decoded.text) if _floods(decoded.text) else decoded.text
    # What is sought is sought in the bytes: that takes half the time.
    markup = _ENDS.sub(b" ", text.encode("utf-8", "replace"))
    if len(markup) > 4 * _MOST_COMMENTS and markup.count(b"<!--") > _MOST_COMMENTS:
        first, *others = markup.split(b"<!--")
        markup = first + b"".join(piece.partition(b"-->")[2] for piece in others)
    tree, too_deep = _tree(markup.strip())
    if too_deep:
        tree, _ = _tree(flatten_markup(decoded.text).encode("utf-8", "replace"))
    return Document(page.url, page.body, decoded, tree, too_deep)


def _floods(text: str) -> bool:
    """Whether a tag of ``text`` is a flood, told by leaps from bracket to bracket."""
    at = text.find("<")
    while at >= 0 and at + _FLOOD_SIZE < len(text):
        end = at + 1 + _FLOOD_SIZE
        last = max(text.rfind("<", at + 1, end), text.rfind(">", at + 1, end))
        if last < 0:
            if _FLOOD.match(text, at):
                return True
            last = text.find("<", end)
        at = last
    return False


def _tree(markup: bytes) -> tuple[Any, bool]:
    """The tree of ``markup`` and whether the parser gave up because of its depth."""
    # Not lxml.html's parser: its elements are Python objects with methods of their own, and slower to reach.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False, collect_ids=False)
    try:
        tree: Any = etree.fromstring(markup or _EMPTY, parser)
    except (etree.ParseError, ValueError):
        tree = None
    if tree is None:
        tree = etree.fromstring(_EMPTY, etree.HTMLParser())
    return tree, any("xcessive depth" in entry.message for entry in parser.error_log)
