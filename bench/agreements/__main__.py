"""``python -m bench.agreements [score|fit|calibrate|blind|errors|speed]``: figures, and the fitting of weights."""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from bench.agreements import calibration, corpus, fit, scoring, speed
from bench.organisations.size import ORGANISATIONS
from crawler.agreements import cues, detection, features, gathering
from crawler.agreements.namesake import Namesake
from crawler.agreements.newest import published
from crawler.agreements.passage import lay_out
from crawler.agreements.publication import publication
from crawler.agreements.verdict import ANNOUNCE
from crawler.model import Announcement, Article, FetchedPage, JunkVerdict, SiteContext
from crawler.organisations import OwnTable
from crawler.pages import read_text

WEIGHTS = Path(detection.__file__).with_name("weights.tsv")
Facts = dict[str, float]


def article(row: corpus.Row) -> Article:
    """The row as ``inspect`` reads it: its lines weighed, its day of publication that of the handing in."""
    url, day = row["url"] or "", row["published_on"]
    known = day if len(day or "") == 10 else None
    page = FetchedPage(url, url, 200, (), b"", datetime.fromisoformat(f"{known or '2026-01-01'}T12:00:00Z"))
    read = read_text(row["text"], row["title"], page, SiteContext(as_of=known)).article
    if read.published_on or known is None:
        return read
    return replace(read, published_on=known, published_precision="day", published_origin="as_of")


def facts(row: corpus.Row) -> Facts:
    """The facts the verdict is weighed on; a real page's row carries them."""
    if "facts" in row:
        return dict(row["facts"])
    passage = lay_out(publication(article(row)))
    when = published(passage.article.published_on).latest
    found = cues.find(passage, when.isoformat() if when else None)
    return features.features(passage, gathering.gather(Namesake(passage), found))


def told(row: corpus.Row) -> Announcement:
    """What the product concludes of the row."""
    return conclude(article(row))


def conclude(read: Article) -> Announcement:
    """What the product concludes of an article that holds no junk, with our own table as the registry."""
    return detection.detect(read, SiteContext(), _registry(), JunkVerdict())


@cache
def _registry() -> OwnTable:
    return OwnTable()


def main() -> None:
    """Run the chosen command and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.agreements", description=__doc__)
    commands = ("score", "fit", "calibrate", "blind", "errors", "speed")
    parser.add_argument("command", nargs="?", default="score", choices=commands)
    parser.add_argument("--part", default="all", choices=("all", "training", "held-out"))
    parser.add_argument(
        "--training-only", action="store_true", help="fit without the held-out third and real pages"
    )
    parser.add_argument("--quick", action="store_true", help="speed without a registry of ROR's size")
    chosen = parser.parse_args()
    if chosen.command == "speed":
        _speed(chosen.quick)
        return
    if chosen.command == "blind":
        _blind(corpus.real())
        return
    rows = corpus.rows()
    if chosen.part != "all":
        rows = [row for row in rows if corpus.held_out(row) == (chosen.part == "held-out")]
    if chosen.command == "fit":
        training = [row for row in rows if not corpus.held_out(row)]
        _fit(training if chosen.training_only else rows + corpus.real() + corpus.written())
    elif chosen.command == "calibrate":
        _calibrate(rows + corpus.real() + corpus.written())
    elif chosen.command == "errors":
        _errors(rows)
    else:
        _score(rows)


def _speed(quick: bool) -> None:
    print(speed.machine())
    figures = speed.measure() | {"fresh process": speed.load(0 if quick else ORGANISATIONS)}
    print(json.dumps(figures, indent=1, ensure_ascii=False))


def _score(rows: list[corpus.Row]) -> None:
    articles = [article(row) for row in rows]
    conclude(articles[0])  # load the words before the clock starts
    began = time.process_time()
    pairs = [(row, conclude(read)) for row, read in zip(rows, articles, strict=True)]
    took = time.process_time() - began
    figures = scoring.score(pairs)
    figures["rows_per_cpu_second"] = round(len(rows) / took)
    print(json.dumps(figures, indent=1, ensure_ascii=False))


def _fit(rows: list[corpus.Row]) -> None:
    known = [facts(row) for row in rows]
    fitted = fit.fit(known, [row["label"] == "announcement" for row in rows])
    note = f"fitted on {len(rows)} rows, ridge {fit.RIDGE}; python -m bench.agreements fit"
    WEIGHTS.write_text(fit.table(fitted, note), encoding="utf-8")
    _table(rows, known)


def _calibrate(rows: list[corpus.Row]) -> None:
    _table(rows, [facts(row) for row in rows])


def _table(rows: list[corpus.Row], known: list[Facts]) -> None:
    truth = [row["label"] == "announcement" for row in rows]
    likely = fit.cross_validated(rows, known)
    error = calibration.expected_error(likely, truth)
    print(f"{len(rows)} rows, ten folds; expected calibration error {error:.3f}")
    print("threshold  precision  recall  F1")
    for threshold, precision, recall, f1 in calibration.thresholds(likely, truth):
        mark = " <- shipped" if threshold == ANNOUNCE else ""
        print(f"{threshold:9.2f}  {precision:9.3f}  {recall:6.3f}  {f1:.3f}{mark}")


def _blind(rows: list[corpus.Row]) -> None:
    """Cross-validated verdicts on the real pages (stored as facts, not as texts) and on our own texts."""
    own = corpus.written()
    rows = rows + own
    every = corpus.rows() + rows
    likely = fit.cross_validated(every, [facts(row) for row in every])[-len(rows) :]
    names = [f"draw {row['draw']}" if "draw" in row else f"written {row['batch']}" for row in rows]
    for name in sorted(set(names)):
        mine = [
            (row["label"] == "announcement", p >= ANNOUNCE)
            for row, p, named in zip(rows, likely, names, strict=True)
            if named == name
        ]
        _shares(name, mine)


def _shares(where: str, mine: list[tuple[bool, bool]]) -> None:
    """Precision and recall of one draw with their intervals; ``mine`` holds truth and verdict of each page."""
    right = sum(is_one and said for is_one, said in mine)
    for name, total in (
        ("precision", sum(said for _, said in mine)),
        ("recall", sum(is_one for is_one, _ in mine)),
    ):
        low, high = calibration.wilson(right, total)
        share = f"{right}/{total} = {right / max(1, total):.3f} ({low:.3f}-{high:.3f})"
        print(f"{where}, {len(mine)} pages: {name} {share}")


def _errors(rows: list[corpus.Row]) -> None:
    for row in rows:
        for mark in _marks(row, told(row)):
            print(row["id"], mark)
    sys.stdout.flush()


def _marks(row: corpus.Row, announcement: Announcement) -> list[str]:
    """What is wrong with the conclusion on one row."""
    right, wrong, missed = scoring.party_counts(row, announcement)
    is_one = row["label"] == "announcement"
    marks = []
    if is_one != (announcement.verdict == "announcement"):
        kind = "MISSED" if is_one else "FALSE"
        marks.append(f"{kind} {announcement.probability:.2f} [{row['why']}] {announcement.reasons}")
    if not is_one or not announcement.agreements:
        return marks
    got = [a.signed.value for a in announcement.agreements]
    if wrong or missed:
        marks.append(f"PARTIES wrong={wrong} missed={missed} right={right}")
    if (row["signed_on"] or "") not in [*got, ""]:
        marks.append(f"DATE {got} {[a.signed.rule for a in announcement.agreements]} gold {row['signed_on']}")
    if not row["signed_on"] and not row["published_on"] and any(got):
        marks.append(f"GROUNDLESS {got} {[a.signed.phrase for a in announcement.agreements]}")
    if row["agreement_type"] not in [a.type for a in announcement.agreements]:
        marks.append(f"TYPE {announcement.agreements[0].types} gold {row['agreement_type']}")
    return marks


if __name__ == "__main__":
    main()
