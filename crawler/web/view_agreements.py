"""The first screen: agreements, newest first, with the filters people decide by."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from crawler.model import AGREEMENT_TYPES
from crawler.web.pages import desk_of, page

STATUSES = ("new", "review", "confirmed", "dismissed")
PAGE_LENGTH = 50


def show(request: Request) -> HTMLResponse:
    """List agreements; ``status``, ``type``, ``q`` (words in parties and headlines) and ``page`` choose."""
    asked = {name: request.query_params.get(name, "").strip() for name in ("status", "type", "q")}
    rows = [row for row in desk_of(request).store.listing.agreements(None, 0) if _wanted(row, asked)]
    number = _number(request.query_params.get("page", "1"))
    first = (number - 1) * PAGE_LENGTH
    facts = {
        "rows": rows[first : first + PAGE_LENGTH],
        "total": len(rows),
        "number": number,
        "more": len(rows) > first + PAGE_LENGTH,
        "asked": asked,
        "statuses": STATUSES,
        "types": AGREEMENT_TYPES,
    }
    return page(request, "agreements.html", "review" if asked["status"] == "review" else "agreements", facts)


def _number(text: str) -> int:
    """The number of a page of the list; what is none, or beyond any list, is the first."""
    return max(1, int(text)) if text.isdecimal() and len(text) <= 6 else 1


def _wanted(row: dict[str, Any], asked: dict[str, str]) -> bool:
    """Whether a row passes the filters; a dismissed one is shown only when asked for."""
    if asked["status"] and row["status"] != asked["status"]:
        return False
    if not asked["status"] and row["status"] == "dismissed":
        return False
    if asked["type"] and asked["type"] not in row["types"]:
        return False
    words = [str(party.get(name) or "") for party in row["parties"] for name in ("name", "canonical")]
    words += [str(report.get("title") or "") for report in row["reports"]]
    haystack = " ".join(words).casefold()
    return all(word in haystack for word in asked["q"].casefold().split())
