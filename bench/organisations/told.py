"""How often one event is told twice: made-up stories in their sites' own words, through the whole chain.

Each text is read as a poll would (junk, detection, links, fingerprint) and kept in a store in several orders of
arrival. Counted are pairs of articles (right when they tell of one agreement) and, as readers feel it, how many
alerts an event makes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from crawler.model import (
    Alert,
    AlertKind,
    Article,
    ArticleChange,
    Assessment,
    FetchedPage,
    Reading,
    SiteContext,
    Source,
)
from crawler.organisations import OwnTable
from crawler.storage import Store
from pipelines.chain import assess_text

FIRST = Path(__file__).with_name("told.txt")
LATER = Path(__file__).with_name("told_later.txt")
LAST = Path(__file__).with_name("told_last.txt")
FOURTH = Path(__file__).with_name("told_fourth.txt")
FIFTH = Path(__file__).with_name("told_fifth.txt")
SIXTH = Path(__file__).with_name("told_sixth.txt")
CORPUS = Path("/work/shared/corpus/announcements_dev.jsonl")
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ORDERS = 4


@dataclass(frozen=True, slots=True)
class Telling:
    """One article of one site; ``events`` are the agreements that it tells of, ``owner`` the site's."""

    url: str
    title: str | None
    text: str
    language: str | None
    published: str | None
    owner: str | None
    events: frozenset[str]


def stories(path: Path) -> Iterator[Telling]:
    """The articles of a file of stories (its head says how it is written)."""
    for block in path.read_text(encoding="utf-8").split("\n@ ")[1:]:
        head, title, *text = block.strip().split("\n")
        told, site, language, published, owner = (cell.strip() for cell in head.split("|"))
        story, *letters = told.split()
        url = f"https://{site}.example/news/{story}-{site}"
        events = frozenset(f"{story}/{letter}" for letter in letters)
        yield Telling(url, title, "\n\n".join(text), language, _given(published), _given(owner), events)


def labelled() -> Iterator[Telling]:
    """The labelled announcements; rows of one event belong together."""
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        if row["label"] == "announcement":
            event = frozenset((row["same_event"] or row["id"],))
            url = f"https://{row['id']}.example/news/1"
            yield Telling(url, row["title"], row["text"], None, row["published_on"], None, event)


def _given(cell: str) -> str | None:
    return None if cell == "-" else cell


def read(told: Telling) -> Assessment:
    """What a poll concludes of the article."""
    article = Article(told.url, told.title, told.text, language=told.language, published_on=told.published)
    page = FetchedPage(told.url, told.url, 200, (), b"", START)
    return assess_text(page, Reading(article), SiteContext(organisation=told.owner), OwnTable())


def _alert(change: ArticleChange) -> tuple[Alert, ...]:
    return tuple(
        Alert(
            f"al-{one.id}",
            AlertKind.AGREEMENT,
            "told",
            {"subject": "told"},
            f"<{one.id}@x.invalid>",
            START,
            agreement_id=one.id,
            to="reader@reader.example",
        )
        for one in change.agreements
        if one.status == "new" and not one.alerted
    )


def arrive(order: Sequence[tuple[Telling, Assessment]]) -> tuple[list[frozenset[str]], int]:
    """The agreements, each as the addresses of its articles, after all came in this order; and how many
    alerts were due until then.
    """
    alerts = 0
    with Store("sqlite://") as store:
        for step, (told, assessment) in enumerate(order):
            site = told.url.split("/")[2]
            source = Source(site, f"https://{site}/news", site, organisation=told.owner)
            store.sources.sync([source], START)
            now = START + timedelta(hours=step)
            change = store.articles.keep(assessment, source, now, _alert)
            alerts += len(_alert(change))
        rows = store.listing.agreements(limit=0)
    return [frozenset(report["url"] for report in row["reports"]) for row in rows], alerts


def _pairs(groups: Sequence[frozenset[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def measure(tellings: Sequence[Telling], orders: int = ORDERS) -> tuple[dict[str, object], list[str]]:
    """Precision and recall of pairs of articles, repeated events, and the wrong and missed pairs."""
    known = [(one, read(one)) for one in tellings]
    groups, alerts = arrive(known)
    same, most = True, alerts
    for seed in range(orders - 1):
        again, others = arrive(random.Random(seed).sample(known, len(known)))
        same, most = same and set(again) == set(groups), max(most, others)
    events = {one.url: one.events for one in tellings}
    wanted = {(a, b) for a, b in combinations(sorted(events), 2) if events[a] & events[b]}
    got = _pairs(groups)
    unread = {url for url in events if not any(url in group for group in groups)}
    shown = {one.url: _shown(found) for one, found in known}
    notes = [f"wrong {a} {shown[a]}\n      {b} {shown[b]}" for a, b in sorted(got - wanted)]
    notes += [f"missed {a} {shown[a]}\n       {b} {shown[b]}" for a, b in sorted(wanted - got)]
    read_pairs = {pair for pair in wanted if not unread.intersection(pair)}
    every = {event for found in events.values() for event in found}
    told = {event for group in groups for event in frozenset.intersection(*(events[url] for url in group))}
    return {
        "articles": len(tellings),
        "events": len(every),
        "pairs": len(wanted),
        "precision": round(len(got & wanted) / len(got), 3) if got else 0.0,
        "recall": round(len(got & wanted) / len(wanted), 3) if wanted else 0.0,
        "recall of pairs of which both were read": round(len(got & read_pairs) / len(read_pairs), 3),
        "articles without an agreement": len(unread),
        "agreements": len(groups),
        "events told": len(told),
        "alerts, most of any order": most,
        "same in every order": same,
    }, notes


def _shown(found: Assessment) -> str:
    told = found.announcement
    return f"{told.verdict.value} " + " ++ ".join(
        f"{one.type} {one.signed.value or (one.signed.earliest, one.signed.latest)} "
        + " | ".join(f"{party.name} <{party.key}>" for party in one.parties)
        for one in told.agreements
    )


def run() -> tuple[dict[str, object], list[str]]:
    """The stories, and the labelled announcements where they are there."""
    figures: dict[str, object] = {}
    notes: list[str] = []
    sets = {
        path.stem: list(stories(path)) for path in (FIRST, LATER, LAST, FOURTH, FIFTH, SIXTH) if path.exists()
    }
    if CORPUS.exists():
        sets["labelled"] = list(labelled())
    for name, tellings in sets.items():
        figures[name], found = measure(tellings)
        notes += found
    return figures, notes
