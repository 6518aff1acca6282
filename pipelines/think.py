"""Steps 6 to 8 in one go, in a process of the pool: FetchedPage -> Assessment."""

from __future__ import annotations

from typing import Any

from crawler.model import Assessment, FetchedPage
from pipelines.workers import Task
from pipelines.workshop import workshop_of


class ThinkPipeline:
    """Reading, junk and agreements (``pipelines.chain``), away from the reactor and under a time limit."""

    def __init__(self, crawler: Any) -> None:
        """``crawler`` gives the workshop once its spider runs."""
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> ThinkPipeline:
        """For Scrapy."""
        return cls(crawler)

    async def process_item(self, item: FetchedPage) -> Assessment:
        """Think about one page in the light of what the store knows of its site."""
        shop = workshop_of(self._crawler)
        context = shop.store.sites.context(
            shop.source, item.url, shop.sources, item.link.url if item.link else None
        )
        return await shop.workers.assess(Task(item, context))
