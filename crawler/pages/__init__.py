"""Fetched bytes to an article or a named problem; listings, feeds and sitemaps to article links."""

from crawler.pages.blocks import block_digest, page_blocks
from crawler.pages.plain import read_text
from crawler.pages.reading import read
from crawler.pages.standing import standing_text

__all__ = ["block_digest", "page_blocks", "read", "read_text", "standing_text"]
