"""The outbox: what went out, what waits, what failed and why."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

from crawler.web.pages import desk_of, page


def show(request: Request) -> HTMLResponse:
    """The screen, newest first."""
    desk = desk_of(request)
    rows = desk.store.listing.alerts(None, 200)
    return page(request, "alerts.html", "alerts", {"rows": rows})
