"""Simple CSS selectors, held against elements from the right: tags, classes, ids, attributes, in one another.

What is not simple (siblings, counting, states) matches nothing: a rule that is not understood hides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

_MOST_SELECTORS = 20
_LONGEST = 300
_MOST_PARTS = 6
_DEEP = 80
_NAME = r"(?:[\w-]|\\.)+"
_SIMPLE = re.compile(
    rf"(?P<tag>\*|{_NAME})|\.(?P<class>{_NAME})|\#(?P<id>{_NAME})"
    rf"|\[\s*(?P<attribute>[\w:-]+)\s*(?:(?P<how>[~^$*|]?=)\s*(?P<quote>[\"']?)(?P<value>[^\"'\]]*)(?P=quote)\s*)?\]"
)


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element must be."""

    tag: str | None
    classes: tuple[str, ...]
    identity: str | None
    attributes: tuple[tuple[str, str, str], ...]

    def holds(self, element: Any) -> bool:
        """Whether ``element`` is so."""
        if self.tag is not None and element.tag != self.tag:
            return False
        if self.identity is not None and element.get("id") != self.identity:
            return False
        if self.classes:
            names = (element.get("class") or "").split()
            if any(name not in names for name in self.classes):
                return False
        return all(_has(element.get(name), how, value) for name, how, value in self.attributes)


def _has(found: str | None, how: str, value: str) -> bool:
    if found is None:
        return False
    if how == "=":
        return found == value
    if how in ("", "~="):
        return not how or value in found.split()
    if not value:
        return False
    ways = {"^=": found.startswith(value), "$=": found.endswith(value), "*=": value in found}
    return ways.get(how, found == value or found.startswith(f"{value}-"))


@dataclass(frozen=True, slots=True)
class Chain:
    """One selector: compounds from the left, each with ``True`` where it must be the next one's parent.
    ``weight`` is its specificity.
    """

    compounds: tuple[Compound, ...]
    parents: tuple[bool, ...]
    weight: tuple[int, int, int]

    @property
    def classes(self) -> frozenset[str]:
        """All classes that it asks for, of any element."""
        return frozenset(name for compound in self.compounds for name in compound.classes)

    @property
    def identity(self) -> str | None:
        """The id that every element it means has, where it asks for one."""
        return self.compounds[-1].identity

    def holds(self, element: Any) -> bool:
        """Whether the selector means ``element``. Time: parts of the selector times the element's depth."""
        if not self.compounds[-1].holds(element):
            return False
        if len(self.compounds) == 1:
            return True
        above = list(islice(element.iterancestors(), _DEEP))
        # Where in the line of ancestors the part to the right may stand; -1 is the element itself.
        places = [-1]
        for part in range(len(self.compounds) - 2, -1, -1):
            compound = self.compounds[part]
            near = (
                (place + 1 for place in places) if self.parents[part] else range(min(places) + 1, len(above))
            )
            places = [place for place in near if place < len(above) and compound.holds(above[place])]
            if not places:
                return False
        return True


class Finder:
    """Finds what the selectors ``chains`` mean in one tree, whose elements ``elements`` gives, of one tag or
    of all.
    """

    def __init__(self, elements: Callable[..., Iterable[Any]], chains: Iterable[Chain]) -> None:
        self._elements = elements
        wanted = list(chains)
        self._classes: dict[str, list[Any]] = {name: [] for chain in wanted for name in chain.classes}
        self._ids: dict[str, list[Any]] = {
            chain.identity: [] for chain in wanted if chain.identity is not None
        }
        for element in elements():
            if names := element.get("class"):
                for name in names.split():
                    if name in self._classes:
                        self._classes[name].append(element)
            if self._ids and (identity := element.get("id")) and identity in self._ids:
                self._ids[identity].append(element)
        # Most rules of a sheet are about what this page does not have.
        self.chains = [chain for chain in wanted if all(self._classes[name] for name in chain.classes)]

    def all(self, chain: Chain, most: int) -> Iterator[Any]:
        """The elements that ``chain`` means, out of the first ``most`` that it could."""
        found = islice(self._candidates(chain), most)
        return (element for element in found if chain.holds(element))

    def _candidates(self, chain: Chain) -> Iterable[Any]:
        if chain.identity is not None:
            return self._ids[chain.identity]
        last = chain.compounds[-1]
        if last.classes:
            return self._classes[max(last.classes, key=len)]
        tag = last.tag
        return self._elements(tag) if tag else self._elements()


@lru_cache(maxsize=2048)
def chains_of(selectors: str) -> tuple[Chain, ...]:
    """The simple selectors of a comma-separated list; those that are not simple are left out."""
    if len(selectors) > _MOST_SELECTORS * _LONGEST:
        return ()
    parts = selectors.split(",")[:_MOST_SELECTORS]
    return tuple(chain for part in parts if (chain := _chain(part.strip())) is not None)


def _chain(text: str) -> Chain | None:
    if not text or len(text) > _LONGEST or not _is_simple(text):
        return None
    words = text.replace(">", " > ").split()
    compounds: list[Compound] = []
    parents: list[bool] = []
    for word in words:
        if word == ">":
            if not compounds or parents[-1]:
                return None
            parents[-1] = True
            continue
        compound = _compound(word)
        if compound is None:
            return None
        compounds.append(compound)
        parents.append(False)
    if not compounds or len(compounds) > _MOST_PARTS or parents[-1] or _means_anything(compounds[-1]):
        return None
    ids = sum(one.identity is not None for one in compounds)
    classes = sum(len(one.classes) + len(one.attributes) for one in compounds)
    tags = sum(one.tag is not None for one in compounds)
    return Chain(tuple(compounds), tuple(parents), (ids, classes, tags))


def _is_simple(text: str) -> bool:
    """No states, siblings or functions; the tilde of ``~=`` inside brackets is an attribute's."""
    return not any(char in text for char in ":+()&@") and text.count("~") == text.count("~=")


def _means_anything(compound: Compound) -> bool:
    bare = not (compound.classes or compound.identity or compound.attributes)
    return bare and compound.tag in (None, "html", "body")


def _compound(word: str) -> Compound | None:
    tag: str | None = None
    classes: list[str] = []
    identity: str | None = None
    attributes: list[tuple[str, str, str]] = []
    at = 0
    while at < len(word):
        match = _SIMPLE.match(word, at)
        if match is None or (match["tag"] and at):
            return None
        at = match.end()
        if match["tag"]:
            tag = None if match["tag"] == "*" else match["tag"].lower()
        elif match["class"]:
            classes.append(match["class"].replace("\\", ""))
        elif match["id"]:
            identity = match["id"].replace("\\", "")
        else:
            attributes.append((match["attribute"].lower(), match["how"] or "", match["value"] or ""))
    return Compound(tag, tuple(classes), identity, tuple(attributes))
