"""Where in a page's structure a link stands: its role in a list, and whether it stands in navigation."""

from __future__ import annotations

from typing import Any

from crawler.pages.listing_words import has_token, tokens, words

_INLINE = frozenset(("b", "strong", "font", "em", "i", "u", "span", "small", "center"))
_NAMELESS = frozenset(("tr", "td", "th", "tbody", "html", "body"))
_NAVIGATION_TAGS = frozenset(("nav", "footer", "header", "select", "button", "label"))
_CONTENT_TAGS = frozenset(("article", "main"))


class Places:
    """Roles and navigation of one page's elements, each element reckoned once (linear in the page).

    A role is a number for a path of tags and kinds from the root, without numbers, states and mere
    formatting: all items of a list share it.
    """

    def __init__(self) -> None:
        self._paths: dict[Any, int] = {}
        self._numbers: dict[tuple[int, str], int] = {}
        self._navigation: dict[Any, tuple[bool, bool]] = {}

    def role(self, anchor: Any) -> int:
        """The role of a link: its path, and which of the two or three links of a small block it is."""
        parent = anchor.getparent()
        base = 0 if parent is None else self._path(parent)
        return self._number(base, f"a{_place(anchor, parent)}")

    def in_navigation(self, element: Any) -> bool:
        """Whether the element stands in a block that leads elsewhere: menu, footer, breadcrumb, pager, tags.

        A header or footer inside an article or the main part is that part's own and does not count.
        """
        chain = _unknown(element, self._navigation)
        for step in reversed(chain):
            self._navigation[step] = _navigates(step, self._navigation.get(step.getparent(), (False, False)))
        return any(self._navigation[element])

    def _path(self, element: Any) -> int:
        chain = _unknown(element, self._paths)
        for step in reversed(chain):
            above = self._paths.get(step.getparent(), 0)
            own = step.tag if isinstance(step.tag, str) else ""
            self._paths[step] = above if own in _INLINE else self._number(above, f"{own}.{_kind(step)}")
        return self._paths[element]

    def _number(self, above: int, step: str) -> int:
        return self._numbers.setdefault((above, step), len(self._numbers) + 1)


def _unknown(element: Any, known: dict[Any, Any]) -> list[Any]:
    chain = []
    while element is not None and element not in known:
        chain.append(element)
        element = element.getparent()
    return chain


def _navigates(element: Any, above: tuple[bool, bool]) -> tuple[bool, bool]:
    """(by tag, by name) for an element, given its parent's."""
    if element.tag in ("html", "body"):
        return False, False
    if element.tag in _CONTENT_TAGS:
        return False, above[1]
    return above[0] or element.tag in _NAVIGATION_TAGS, above[1] or has_token(element, "navigation")


def _kind(element: Any) -> str:
    if element.tag in ("td", "th"):
        return str(_column(element))
    if element.tag in _NAMELESS:
        return ""
    states = words("states")
    return next((token for token in tokens(element) if token not in states), "")


def _column(cell: Any) -> int:
    """How many cells stand before this one in its row; five and more count as five."""
    return sum(1 for _ in zip(range(5), cell.itersiblings(preceding=True), strict=False))


def _place(anchor: Any, parent: Any) -> str:
    """Which of the two or three links of a small block this is: category, headline, department."""
    siblings = (
        []
        if parent is None
        else [child for _, child in zip(range(5), parent.iterchildren("a"), strict=False)]
    )
    if not 1 < len(siblings) < 4:
        return ""
    return str(next((i for i, child in enumerate(siblings) if child is anchor), ""))
