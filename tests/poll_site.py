"""Polls in a process of their own: ``python -m tests.poll_site``, one job as JSON a line on standard input.

Answers each with a line of JSON: reports, the pages that reached the pipeline, what the frontier holds.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler import log
from crawler.config import Limits
from crawler.errors import StoreError
from crawler.fetching.hosts import shared_gate
from crawler.model import EntryKind, EntryPoint, FetchedPage, Source, Validators
from crawler.runner import Runner, RunnerOptions, run_sync
from crawler.runner import run as runner_room
from crawler.runner import visit as visit_room
from tests.memory_store import MemoryStore

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAGES: list[FetchedPage] = []
STORE = MemoryStore()
SETTINGS = {"ITEM_PIPELINES": {"tests.poll_site.KeepPipeline": 100}, "ADDONS": {}}


class KeepPipeline:
    """Keeps pages as the real last step does: the link leaves pending with the page."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> KeepPipeline:
        return cls(crawler)

    def process_item(self, item: FetchedPage) -> FetchedPage:
        PAGES.append(item)
        if item.failure is not None:
            self.crawler.spider.count_problem(item.failure, item.failure_detail, item.requested_url)
        else:
            self.crawler.spider.count("new")
        STORE.kept(item)
        return item


class HangingPipeline:
    """Never comes to an end."""

    async def process_item(self, item: FetchedPage) -> FetchedPage:
        await asyncio.sleep(3600)
        return item


class BrokenPipeline:
    """Fails as a store on a full disk does."""

    def process_item(self, item: FetchedPage) -> FetchedPage:
        raise StoreError("the disk is full")


def source_of(job: dict[str, Any]) -> Source:
    entries = tuple(EntryPoint(url, EntryKind(kind)) for url, kind in job.pop("entries", []))
    return Source(**{"name": "A site", "id": "one", "entry_points": entries, **job})


def run(job: dict[str, Any]) -> dict[str, Any]:
    limits = Limits(**{"delay": 0, "poll_deadline": 20, "response_timeout": 5, **job.get("limits", {})})
    options = RunnerOptions(
        limits=limits,
        settings={
            "ITEM_PIPELINES": {"tests.poll_site.KeepPipeline": 100},
            "ADDONS": {},
            **job.get("settings", {}),
        },
        archive=Path(job["archive"]) if job.get("archive") else None,
        allow_private=job.get("allow_private", True),
        proxy=job.get("proxy", ""),
        contact="ops@example.org",
    )
    STORE.leases.held.update(job.get("held", {}))
    STORE.leases.stolen_after = job.get("stolen_after")
    STORE.frontier.broken = job.get("broken_frontier", False)
    visit_room.GRACE = job.get("grace", 8.0)
    runner_room.HEARTBEAT = job.get("heartbeat", 60.0)
    rereads = {url: Validators(etag) for url, etag in job.get("rereads", {}).items()}
    STORE.frontier.bound("one", lambda: NOW).rereads.update(rereads)
    reports, clock = [], [NOW]
    sources = [source_of(dict(one)) for one in job["sources"]]
    for number in range(job.get("polls", 1)):
        clock[0] = NOW + timedelta(hours=2 * number)
        runner = Runner(STORE, lambda: clock[0], options)
        reports.append([asdict(report) for report in run_sync(runner.poll(sources), runner.stop)])
    frontiers = list(STORE.frontier.of.values())
    return {
        "reports": reports,
        "pages": [described(page) for page in PAGES],
        "pending": sorted(url for one in frontiers for url in one.links),
        "put_off": {url: off.problem for one in frontiers for url, off in one.put_offs.items()},
        "unchanged": [url for one in frontiers for url in one.unchanged_urls],
        "scheduled": {key: str(value) for key, value in STORE.sources.next_polls.items()},
        "deferred": {key: str(value) for key, value in STORE.sources.deferred.items() if value},
        "leases": list(STORE.leases.held),
        "validators": {url: kept.etag for one in frontiers for url, kept in one.kept_validators.items()},
    }


def described(page: FetchedPage) -> dict[str, Any]:
    return {
        "url": page.url,
        "requested_url": page.requested_url,
        "status": page.status,
        "failure": page.failure,
        "detail": page.failure_detail,
        "body": page.body.decode("utf-8", "replace")[:2000],
        "size": len(page.body),
        "text": page.link.text if page.link else None,
        "entry": page.entry.kind if page.entry else None,
        "ref": page.archive_ref,
        "source": page.source_id,
    }


def serve() -> None:
    """One job a line in, one answer a line out, until the input ends."""
    for line in sys.stdin:
        shared_gate.cache_clear()
        PAGES.clear()
        STORE.__init__()  # type: ignore[misc]
        print(json.dumps(run(json.loads(line)), default=str), flush=True)


if __name__ == "__main__":
    # Run under the module's own name, so that the pipeline and this script share one store.
    from tests import poll_site

    log.set_up()
    poll_site.serve()
