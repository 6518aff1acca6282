"""``python -m bench.reading.ours ANSWERS.json [FOREST.tsv]``: the project's reader on all shared pages."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from bench.reading.shared import examples, page_of
from crawler.model import SiteContext
from crawler.pages import body, read
from crawler.pages.features import names
from crawler.pages.forest import parse_forest


def main(target: str, forest: str | None = None) -> None:
    """Read every page once; CPU time a page excludes the first page, which loads the data files."""
    if forest:
        grown = parse_forest(Path(forest).read_text("utf-8"), names())
        body.load_forest = lambda name, columns: grown  # type: ignore[assignment, attr-defined]
    answers: dict[str, dict[str, Any]] = {}
    spent: list[float] = []
    for example in examples():
        started = time.process_time()
        reading, _ = read(page_of(example), SiteContext())
        spent.append(time.process_time() - started)
        article = reading.article
        answers.setdefault(example.set_name, {})[example.id] = {
            "title": article.title if article else None,
            "text": article.text if article else "",
            "date": article.published_on if article else None,
            "problem": reading.problem,
        }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    facts = {"answers": answers, "seconds": spent[1:], "peak_mb": peak}
    Path(target).write_text(json.dumps(facts, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
