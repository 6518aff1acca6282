"""``python -m bench.reading.own_cost``: the whole of what ``inspect`` concludes of a page, asked page by page.

Speaks as ``peer_cost.py`` does. The steps are timed at their doors, by wrapping what the chain calls.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from bench.reading.shared import FETCHED_AT
from crawler.model import EmptyNameTable, FetchedPage, SiteContext
from crawler.pages import reading
from pipelines import agreements, dedupe, junk, read
from pipelines.chain import assess
from pipelines.workers import settle

# Each step with where its function is looked up; ``parse`` is part of ``read`` and taken off it.
DOORS: tuple[tuple[str, Any, str], ...] = (
    ("parse", reading, "parse"),
    ("read", read, "read"),
    ("junk", junk, "judge"),
    ("agreements", agreements, "detect"),
    ("fingerprint", dedupe, "fingerprint"),
)


def watched(function: Callable[..., Any], step: str, spent: dict[str, float]) -> Callable[..., Any]:
    """``function``, its CPU seconds added to ``spent[step]``."""

    @wraps(function)
    def timed(*args: Any, **kwargs: Any) -> Any:
        started = time.process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[step] = spent.get(step, 0.0) + time.process_time() - started

    return timed


def main() -> None:
    """Answer until the input ends."""
    spent: dict[str, float] = {}
    for step, module, name in DOORS:
        setattr(module, name, watched(getattr(module, name), step, spent))
    for line in sys.stdin:
        asked = json.loads(line)
        body = Path(asked["path"]).read_bytes()
        page = FetchedPage(asked["url"], asked["url"], 200, (), body, FETCHED_AT)
        spent.clear()
        started = time.process_time()
        assess(page, SiteContext(), EmptyNameTable())
        spent["all"] = time.process_time() - started
        settle()  # as the pool's processes do
        spent["read"] = spent.get("read", 0.0) - spent.get("parse", 0.0)
        print(json.dumps(spent), flush=True)


if __name__ == "__main__":
    main()
