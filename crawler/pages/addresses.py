"""Parts of addresses that strangers wrote: never an error, an empty part where there is none."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

# A longer address carries a state, not a place.
_LONGEST = 2000
_NOWHERE = SplitResult("", "", "", "", "")


def parts_of(url: str) -> SplitResult:
    """The parts of ``url``; all empty for what is no address."""
    try:
        return urlsplit(url[:_LONGEST])
    except ValueError:
        return _NOWHERE


def host_of(url: str) -> str:
    """The host in lower case, without a port."""
    try:
        return parts_of(url).hostname or ""
    except ValueError:
        return ""
