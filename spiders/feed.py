"""RSS and Atom."""

from __future__ import annotations

from crawler.model import EntryKind
from spiders.base import SourceSpider


class FeedSpider(SourceSpider):
    """Walks the feeds of a source."""

    name = "feed"
    kind = EntryKind.FEED
