"""The arithmetic of ``score_announcements.py`` in-process: verdict, parties, dates, types."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from bench.agreements.corpus import Row
from crawler.model import Announcement


def normal(name: str) -> str:
    """A name without case, article, marks and spaces."""
    name = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "", re.sub(r"^(the|a)\s+", "", name))


def same(one: str, other: str) -> bool:
    """The scorer's likeness of two names: equal, 85 % alike, or one inside the other."""
    one, other = normal(one), normal(other)
    if not one or not other:
        return False
    if one == other or difflib.SequenceMatcher(None, one, other).ratio() >= 0.85:
        return True
    short, long = sorted((one, other), key=len)
    return short in long and len(short) >= 0.6 * len(long)


def rates(tp: int, fp: int, fn: int) -> dict[str, float | int]:
    """Precision, recall and F1 of counts."""
    p, r = tp / (tp + fp) if tp + fp else 0.0, tp / (tp + fn) if tp + fn else 0.0
    return {
        "precision": round(p, 4),
        "recall": round(r, 4),
        "f1": round(2 * p * r / (p + r), 4) if p and r else 0.0,
        "tp": tp,
        "fp": fp,
        "fn": fn,
    }


def party_counts(row: Row, told: Announcement) -> tuple[list[str], list[str], list[str]]:
    """Names found and right, found and wrong, and missed."""
    found = list(dict.fromkeys(p.name for a in told.agreements for p in a.parties))
    left, right, wrong = list(row["parties"]), [], []
    for name in found:
        match = next((gold for gold in left if same(name, gold)), None)
        if match is None:
            wrong.append(name)
        else:
            left.remove(match)
            right.append(name)
    return right, wrong, left


def score(pairs: Iterable[tuple[Row, Announcement]]) -> dict[str, Any]:
    """The scorer's figures for rows and what was concluded of them."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    parties, dates, types = [0, 0, 0], [0, 0, 0, 0], [0, 0]
    pages = review = 0
    for row, told in pairs:
        pages += 1
        said, is_one = told.verdict == "announcement", row["label"] == "announcement"
        review += told.verdict == "review"
        slot = 0 if said and is_one else 1 if said else 2 if is_one else None
        if slot is not None:
            for key in ("all", row["lang"], "hard" if row["hard"] else "easy"):
                counts[key][slot] += 1
        if not is_one:
            continue
        if row["parties"]:
            for index, names in enumerate(party_counts(row, told)):
                parties[index] += len(names)
        got = {a.signed.value for a in told.agreements} - {None}
        if (
            row["signed_on"]
            and len(row["signed_on"]) == 10
            and (row["published_on"] or not row.get("year_inferred"))
        ):
            dates[0] += row["signed_on"] in got
            dates[1] += 1
        elif not row["signed_on"] and not row["published_on"]:
            dates[2] += bool(got)
            dates[3] += 1
        if told.agreements and row["agreement_type"]:
            types[0] += any(a.type == row["agreement_type"] for a in told.agreements)
            types[1] += 1
    return {
        "pages": pages,
        "verdict": {key: rates(*value) for key, value in sorted(counts.items())},
        "review_share": round(review / pages, 4) if pages else None,
        "parties": rates(*parties),
        "signed_on_right": round(dates[0] / dates[1], 4) if dates[1] else None,
        "signed_on_judged": dates[1],
        "dates_without_ground": f"{dates[2]} of {dates[3]}",
        "type_right": round(types[0] / types[1], 4) if types[1] else None,
    }
