"""Small pure pieces of asking for pages again."""

from __future__ import annotations

from dataclasses import replace

from crawler.model import FetchedPage, Validators

# Stands in an entry page's ETag when not everything beyond it could be taken (a next page failed). Real
# ETags are quoted (RFC 9110, 8.8.3), so it cannot be a server's.
_UNFINISHED = "unfinished"


def conditions(validators: Validators) -> dict[str, str]:
    """Request headers that ask for the page only if it changed; empty where nothing is known."""
    found = {}
    if validators.etag and validators.etag != _UNFINISHED:
        found["If-None-Match"] = validators.etag
    if validators.last_modified:
        found["If-Modified-Since"] = validators.last_modified
    return {name: value for name, value in found.items() if value.isprintable()}


def is_unfinished(validators: Validators) -> bool:
    """Whether the page was last read without everything beyond it."""
    return validators.etag == _UNFINISHED


def marked_unfinished(page: FetchedPage) -> FetchedPage:
    """The page as it is recorded when not everything beyond it could be taken: it will be read again."""
    kept = tuple(line for line in page.headers if line[0] not in ("etag", "last-modified"))
    return replace(page, headers=(*kept, ("etag", _UNFINISHED)))
