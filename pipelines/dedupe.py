"""Step 9: what copies are found by.

The verdict itself (new, updated, copy of) falls in step 10, under the store's lock: two copies of one
text may arrive at once, and only one of them can be the original.
"""

from __future__ import annotations

from dataclasses import replace

from crawler.dedupe import fingerprint
from pipelines.thinking import Thinking


class DedupePipeline:
    """Article -> fingerprint of its title and text."""

    def process_item(self, item: Thinking) -> Thinking:
        """Add the fingerprint; a page without an article is nobody's copy."""
        article = item.assessment.reading.article
        if article is None:
            return item
        found = fingerprint(article.title, article.text)
        return replace(item, assessment=replace(item.assessment, fingerprint=found))
