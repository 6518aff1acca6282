"""What was found about a site, as rows for programs and tables."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # discovery takes its time to load; ``sources list`` does without it
    from crawler.discovery import CheckReport, Discovery, EntryCheck, Way

CHECKED = ("source", "ok", "found", "links", "dated", "newest", "robots", "problem", "detail", "url", "drawn")


def found_row(found: Discovery) -> dict[str, Any]:
    """What ``sources add`` found: the source, the ways in, articles as they would be read."""
    return {
        "source": asdict(found.source) if found.source else None,
        "ways": [way_row(way) for way in found.ways],
        "articles": [asdict(article) for article in found.previews],
        "notes": list(found.notes),
    }


def way_row(way: Way) -> dict[str, Any]:
    """One way into a site that was tried."""
    return {
        "kind": way.kind.value,
        "url": way.url,
        "links": len(way.links),
        "newest": way.newest,
        "why": way.why,
        "problem": way.problem.value if way.problem else None,
    }


def check_row(report: CheckReport, entry: EntryCheck) -> dict[str, Any]:
    """One entry point of a source as ``sources check`` found it."""
    return {
        "source": report.source_id,
        "ok": report.ok,
        "found": entry.found.value,
        **{name: getattr(entry, name) for name in ("links", "dated", "newest")},
        "robots": "allowed" if entry.allowed else "refused",
        "problem": entry.problem.value if entry.problem else None,
        "detail": entry.detail,
        "url": entry.url,
        "drawn": report.drawn,
    }
