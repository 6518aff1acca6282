"""``python -m bench.reading.train LINES.npz FOREST.tsv [0|1|all|not-K]``: grow the forest that judges lines.

Needs numpy and LightGBM (see ``requirements.txt``), not the project. The last argument is the half of the
pages to learn from, or which of the five folds to leave out; what was left out then judges the forest (see
``docs/reading.md``).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

TREES = 200
# Tried by cross-validation over pages: 120 to 400 trees, 8 to 24 leaves, a sixth to all of the columns at each
# split. Beyond these the text F1 of unseen pages moved by less than its spread (0.002). With one thread and these
# settings the same lines give the same forest.
SETTINGS = {
    "objective": "binary", "learning_rate": 0.06, "num_leaves": 12, "max_depth": 6, "min_data_in_leaf": 60,
    "lambda_l2": 5.0, "feature_fraction_bynode": 0.3, "max_bin": 63, "seed": 1, "deterministic": True,
    "force_col_wise": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip


def weights(data: dict[str, np.ndarray]) -> np.ndarray:
    """Every page counts alike, a line within it by its size: what the scorer counts."""
    size, page = data["size"].astype(float), data["page"]
    total = np.bincount(page, size * data["label"])
    return (size + 6) / (total[page] + 200) * 1000


def grow(data: dict[str, np.ndarray], rows: np.ndarray) -> lightgbm.Booster:
    """A forest from the given rows."""
    known = lightgbm.Dataset(data["table"][rows], data["label"][rows], weight=weights(data)[rows])
    return lightgbm.train(SETTINGS, known, TREES)


def written(forest: lightgbm.Booster, names: list[str]) -> str:
    """The forest as the table that ``crawler.pages.forest`` reads; what all sums start with is in the first
    tree's leaves.
    """
    lines = ["bias\t0"]
    for number, tree in enumerate(forest.dump_model()["tree_info"]):
        nodes: list[list[str]] = []
        _write(tree["tree_structure"], nodes, names)
        lines += ["\t".join((str(number), str(place), *node)) for place, node in enumerate(nodes)]
    return "\n".join(lines) + "\n"


def _write(node: dict[str, Any], nodes: list[list[str]], names: list[str]) -> int:
    """Add a node and all below it; its place."""
    place = len(nodes)
    nodes.append([])
    if "split_feature" in node:
        sides = [str(_write(node[side], nodes, names)) for side in ("left_child", "right_child")]
        nodes[place] = [names[node["split_feature"]], f"{np.float32(node['threshold']):.6g}", *sides]
    else:
        nodes[place] = ["leaf", f"{node['leaf_value']:.5g}"]
    return place


def main(source: str, target: str, part: str = "all") -> None:
    """Learn and write."""
    data = dict(np.load(source))
    if part.startswith("not-"):
        rows = data["fold"] != int(part.removeprefix("not-"))
    else:
        rows = np.ones(len(data["label"]), bool) if part == "all" else data["half"] == int(part)
    Path(target).write_text(written(grow(data, rows), [str(name) for name in data["names"]]), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
