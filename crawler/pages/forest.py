"""A forest of small decision trees, read from a table and asked for many rows at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from crawler.pages.measures import Table


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees as flat arrays over all nodes: an inner node sends a row ``left`` where the measure ``column``
    is at most ``threshold``, else ``right``; a leaf has itself on both sides and a ``value`` to add.

    ``roots`` are the trees' first nodes, ``depth`` the longest way down, ``bias`` what every sum starts with.
    """

    columns: tuple[str, ...]
    column: NDArray[np.int64]
    threshold: NDArray[np.float32]
    sides: NDArray[np.int64]
    value: NDArray[np.float64]
    roots: NDArray[np.int64]
    depth: int
    bias: float

    def probabilities(self, table: Table) -> NDArray[np.float64]:
        """For each row the probability (0..1) that the forest gives it.

        All rows go down all trees together, one level a step: gradient boosting's sum of leaves
        (Friedman 2001), through the logistic function.
        """
        # Every question of the forest asked of every row at once; the way down then only looks answers up.
        right = (table[:, self.column] > self.threshold).ravel()
        offset = (np.arange(len(table)) * len(self.column))[:, None]
        at = np.repeat(self.roots[None, :], len(table), axis=0)
        for _ in range(self.depth):
            at = self.sides.take(at * 2 + right.take(at + offset))
        total = self.bias + self.value.take(at).sum(axis=1)
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
    """The forest that ``text`` (see :func:`load_forest`) describes; raises :class:`ValueError` likewise."""
    head, *lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    nodes = [line.split("\t") for line in lines]
    place = {column: index for index, column in enumerate(columns)}
    if missing := {node[2] for node in nodes} - place.keys() - {"leaf"}:
        raise ValueError(f"no such columns: {', '.join(sorted(missing))}")
    starts = [row for row, node in enumerate(nodes) if node[1] == "0"]
    base, sides, levels = 0, [], [0] * len(nodes)
    for row, node in enumerate(nodes):
        base = row if node[1] == "0" else base
        leaf = node[2] == "leaf"
        left, right = (row, row) if leaf else (base + int(node[4]), base + int(node[5]))
        sides += [left, right]
        if not leaf:
            levels[left] = levels[right] = levels[row] + 1
    return Forest(
        columns=columns,
        column=np.array([place.get(node[2], 0) for node in nodes], np.int64),
        threshold=np.array(
            [float("inf") if node[2] == "leaf" else float(node[3]) for node in nodes], np.float32
        ),
        sides=np.array(sides, np.int64),
        value=np.array([float(node[3]) if node[2] == "leaf" else 0.0 for node in nodes], np.float64),
        roots=np.array(starts, np.int64),
        depth=max(levels, default=0),
        bias=float(head.split("\t")[1]),
    )
