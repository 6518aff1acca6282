"""Lines of the body put together to the article's text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.pages.lines import Line, Outline
from crawler.text.normal import clean_line

_ENDED = re.compile(r"[.!?。！？:：；;…][\"'”’」』）)\]]{0,3}$")
_ITEM = re.compile(r"[-–—•·*※★◆■▲○●□▪►>]|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）.、．]")
_CELLS = frozenset(("td", "th"))
# A line broken by hand in the middle of a sentence is a full line; a shorter one is a heading or a verse.
_FULL = 44


def _joins(before: Line, after: Line) -> bool:
    """Whether a ``<br>`` broke a sentence in two: hard-wrapped text."""
    return (
        before.broken
        and before.node == after.node
        and before.size >= _FULL
        and not _ENDED.search(before.text[-6:])
        and not _ITEM.match(after.text)
    )


def compose(outline: Outline, rows: Iterable[int]) -> str:
    """The text of ``rows``: paragraphs parted by a blank line, cells of a table's row by a tab."""
    lines = [outline.lines[row] for row in rows]
    pieces: list[str] = []
    for place, line in enumerate(lines):
        text = clean_line(line.text)
        if not text:
            continue
        before = lines[place - 1] if place else None
        if before is None or not pieces:
            pieces.append(text)
        elif _joins(before, line):
            pieces[-1] += text if text[0] > "\u2e80" or pieces[-1][-1] > "\u2e80" else f" {text}"
        elif _same_row(outline, before, line):
            pieces[-1] += f"\t{text}"
        else:
            pieces.append(text)
    return "\n\n".join(pieces)


def _same_row(outline: Outline, before: Line, after: Line) -> bool:
    one, other = outline.nodes[before.node], outline.nodes[after.node]
    return one.tag in _CELLS and other.tag in _CELLS and one is not other and one.parent == other.parent
