"""``python -m bench.reading.worst FOREST_0 FOREST_1 [COUNT]``: the pages that are read worst, by cause.

Each page is read with the forest grown on the other half (see ``bench.reading.train``), so none was seen in
training. The cause is measured, not guessed: where the lines that are too many stand (before, among or after
the truth's lines), and which rule took the lines that are missing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.reading.lines import labels
from bench.reading.scoring import scorer
from bench.reading.shared import TEXT_SETS, Example, examples, page_of
from crawler.model import SiteContext
from crawler.pages import body, read
from crawler.pages.features import names
from crawler.pages.forest import Forest, parse_forest
from crawler.pages.reading import look_at
from crawler.text.normal import comparable


@dataclass(frozen=True)
class Page:
    """One page's F1 and why it is no better."""

    score: float
    name: str
    cause: str
    what: str


def judged(example: Example, forest: Forest) -> Page:
    """Read the page with ``forest`` and say what was too much or too little."""
    body.load_forest = lambda name, columns: forest  # type: ignore[assignment, attr-defined]
    reading, _ = read(page_of(example), SiteContext())
    text = reading.article.text if reading.article else ""
    matched = scorer().shingle_match(example.truth["text"], text)
    outline = look_at(page_of(example), SiteContext()).outline
    true = labels([line.text for line in outline.lines], example.truth["text"])
    said = {comparable(part) for part in text.replace("\t", "\n").split("\n")}
    rows = [row for row, key in enumerate(outline.keys) if key and key in said]
    own = [row for row in rows if true[row]] or [0]
    extra: Counter[str] = Counter()
    for row in rows:
        if not true[row]:
            side = "before" if row < own[0] else "after" if row > own[-1] else "among"
            extra[f"reads on {side} the truth" if side != "among" else "keeps lines among it"] += (
                outline.lines[row].size
            )
    missing: Counter[str] = Counter()
    taken = {comparable(part): cut.rule for cut in reading.removed for part in cut.text.split("\n")}
    for row, key in enumerate(outline.keys):
        if true[row] and key not in said and key in taken:
            missing[f"left out as: {taken[key]}"] += outline.lines[row].size
    causes = extra if matched[1] > matched[2] else missing
    cause, size = max(causes.items(), key=lambda item: item[1], default=("other", 0))
    return Page(scorer().page_f1(matched), f"{example.set_name} {example.id[:28]}", cause, f"{size} letters")


def pages(forests: tuple[Forest, Forest]) -> Iterator[Page]:
    """All pages with a text, each read by the forest that has not seen it."""
    for example in examples(TEXT_SETS):
        if example.truth.get("text"):
            yield judged(example, forests[1 - example.half])


def main(zero: str, one: str, count: str = "20") -> None:
    """Print the worst, the causes that cost most pages first."""
    grown = tuple(parse_forest(Path(path).read_text("utf-8"), names()) for path in (zero, one))
    worst = sorted(pages((grown[0], grown[1])), key=lambda page: page.score)[: int(count)]
    frequent = Counter(page.cause for page in worst)
    for cause, times in frequent.most_common():
        print(f"{cause} ({times})")
        for page in worst:
            if page.cause == cause:
                print(f"  {page.score:.3f}  {page.name}  {page.what}")


if __name__ == "__main__":
    main(*sys.argv[1:])
