"""One JSON object a line (JSON Lines), the same rows as ``list ... --format json``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from crawler.exports.choosing import Row
from crawler.exports.guards import cleaned


def write_jsonl(rows: Iterable[Row], what: str, out: BinaryIO) -> None:
    """UTF-8, one object a line whatever the texts hold."""
    del what
    for row in rows:
        out.write(json.dumps(cleaned(row), ensure_ascii=False, default=str).encode("utf-8") + b"\n")
