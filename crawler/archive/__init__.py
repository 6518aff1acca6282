"""Raw pages as WARC: written once, read for ``reassess`` and ``backfill``."""

from crawler.archive.store import Archive

__all__ = ["Archive"]
