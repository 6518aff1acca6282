"""Which elements a page's own style sheets take out of sight.

Only ``<style>`` blocks with a declaration that hides are looked at, from the declaration outwards; then
whether a closer or later rule shows the element again. Selectors of tags, classes, ids and attributes, one
within the other, are understood (see ``selectors``); any other hides nothing. Everything is bounded, since
sheets come from strangers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from crawler.text.selectors import Chain, Finder, chains_of

Weight = tuple[bool, tuple[int, int, int], int]

_MOST_SHEET = 200_000
_MOST_SHEETS = 40
_MOST_RULES = 150
_MOST_ELEMENTS = 400
_MOST_CANDIDATES = 2_000
_LONGEST_BLOCK = 4_000
# Occurrences of one name that are looked at for a rule that shows it.
_MOST_SHOWING = 40
# What is never seen anyway, and what a script that shows the page would not leave hidden.
_NEVER = frozenset({"html", "head", "body", "script", "style", "link", "meta", "template", "noscript"})
# Each begins with a word, which the machine finds by leaps; all together in one pattern it would not.
_HIDES = tuple(
    re.compile(pattern)
    for pattern in (
        r"display\s{0,9}:\s{0,9}none",
        r"visibility\s{0,9}:\s{0,9}(?:hidden|collapse)",
        r"left\s{0,9}:\s{0,9}-\d{3}",
        r"right\s{0,9}:\s{0,9}-\d{3}",
        r"top\s{0,9}:\s{0,9}-\d{3}",
        r"bottom\s{0,9}:\s{0,9}-\d{3}",
        r"indent\s{0,9}:\s{0,9}-\d{3}",
        r"clip(?:-path)?\s{0,9}:\s{0,9}(?:rect|inset|circle)\(",
        r"height\s{0,9}:\s{0,9}[01](?:px)?\s{0,9}[;!}]",
        r"width\s{0,9}:\s{0,9}[01](?:px)?\s{0,9}[;!}]",
        r"font-size\s{0,9}:\s{0,9}0",
        r"opacity\s{0,9}:\s{0,9}0",
        r"background(?:-color)?\s{0,9}:\s{0,9}(?:#|white|black)",
    )
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
# Letters and digits written as numbers: nobody does that but to hide what he writes.
_ESCAPED = re.compile(r"\\0{0,4}([2-7][0-9a-fA-F])(?:[ \t\r\n\f]|(?![0-9a-fA-F]))")
_AT_RULE = re.compile(
    r"@(media|supports|layer|container|[a-z-]*keyframes|page|font-face)\b([^{};]{0,500})\{", re.I
)
_AT_END = re.compile(r"\}\s*\}")
_SPACE = re.compile(r"\s+")
_LENGTH = r"-\d{3,7}(?:\.\d{1,4})?(?:px|r?em|pt|vw|vh|%)?(?:!|;|$)"
_FAR = re.compile(rf"(?:^|;)(?:left|top|right|bottom|margin-left|margin-top):{_LENGTH}")
_INDENT = re.compile(rf"(?:^|;)text-indent:{_LENGTH}")
_CLIPPED = re.compile(r"(?:^|;)clip:rect\((?:0|1)(?:px)?,?(?:0|1)(?:px)?")
_CUT = re.compile(r"(?:^|;)clip-path:(?:inset\((?:50|100)%|circle\(0(?:px|%)?[)a])")
_FADED = re.compile(r"(?:^|;)opacity:0?\.?0{0,3}(?:!|;|$)")
_TINY = re.compile(r"(?:^|;)font-size:0(?:\.0)?(?:px|pt|r?em|%)?(?:!|;|$)")
_INK = re.compile(r"(?:^|;)color:(#[0-9a-f]{3,6}|white|black)(?:!|;|$)")
_GROUND = re.compile(r"(?:^|;)background(?:-color)?:(#[0-9a-f]{3,6}|white|black)(?:!|;|$)")
_FLAT = re.compile(r"(?:^|;)(?:max-)?(?:height|width):[01](?:px)?(?:!|;|$)")
# The width of the screen that pages are looked at for: what is hidden on telephones only is in sight.
_SCREEN = 1280
_WIDTH = re.compile(r"(min|max)-width\s{0,5}:\s{0,5}(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Hidden:
    """How an element is hidden: the property that does it, and the words for a person."""

    by: str
    why: str


def unseen(elements: Callable[..., Iterable[Any]]) -> dict[Any, Hidden]:
    """Elements of a tree that its ``<style>`` blocks hide, in no order; ``elements`` gives the tree's, of one
    tag or of all. Ancestors are not asked: what stands inside a hidden element is not named again.
    Time is linear in the sheets' sizes and bounded in rules and elements.
    """
    sheets = _sheets(elements("style"))
    hiding = [rule for sheet in sheets for rule in sheet.hiding]
    if not hiding:
        return {}
    finder = Finder(elements, (chain for chain, _, _ in hiding))
    here = frozenset(finder.chains)
    showing = _Showing(sheets)
    found: dict[Any, Hidden] = {}
    for chain, hidden, weight in [rule for rule in hiding if rule[0] in here][:_MOST_RULES]:
        for element in finder.all(chain, _MOST_CANDIDATES):
            if element.tag not in _NEVER and element not in found and showing.leaves(element, hidden, weight):
                found[element] = hidden
        if len(found) > _MOST_ELEMENTS:
            break
    return found


def _sheets(styles: Iterable[Any]) -> list[_Sheet]:
    """The sheets that hide something."""
    found: list[_Sheet] = []
    for number, style in enumerate(styles):
        if number >= _MOST_SHEETS:
            break
        text = (style.text or "")[:_MOST_SHEET]
        if "<!--" in text:  # from the days when browsers did not know the element
            text = text.replace("<!--", " ").replace("-->", " ")
        if "/*" in text:
            text = _COMMENT.sub("", text)
        if "\\" in text:
            text = _ESCAPED.sub(_letter, text)
        if text and _applies(style.get("media") or ""):
            found.append(_Sheet(text, number))
    return found


def _letter(match: re.Match[str]) -> str:
    char = chr(int(match.group(1), 16))
    return char if char.isalnum() or char == "-" else match.group()


class _Sheet:
    """One style sheet's text, rules found in it from the inside."""

    def __init__(self, text: str, number: int) -> None:
        self.text, self._first = text, number * _MOST_SHEET
        lower = text.lower()
        # A few letters change their number with their case; then nothing is found in capitals.
        self._lower = lower if len(lower) == len(text) else text

    @cached_property
    def hiding(self) -> list[tuple[Chain, Hidden, Weight]]:
        """Selectors that hide, how, and what each weighs against others."""
        found: list[tuple[Chain, Hidden, Weight]] = []
        marks = {mark.start() for hides in _HIDES for mark in hides.finditer(self._lower)}
        for opening in sorted({self.text.rfind("{", 0, mark) for mark in marks})[: 4 * _MOST_RULES]:
            effect = _hidden_by(self._block(opening)) if opening >= 0 else None
            if effect is None or not self._granted(opening):
                continue
            important = "!important" in self._block(opening).lower().replace(" ", "")
            for chain in chains_of(self._selectors(opening)):
                found.append((chain, effect, (important, chain.weight, self._first + opening)))
        return found

    def _block(self, opening: int) -> str:
        closing = self.text.find("}", opening)
        return self.text[opening + 1 : closing if closing >= 0 else None][:_LONGEST_BLOCK]

    def _selectors(self, opening: int) -> str:
        text = self.text
        parent = text.rfind("{", 0, opening)
        start = max(text.rfind("}", 0, opening), parent, text.rfind(";", 0, opening)) + 1
        own = text[start:opening].strip()[: 20 * 300]
        if parent < 0 or parent + 1 != start or ("&" not in own and self._at_rule(opening) is not None):
            return own
        above = text[max(text.rfind(mark, 0, parent) for mark in "{};") + 1 : parent].split(",")[0].strip()
        if not above or above.startswith("@"):
            return own
        return ",".join(one.replace("&", above) if "&" in one else f"{above} {one}" for one in own.split(","))

    @cached_property
    def _at_rules(self) -> list[tuple[int, int, bool]]:
        """Where blocks of ``@`` begin and end, and whether what stands in them counts."""
        found = []
        for match in _AT_RULE.finditer(self._lower) if "@" in self.text else ():
            end = _AT_END.search(self.text, match.end())
            kind = match.group(1)
            granted = kind in ("supports", "layer") or (kind == "media" and _applies(match.group(2)))
            found.append((match.end(), end.end() if end else len(self.text), granted))
            if len(found) >= 2_000:
                break
        return found

    def _at_rule(self, opening: int) -> bool | None:
        """Whether the ``@`` rule counts in which a block stands; ``None`` where it stands in none."""
        inside = [granted for start, end, granted in self._at_rules if start <= opening < end]
        return all(inside) if inside else None

    def _granted(self, opening: int) -> bool:
        return self._at_rule(opening) is not False

    def naming(self, name: str) -> Iterator[tuple[str, str, int]]:
        """Blocks whose selectors hold ``name``: selectors, declarations, place."""
        at = self.text.find(name)
        for _ in range(_MOST_SHOWING):
            if at < 0:
                return
            opening = self.text.find("{", at)
            closing = self.text.find("}", at)
            if 0 <= opening < closing and self._granted(opening):
                yield self._selectors(opening), self._block(opening), self._first + opening
            at = self.text.find(name, max(at + 1, opening))


class _Showing:
    """Whether a rule of the page shows again what another hides."""

    def __init__(self, sheets: list[_Sheet]) -> None:
        self._sheets = sheets
        self._known: dict[tuple[str, str], list[tuple[Chain, Weight]]] = {}

    def leaves(self, element: Any, hidden: Hidden, weight: Weight) -> bool:
        """Whether ``element`` stays hidden."""
        own = _SPACE.sub("", (element.get("style") or "")[:2_000].lower())
        if not weight[0] and f"{hidden.by}:" in own:
            return False
        names = [f".{name}" for name in (element.get("class") or "").split()[:6]]
        if identity := element.get("id"):
            names.append(f"#{identity[:60]}")
        return not any(
            other > weight and chain.holds(element)
            for name in names
            for chain, other in self._rules(name, hidden.by)
        )

    def _rules(self, name: str, by: str) -> list[tuple[Chain, Weight]]:
        """Rules about ``name`` that state the property ``by`` and do not hide with it."""
        if (name, by) not in self._known and len(self._known) < 200:
            self._known[name, by] = [
                (chain, ("!important" in block.replace(" ", ""), chain.weight, place))
                for sheet in self._sheets
                for selectors, block, place in sheet.naming(name)
                if f"{by}:" in _SPACE.sub("", block.lower()) and _hidden_by(block) is None
                for chain in chains_of(selectors)
            ]
        return self._known.get((name, by), [])


def _applies(media: str) -> bool:
    """Whether a media query holds on a wide screen."""
    asked = media.lower()
    if ("print" in asked or "speech" in asked) and "screen" not in asked and "all" not in asked:
        return False
    if "prefers-" in asked or "not " in asked:
        return False
    return all(
        int(width) <= _SCREEN if end == "min" else int(width) >= _SCREEN
        for end, width in _WIDTH.findall(asked)
    )


@lru_cache(maxsize=512)
def _hidden_by(block: str) -> Hidden | None:
    """How a block of declarations hides, if it does."""
    packed = _SPACE.sub("", block.lower())
    for by in ("display", "visibility", "content-visibility"):
        value = _last(packed, by).partition("!")[0]
        if value in ("none", "hidden", "collapse"):
            return Hidden(by, f"hidden by {by}: {value}")
    placed = "position:absolute" in packed or "position:fixed" in packed
    if placed and _FAR.search(packed):
        return Hidden("position", "moved out of the page")
    if placed and _CLIPPED.search(packed):
        return Hidden("position", "clipped to nothing")
    if _CUT.search(packed):
        return Hidden("clip-path", "clipped to nothing")
    if "overflow:hidden" in packed and _FLAT.search(packed):
        return Hidden("overflow", "cut to no size")
    if _INDENT.search(packed):
        return Hidden("text-indent", "moved out of the page")
    if _TINY.search(packed):
        return Hidden("font-size", "written in no size")
    if _FADED.search(packed):
        return Hidden("opacity", "made transparent")
    ink, ground = _INK.search(packed), _GROUND.search(packed)
    if ink and ground and _long(ink.group(1)) == _long(ground.group(1)):
        return Hidden("color", "written in the colour of its ground")
    return None


def _long(colour: str) -> str:
    """A colour in six digits."""
    colour = {"white": "#ffffff", "black": "#000000"}.get(colour, colour)
    return colour if len(colour) != 4 else "#" + "".join(char * 2 for char in colour[1:])


def _last(packed: str, name: str) -> str:
    """The last value that a packed block gives a property, empty where it gives none."""
    at = packed.rfind(f"{name}:")
    while at > 0 and packed[at - 1] != ";":
        at = packed.rfind(f"{name}:", 0, at)
    return packed[at + len(name) + 1 :].partition(";")[0] if at >= 0 else ""
