"""The web application: routes, and what every answer carries."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from crawler.config import Config
from crawler.errors import ConfigurationError
from crawler.model import Source
from crawler.storage import Store
from crawler.web import (
    view_agreement,
    view_agreements,
    view_alerts,
    view_copy,
    view_junk,
    view_polls,
    view_sources,
)
from crawler.web.desk import Desk

# Nothing runs on these pages and nothing is loaded from elsewhere, whatever a scraped word contains.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def application(config: Config, store: Store, sources: Sequence[Source]) -> Starlette:
    """The application over an open store; ``sources`` as their files state them."""
    host = config.web_address.rpartition(":")[0]
    routes = [
        Route("/", view_agreements.show, name="agreements"),
        Route("/agreements/{id}", view_agreement.show, name="agreement"),
        Route("/agreements/{id}/decide", view_agreement.decide, methods=["POST"], name="decide"),
        Route("/agreements/{id}/copies/{report}", view_copy.show, name="copy"),
        Route("/agreements/{id}/copies/{report}/page", view_copy.raw, name="copy page"),
        Route("/junk", view_junk.show, name="junk"),
        Route("/sources", view_sources.show, name="sources"),
        Route("/polls", view_polls.show, name="polls"),
        Route("/alerts", view_alerts.show, name="alerts"),
        Mount("/static", StaticFiles(packages=[("crawler.web", "static")]), name="static"),
    ]
    # A foreign name that resolves to this machine (DNS rebinding) gets no page.
    allowed = ["127.0.0.1", "localhost", "[::1]", "testserver", host.strip("[]") or "127.0.0.1", host]
    guards = [
        Middleware(TrustedHostMiddleware, allowed_hosts=allowed),
        Middleware(BaseHTTPMiddleware, dispatch=_guarded),
    ]
    app = Starlette(routes=routes, middleware=guards)
    app.state.desk = Desk(config, store, sources)
    return app


async def _guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Refuse forms sent from elsewhere; add the headers that keep scraped words harmless."""
    origin = request.headers.get("origin")
    if request.method == "POST" and origin not in (None, f"{request.url.scheme}://{request.url.netloc}"):
        return PlainTextResponse("This form was sent from another page.", 403, headers=HEADERS)
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def serve(config: Config, store: Store, sources: Sequence[Source]) -> None:
    """Answer until stopped. Raises :class:`ConfigurationError` for an address that is open to others."""
    host, _, port = config.web_address.rpartition(":")
    address = host.strip("[]") or "127.0.0.1"
    try:
        is_open = not ipaddress.ip_address("127.0.0.1" if address == "localhost" else address).is_loopback
        number = int(port)
    except ValueError:
        raise ConfigurationError(
            f"PACTWATCH_WEB_ADDRESS: expected address:port, found {config.web_address!r}"
        ) from None
    if is_open:
        raise ConfigurationError(
            f"PACTWATCH_WEB_ADDRESS: {config.web_address} is open to others and this page has no login; "
            "expected a loopback address (put a proxy with a login before it)"
        )
    uvicorn.run(
        application(config, store, sources),
        host=address,
        port=number,
        log_level="warning",
        server_header=False,
    )
