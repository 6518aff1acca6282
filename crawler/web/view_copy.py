"""The stored copy of a page that reports an agreement: shown as it came, all that could act switched off."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from crawler.archive.store import Archive
from crawler.dedupe.urls import url_digest
from crawler.errors import ArchiveError, StoreError
from crawler.model import FetchedPage
from crawler.web.pages import desk_of, page

# No script, image, form, font or request, only its own style; the frame around it keeps links in.
_SWITCHED_OFF = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_FRAMED = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_SHOWN = ("text/html", "application/xhtml+xml")


def show(request: Request) -> Response:
    """The copy in a frame, below what it is a copy of and when it was taken."""
    found = _copy(request)
    if isinstance(found, str):
        return PlainTextResponse(found, 404)
    facts = {"copy": found, "row_id": request.path_params["id"], "frame": f"{request.url.path}/page"}
    answer = page(request, "copy.html", "agreements", facts)
    answer.headers["Content-Security-Policy"] = _FRAMED
    return answer


def raw(request: Request) -> Response:
    """The copy itself: HTML as it came, anything else as plain text."""
    found = _copy(request)
    if isinstance(found, str):
        return PlainTextResponse(found, 404)
    kind = next((value for name, value in found.headers if name == "content-type"), "")
    shown = kind.partition(";")[0].strip().lower() in _SHOWN and kind.isprintable() and kind.isascii()
    answer = Response(found.body, headers={"Content-Type": kind if shown else "text/plain"})
    answer.headers["Content-Security-Policy"] = _SWITCHED_OFF
    return answer


def _copy(request: Request) -> FetchedPage | str:
    """The stored page of the report that the address names, or one line on why there is none."""
    desk = desk_of(request)
    try:
        copies = desk.store.listing.copies(desk.store.agreements.current_id(request.path_params["id"]))
    except StoreError:
        copies = {}
    wanted = request.path_params["report"]
    reference = next((place for url, place in copies.items() if url_digest(url) == wanted), None)
    if not reference:
        return "No copy of such a page is kept."
    archive = Archive(desk.config.home / "archive", desk.config.clock)
    try:
        return archive.read(reference)
    except ArchiveError as error:
        return f"The copy cannot be shown: {error}"
