"""Step 7: was something planted?"""

from __future__ import annotations

from dataclasses import replace

from crawler.junk import judge
from crawler.model import NameTable
from pipelines.thinking import Thinking


class JunkPipeline:
    """Article -> junk verdict; headline and text repaired."""

    def __init__(self, names: NameTable) -> None:
        """``names`` says whose host it is and whose article it may be."""
        self.names = names

    def process_item(self, item: Thinking) -> Thinking:
        """Add the verdict; a page without an article has nothing to plant on."""
        done = item.assessment
        if done.reading.article is None:
            return item
        verdict, reading = judge(done.page, done.reading, item.document, item.context, self.names)
        return replace(item, assessment=replace(done, junk=verdict, reading=reading))
