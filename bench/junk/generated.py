"""Generated injections over made-up clean pages: every vector, three strengths, brands held out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bench.junk.spans import Coverage
from crawler.junk import judge
from crawler.model import EmptyNameTable, FetchedPage, JunkVerdict, Reading, SiteContext
from crawler.pages import read
from tests.junk.generator.catalogue import MUTATORS
from tests.junk.generator.injected import Injected
from tests.junk.generator.pages import CleanPage, clean_page, render
from tests.junk.generator.twins import benign, topical

FLAGS = frozenset({"injected", "mirror", "spam"})


@dataclass
class Score:
    """Counts of one vector."""

    pages: int = 0
    found: int = 0
    right: int = 0
    titles: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    text_f1: list[float] = field(default_factory=list)
    residue: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)


def fetched(body: bytes, url: str) -> FetchedPage:
    """A response of these bytes."""
    headers = (("content-type", "text/html; charset=utf-8"),)
    return FetchedPage(url, url, 200, headers, body, datetime(2026, 1, 1, tzinfo=UTC))


def context_for(page: CleanPage, owner_known: bool) -> SiteContext:
    """The context of a page: its own site watched, or nothing known."""
    if not owner_known:
        return SiteContext()
    return SiteContext(watched_hosts=((page.url.split("/")[2], page.organisation),))


def outcome(body: bytes, url: str, context: SiteContext) -> tuple[Reading, JunkVerdict, Reading]:
    """A page read and judged."""
    page = fetched(body, url)
    reading, document = read(page, context)
    verdict, repaired = judge(page, reading, document, context, EmptyNameTable())
    return reading, verdict, repaired


def run(held_out: bool, pages: Iterable[int], seed: int = 7, only: str = "") -> dict[str, Score]:
    """All vectors over those pages, strengths in turn."""
    scores: dict[str, Score] = {}
    for vector, mutate in MUTATORS.items():
        if only and only != vector:
            continue
        score = scores.setdefault(vector, Score())
        for number in pages:
            page = clean_page(number)
            made = mutate(page, 1 + (number + number // 20) % 3, held_out, seed)
            if made is not None:
                _count(score, made)
    return scores


def _count(score: Score, made: Injected) -> None:
    reading, verdict, repaired = outcome(made.body, made.url, context_for(made.page, made.owner_known))
    score.pages += 1
    name = f"{made.vector}/{made.strength} page {made.page.number} {made.page.language}"
    if verdict.verdict.value not in FLAGS:
        score.missed.append(f"{name} -> {verdict.verdict.value} {verdict.score} {made.junk[:1]}")
        return
    score.found += 1
    score.right += verdict.verdict.value in made.verdicts
    if verdict.verdict.value not in made.verdicts:
        score.wrong.append(f"{name} verdict {verdict.verdict.value}")
    article = repaired.article
    title, text = (article.title, article.text) if article else (None, "")
    score.coverage.count(made, reading, verdict, article.title_as_found if article else None)
    score.titles[made.left][1] += 1
    score.titles[made.left][0] += title == made.title
    if title != made.title:
        score.wrong.append(f"{name} headline {title!r} for {made.title!r}")
    if made.text:
        score.text_f1.append(token_f1(text, made.text))
        if score.text_f1[-1] < 0.97:
            score.wrong.append(f"{name} text {score.text_f1[-1]:.3f} {text[:150]!r}")
    score.residue.append(_residue(made, title, text))
    if score.residue[-1] > 0:
        score.wrong.append(f"{name} left {score.residue[-1]:.3f}")


def tokens(text: str) -> list[str]:
    """Words, and each Han, kana or Thai character by itself."""
    import re

    return re.findall(
        r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+",
        text,
    )


def token_f1(left: str, right: str) -> float:
    """F1 of two texts' bags of tokens."""
    from collections import Counter

    a, b = Counter(tokens(left)), Counter(tokens(right))
    shared = sum((a & b).values())
    total = sum(a.values()) + sum(b.values())
    return 2 * shared / total if total else 1.0


def _residue(made: Injected, title: str | None, text: str) -> float:
    whole = f"{title or ''}\n{text}"
    left = sum(len(tokens(junk)) for junk in made.junk if len(junk) > 3 and junk in whole)
    return left / max(1, len(tokens(whole)))


def clean_run(pages: Iterable[int]) -> list[str]:
    """Clean pages that are flagged or altered."""
    found = []
    for number in pages:
        page = clean_page(number)
        reading, verdict, repaired = outcome(render(page), page.url, SiteContext())
        if verdict.verdict.value != "clean" or repaired != reading:
            found.append(
                f"{number} {page.language} {verdict.verdict.value} "
                f"{[(one.name, one.quote[:40]) for one in verdict.signals[:3]]}"
            )
    return found


def twin_run(pages: Iterable[int]) -> tuple[int, list[str]]:
    """Honest twins: how many there are, and those that are flagged, suspected or altered."""
    total, found = 0, []
    for number in pages:
        page = clean_page(number)
        for twin in (*benign(page), *topical(page)):
            total += 1
            reading, verdict, repaired = outcome(twin.body, page.url, SiteContext())
            if verdict.verdict.value != "clean" or repaired != reading:
                found.append(
                    f"{twin.name}: {number} {page.language} {verdict.verdict.value} "
                    f"{[(one.name, one.quote[:50]) for one in verdict.signals[:3]]}"
                )
    return total, found
