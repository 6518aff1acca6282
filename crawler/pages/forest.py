"""A forest of small decision trees, read from a table and asked for many rows at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from crawler.pages.measures import Table

# A tree's leaves are the bits of a number.
_MOST_LEAVES = 16
_BIT = np.zeros(1 << _MOST_LEAVES, np.int64)
_BIT[[1 << leaf for leaf in range(_MOST_LEAVES)]] = range(_MOST_LEAVES)
_ALL = (1 << _MOST_LEAVES) - 1
Bits = NDArray[np.uint16]


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees as sets of leaves (QuickScorer, Lucchese and others 2015): each answer to a question rules out
    the leaves beyond the other branch, and one is left in the end.

    A question is whether the measure ``column`` is above ``threshold``; trees share ``questions`` of them.
    ``asked[k]`` is the k-th question of each tree, ``left[k]`` the leaves that "no" leaves over and
    ``turned[k]`` those on which "yes" differs; ``leaves`` are each tree's own, ``value`` what each adds,
    ``bias`` what every sum starts with.
    """

    columns: tuple[str, ...]
    column: NDArray[np.int64]
    threshold: NDArray[np.float32]
    asked: NDArray[np.int64]
    left: Bits
    turned: Bits
    leaves: Bits
    value: NDArray[np.float64]
    bias: float

    def probabilities(self, table: Table) -> NDArray[np.float64]:
        """For each row the probability (0..1) that the forest gives it: gradient boosting's sum of leaves
        (Friedman 2001), through the logistic function.
        """
        measured = np.ascontiguousarray(table.T)[self.column]
        yes = (measured > self.threshold[:, None]).astype(np.uint16)
        left_over = np.repeat(self.leaves[:, None], len(table), axis=1)
        for asked, left, turned in zip(self.asked, self.left, self.turned, strict=True):
            answers = yes[asked]
            answers *= turned[:, None]
            answers ^= left[:, None]
            left_over &= answers
        trees = np.arange(len(self.leaves))[:, None] * _MOST_LEAVES
        added = self.value.ravel().take(_BIT.take(left_over) + trees)
        total = self.bias + np.ascontiguousarray(added.T).sum(axis=1)
        result: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-np.clip(total, -30, 30)))
        return result


@cache
def load_forest(name: str, columns: tuple[str, ...]) -> Forest:
    """The forest in the data file ``name`` beside this module, for tables with these ``columns``.

    The file has one node a line: tree, node, column's name or ``leaf``, threshold or value, left, right; its
    first line is ``bias`` and a number.

    Raises:
        ValueError: the forest asks for a column that the table does not have.

    """
    try:
        return parse_forest(resources.files("crawler.pages").joinpath(name).read_text("utf-8"), columns)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def parse_forest(text: str, columns: tuple[str, ...]) -> Forest:
    """The forest that ``text`` (see :func:`load_forest`) describes; raises :class:`ValueError` likewise, and
    for a tree of more than 16 leaves.
    """
    head, *lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    nodes = [line.split("\t") for line in lines]
    place = {column: index for index, column in enumerate(columns)}
    if missing := {node[2] for node in nodes} - place.keys() - {"leaf"}:
        raise ValueError(f"no such columns: {', '.join(sorted(missing))}")
    starts = [row for row, node in enumerate(nodes) if node[1] == "0"]
    trees = [_Tree(nodes[first:last]) for first, last in pairwise([*starts, len(nodes)])]
    questions = sorted({(place[name], threshold) for tree in trees for name, threshold, *_ in tree.branches})
    number = {question: index for index, question in enumerate(questions)}
    most = max((len(tree.branches) for tree in trees), default=0)
    asked = np.zeros((most, len(trees)), np.int64)
    left, turned = np.full(asked.shape, _ALL, np.uint16), np.zeros(asked.shape, np.uint16)
    for column, tree in enumerate(trees):
        for row, (name, threshold, no, yes) in enumerate(tree.branches):
            asked[row, column] = number[place[name], threshold]
            left[row, column], turned[row, column] = _ALL ^ yes, no | yes
    value = np.zeros((len(trees), _MOST_LEAVES))
    for row, tree in enumerate(trees):
        value[row, : len(tree.values)] = tree.values
    return Forest(
        columns=columns,
        column=np.array([column for column, _ in questions], np.int64),
        threshold=np.array([threshold for _, threshold in questions], np.float32),
        asked=asked,
        left=left,
        turned=turned,
        leaves=np.array([(1 << len(tree.values)) - 1 for tree in trees], np.uint16),
        value=value,
        bias=float(head.split("\t")[1]),
    )


class _Tree:
    """A tree: ``values`` of its leaves; ``branches``: measure, threshold, leaves for "no" and for "yes"."""

    def __init__(self, nodes: list[list[str]]) -> None:
        self.values: list[float] = []
        self.branches: list[tuple[str, float, int, int]] = []
        self._nodes = nodes
        self._leaves(0)

    def _leaves(self, place: int) -> int:
        """The leaves below a node, as bits."""
        _, _, name, number, *sides = self._nodes[place]
        if name == "leaf":
            self.values.append(float(number))
            if len(self.values) > _MOST_LEAVES:
                raise ValueError(f"a tree of more than {_MOST_LEAVES} leaves")
            return 1 << (len(self.values) - 1)
        no, yes = self._leaves(int(sides[0])), self._leaves(int(sides[1]))
        self.branches.append((name, float(np.float32(number)), no, yes))
        return no | yes
