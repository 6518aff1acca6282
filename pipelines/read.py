"""Step 6: what does the page say?"""

from __future__ import annotations

from dataclasses import replace

from crawler.pages import page_blocks, read
from pipelines.thinking import Thinking


class ReadPipeline:
    """FetchedPage -> article or named problem."""

    def process_item(self, item: Thinking) -> Thinking:
        """Add the reading and the parse that the later steps share; for a watched site also its blocks."""
        reading, document = read(item.assessment.page, item.context)
        watched = item.context.source_id is not None and document is not None and reading.problem is None
        blocks = page_blocks(document) if watched and document is not None else ()
        done = replace(item.assessment, reading=reading, blocks=blocks)
        return replace(item, assessment=done, document=document)
