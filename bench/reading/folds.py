"""``python -m bench.reading.folds FOREST_0 ... FOREST_4``: text F1 of pages that no forest has seen.

Each page is read with the forest that was grown without its fold, and so without any page of its site (see
``bench.reading.train``: ``not-0`` to ``not-4``).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from bench.reading.scoring import score
from bench.reading.shared import TEXT_SETS, examples, page_of
from crawler.model import SiteContext
from crawler.pages import body, read
from crawler.pages.features import names
from crawler.pages.forest import parse_forest


def main(*paths: str) -> None:
    """Print each set's F1 with precision and recall."""
    forests = [parse_forest(Path(path).read_text("utf-8"), names()) for path in paths]
    truths: dict[str, list[dict[str, Any]]] = {name: [] for name in TEXT_SETS}
    answers: dict[str, dict[str, Any]] = {name: {} for name in TEXT_SETS}
    for example in examples(TEXT_SETS):
        forest = forests[example.fold]
        body.load_forest = lambda name, columns, forest=forest: forest  # type: ignore[assignment, attr-defined, misc]
        article = read(page_of(example), SiteContext())[0].article
        truths[example.set_name].append(example.truth)
        answers[example.set_name][example.id] = {"text": article.text if article else ""}
    for name in TEXT_SETS:
        text = score(name, truths[name], answers[name])["text"]
        print(f"{name}\t{text['F1']:.3f} ({text['P']:.3f}/{text['R']:.3f})")


if __name__ == "__main__":
    main(*sys.argv[1:])
