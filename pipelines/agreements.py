"""Step 8: does it tell of an agreement?"""

from __future__ import annotations

from dataclasses import replace

from crawler.agreements import detect
from crawler.model import Article, JunkVerdict, NameTable, Verdict
from pipelines.thinking import Thinking


class AgreementsPipeline:
    """Article -> announcement with its agreements and their evidence."""

    def __init__(self, names: NameTable) -> None:
        """``names`` links the parties."""
        self.names = names

    def process_item(self, item: Thinking) -> Thinking:
        """Add the announcement; a page with a problem and a page of pure spam never yield one."""
        reading, junk = item.assessment.reading, item.assessment.junk
        if reading.article is None or reading.problem is not None or junk.verdict is Verdict.SPAM:
            return item
        context = replace(item.context, organisation=self._speaker(item, junk))
        found = detect(self._dated(item, reading.article), context, self.names, junk)
        return replace(item, assessment=replace(item.assessment, announcement=found))

    @staticmethod
    def _speaker(item: Thinking, junk: JunkVerdict) -> str | None:
        """Who says "our hospital": on a mirror the owner of the text, never the host's."""
        return junk.owner if junk.verdict is Verdict.MIRROR else item.context.organisation

    @staticmethod
    def _dated(item: Thinking, article: Article) -> Article:
        """Where the page states no date, the day it was handed in serves for dates without a year."""
        day = item.context.as_of
        if article.published_on or day is None:
            return article
        return replace(article, published_on=day, published_precision="day", published_origin="as_of")
