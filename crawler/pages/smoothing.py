"""What a line's neighbours say once the body is chosen: headings and sentences left out among paragraphs that
were kept, and blocks of contacts and surveys at the foot.
"""

from __future__ import annotations

import re

import numpy as np

from crawler.pages.edges import Kept
from crawler.pages.lines import Outline
from crawler.pages.measures import LONG

_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_ENDED = re.compile(r"[.!?。！？…:：][\"'”’」』）)]{0,2}$")
_REACHABLE = re.compile(
    r"@|〒|\btel\b|電話|电话|전화|ファッ?クス|\d{2,5}[-‐ )）]\d{3,4}|\+\d{2}", re.IGNORECASE
)
# Between a paragraph and the heading below it may stand so many lines that are no text.
_GAP = 3
# Kinds of lines after which nothing of the article follows at its foot.
_CLOSING = frozenset(("contact", "survey"))
# How far from the end such a line may stand, and how many lines it may take with it.
_FOOT, _MOST_CLOSING = 16, 14
# Telephone and address may have been left out already: they stand within so many lines after the last kept.
_BEYOND = 6


def fill(
    outline: Outline, kept: Kept, noise: list[str], rules: dict[int, str], allowed: frozenset[int] | None
) -> None:
    """Keep the headings and sentences that stand among kept lines; ``allowed`` rows only, where given."""
    for row in (*_headings(outline, kept, noise), *_sisters(outline, kept, noise)):
        if row not in rules and (allowed is None or row in allowed):
            kept[row] = True


def _headings(outline: Outline, kept: Kept, noise: list[str]) -> list[int]:
    """Headings right above a kept line and little below another, all of one element."""
    lines, nodes, found = outline.lines, outline.nodes, []
    for row in np.flatnonzero(~kept[:-1] & kept[1:]).tolist():
        node = nodes[lines[row].node]
        if node.tag not in _HEADINGS or noise[row] or lines[row].linked:
            continue
        above = np.flatnonzero(kept[max(0, row - _GAP) : row])
        if len(above):
            beside = (max(0, row - _GAP) + int(above[-1]), row + 1)
            if {nodes[lines[other].node].parent for other in beside} == {node.parent}:
                found.append(row)
    return found


def _sisters(outline: Outline, kept: Kept, noise: list[str]) -> list[int]:
    """Sentences left out whose sisters, of the same make in the same element, were mostly kept."""
    groups: dict[tuple[int, str, str], list[int]] = {}
    parents = {outline.nodes[outline.lines[row].node].parent for row in np.flatnonzero(kept).tolist()}
    for row, line in enumerate(outline.lines):
        node = outline.nodes[line.node]
        prose = line.size >= LONG / 2 and line.linked < line.size / 3 and not noise[row]
        if prose and node.parent in parents and _ENDED.search(line.text[-4:]):
            groups.setdefault((node.parent, node.tag, node.names), []).append(row)
    found: list[int] = []
    for rows in groups.values():
        mass = sum(outline.lines[row].size for row in rows)
        inside = sum(outline.lines[row].size for row in rows if kept[row])
        # A little text says nothing of what else its element holds.
        if inside > 3 * LONG and mass / 2 < inside < mass:
            found += [row for row in rows if not kept[row]]
    return found


def cut_closing(outline: Outline, kept: Kept, noise: list[str], rules: dict[int, str]) -> None:
    """From a line that says whom to ask, or asks about the page itself, to the end: short lines, no prose."""
    rows = np.flatnonzero(kept).tolist()
    if len(rows) < 2:
        return
    for row in range(max(rows[0] + 1, rows[max(0, len(rows) - _FOOT)]), rows[-1] + 1):
        tail = [other for other in rows if other >= row]
        if noise[row] not in _CLOSING or len(tail) > _MOST_CLOSING:
            continue
        if any(outline.lines[other].size >= 1.5 * LONG for other in tail):
            continue
        said = [outline.lines[other].text for other in range(row, min(len(noise), rows[-1] + _BEYOND))]
        if noise[row] == "contact" and not any(_REACHABLE.search(text) for text in said):
            continue
        for other in tail:
            kept[other] = False
            rules[other] = noise[row]
        return
