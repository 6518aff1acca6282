"""``python -m bench.agreements.parties [--errors]``: who signs, on digests of real pages, draw by draw.

Each row of ``parties.jsonl`` is a page found by search: its site, our own digest that keeps the page's names and
their order in the sentence, and the parties as its reader judged them before the rules ran. ``FIRST_SIGHT`` is
what the rules of that hour gave (right, wrong, missed); what is printed beside it is what they give now, seen.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench.agreements import corpus, scoring
from bench.agreements.__main__ import told

ROWS = Path(__file__).with_name("parties.jsonl")
FIRST_SIGHT = {
    5: (136, 45, 38),
    6: (51, 21, 23),
    7: (65, 24, 26),
    8: (39, 15, 14),
    9: (48, 10, 11),
    10: (50, 16, 12),
    11: (31, 5, 5),
    12: (49, 16, 16),
    13: (40, 8, 9),
}


def rows() -> list[corpus.Row]:
    """The digests, with the members that the scorer's rows have; ``own`` ones were made up, not found."""
    empty = {
        "label": "announcement",
        "hard": False,
        "published_on": None,
        "signed_on": None,
        "agreement_type": None,
    }
    return [{**empty, "url": f"https://{row['site']}", **row} for row in corpus.rows(ROWS)]


def main() -> None:
    """Print the figures, and with ``--errors`` what is wrong row by row."""
    parser = argparse.ArgumentParser(prog="python -m bench.agreements.parties", description=__doc__)
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args()
    counts: dict[Any, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows():
        found = scoring.party_counts(row, told(row))
        for key in ("own",) if row.get("own") else (row["draw"], row["lang"], "all"):
            counts[key] = [total + len(names) for total, names in zip(counts[key], found, strict=True)]
        if chosen.errors and (found[1] or found[2]):
            print(row["id"], "wrong", found[1], "missed", found[2])
    for key, now in counts.items():
        first = FIRST_SIGHT.get(key) if isinstance(key, int) else None
        before = f"at first sight F1 {scoring.rates(*first)['f1']:.3f} {first}, " if first else ""
        print(f"{key}: {before}now F1 {scoring.rates(*now)['f1']:.3f} {tuple(now)}")


if __name__ == "__main__":
    main()
