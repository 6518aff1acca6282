"""Listing pages of a web site, page after page until what follows is known."""

from __future__ import annotations

from crawler.model import EntryKind
from spiders.base import SourceSpider


class ListingSpider(SourceSpider):
    """Walks the listings of a source."""

    name = "listing"
    kind = EntryKind.LISTING
