"""Every poll with its counts and what cut it short."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

from crawler.web.pages import desk_of, page


def show(request: Request) -> HTMLResponse:
    """The screen, newest first."""
    desk = desk_of(request)
    rows = desk.store.listing.polls(None, 200)
    return page(request, "polls.html", "polls", {"rows": rows})
