"""Blocks of a page, and the digests by which the store learns which of them repeat on a site."""

from __future__ import annotations

from hashlib import blake2b

from crawler.pages.lines import outline
from crawler.text.document import Document
from crawler.text.normal import comparable

# A shorter line repeats by chance ("Contact", a date, a name) and says nothing of the site's frame.
_SHORTEST = 4


def block_digest(text: str) -> str:
    """A short digest of a block's words: case, width, punctuation and space do not count."""
    return blake2b(comparable(text).encode("utf-8", "replace"), digest_size=8).hexdigest()


def page_blocks(document: Document) -> tuple[str, ...]:
    """The digests of all visible lines of a page, each once, in order. What stands on several pages of one
    site under different headlines is the site's frame (``SiteContext.repeated_blocks``).
    """
    words = (line.text for line in outline(document).lines)
    return tuple(dict.fromkeys(block_digest(text) for text in words if len(comparable(text)) >= _SHORTEST))
