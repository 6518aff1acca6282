"""From a URL to a Source: which way in, whose site, which language; a preview before anything is written."""

from crawler.discovery.check import CheckReport, EntryCheck, check
from crawler.discovery.discover import Discovery, discover, find_source
from crawler.discovery.entering import entry_points
from crawler.discovery.preview import Preview
from crawler.discovery.source_file import source_text, write_source_file
from crawler.discovery.ways import Way

__all__ = [
    "CheckReport",
    "Discovery",
    "EntryCheck",
    "Preview",
    "Way",
    "check",
    "discover",
    "entry_points",
    "find_source",
    "source_text",
    "write_source_file",
]
