"""``python -m bench.reading.lines OUT.npz``: the shared pages' lines, measured and labelled for training.

Runs in the project's environment; ``bench.reading.train`` then needs only numpy and LightGBM.
"""

from __future__ import annotations

import sys

import numpy as np

from bench.reading.scoring import tokens
from bench.reading.shared import TEXT_SETS, Example, examples, page_of
from crawler.model import SiteContext
from crawler.pages.features import measure, names
from crawler.pages.reading import headline_facts, look_at


def labels(lines: list[str], truth: str) -> np.ndarray:
    """For each line 1 where most of it stands in ``truth``: by its runs of four tokens, or, for a line of
    fewer, as a whole.
    """
    known = tokens(truth)
    runs = {tuple(known[i : i + 4]) for i in range(len(known) - 3)}
    joined = f" {' '.join(known)} "
    found = []
    for line in lines:
        own = tokens(line)
        shingles = [tuple(own[i : i + 4]) for i in range(len(own) - 3)]
        if shingles:
            found.append(sum(shingle in runs for shingle in shingles) / len(shingles) > 0.5)
        else:
            found.append(bool(own) and f" {' '.join(own)} " in joined)
    return np.array(found, np.int8)


def measured(example: Example) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The table, the labels and the sizes of one page's lines."""
    look = look_at(page_of(example), SiteContext())
    page_outline = look.outline
    found = measure(page_outline, headline_facts(look))
    sizes = np.array([line.size for line in page_outline.lines], np.int64)
    answers = labels([line.text for line in page_outline.lines], example.truth["text"])
    return found.table[found.judged], answers[found.judged], sizes[found.judged]


def main(target: str) -> None:
    """Write all tables into one file."""
    tables, answers, sizes, pages, halves, folds = [], [], [], [], [], []
    for number, example in enumerate(e for e in examples(TEXT_SETS) if e.truth.get("text")):
        table, answer, size = measured(example)
        tables.append(table)
        answers.append(answer)
        sizes.append(size)
        pages.append(np.full(len(size), number))
        halves.append(np.full(len(size), example.half))
        folds.append(np.full(len(size), example.fold))
    np.savez_compressed(
        target, table=np.concatenate(tables), label=np.concatenate(answers), size=np.concatenate(sizes),
        page=np.concatenate(pages), half=np.concatenate(halves), fold=np.concatenate(folds),
        names=np.array(names()),
    )  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
