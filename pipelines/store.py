"""Step 10: keep, and write down who is to be told, in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crawler.alerts.incidents import tell
from crawler.model import Alert, ArticleChange, Assessment, Novelty, Verdict
from pipelines.workshop import workshop_of

_COUNTS = {
    Novelty.NEW: "new",
    Novelty.UPDATED: "updated",
    Novelty.UNCHANGED: "unchanged",
    Novelty.COPY: "duplicates",
}
# A frame shows within a few pages; more of them cost time and teach nothing.
LESSONS = 30


class StorePipeline:
    """Assessment -> ArticleChange, counted under the poll's fixed names."""

    def __init__(self, crawler: Any) -> None:
        """``crawler`` gives the workshop once its spider runs, and the poll's counts."""
        self._crawler = crawler
        self._lessons = 0

    @classmethod
    def from_crawler(cls, crawler: Any) -> StorePipeline:
        """For Scrapy."""
        return cls(crawler)

    def process_item(self, item: Assessment) -> ArticleChange:
        """Keep the assessment with its agreements and alerts."""
        shop = workshop_of(self._crawler)
        now = shop.now()

        def alerts(change: ArticleChange) -> tuple[Alert, ...]:
            return tell(change, shop.policy, now)

        with shop.store.writing():
            change = shop.store.articles.keep(item, shop.source, now, alerts)
            self._learn(item, now)
        self._count(item, change)
        return change

    def _learn(self, item: Assessment, now: datetime) -> None:
        """Learn what a clean page shares with others of its site, in the transaction that keeps the page: a
        poll that is cut short has taught what it read. Pages found by then are not told (``Sites.context``).
        """
        if item.blocks and item.junk.verdict is Verdict.CLEAN and self._lessons < LESSONS:
            self._lessons += 1
            tails = [name.text for name in item.reading.titles if name.origin == "title" and name.index]
            shop = workshop_of(self._crawler)
            shop.store.sites.learn(shop.source.id, item.page.url, item.blocks, tails, now)

    def _count(self, item: Assessment, change: ArticleChange) -> None:
        """Book the page under the names of the poll report."""
        spider = self._crawler.spider
        if item.reading.problem is not None:
            spider.count_problem(item.reading.problem, item.reading.detail, item.page.url)
        else:
            spider.count(_COUNTS[change.novelty])
        if item.junk.verdict not in (Verdict.CLEAN, Verdict.SUSPECT):
            spider.count("junk")
        spider.count("agreements", sum(found.created for found in change.agreements))
        if item.reading.article is not None:
            spider.count("text_chars", len(item.reading.article.text))
