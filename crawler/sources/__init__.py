"""Reads ``sources/*.yaml`` into frozen Source values; one wrong file never stops the others."""

from crawler.sources.folder import LoadedSources, load, read_source

__all__ = ["LoadedSources", "load", "read_source"]
