"""Where the shared pages lie, and how they are read: data of others, used where they stand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.model import FetchedPage

PAGES = Path(__file__).parents[2] / "../shared/pages"
SETS = ("aeb", "gne", "zhwc", "magic_article", "wcxb_article", "fundus", "htmldate", "postlight")
TEXT_SETS = SETS[:6]
FOLDS = 5
# Where a page stands whose set does not say.
_NOWHERE = "example.invalid"
# The sets carry no time of fetching; all their pages are older than this.
FETCHED_AT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Example:
    """One page with its truth (``title``, ``text``, ``date``; a missing field is not judged)."""

    set_name: str
    id: str
    url: str
    body: bytes
    truth: dict[str, Any]

    @property
    def half(self) -> int:
        """0 for the half that rules and settings are made on, 1 for the half that only judges them."""
        return int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2

    @property
    def fold(self) -> int:
        """The fifth of the pages it belongs to: all pages of a site are in one."""
        site = urlsplit(self.url).hostname
        key = self.id if site in (None, _NOWHERE) else site
        return int(hashlib.sha256(f"fold:{key}".encode()).hexdigest(), 16) % FOLDS


def examples(sets: tuple[str, ...] = SETS) -> Iterator[Example]:
    """All pages of ``sets``, in the order of their truth files."""
    for name in sets:
        for line in (PAGES / name / "truth.jsonl").read_text("utf-8").splitlines():
            truth = json.loads(line)
            body = (PAGES / name / "html" / f"{truth['id']}.html").read_bytes()
            yield Example(name, truth["id"], truth.get("url") or f"http://{_NOWHERE}/article", body, truth)


def page_of(example: Example) -> FetchedPage:
    """The page as a spider would hand it on, without a listing's help."""
    return FetchedPage(example.url, example.url, 200, (), example.body, FETCHED_AT)
