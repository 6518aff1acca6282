"""The date that a list prints for each of its items: inside the item, after it, or before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from crawler.pages.found import one_line
from crawler.pages.listing_anchors import Mention
from crawler.pages.listing_words import has_token
from crawler.pages.printed_dates import Today, printed_dates, read_printed_date

_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "select"))
# An item of a list is short; what is longer is a block that happens to hold one link only.
_MOST_NODES = 120
_LONGEST_PIECE = 200
_ISO = re.compile(r"\s{0,9}((?:19|20)\d\d-\d\d-\d\d)")


def dates_beside(items: Sequence[Any], members: Sequence[Mention], today: Today) -> list[str | None]:
    """The printed date of each item, as ``YYYY-MM-DD``.

    Where the items themselves hold none, the text after or before them is asked, whichever side dates more
    of the items (a definition list dates before, a plain paragraph after); for a block of items without any
    date, what heads the block.
    """
    inside = [date_in(item, member, today) for item, member in zip(items, members, strict=True)]
    if all(inside) or not items:
        return inside
    own = set(items)
    sides = [[_outside(item, step, own, today) for item in items] for step in (_after, _before)]
    better = max(sides, key=lambda found: sum(day is not None for day in found))
    days = [first or second for first, second in zip(inside, better, strict=True)]
    dated_blocks = {item.getparent() for item, day in zip(items, days, strict=True) if day}
    return [
        day or (None if item.getparent() in dated_blocks else _above(item, today))
        for item, day in zip(items, days, strict=True)
    ]


def date_in(item: Any, member: Mention, today: Today) -> str | None:
    """The date printed inside one item, the headline's own words left out."""
    pieces: list[str] = []
    marked: list[Any] = []
    for index, node in enumerate(item.iter()):
        if index > _MOST_NODES:
            break
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            continue
        if node.tag == "time" and (match := _ISO.match(node.get("datetime") or "")):
            return read_printed_date(match[1], today)
        if node.tag == "time" or has_token(node, "date"):
            marked.append(node)
        pieces += _pieces(node, item)
    for node in marked:
        if found := read_printed_date(one_line(" ".join(node.itertext()), _LONGEST_PIECE), today):
            return found
    return _from_pieces(pieces, member.headline.text, today)


def _pieces(node: Any, item: Any) -> list[str]:
    tail = node.tail if node is not item else ""
    return [text for raw in (node.text, tail) if raw and (text := one_line(raw, _LONGEST_PIECE))]


def _from_pieces(pieces: list[str], headline: str, today: Today) -> str | None:
    """One piece that reads as a date, else neighbours together (day and month in spans of their own)."""
    others = [piece for piece in pieces if piece != headline and not headline.startswith(piece[:40])]
    for piece in others:
        if len(piece) < 60 and (found := read_printed_date(piece, today)):
            return found
    for size in (2, 3):
        for start in range(len(others) - size + 1):
            run = others[start : start + size]
            if all(len(piece) <= 12 for piece in run) and (found := read_printed_date(" ".join(run), today)):
                return found
    glued = [piece for piece in pieces if headline and headline in piece and len(piece) > len(headline) + 5]
    for piece in glued:
        if found := read_printed_date(piece.replace(headline, " ", 1), today):
            return found
    return next((f for p in others if len(p) >= 60 and (f := next(printed_dates(p, today), None))), None)


def _outside(item: Any, step: Callable[[Any], Any], own: set[Any], today: Today) -> str | None:
    """A date in the text right beside an item, before the next item or link begins."""
    if step is _after and (found := read_printed_date(one_line(item.tail, 60), today)):
        return found
    neighbour = step(item)
    for _ in range(3):
        if (
            neighbour is None
            or neighbour in own
            or neighbour.tag == "a"
            or neighbour.find(".//a") is not None
        ):
            return None
        text = (
            one_line(" ".join(neighbour.itertext()), _LONGEST_PIECE) if isinstance(neighbour.tag, str) else ""
        )
        tail = neighbour.tail if step is _after else ""
        if len(text) < 60 and (
            found := read_printed_date(text, today) or read_printed_date(one_line(tail, 60), today)
        ):
            return found
        neighbour = step(neighbour)
    return None


def _above(item: Any, today: Today) -> str | None:
    """The date that heads the block of links in which the item stands (one heading for a day's releases)."""
    element = item
    for _ in range(3):
        # The items before it in its own block are passed over; no day has more than this many releases.
        siblings = islice(element.itersiblings(preceding=True), 60)
        before = next((sibling for sibling in siblings if sibling.tag != element.tag), None)
        if before is not None and isinstance(before.tag, str) and before.find(".//a") is None:
            text = one_line(" ".join(before.itertext()), _LONGEST_PIECE)
            return read_printed_date(text, today) if len(text) < 60 else None
        element = element.getparent()
        if element is None or element.tag in ("body", "main"):
            break
    return None


def _after(element: Any) -> Any:
    return element.getnext()


def _before(element: Any) -> Any:
    return element.getprevious()
