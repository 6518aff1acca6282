"""Sitemaps: indexes, news sitemaps, packed ones."""

from __future__ import annotations

from crawler.model import EntryKind
from spiders.base import SourceSpider


class SitemapSpider(SourceSpider):
    """Walks the sitemaps of a source."""

    name = "sitemap"
    kind = EntryKind.SITEMAP
