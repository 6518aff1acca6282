"""One poll into a real database: ``python -m tests.runner.real_store_poll DATABASE_URL ARCHIVE LISTING_URL``.

Prints what is stored afterwards as JSON. Pages are kept unread: what is tried here is that none is lost.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler import log
from crawler.config import Limits
from crawler.model import Article, Assessment, EntryKind, EntryPoint, FetchedPage, Reading, Source
from crawler.runner import Runner, RunnerOptions, run_sync
from crawler.storage import Store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class KeepPipeline:
    """The last step with nothing thought before it."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> KeepPipeline:
        return cls(crawler)

    def process_item(self, item: FetchedPage) -> FetchedPage:
        spider = self.crawler.spider
        reading = Reading(Article(item.url, item.url, item.body.decode()))
        change = spider.store.articles.keep(Assessment(item, reading), spider.source, NOW, lambda _change: ())
        spider.count(change.novelty.value)
        return item


def main(database: str, archive: str, listing: str) -> None:
    log.set_up()
    store = Store(database)
    source = Source("one", listing, "One", entry_points=(EntryPoint(listing, EntryKind.LISTING),))
    store.sources.sync([source], NOW)
    options = RunnerOptions(
        limits=Limits(delay=0),
        settings={"ITEM_PIPELINES": {"tests.runner.real_store_poll.KeepPipeline": 100}, "ADDONS": {}},
        archive=Path(archive),
        allow_private=True,
        equip=lambda _source: {"store": store},
    )
    runner = Runner(store, lambda: NOW, options)
    report = run_sync(runner.poll([source]), runner.stop)[0]
    stored = [{name: row[name] for name in ("url", "text", "revision")} for row in store.listing.articles()]
    told = {"outcome": report.outcome, "requests": report.requests, "pending": report.pending}
    told["detail"] = report.detail
    json.dump({**told, "errors": report.errors, "articles": sorted(stored, key=str)}, sys.stdout)
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
