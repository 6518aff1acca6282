"""Content systems we know: how their pages are recognised, and where they keep an article's parts.

Each is one small file in ``systems/``. Selectors there are plain on purpose, so that one pass over the page's
elements tries them all: ``#id``, ``.class`` or ``tag``, with a leading or trailing ``*`` for "ends with" or
"begins with" (``*_lblcontent`` is an id's end), two of them with a space for "inside". Names are lower case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from crawler.pages.lines import Outline
from crawler.pages.wordlists import data_file
from crawler.text.document import Document


@dataclass(frozen=True, slots=True)
class System:
    """One content system. ``exact``: its body element holds the article and nothing else."""

    name: str
    generator: str
    url: str
    elements: tuple[str, ...]
    body: tuple[str, ...]
    title: tuple[str, ...]
    revealed: tuple[str, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a known system: its body's rows ``[first, last)`` and its headline, where it has them."""

    system: System
    span: tuple[int, int] | None
    title: str | None


@cache
def systems() -> tuple[System, ...]:
    """All known systems, in the order of their files."""
    folder = resources.files("crawler.pages").joinpath("systems")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(_read(f"systems/{name}") for name in names)


def _read(name: str) -> System:
    data = data_file(name)
    signs = data["signs"]
    return System(
        data["name"], signs["generator"], signs["url"], tuple(signs["elements"]), tuple(data["body"]),
        tuple(data.get("title", ())), tuple(data.get("revealed", ())), bool(data["exact"]),
    )  # fmt: skip


@cache
def revealed_ids() -> tuple[frozenset[str], tuple[str, ...]]:
    """Ids, and beginnings of ids, of elements that a known system's script shows though markup hides them."""
    names = [name for system in systems() for name in system.revealed]
    return (
        frozenset(name for name in names if not name.endswith("*")),
        tuple(name[:-1] for name in names if name.endswith("*")),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Names (ids, classes or tags) that selectors ask for: whole ones, beginnings, ends."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]
    ends: tuple[str, ...]

    def holds(self, name: str) -> bool:
        """Whether a selector asks for ``name``."""
        return name in self.whole or name.startswith(self.beginnings) or name.endswith(self.ends)


@cache
def _asked(mark: str) -> _Asked:
    """What the selectors of all systems ask for: ids (``#``), classes (``.``) or tags (an empty mark)."""
    chosen = [
        part
        for system in systems()
        for selector in (*system.elements, *system.body, *system.title)
        for part in selector.split(" ")
    ]
    ends = [part[1:] for part in chosen if part.startswith("*")] if mark == "#" else []
    names = [part.removeprefix(mark) for part in chosen if (part[0] if part[0] in "#.*" else "") == mark]
    return _Asked(
        frozenset(name for name in names if not name.endswith("*")),
        tuple(name.rstrip("*") for name in names if name.endswith("*")),
        tuple(ends),
    )


@lru_cache(maxsize=16384)
def _signs_among(names: str) -> tuple[str, ...]:
    """The class names in a ``class`` attribute that a selector asks for: none, on nearly every element."""
    return tuple(filter(_asked(".").holds, names.lower().split()))


class _Elements:
    """The page's elements by id, class and tag, as far as a selector asks for them."""

    def __init__(self, outline: Outline) -> None:
        self.ids: list[tuple[str, int]] = []
        self.classes: dict[str, list[int]] = {}
        self.tags: dict[str, list[int]] = {}
        ids, tags = _asked("#"), _asked("").whole
        for place, node in enumerate(outline.nodes):
            if node.identity and ids.holds(identity := node.identity.lower()):
                self.ids.append((identity, place))
            if node.names:
                for name in _signs_among(node.names):
                    self.classes.setdefault(name, []).append(place)
            if node.tag in tags:
                self.tags.setdefault(node.tag, []).append(place)
        self.outline = outline

    def matches(self, selector: str) -> list[int]:
        """The places of the elements that ``selector`` names."""
        outer, space, inner = selector.partition(" ")
        if space:
            around = self.matches(outer)
            return [
                place for place in self.matches(inner) if any(self._inside(place, other) for other in around)
            ]
        if selector.startswith("*"):
            return [place for name, place in self.ids if name.endswith(selector[1:])]
        mark, name = selector[0], selector[1:]
        begins = name.endswith("*")
        name = name.rstrip("*")
        if mark == "#":
            return [place for own, place in self.ids if own == name or (begins and own.startswith(name))]
        if mark == ".":
            if not begins:
                return self.classes.get(name, [])
            return [place for own, places in self.classes.items() if own.startswith(name) for place in places]
        return self.tags.get(selector, [])

    def _inside(self, place: int, other: int) -> bool:
        node, around = self.outline.nodes[place], self.outline.nodes[other]
        return place > other and around.first <= node.first and node.last <= around.last


def recognise(document: Document, outline: Outline) -> Found | None:
    """The system that made the page, with what it says of the body; ``None`` for none we know.

    A sign in an element is proof; a generator or an address counts only where the body element is there too.
    """
    elements = _Elements(outline)
    generator = (document.meta("generator") or "")[:200].lower()
    url = document.url[:2000].lower()
    for system in systems():
        signed = any(elements.matches(selector) for selector in system.elements)
        stated = bool(system.generator and re.search(system.generator, generator))
        addressed = bool(system.url and re.search(system.url, url))
        if not (signed or stated or addressed):
            continue
        span = _span(elements, system.body)
        if span is not None or signed:
            return Found(system, span, _title(elements, system.title))
    return None


def _span(elements: _Elements, selectors: tuple[str, ...]) -> tuple[int, int] | None:
    """The rows of the first selector's element that holds most text; empty elements are passed over."""
    lines = elements.outline.lines
    for selector in selectors:
        spans = [
            (elements.outline.nodes[place].first, elements.outline.nodes[place].last)
            for place in elements.matches(selector)
        ]
        sizes = {span: sum(line.size for line in lines[span[0] : span[1]]) for span in spans[:50]}
        if sizes and max(sizes.values()) > 0:
            return max(sizes, key=lambda span: sizes[span])
    return None


def _title(elements: _Elements, selectors: tuple[str, ...]) -> str | None:
    for selector in selectors:
        for place in elements.matches(selector)[:1]:
            node = elements.outline.nodes[place]
            text = " ".join(line.text for line in elements.outline.lines[node.first : node.last])
            if text:
                return text
    return None
