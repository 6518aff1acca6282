"""Every source: its health and why, its last success, its next check."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

from crawler.web.pages import desk_of, page


def show(request: Request) -> HTMLResponse:
    """The screen, newest first."""
    desk = desk_of(request)
    rows = desk.store.listing.sources(desk.sources, desk.config.clock())
    return page(request, "sources.html", "sources", {"rows": rows})
