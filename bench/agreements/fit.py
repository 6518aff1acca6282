"""Fit the weights of the verdict by ridge logistic regression and write them as a readable table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.agreements.corpus import Row, fold

Matrix = NDArray[np.float64]
PRIORS = Path(__file__).with_name("priors.tsv")
RIDGE = 2.0  # of 0.3, 0.7, 1.5, 3, 6: best cross-validated likelihood on the training rows
# The ridge holds all probabilities too near the middle; stretched by this they fit (of 1, 1.1, 1.15, 1.2, 1.3:
# best cross-validated likelihood and calibration).
STRETCH = 1.15
RAREST = 4  # a feature seen on fewer rows is not weighed


def priors() -> dict[str, float]:
    """What is known before looking, from ``priors.tsv``: the ridge pulls towards these values, not to 0."""
    rows = (line.split("\t") for line in PRIORS.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {name: float(value) for name, value in rows}


@dataclass(frozen=True)
class Fitted:
    """Weights by feature, ``(intercept)`` among them, with the number of rows each was seen on."""

    weights: dict[str, float]
    counts: dict[str, int]

    def probability(self, facts: dict[str, float]) -> float:
        """The probability for one row's facts."""
        total = self.weights["(intercept)"] + sum(self.weights.get(n, 0.0) * v for n, v in facts.items())
        return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))


def fit(facts: list[dict[str, float]], labels: list[bool], ridge: float = RIDGE) -> Fitted:
    """Newton's method on the ridge log-likelihood; the intercept is not shrunk."""
    known = priors()
    counts = Counter(name for row in facts for name, value in row.items() if value)
    names = sorted({name for name, count in counts.items() if count >= RAREST} | set(known))
    matrix: Matrix = np.array([[1.0] + [row.get(name, 0.0) for name in names] for row in facts])
    target: Matrix = np.array(labels, dtype=float)
    weights: Matrix = np.zeros(len(names) + 1)
    prior: Matrix = np.array([0.0] + [known.get(name, 0.0) for name in names])
    shrink: Matrix = np.full(len(names) + 1, ridge)
    shrink[0] = 1e-6
    for _ in range(40):
        likely = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        gradient = matrix.T @ (likely - target) + shrink * (weights - prior)
        curvature = (matrix * (likely * (1 - likely))[:, None]).T @ matrix + np.diag(shrink)
        step = np.linalg.solve(curvature, gradient)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-6:
            break
    weights = STRETCH * weights
    fitted = {"(intercept)": float(weights[0])} | {
        n: float(w) for n, w in zip(names, weights[1:], strict=True)
    }
    return Fitted(fitted, dict(counts))


def cross_validated(rows: list[Row], facts: list[dict[str, float]], ridge: float = RIDGE) -> list[float]:
    """Each row's probability from weights fitted without its fold."""
    labels = [row["label"] == "announcement" for row in rows]
    folds = [fold(row) for row in rows]
    likely = [0.0] * len(rows)
    for number in sorted(set(folds)):
        inside = [i for i, f in enumerate(folds) if f != number]
        fitted = fit([facts[i] for i in inside], [labels[i] for i in inside], ridge)
        for i, f in enumerate(folds):
            if f == number:
                likely[i] = fitted.probability(facts[i])
    return likely


def table(fitted: Fitted, note: str) -> str:
    """The weights as tab-separated text, strongest first."""
    lines = [f"# {note}", "feature\tweight\trows"]
    lines.append(f"(intercept)\t{fitted.weights['(intercept)']:.4f}\t")
    ordered = sorted(
        ((n, w) for n, w in fitted.weights.items() if n != "(intercept)"), key=lambda p: -abs(p[1])
    )
    lines += [f"{name}\t{weight:.4f}\t{fitted.counts.get(name, 0)}" for name, weight in ordered]
    return "\n".join(lines) + "\n"
