"""Weigh the facts: a logistic regression whose weights stand in ``weights.tsv``."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from crawler.model import AnnouncementVerdict

# Probability from which a page is announced, and from which a person is asked; chosen on the threshold table
# of ``python -m bench.agreements`` (docs/agreements.md).
# Precision first, for a false alert costs trust and a doubtful page is not lost: below ANNOUNCE it goes to a
# person. Cross-validated on 1,310 rows .55 gives precision .950 at recall .959, .65 .974 at .947, .80 .992 at
# .901: up to .65 a point of recall buys about a point of precision, later less.
ANNOUNCE = 0.65
REVIEW = 0.35


class Judgement(NamedTuple):
    """Verdict, probability, and the facts that weighed most, in words."""

    verdict: AnnouncementVerdict
    probability: float
    reasons: tuple[str, ...]


@cache
def weights() -> dict[str, float]:
    """Feature -> weight; ``(intercept)`` is the bias."""
    table = files(__package__).joinpath("weights.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {row[0]: float(row[1]) for row in rows[1:]}


def probability(facts: dict[str, float]) -> float:
    """The probability that an article with these facts is an announcement."""
    table = weights()
    total = table["(intercept)"] + sum(table.get(name, 0.0) * value for name, value in facts.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def judge(facts: dict[str, float]) -> Judgement:
    """The verdict on an article with these facts."""
    likely = probability(facts)
    table = weights()
    weighed = sorted(
        ((table.get(n, 0.0) * v, n) for n, v in facts.items() if v), key=lambda pair: -abs(pair[0])
    )
    reasons = tuple(
        f"{'for' if weight > 0 else 'against'}: {name.replace('_', ' ')}"
        for weight, name in weighed[:6]
        if weight
    )
    if likely >= ANNOUNCE:
        return Judgement(AnnouncementVerdict.ANNOUNCEMENT, likely, reasons)
    if likely >= REVIEW:
        return Judgement(AnnouncementVerdict.REVIEW, likely, reasons)
    return Judgement(AnnouncementVerdict.NONE, likely, reasons)
