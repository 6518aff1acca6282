"""How far the probability can be believed, and what each threshold would give."""

from __future__ import annotations

import math
from collections.abc import Sequence


def expected_error(likely: Sequence[float], truth: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: over ``bins`` equally filled bins, the mean distance between the mean
    probability and the share of announcements (Guo et al. 2017, with equal-mass bins).
    """
    pairs = sorted(zip(likely, truth, strict=True))
    total, error = len(pairs), 0.0
    for number in range(bins):
        part = pairs[number * total // bins : (number + 1) * total // bins]
        if part:
            said = sum(p for p, _ in part) / len(part)
            is_so = sum(t for _, t in part) / len(part)
            error += len(part) / total * abs(said - is_so)
    return error


def thresholds(likely: Sequence[float], truth: Sequence[bool]) -> list[tuple[float, float, float, float]]:
    """``(threshold, precision, recall, F1)`` for thresholds from 0.2 to 0.9."""
    table = []
    for threshold in (0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9):
        said = [p >= threshold for p in likely]
        right = sum(s and t for s, t in zip(said, truth, strict=True))
        precision, recall = right / max(1, sum(said)), right / max(1, sum(truth))
        table.append((threshold, precision, recall, 2 * right / max(1, sum(said) + sum(truth))))
    return table


def wilson(right: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """The Wilson interval (1927) of a share; ``(0, 1)`` where nothing was counted."""
    if not total:
        return 0.0, 1.0
    share = right / total
    scale = 1 + z * z / total
    middle = (share + z * z / (2 * total)) / scale
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / scale
    return middle - half, middle + half
