"""Clean real pages of the shared sets: their verdicts, and what judging costs on top of reading."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawler.junk import judge
from crawler.model import EmptyNameTable, FetchedPage, JunkVerdict, Reading, SiteContext
from crawler.pages import read

PAGES = Path(__file__).resolve().parents[2].parent / "shared" / "pages"


@dataclass
class Outcome:
    """Verdicts worse than clean with their signals, milliseconds a page, and pages altered."""

    pages: int = 0
    flagged: list[tuple[str, str, JunkVerdict]] = field(default_factory=list)
    millis: list[float] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    articles: int = 0

    @property
    def median(self) -> float:
        """Milliseconds on top of reading, at the median."""
        return statistics.median(self.millis) if self.millis else 0.0


def stored_pages(folder: Path = PAGES) -> Iterator[tuple[str, FetchedPage]]:
    """Every stored page with its address."""
    for truth in sorted(folder.glob("*/truth.jsonl")):
        for line in truth.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            path = truth.parent / "html" / f"{row['id']}.html"
            if path.exists():
                url = row.get("url") or f"https://{truth.parent.name}.example/{row['id']}"
                body = path.read_bytes()
                yield (
                    f"{truth.parent.name}/{row['id'][:12]}",
                    FetchedPage(url, url, 200, (), body, datetime(2026, 1, 1, tzinfo=UTC)),
                )


def run(only: str = "") -> Outcome:
    """All stored pages through reading and judging."""
    outcome = Outcome()
    context = SiteContext()
    for name, page in stored_pages():
        if only and only not in name:
            continue
        reading, document = read(page, context)
        started = time.thread_time()
        verdict, after = judge(page, reading, document, context, EmptyNameTable())
        outcome.millis.append((time.thread_time() - started) * 1000)
        outcome.pages += 1
        outcome.articles += reading.article is not None
        if verdict.verdict.value != "clean":
            outcome.flagged.append((name, page.url, verdict))
        elif after is not reading and after != reading:
            outcome.altered.append(name)
    return outcome


def title_of(reading: Reading) -> str:
    """The headline for printing."""
    return (reading.article.title if reading.article else None) or "-"
