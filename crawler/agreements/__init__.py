"""Is it an announcement, between whom, when, of what kind - each with the words that prove it."""

from crawler.agreements.detection import detect

__all__ = ["detect"]
