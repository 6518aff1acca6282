"""The labelled texts, and which of them are held out."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus" / "announcements_dev.jsonl"
REAL = Path(__file__).with_name("blind.jsonl")
WRITTEN = Path(__file__).with_name("written.jsonl")
Row = dict[str, Any]


def rows(path: Path = SHARED) -> list[Row]:
    """The rows of ``path`` that are judged (``unsure`` ones left out)."""
    with path.open(encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row["label"] != "unsure"]


def real() -> list[Row]:
    """Real pages judged by a reader before the rules saw them: address, label, own digest and the facts that
    the rules found (never the page's sentences).
    """
    return rows(REAL)


def written() -> list[Row]:
    """Texts of our own in varied registers, labelled before the rules saw them; ``batch`` is the sitting."""
    return rows(WRITTEN)


def held_out(row: Row) -> bool:
    """A third of the rows, by a hash of the id: looked at only as a figure until the end."""
    return int(hashlib.sha256(row["id"].encode()).hexdigest(), 16) % 3 == 0


def fold(row: Row, folds: int = 10) -> int:
    """The cross-validation fold of a row; reports of one agreement share a fold."""
    key = row.get("same_event") or row["id"]
    return int(hashlib.md5(key.encode(), usedforsecurity=False).hexdigest(), 16) % folds
