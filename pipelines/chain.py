"""The pure steps in their fixed order as one function, for crawls, ``inspect`` and ``reassess`` alike."""

from __future__ import annotations

from crawler.model import Assessment, FetchedPage, NameTable, Reading, SiteContext
from pipelines.agreements import AgreementsPipeline
from pipelines.dedupe import DedupePipeline
from pipelines.junk import JunkPipeline
from pipelines.read import ReadPipeline
from pipelines.thinking import Thinking


def assess(page: FetchedPage, context: SiteContext, names: NameTable) -> Assessment:
    """Everything that can be concluded of ``page`` without the store's articles."""
    return _conclude(ReadPipeline().process_item(Thinking(Assessment(page, Reading()), context)), names)


def assess_text(page: FetchedPage, reading: Reading, context: SiteContext, names: NameTable) -> Assessment:
    """The same for a page whose cleaned text is known already: ``reading`` stands in for step 6."""
    return _conclude(Thinking(Assessment(page, reading), context), names)


def _conclude(item: Thinking, names: NameTable) -> Assessment:
    """Steps 7 to 9."""
    for step in (JunkPipeline(names), AgreementsPipeline(names), DedupePipeline()):
        item = step.process_item(item)
    return item.assessment
