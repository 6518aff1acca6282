"""The page as a reader's eye has it: one flat list of lines, with the elements that hold them.

The tree is walked once. Every step after that works on numbers: an element that is no mere inline mark
holds the lines ``[first, last)``, so what lies in it is a difference of two prefix sums.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from crawler.pages.hints import Hint, hints_of, tag_hint
from crawler.pages.out_of_sight import out_of_sight
from crawler.text.document import Document
from crawler.text.normal import comparable
from crawler.text.visibility import element_hides

_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "frame", "frameset", "object",
    "embed",
    "canvas", "audio", "video", "select", "option", "optgroup", "datalist", "textarea", "input", "button",
    "head",
    "title", "meta", "link", "rt", "rp", "map", "area", "noframes", "applet",
))  # fmt: skip
_INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins",
    "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt",
    "u", "var", "wbr", "ruby", "rb", "img", "picture", "source", "o:p", "st1:chsdate",
))  # fmt: skip
# What an element is to the walk: not read, inside of what is not read, a mark within lines, a border between
# lines; any other is a block, which holds lines.
_SKIP, _INSIDE, _MARK, _LINK, _BOLD, _BREAK, _BLOCK = range(7)
_KIND: dict[Any, int] = (
    dict.fromkeys((*_SKIPPED, etree.Comment, etree.PI, etree.Entity), _SKIP)
    | dict.fromkeys(_INLINE, _MARK)
    | {"a": _LINK, "b": _BOLD, "strong": _BOLD, "br": _BREAK, "hr": _BREAK}
)
# Spaces that "split" does not take for such.
_ODD_SPACES = ("\u200b", "\ufeff", "\u00ad")
# What a control's span counts as: no mark of HTML's, so it holds lines.
_CONTROL_TAG = "control"
# ASP.NET writes its controls as spans, whatever they hold: these are blocks by their names.
_CONTROL = re.compile(
    r"(?:lbl|lb|lit|ltl|label)_?(?:news|article|art|info)?_?(?:title|content|contents|body|text|detail|details)$",
    re.IGNORECASE,
)
_CJK = re.compile(
    "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f]+"
)
# A page of more elements than this is a crafted one or a dump; what lies behind is not read.
MAX_NODES = 60_000
MAX_LINES = 10_000
# Elements and comments together.
MAX_STEPS = 75_000
# So many elements are within all three: each ends a line before it and one after it.
_SURELY_READ = MAX_LINES // 2 - 1


@dataclass(slots=True, eq=False)
class Node:
    """An element that holds lines ``[first, last)``; ``parent`` is an index into :attr:`Outline.nodes`."""

    element: Any
    tag: str
    parent: int
    depth: int
    hint: Hint
    first: int
    last: int = 0
    names: str = ""
    identity: str = ""


@dataclass(slots=True, eq=False)
class Line:
    """A run of text between block borders. ``size`` counts a CJK character as two; ``linked`` is the part
    of it inside links, ``bold`` the part inside marks of emphasis; ``broken`` says a ``<br>`` ended it.
    """

    text: str
    node: int
    size: int
    linked: int
    bold: int
    broken: bool = False


@dataclass(slots=True, eq=False)
class Picture:
    """An ``img`` element and the line before which it stands."""

    element: Any
    line: int
    node: int


@dataclass(eq=False)
class Outline:
    """All visible lines of a page in order, the elements that hold them, and its images. ``unseen`` are
    elements that a style sheet hides: their lines are here all the same, to be told apart with the others.
    """

    lines: list[Line] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    truncated: bool = False
    unseen: frozenset[Any] = frozenset()

    @cached_property
    def keys(self) -> list[str]:
        """Each line's text in comparable form."""
        return [comparable(line.text) for line in self.lines]


def weigh(text: str) -> int:
    """The size of ``text`` in Latin letters: a CJK character says as much as two or three of them."""
    return len(text) if text.isascii() else len(text) + sum(map(len, _CJK.findall(text)))


def _holds_block(element: Any) -> bool:
    """Whether a ``span`` stands for a block: a control that holds a title or a text."""
    identity = element.get("id")
    return identity is not None and _CONTROL.search(identity) is not None


class _Walker:
    """Builds the outline; one instance walks one tree."""

    def __init__(self, revealed: tuple[frozenset[str], tuple[str, ...]], unseen: frozenset[Any]) -> None:
        self.outline = Outline(unseen=unseen)
        self.under_way: list[tuple[Any, int]] = []
        self.stack: list[int] = []
        self.pieces: list[str] = []
        self.linked = 0
        self.bold = 0
        self.in_link = 0
        self.in_bold = 0
        self.revealed = revealed

    def walk(self, tree: Any) -> None:
        """Go through ``tree`` in the page's order. An element is left when the next one is not inside it."""
        under_way, nodes, lines = self.under_way, self.outline.nodes, self.outline.lines
        for step, element in enumerate(tree.iter()):
            parent = element.getparent()
            while under_way and under_way[-1][0] is not parent:
                self.close(*under_way.pop())
            if under_way and under_way[-1][1] <= _INSIDE:
                under_way.append((element, _INSIDE))
                continue
            if step > _SURELY_READ and (step > MAX_STEPS or len(nodes) > MAX_NODES or len(lines) > MAX_LINES):
                self.outline.truncated = True
                break
            under_way.append((element, self.open(element)))
        else:
            while under_way:
                self.close(*under_way.pop())
        self._finish()

    def text(self, text: str) -> None:
        """Take up a run of text."""
        self.pieces.append(text)
        if self.in_link or self.in_bold:
            size = weigh(text.strip())
            if self.in_link:
                self.linked += size
            if self.in_bold:
                self.bold += size

    def flush(self, broken: bool = False) -> None:
        """A border between lines."""
        text = self.pieces[0] if len(self.pieces) == 1 else "".join(self.pieces)
        self.pieces.clear()
        if not text.isascii():
            for space in _ODD_SPACES:
                text = text.replace(space, " ")
        text = " ".join(text.split())
        if text:
            node = self.stack[-1] if self.stack else 0
            size = weigh(text)
            self.outline.lines.append(
                Line(text, node, size, min(self.linked, size), min(self.bold, size), broken)
            )
        self.linked = self.bold = 0

    def open(self, element: Any) -> int:
        """Enter an element; what it is to the walk."""
        tag = element.tag
        kind = _KIND.get(tag, _BLOCK)
        if kind == _SKIP:
            return _SKIP
        # One question for all names is cheaper than one for each.
        names: list[str] = element.keys()
        if names:
            if tag == "span" and "id" in names and _holds_block(element):
                tag, kind = _CONTROL_TAG, _BLOCK
            styled = "style" in names or "hidden" in names or tag == "dialog"
            if styled and element_hides(element) and not self._shown(element, tag):
                return _SKIP
        elif tag == "dialog":
            return _SKIP
        if kind < _BREAK:
            if element in self.outline.unseen:
                return _SKIP
            self._mark(element, tag, kind)
        else:
            if self.pieces:
                self.flush(tag == "br")
            if kind == _BLOCK:
                self._enter(element, tag, names)
        # What is no more than space begins no line.
        if (text := element.text) and (self.pieces or not text.isspace()):
            self.text(text)
        return kind

    def _mark(self, element: Any, tag: str, kind: int) -> None:
        """Take up a mark within lines."""
        if kind == _LINK:
            self.in_link += 1
        elif kind == _BOLD:
            self.in_bold += 1
        elif tag == "img":
            place = self.stack[-1] if self.stack else 0
            self.outline.pictures.append(Picture(element, len(self.outline.lines), place))

    def _enter(self, element: Any, tag: str, names: list[str]) -> None:
        """Take up an element that holds lines; ``names`` are those of its attributes."""
        nodes, stack = self.outline.nodes, self.stack
        parent = stack[-1] if stack else -1
        classes = element.get("class") if "class" in names else None
        identity = element.get("id") if "id" in names else None
        role = element.get("role") if "role" in names else None
        hint = hints_of(tag, classes, identity, role) if classes or identity or role else tag_hint(tag)
        stack.append(len(nodes))
        first = len(self.outline.lines)
        nodes.append(Node(element, tag, parent, len(stack), hint, first, 0, classes or "", identity or ""))

    def _shown(self, element: Any, tag: str) -> bool:
        """Whether a script shows what the markup hides: a whole page, or a known system's article."""
        if tag in ("html", "body"):
            return True
        identity = element.get("id")
        names, beginnings = self.revealed
        return bool(identity) and (
            identity in names or (beginnings != () and identity.startswith(beginnings))
        )

    def close(self, element: Any, kind: int) -> None:
        """Leave an element that was opened as ``kind``, and take up the text behind it."""
        if kind == _INSIDE:
            return
        if kind == _LINK:
            self.in_link -= 1
        elif kind == _BOLD:
            self.in_bold -= 1
        elif kind >= _BREAK:
            if self.pieces:
                self.flush()
            if kind == _BLOCK:
                self.outline.nodes[self.stack.pop()].last = len(self.outline.lines)
        if (text := element.tail) and (self.pieces or not text.isspace()):
            self.text(text)

    def _finish(self) -> None:
        """Close what a cut walk left open."""
        if self.pieces:
            self.flush()
        for index in self.stack:
            self.outline.nodes[index].last = len(self.outline.lines)


def outline(
    document: Document, revealed: tuple[frozenset[str], tuple[str, ...]] = (frozenset(), ())
) -> Outline:
    """The visible lines of ``document``. ``revealed`` are ids, and beginnings of ids, of elements that a
    known system's script makes visible (see ``crawler.pages.systems.revealed_ids``). Of what style sheets
    hide only words within a line go: whole blocks are told from the article first, and go then.
    """
    walker = _Walker(revealed, out_of_sight(document))
    walker.walk(document.tree)
    return walker.outline
