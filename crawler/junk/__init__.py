"""Junk: what was planted on a page, the proof, and the genuine article without it."""

from crawler.junk.judge import judge

__all__ = ["judge"]
