"""``python -m bench.reading.train LINES.npz FOREST.tsv [0|1|all]``: grow the forest that judges lines.

Needs numpy and scikit-learn (see ``requirements.txt``), not the project. The last argument is the half of the
pages to learn from; the half that was left out then judges it (see ``docs/reading.md``).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

# Tried by six-fold cross-validation over pages: 120 to 400 trees, 8 to 24 leaves, a sixth to all of the
# columns at each split. Beyond these the text F1 of unseen pages moved by less than its spread (0.002).
SETTINGS = {
    "max_iter": 200, "learning_rate": 0.06, "max_leaf_nodes": 12, "max_depth": 6, "min_samples_leaf": 60,
    "l2_regularization": 5.0, "max_features": 0.3, "random_state": 1,
}  # fmt: skip


def weights(data: dict[str, np.ndarray]) -> np.ndarray:
    """Every page counts alike, a line within it by its size: what the scorer counts."""
    size, page = data["size"].astype(float), data["page"]
    total = np.bincount(page, size * data["label"])
    return (size + 6) / (total[page] + 200) * 1000


def grow(data: dict[str, np.ndarray], rows: np.ndarray) -> HistGradientBoostingClassifier:
    """A forest from the given rows."""
    forest = HistGradientBoostingClassifier(**SETTINGS)
    forest.fit(data["table"][rows], data["label"][rows], sample_weight=weights(data)[rows])
    return forest


def written(forest: HistGradientBoostingClassifier, names: list[str]) -> str:
    """The forest as the table that ``crawler.pages.forest`` reads."""
    lines = [f"bias\t{float(np.ravel(forest._baseline_prediction)[0]):.6g}"]
    for number, (tree,) in enumerate(forest._predictors):
        for place, node in enumerate(tree.nodes):
            if node["is_leaf"]:
                lines.append(f"{number}\t{place}\tleaf\t{node['value']:.5g}")
            else:
                name = names[node["feature_idx"]]
                cut = f"{np.float32(node['num_threshold']):.6g}"
                lines.append(f"{number}\t{place}\t{name}\t{cut}\t{node['left']}\t{node['right']}")
    return "\n".join(lines) + "\n"


def main(source: str, target: str, half: str = "all") -> None:
    """Learn and write."""
    data = dict(np.load(source))
    rows = np.ones(len(data["label"]), bool) if half == "all" else data["half"] == int(half)
    Path(target).write_text(written(grow(data, rows), [str(name) for name in data["names"]]), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
