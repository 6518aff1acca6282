"""What was planted, where, and the proof."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

from crawler.web.pages import desk_of, page


def show(request: Request) -> HTMLResponse:
    """The screen, newest first."""
    desk = desk_of(request)
    rows = desk.store.listing.junk(None, 200)
    return page(request, "junk.html", "junk", {"rows": rows})
