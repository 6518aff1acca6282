"""The development rows of the shared corpus: recall, false flags, recovered headlines, spans."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.junk import judge
from crawler.model import (
    Article,
    EmptyNameTable,
    FetchedPage,
    FieldCandidate,
    JunkVerdict,
    Reading,
    SiteContext,
)

FLAGS = frozenset({"injected", "mirror", "spam"})
CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus" / "junk_dev.jsonl"


def as_read(row: dict[str, Any]) -> tuple[FetchedPage, Reading]:
    """A row of text as ``inspect --jsonl`` hands it on."""
    page = FetchedPage(row["url"], row["url"], 200, (), b"", datetime(2026, 1, 1, tzinfo=UTC))
    title = row.get("title") or None
    titles = (FieldCandidate(title, "given"),) if title else ()
    return page, Reading(Article(row["url"], title, row["text"], title_origin="given"), titles=titles)


@dataclass
class Tally:
    """Counts over the rows."""

    found: int = 0
    positives: int = 0
    false: list[str] = field(default_factory=list)
    suspects: list[str] = field(default_factory=list)
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    negatives: int = 0
    labels: int = 0
    titles: Counter[str] = field(default_factory=Counter)
    wrong_titles: list[tuple[str, str | None, str | None]] = field(default_factory=list)
    spans: list[tuple[str, float]] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)


def judged(row: dict[str, Any]) -> tuple[JunkVerdict, Reading]:
    """One row through the room."""
    page, reading = as_read(row)
    return judge(page, reading, None, SiteContext(), EmptyNameTable())


def run() -> Tally:
    """All rows."""
    tally = Tally()
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        verdict, reading = judged(row)
        _count(tally, row, verdict, reading)
    return tally


def _count(tally: Tally, row: dict[str, Any], verdict: JunkVerdict, reading: Reading) -> None:
    flagged = verdict.verdict.value in FLAGS
    if row["label"] == "clean":
        tally.negatives += 1
        if flagged:
            tally.false.append(row["id"])
        elif verdict.verdict.value == "suspect":
            tally.suspects.append(row["id"])
        if reading != as_read(row)[1]:
            tally.altered.append(row["id"])
        return
    tally.positives += 1
    tally.labels += verdict.verdict.value == row["label"]
    if not flagged:
        tally.missed.append((row["id"], row["kind"], verdict.verdict.value))
        return
    tally.found += 1
    title = reading.article.title if reading.article else None
    tally.titles["right" if title == row["clean_title"] else "wrong"] += 1
    if title != row["clean_title"]:
        tally.wrong_titles.append((row["id"], title, row["clean_title"]))
    tally.spans.append((row["id"], span_f1(row, verdict)))


def span_f1(row: dict[str, Any], verdict: JunkVerdict) -> float:
    """Character-level F1 of the evidence against the planted spans, over headline and text together."""
    whole = f"{row['title']}\n{row['text']}"
    truth = _covered(whole, row["spans"])
    told = [
        part
        for signal in verdict.signals
        if signal.where in {"title", "text", "html"}
        for part in signal.quote.split(" … ")
    ]
    told += [repair.before for repair in verdict.repairs if repair.where == "text"]
    if verdict.verdict.value == "spam":
        told = [row["title"], row["text"]]
    mine = _covered(whole, told)
    if not truth:
        return 1.0 if not mine else 0.0
    return 2 * len(truth & mine) / (len(truth) + len(mine))


def _covered(whole: str, parts: list[str]) -> set[int]:
    covered: set[int] = set()
    for part in {part for part in parts if part.strip()}:
        at = whole.find(part)
        while at >= 0:
            covered.update(range(at, at + len(part)))
            at = whole.find(part, at + 1)
    return covered
