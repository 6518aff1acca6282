"""How a line lies to what stands out on its page: the headline and lines made like it, the first paragraph,
the element that holds most paragraphs, days and times, blocks made alike.

These tell an article from the next one below it, from its readers' comments and from cards of other articles,
which are prose too. Linear in the page: a relation to one element is set for runs of lines, and an element's
lines are one run.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from crawler.pages.lines import Outline
from crawler.pages.measures import LONG, Column, Facts
from crawler.pages.surroundings import Index, Surroundings, log, running
from crawler.text.normal import comparable

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
# A day or a time, as it stands beside a headline, a comment, a card: not whether it is one that exists.
_DATED = re.compile(
    r"\d[:：]\d\d|(?:19|20)\d\d\s?[-/.年년]\s?\d|\d[-/.]\d{1,2}[-/.]\d\d"
    rf"|\b{_MONTH}\.?\s\d{{1,2}},?\s(?:19|20)\d\d|\d\.?\s{_MONTH}\.?,?\s(?:19|20)\d\d"
    r"|\d\s?(?:小时|天|分钟|時間|日|分|시간|일|분)\s?(?:前|전)|\d[a-z\s]{2,9}\sago\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LONGEST_DATED = 140
_LEVELS = {f"h{level}": level for level in range(1, 7)}
# The level of a headline that is no heading; what "no heading above" counts as.
_NO_LEVEL, _NONE_ABOVE = 7, 9
# A block of so much prose, on so many lines, may be one of several made alike.
_LEAST_PROSE, _LEAST_LINES = 20, 2
_WINDOWS = (6, 16)
# Beyond this a distance or a count says nothing more.
_FAR, _MANY, _DEEP = 40, 12, 12

NAMES = (
    "dated", "dated_kin", "dated_before", "dated_after", "dated_gap", "dated_next",
    "title_kin", "titles_since", "title_kin_count", "head_level", "tops_since",
    "direct_up1", "direct_up2", "weight_up1", "weight_up2", "weight_up3",
    "main_up", "main_down", "main_gap", "main_share",
    "opening_up", "opening_down", "opening_gap", "opening_kin",
    *(f"{name}_{reach}" for reach in _WINDOWS for name in ("linked", "good", "noisy")),
    "prev_p", "next_p", "prev_head", "next_head", "page_place", "good_place", "depth",
    "unit_count", "unit_order", "unit_share", "unit_group", "unit_good", "unit_named",
    "item_body", "has_item_body", "articles",
)  # fmt: skip


class Relations:
    """The relations of one page's lines; ``around`` has weighed them."""

    def __init__(self, outline: Outline, around: Surroundings, facts: Facts) -> None:
        self.outline, self.around = outline, around
        self.first, self.last = around.first, around.last
        places = around.at.tolist()
        self.tags = [outline.nodes[place].tag for place in places]
        self.made = _makes(outline, places)
        self.level = np.array([_LEVELS.get(tag, 0) for tag in self.tags], np.int64)
        self.headline = _headline(outline, facts.title, self.level)

    def columns(self) -> list[Column]:
        """One column for each of :data:`NAMES`."""
        if not self.outline.lines:
            return [np.zeros(0) for _ in NAMES]
        return [
            *self._dates(), *self._headings(), *self._weights(), *self._opening(), *self._windows(),
            *self._beside(), *self._units(), *self._marked(),
        ]  # fmt: skip

    def _count(self, lines: NDArray[np.bool_]) -> Column:
        """How many of ``lines`` each make has."""
        found: Column = np.bincount(self.made, lines.astype(np.float64)).astype(np.float64)
        return found

    def _gaps(self, lines: NDArray[np.bool_]) -> tuple[Column, Column]:
        """How many lines lie between a line and the nearest of ``lines`` before and after it."""
        before, after = self.around.nearest(lines, 2 * _FAR)
        order = self.around.order
        return np.minimum(_FAR, order - before) * 1.0, np.minimum(_FAR, after - order) * 1.0

    def _dates(self) -> list[Column]:
        lines = self.outline.lines
        dated = np.zeros(len(lines), np.bool_)
        for row in np.flatnonzero(self.around.judged & (self.around.size < _LONGEST_DATED)).tolist():
            text = lines[row].text
            dated[row] = _DIGIT.search(text) is not None and _DATED.search(text) is not None
        kin = self._count(dated)[self.made]
        # Days on lines made alike head one entry each: of a list, a blog, a discussion.
        repeated = (dated & (kin >= 2)).astype(np.float64)
        sums = running(repeated)
        after = sums[-1] - sums[1:]
        gap, next_one = self._gaps(dated)
        return [
            dated * 1.0, log(kin), np.minimum(_MANY, sums[:-1]), np.minimum(_MANY, after), gap, next_one,
        ]  # fmt: skip

    def _headings(self) -> list[Column]:
        """Lines made like the headline, and headings as high as it, between the headline and a line."""
        order, at = self.around.order, self.headline
        alike = self.made == self.made[at] if at >= 0 else np.zeros(len(order), np.bool_)
        sums = running(alike.astype(np.float64))
        since = np.where(
            order > at,
            np.minimum(8, sums[:-1] - sums[at + 1]),
            -1 - np.minimum(8, sums[max(0, at)] - sums[:-1]),
        )
        height = int(self.level[at]) if at >= 0 else 0
        high = (self.level > 0) & (self.level <= (height or _NO_LEVEL))
        tops = running(high.astype(np.float64))
        above = np.concatenate(([-1], np.maximum.accumulate(np.where(self.level > 0, order, -1))[:-1]))
        return [
            alike * 1.0,
            since * 1.0 if at >= 0 else np.full(len(order), -20.0),
            np.full(len(order), float(np.log1p(alike.sum()))),
            np.where(above >= 0, self.level[np.maximum(above, 0)], _NONE_ABOVE) * 1.0,
            np.minimum(10, tops[:-1] - tops[at + 1]),
        ]

    def _weights(self) -> list[Column]:
        """The prose that an element holds in lines of its own and in its children's, beside the most that
        one holds (as readers that score paragraphs' parents do), and the way from there.
        """
        around, count = self.around, len(self.around.parent)
        direct = np.bincount(around.up1, around.good, count) + np.bincount(around.at, around.good, count)
        weight = direct + 0.5 * np.bincount(around.parent, direct, count)
        direct_share, share = direct / max(1.0, direct.max()), weight / max(1.0, weight.max())
        main = int(np.argmax(direct))
        first, last, order = int(self.first[main]), int(self.last[main]), around.order
        gap = np.where(
            order < first, -np.log1p(np.maximum(0, first - order)), np.log1p(np.maximum(0, order - last + 1))
        )
        return [
            direct_share[around.up1], direct_share[around.up2],
            share[around.up1], share[around.up2], share[around.parent[around.up2]],
            *self._way(main), gap, np.full(around.count, float(direct[main] / around.total_good)),
        ]  # fmt: skip

    def _way(self, node: int) -> tuple[Column, Column]:
        """How many levels up from ``node`` and down again each line is."""
        around = self.around
        meeting = np.zeros(around.count)
        chain = [node]
        while self.outline.nodes[chain[-1]].parent >= 0:
            chain.append(self.outline.nodes[chain[-1]].parent)
        for place in reversed(chain):
            meeting[self.first[place] : self.last[place]] = around.depth[place]
        up, down = around.depth[node] - meeting, around.depth[around.at] - meeting
        return np.minimum(_DEEP, up), np.minimum(_DEEP, down)

    def _opening(self) -> list[Column]:
        """The way from the first paragraph below the headline."""
        around = self.around
        plain = around.judged & (around.linked < around.size / 4) & (around.order > self.headline)
        found = np.flatnonzero((around.good >= LONG) & plain)
        if not len(found):
            found = np.flatnonzero(around.good >= LONG / 2)
        at = int(found[0]) if len(found) else 0
        gap = np.clip(around.order - at, -_FAR, _FAR) * 1.0
        return [*self._way(int(around.at[at])), gap, (self.made == self.made[at]) * 1.0]

    def _windows(self) -> list[Column]:
        """Links, prose and noise of the lines around, however they are marked up."""
        around, columns = self.around, []
        for reach in _WINDOWS:
            low = np.maximum(0, around.order - reach)
            high = np.minimum(around.count, around.order + reach + 1)
            size, linked, noisy = (
                sums[high] - sums[low]
                for sums in (running(around.size), running(around.linked), running(around.noisy))
            )
            good = around.good_sums[high] - around.good_sums[low]
            columns += [linked / np.maximum(1, size), log(good / (high - low)), noisy / (high - low)]
        return columns

    def _beside(self) -> list[Column]:
        """Whether paragraphs and headings stand right before and after; the place on the page."""
        around = self.around
        columns: list[Column] = []
        plain = np.array([tag == "p" for tag in self.tags], np.bool_)
        for marked in (plain, self.level > 0):
            padded = np.concatenate(([False], marked, [False]))
            columns += [padded[:-2] * 1.0, padded[2:] * 1.0]
        return [
            *columns, around.order.astype(np.float64) / max(1, around.count),
            (around.good_sums[:-1] / around.total_good).astype(np.float64),
            around.depth[around.at].astype(np.float64),
        ]  # fmt: skip

    def _units(self) -> list[Column]:
        """Of the outermost block that has others made like it beside it: how many they are, the place
        among them, its share of their prose and theirs of the page's, its own prose, whether it has a name.
        """
        around, nodes = self.around, self.outline.nodes
        good, lines = around.node_good, self.last - self.first
        rows = np.flatnonzero(lines >= _LEAST_LINES)
        made: dict[tuple[int, str, str], int] = {}
        groups = [
            made.setdefault((nodes[row].parent, nodes[row].tag, nodes[row].names), len(made))
            for row in rows.tolist()
        ]
        group, told = np.array(groups, np.int64), good[rows] > _LEAST_PROSE
        counts, mass = np.bincount(group, told), np.bincount(group, good[rows])
        found = np.zeros((6, around.count))
        found[1], found[2], found[4] = -1, 1, -1
        order, covered = [0] * len(made), 0
        for own, place, tells in zip(groups, rows.tolist(), told.tolist(), strict=True):
            start = int(self.first[place])
            if start < covered or counts[own] < 2:
                continue
            covered = int(self.last[place])
            found[:, start:covered] = np.array(
                [
                    np.log1p(counts[own]), min(15, order[own]), good[place] / max(1.0, mass[own]),
                    mass[own] / around.total_good, np.log1p(good[place]), bool(nodes[place].names),
                ]
            )[:, None]  # fmt: skip
            order[own] += tells
        return list(found)

    def _marked(self) -> list[Column]:
        """Whether a line lies in what microdata call the article's body; how many articles the page marks."""
        inside, nodes = np.zeros(self.around.count), self.outline.nodes
        for node in nodes:
            if "articlebody" in (node.element.get("itemprop") or "").lower():
                inside[node.first : node.last] = 1
        articles = sum(node.tag == "article" for node in nodes)
        whole = np.ones(self.around.count)
        return [inside, whole * inside.max(initial=0), whole * np.log1p(articles)]


def _makes(outline: Outline, places: list[int]) -> Index:
    """A number for the element of each of ``places``; the same for elements of the same tag and class names
    in the same sort of element.
    """
    nodes = outline.nodes
    made: dict[tuple[str, str, str, str], int] = {}
    numbers: dict[int, int] = {}
    for place in dict.fromkeys(places):
        node, up = nodes[place], nodes[max(0, nodes[place].parent)]
        numbers[place] = made.setdefault((node.tag, node.names, up.tag, up.names), len(made))
    return np.array([numbers[place] for place in places], np.int64)


def _headline(outline: Outline, title: str, level: Index) -> int:
    """The row of the headline: a heading that says it, else the first line that does, else -1."""
    key = comparable(title)
    rows = [row for row, own in enumerate(outline.keys) if own == key] if key else []
    return next((row for row in rows if level[row]), rows[0] if rows else -1)
