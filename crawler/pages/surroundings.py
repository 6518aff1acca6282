"""What is measured of the elements around a line, and of the lines beside it.

Every sum over an element is a difference of two prefix sums, so the whole is linear in the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from crawler.pages.hints import BIT
from crawler.pages.lines import Outline
from crawler.pages.measures import LONG, Column, good_size

Index = NDArray[np.int64]

_INSIDE = {
    "li": 1, "ul": 1, "ol": 1, "td": 2, "th": 2, "aside": 4, "figure": 8, "figcaption": 8, "form": 16,
    "nav": 32,
    "footer": 64, "header": 128, "blockquote": 256, "article": 512, "main": 1024, "dl": 2048, "section": 4096,
}  # fmt: skip
INSIDE_BITS = 13
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5"))
_FRAME = BIT["footer"] | BIT["comment"] | BIT["side"] | BIT["nav"] | BIT["related"] | BIT["gate"] | BIT["ad"]
# Kinds of noise after which an article has often ended.
_TURNS = frozenset(("related", "comment", "share", "subscribe", "credit", "legal", "keywords", "neighbours"))
_SCALES = ("own", "up1", "up2", "up3")


def log(values: Column) -> Column:
    """``ln(1 + x)``, negative values as zero."""
    result: Column = np.log1p(np.maximum(values, 0))
    return result


def running(values: Column) -> Column:
    """Prefix sums with a leading zero: the sum over ``[a, b)`` is ``s[b] - s[a]``."""
    return np.concatenate(([0.0], np.cumsum(values)))


class Surroundings:
    """The arrays that the measures of one page share. Rows are lines, or elements where a name says so."""

    def __init__(self, outline: Outline) -> None:
        lines, nodes = outline.lines, outline.nodes
        self.count = len(lines)
        self.order = np.arange(self.count)
        self.size = np.array([line.size for line in lines], np.float64)
        self.linked = np.array([line.linked for line in lines], np.float64)
        self.density = self.linked / np.maximum(1, self.size)
        self.first = np.array([node.first for node in nodes], np.int64)
        self.last = np.array([node.last for node in nodes], np.int64)
        self.parent = np.array([max(0, node.parent) for node in nodes], np.int64)
        self.depth = np.array([node.depth for node in nodes], np.int64)
        self.hint = np.array([node.hint for node in nodes], np.int64)
        self.at = np.array([line.node for line in lines], np.int64)
        self.up1 = self.parent[self.at]
        self.up2 = self.parent[self.up1]
        self.up3 = self.parent[self.up2]
        self.node_size = self.within(running(self.size))
        self.node_linked = self.within(running(self.linked))
        self.node_count = (self.last - self.first).astype(np.float64)
        self.node_density = self.node_linked / np.maximum(1, self.node_size)
        self._inherit(outline)
        # Menus need no judging: a short line that is all link, among lines that mostly are. They are two
        # thirds of a page.
        linkish = (self.node_density[self.up2] > 0.7) & (self.node_count[self.up2] >= 4)
        self.judged = ~((self.density > 0.9) & (self.size < 60) & linkish)

    def weigh(self, outline: Outline, noise: list[str]) -> None:
        """Take up each line's kind of noise, and find the likeliest body."""
        self.noisy = np.array([bool(kind) for kind in noise], np.float64)
        self.good = np.where(
            self.noisy > 0, 0.0, np.array([good_size(line) for line in outline.lines], np.float64)
        )
        self.good_sums = running(self.good)
        self.total_good = max(1.0, float(self.good_sums[-1]))
        self.node_good = self.within(self.good_sums)
        self._place_body()

    def within(self, sums: Column) -> Column:
        """The sum over each element's lines."""
        result: Column = sums[self.last] - sums[self.first]
        return result

    def _inherit(self, outline: Outline) -> None:
        """What every element has from those around it: hints, and which tags it is inside of."""
        above, inside = self.hint.tolist(), [0] * len(outline.nodes)
        for place, node in enumerate(outline.nodes):
            inside[place] = _INSIDE.get(node.tag, 0)
            if node.parent >= 0:
                above[place] |= above[node.parent]
                inside[place] |= inside[node.parent]
        self.above = np.array(above, np.int64)
        self.inside = np.array(inside, np.int64)

    def _place_body(self) -> None:
        """The element that most likely holds the body, and each line's branch below it.

        The element with the largest sum of line values: prose counts for it, links, noise and the frame's
        names against it; each line costs a little, so that a list of short lines is no body.
        """
        above = self.above[self.at]
        framed = ((above & _FRAME) > 0) & ((above & BIT["body"]) == 0)
        value = np.where(framed, 0.4, 1.0) * self.good - 1.2 * self.linked - 6 - 10 * self.noisy
        # A name that says "article body" is worth a sentence; of equals the deeper one.
        merit = self.within(running(value)) + 0.02 * self.depth + np.where(self.hint & BIT["body"], 60.0, 0.0)
        self.top = int(np.argmax(merit)) if len(merit) else 0
        first, last = int(self.first[self.top]), int(self.last[self.top])
        self.in_top = (self.order >= first) & (self.order < last)
        branch, since = [self.top] * len(self.parent), [0] * len(self.parent)
        for place in range(self.top + 1, len(self.parent)):
            if self.first[place] >= last:
                break
            parent = int(self.parent[place])
            branch[place] = place if parent == self.top else branch[parent]
            since[place] = int(self.hint[place]) | since[parent]
        self.branch = np.array(branch, np.int64)[self.at]
        self.since_top = np.where(self.in_top, np.array(since, np.int64)[self.at], above)

    def scale(self, index: Index) -> list[Column]:
        """Five measures of the elements ``index``: prose, link density, lines, share of prose, evenness."""
        good, size, count = self.node_good[index], self.node_size[index], self.node_count[index]
        return [
            log(good),
            self.node_density[index],
            log(count),
            good / self.total_good,
            log(size / np.maximum(1, count)),
        ]

    def beside(self) -> list[Column]:
        """Size, links and noise of the three lines before and after."""
        columns: list[Column] = []
        measures = (log(self.size), self.density, self.noisy)
        for sign in (-1, 1):
            for step in (1, 2, 3):
                for values in measures:
                    shifted = np.full(self.count, -1.0)
                    if step < self.count and sign < 0:
                        shifted[step:] = values[:-step]
                    elif step < self.count:
                        shifted[:-step] = values[step:]
                    columns.append(shifted)
        return columns

    def gaps(self) -> list[Column]:
        """Distance to the prose before and after, how much of it lies there, and the place on the page."""
        prose = self.good >= LONG
        before, after = self.nearest(prose, 50)
        before = np.concatenate(([-50], before[:-1]))
        after = np.concatenate((after[1:], [self.count + 50]))
        return [
            np.minimum(30, self.order - before), np.minimum(30, after - self.order),
            self.good_sums[:-1] / self.total_good, 1 - self.good_sums[1:] / self.total_good,
            self.order / max(1, self.count),
        ]  # fmt: skip

    def nearest(self, marked: NDArray[np.bool_], far: int) -> tuple[Index, Index]:
        """For each line the last marked one up to it and the first from it on; ``far`` beyond the ends."""
        before = np.maximum.accumulate(np.where(marked, self.order, -far))
        after = np.minimum.accumulate(np.where(marked, self.order, self.count + far)[::-1])[::-1]
        return before, after

    def kin(self, signatures: list[Hashable]) -> tuple[Column, Column, Column]:
        """Over all lines of the same make: share of the page's prose, link density, how many."""
        places: dict[Hashable, int] = {}
        of = np.array([places.setdefault(signature, len(places)) for signature in signatures], np.int64)
        good, size = np.bincount(of, self.good), np.bincount(of, self.size)
        linked = np.bincount(of, self.linked)
        return (
            (good / self.total_good)[of],
            (linked / np.maximum(1, size))[of],
            log(np.bincount(of).astype(np.float64))[of],
        )

    def body_measures(self) -> list[Column]:
        """How a line lies to the likeliest body."""
        top, order, inside = self.top, self.order, self.in_top
        first, last = int(self.first[top]), int(self.last[top])
        direct = np.zeros(len(self.parent))
        np.add.at(direct, self.up1, self.good)
        main = int(np.argmax(direct))
        place = np.where(inside, (order - first) / max(1, last - first), np.where(order < first, -0.5, 1.5))
        left = (self.good_sums[last] - self.good_sums[np.minimum(order + 1, last)]) / max(
            1.0, float(self.node_good[top])
        )
        whole = np.ones(self.count)
        return [
            inside * 1.0, np.where(inside, self.depth[self.at] - self.depth[top], -1),
            whole * np.log1p(self.node_good[top]), whole * self.node_density[top],
            *(column * inside for column in self.scale(self.branch)[:4]),
            place, ((self.up1 == main) | (self.at == main)) * 1.0, np.where(inside, left, -1),
        ]  # fmt: skip

    def structure(self, outline: Outline, noise: list[str]) -> list[Column]:
        """Siblings of the same make, headings around, turns of the page (related, comments, credits)."""
        nodes = outline.nodes
        makes = [(node.parent, node.tag, node.names) for node in nodes]
        made = Counter(makes)
        siblings = log(np.array([made[make] for make in makes], np.float64))
        heading = np.array([nodes[line.node].tag in _HEADINGS for line in outline.lines])
        heads = log(self.within(running(heading.astype(np.float64))))
        head_at, _ = self.nearest(heading, 1)
        turn = np.array([kind in _TURNS for kind in noise])
        before, after = self.nearest(turn, 60)
        stamps = running(np.array([kind == "stamp" for kind in noise], np.float64))
        low, high = np.maximum(0, self.order - 4), np.minimum(self.count, self.order + 5)
        return [
            *(siblings[getattr(self, "at" if scale == "own" else scale)] for scale in _SCALES),
            heads[self.up1], heads[self.up2], heads[self.up3], heads[self.branch],
            np.where(head_at >= 0, self.density[np.maximum(head_at, 0)], -1),
            np.where(head_at >= 0, np.minimum(30, self.order - head_at), 40),
            np.minimum(50, self.order - before), np.minimum(50, after - self.order),
            np.minimum(10, running(turn.astype(np.float64))[:-1]), stamps[high] - stamps[low],
        ]  # fmt: skip
