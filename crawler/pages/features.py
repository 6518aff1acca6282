"""The table by which an article's lines are told from the rest: one row a line, one column a measure."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from crawler.pages.hints import NAMES as HINT_NAMES
from crawler.pages.lines import Outline
from crawler.pages.measures import NAMES as LINE_NAMES
from crawler.pages.measures import Column, Facts, Table, measure_lines
from crawler.pages.noise import kinds, noise_kind
from crawler.pages.relations import NAMES as RELATION_NAMES
from crawler.pages.relations import Relations
from crawler.pages.surroundings import INSIDE_BITS, Surroundings

_TAGS = (
    "p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "figcaption",
    "caption", "div", "section", "article", "body", "address", "label", "form", "center", "header", "summary",
)  # fmt: skip
_TAG_CODE = {tag: code for code, tag in enumerate(_TAGS, 1)}


@cache
def names() -> tuple[str, ...]:
    """The names of the columns, in order."""
    scales = ("own", "up1", "up2", "up3")
    return (
        *LINE_NAMES,
        *(f"{name}_{scale}" for scale in scales for name in ("good", "density", "count", "share", "even")),
        *(f"{side}{step}_{name}" for side in ("prev", "next") for step in (1, 2, 3) for name in ("size",
        "linked", "noisy")),
        "gap_before", "gap_after", "good_before", "good_after", "place",
        "kin", "kin_linked", "kin_count", "kin2", "kin2_linked", "kin2_count",
        *(f"siblings_{scale}" for scale in scales), *(f"heads_{scale}" for scale in ("up1", "up2", "up3",
        "branch")),
        "head_linked", "head_gap", "since_turn", "until_turn", "turns_before", "stamps_near",
        "in_top", "below_top", "top_good", "top_density", "branch_good", "branch_density", "branch_count",
        "branch_share",
        "place_in_top", "main_parent", "top_left",
        "page_good", "page_lines", "page_density", "page_wide",
        *RELATION_NAMES,
        *(f"tag_{tag}" for tag in ("other", *_TAGS)), *(f"in_{bit}" for bit in range(INSIDE_BITS)),
        *(f"{reach}_{hint}" for reach in ("near", "branch", "any") for hint in HINT_NAMES),
        *(f"noise_{kind}" for kind in kinds()),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A page's table (columns as :func:`names`), which of its lines are judged by it, each line's noise."""

    table: Table
    judged: NDArray[np.bool_]
    noise: list[str]


def measure(outline: Outline, facts: Facts) -> Measured:
    """Measure all lines of a page."""
    around = Surroundings(outline)
    noise = [
        noise_kind(line.text) if judge else ""
        for line, judge in zip(outline.lines, around.judged, strict=True)
    ]
    around.weigh(outline, noise)
    lines = measure_lines(outline, noise, facts, around.judged)
    columns: list[Column] = [
        *(
            column
            for index in (around.at, around.up1, around.up2, around.up3)
            for column in around.scale(index)
        ),
        *around.beside(),
        *around.gaps(),
        *(column for signatures in _signatures(outline) for column in around.kin(signatures)),
        *around.structure(outline, noise),
        *around.body_measures(),
        *_page(around, lines),
        *Relations(outline, around, facts).columns(),
    ]
    parts = [lines, np.array(columns, np.float64).T, _flags(around, outline), _noise_flags(noise)]
    table = np.concatenate(parts, axis=1, dtype=np.float32, casting="same_kind")
    return Measured(table, around.judged, noise)


def _signatures(outline: Outline) -> tuple[list[Hashable], list[Hashable]]:
    """Two ways to say which lines are made alike: by tag and hints, by tag and class names."""
    hinted: list[Hashable] = []
    named: list[Hashable] = []
    for line in outline.lines:
        node = outline.nodes[line.node]
        up = outline.nodes[max(0, node.parent)]
        hinted.append((node.tag, node.hint, up.hint))
        named.append((node.tag, node.names, up.tag, up.names))
    return hinted, named


def _page(around: Surroundings, lines: Column) -> list[Column]:
    """Measures that are the same for all lines of the page."""
    wide = LINE_NAMES.index("wide")
    values = (
        np.log1p(around.total_good),
        np.log1p(around.count),
        around.linked.sum() / max(1.0, around.size.sum()),
        lines[:, wide].mean() if around.count else 0.0,
    )
    return [np.full(around.count, float(value)) for value in values]


def _flags(around: Surroundings, outline: Outline) -> NDArray[np.int64]:
    """Tag, enclosing tags and hints as zeros and ones."""
    tags = np.array([_TAG_CODE.get(outline.nodes[place].tag, 0) for place in around.at], np.int64)
    near = around.hint[around.at] | around.hint[around.up1]
    bits = np.arange(len(HINT_NAMES))
    return np.concatenate(
        [
            (tags[:, None] == np.arange(len(_TAGS) + 1)).astype(np.int64),
            (around.inside[around.at][:, None] >> np.arange(INSIDE_BITS)) & 1,
            *((hint[:, None] >> bits) & 1 for hint in (near, around.since_top, around.above[around.at])),
        ],
        axis=1,
    )


def _noise_flags(noise: list[str]) -> NDArray[np.int64]:
    place = {kind: column for column, kind in enumerate(kinds())}
    table = np.zeros((len(noise), len(place)), np.int64)
    for row, kind in enumerate(noise):
        if kind:
            table[row, place[kind]] = 1
    return table
