"""How well reports join: on made-up stories, and on the labelled texts that tell of one event.

Pairs of reports of different articles are counted: a pair in one group is right when the answer has it in
one agreement. All stories stand in one pool, so that reports of different stories may join wrongly too.
Each measurement is repeated in several orders of arrival, and report by report against what is there.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from crawler.agreements.detection import detect
from crawler.agreements.joining import join, suggest
from crawler.model import Agreement, Article, JunkVerdict, NameTable, Party, Report, SignedOn, SiteContext
from crawler.organisations import OwnTable, Query, link_many

STORIES = Path(__file__).with_name("stories.tsv")
LATER = Path(__file__).with_name("stories_later.tsv")
CORPUS = Path("/work/shared/corpus/announcements_dev.jsonl")
ORDERS = 20
Told = list[tuple[Report, str]]


def parties(names: Sequence[str], table: NameTable) -> tuple[Party, ...]:
    """Linked parties, as detection hands them on; ``*`` marks the hub."""
    plain = [name.lstrip("*").strip() for name in names]
    links = link_many([Query(name) for name in plain], table)
    return tuple(
        Party(
            name,
            got.canonical,
            got.key,
            got.organisation_id,
            got.country,
            "hub" if mark.startswith("*") else "party",
        )
        for mark, name, got in zip(names, plain, links, strict=True)
    )


def signed(value: str) -> SignedOn:
    """A signing date of the precision its length shows."""
    return SignedOn(value, {4: "year", 7: "month"}.get(len(value), "day")) if value else SignedOn()


def stories(table: NameTable, path: Path = STORIES) -> Told:
    """The made-up reports with the agreement each belongs to."""
    told: Told = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        story, agreement, article, _, published, day, kind, names = line.split("\t")
        made = Agreement(kind, (kind,), parties(names.split("|"), table), signed(day))
        told.append((Report(article, article.split("/")[0], made, published or None), f"{story}/{agreement}"))
    return told


def labelled(table: NameTable) -> Told:
    """The labelled announcements with their gold parties and dates; rows of one event belong together."""
    told: Told = []
    rows: list[dict[str, Any]] = [
        json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()
    ]
    for row in rows:
        if row["label"] == "announcement" and row["parties"]:
            kind = row["agreement_type"] or "other"
            made = Agreement(kind, (kind,), parties(row["parties"], table), signed(row["signed_on"] or ""))
            told.append(
                (Report(row["id"], row["id"], made, row["published_on"]), row["same_event"] or row["id"])
            )
    return told


def detected(table: NameTable) -> Told:
    """The labelled announcements as the product reads them: every agreement found is a report."""
    told: Told = []
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        if row["label"] != "announcement":
            continue
        article = Article(row["url"] or "", row["title"], row["text"], published_on=row["published_on"])
        found = detect(article, SiteContext(), table, JunkVerdict())
        for place, agreement in enumerate(found.agreements):
            report = Report(f"{row['id']}#{place}", row["id"], agreement, row["published_on"])
            told.append((report, row["same_event"] or row["id"]))
    return told


def by_article(told: Told) -> tuple[dict[str, object], list[str]]:
    """As :func:`measure`, for articles: two are one event when any of their agreements is one."""
    event = {report.source_id: name for report, name in told}
    groups = [{key.partition("#")[0] for key in group} for group in join([report for report, _ in told])]
    got = pairs([sorted(group) for group in groups])
    together: dict[str, list[str]] = {}
    for article, name in event.items():
        together.setdefault(name, []).append(article)
    wanted = pairs(list(together.values()))
    shown = {report.source_id: [party.key for party in report.agreement.parties] for report, _ in told}
    notes = [f"wrong {pair} {[shown[key] for key in pair]}" for pair in sorted(got - wanted)]
    notes += [f"missed {pair} {[shown[key] for key in pair]}" for pair in sorted(wanted - got)]
    return {
        "articles": len(event),
        "pairs": len(wanted),
        "precision": round(len(got & wanted) / len(got), 4) if got else 0.0,
        "recall": round(len(got & wanted) / len(wanted), 4) if wanted else 0.0,
    }, notes


def pairs(groups: Sequence[Sequence[str]]) -> set[tuple[str, str]]:
    """All pairs of keys that stand in one group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def one_by_one(reports: Sequence[Report]) -> tuple[tuple[str, ...], ...]:
    """The partition after each report was joined with those that had come before it."""
    groups: tuple[tuple[str, ...], ...] = ()
    for count in range(1, len(reports) + 1):
        groups = join(reports[:count])
    return groups


def measure(told: Told, step_by_step: bool = True) -> tuple[dict[str, object], list[str]]:
    """Precision and recall of pairs, whether every order agreed, and the wrong and missed pairs."""
    answer: dict[str, list[str]] = {}
    for report, name in told:
        answer.setdefault(name, []).append(report.key)
    wanted = pairs(list(answer.values()))
    reports = [report for report, _ in told]
    groups = join(reports)
    orders = [random.Random(seed).sample(reports, len(reports)) for seed in range(ORDERS)]
    same = all(join(order) == groups for order in orders)
    same = same and (not step_by_step or one_by_one(orders[0]) == groups)
    got = pairs(groups)
    shown = {report.key: [party.key for party in report.agreement.parties] for report in reports}
    notes = [f"wrong {pair} {[shown[key] for key in pair]}" for pair in sorted(got - wanted)]
    notes += [f"missed {pair} {[shown[key] for key in pair]}" for pair in sorted(wanted - got)]
    suggested = set(suggest(reports))
    return {
        "reports": len(reports),
        "pairs": len(wanted),
        "precision": round(len(got & wanted) / len(got), 4) if got else 0.0,
        "recall": round(len(got & wanted) / len(wanted), 4) if wanted else 0.0,
        "missed but suggested": len((wanted - got) & suggested),
        "suggestions": len(suggested),
        "same in every order": same,
    }, notes


def run() -> tuple[dict[str, object], list[str]]:
    """All measurements with our own table alone."""
    table = OwnTable()
    made, first = measure(stories(table))
    fresh, later = measure(stories(table, LATER))
    real, second = measure(labelled(table), step_by_step=False) if CORPUS.exists() else ({}, [])
    read, third = by_article(detected(table)) if CORPUS.exists() else ({}, [])
    figures: dict[str, object] = {
        "60 made-up stories": made,
        "20 later stories": fresh,
        "labelled events, gold parties": real,
        "labelled events, as read": read,
    }
    return figures, [*first, *later, *second, *third]
