"""Step 6: what does the page say?"""

from __future__ import annotations

from dataclasses import replace

from crawler.model import Article, Problem, Reading, SiteContext
from crawler.pages import page_blocks, read, standing_text
from crawler.text.document import Document
from pipelines.thinking import Thinking

_LISTS = (Problem.NOT_AN_ARTICLE, Problem.EMPTY)


class ReadPipeline:
    """FetchedPage -> article or named problem."""

    def process_item(self, item: Thinking) -> Thinking:
        """Add the reading and the parse that the later steps share; for a watched site also its blocks."""
        reading, document = read(item.assessment.page, item.context)
        if document is not None and reading.article is not None and item.context.standing:
            reading = _as_it_stands(reading, reading.article, document, item.context)
        watched = item.context.source_id is not None and document is not None and reading.problem is None
        blocks = page_blocks(document) if watched and document is not None else ()
        done = replace(item.assessment, reading=reading, blocks=blocks)
        return replace(item, assessment=done, document=document)


def _as_it_stands(reading: Reading, article: Article, document: Document, context: SiteContext) -> Reading:
    """A page watched for its own text is read whole: its lists are what it is watched for, and being a list
    is no problem of it.
    """
    text = standing_text(document, context.repeated_blocks)
    if not text:
        return reading
    listed = reading.problem in _LISTS
    problem, detail = (None, "") if listed else (reading.problem, reading.detail)
    return replace(reading, article=replace(article, text=text), problem=problem, detail=detail, removed=())
