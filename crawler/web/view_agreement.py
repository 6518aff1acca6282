"""One agreement: its fields, every report with the proving words marked, and what a person decides."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from crawler.alerts.policy import policy_of
from crawler.alerts.rules import decide_confirmed
from crawler.errors import PactwatchError, StoreError
from crawler.web.pages import desk_of, page

LONGEST_FORM = 16_384
_MOST_NEAR = 8


def show(request: Request) -> Response:
    """One agreement; one that was joined into another leads there (mails bear its address); else 404."""
    row = _row(request)
    if row is None:
        return _elsewhere(request)
    texts = {article["url"]: article["text"] for article in _articles(request, row)}
    store = desk_of(request).store
    near = (store.listing.agreement(other) for other in store.agreements.suggestions(row["id"])[:_MOST_NEAR])
    facts = {
        "row": row,
        "texts": texts,
        "copies": store.listing.copies(row["id"]),
        "perhaps": [other for other in near if other is not None],
        "history": store.agreements.history(row["id"]),
    }
    return page(request, "agreement.html", "agreements", facts)


async def decide(request: Request) -> Response:
    """Record a person's decision: confirm, dismiss, join (with ``other``) or split (``report``)."""
    form = await _form(request)
    if not secrets.compare_digest(form.get("token", "").encode(), desk_of(request).token.encode()):
        return PlainTextResponse("This form is out of date: go back, reload, and decide again.", 403)
    identifier = str(request.path_params["id"])
    try:
        await run_in_threadpool(_apply, request, identifier, form)
    except PactwatchError as error:
        return PlainTextResponse(str(error), 400)
    return RedirectResponse(f"/agreements/{identifier}", 303)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a posted form; what is longer than any of ours is cut."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST_FORM:
            break
    return dict(parse_qsl(body[:LONGEST_FORM].decode("utf-8", "replace")))


def _apply(request: Request, identifier: str, form: dict[str, str]) -> None:
    """Hand the decision to the store, which writes the audit."""
    desk = desk_of(request)
    book, now = desk.store.agreements, desk.config.clock()
    decision = form.get("decision", "")
    if decision == "confirm":
        policy = policy_of(desk.config)
        book.confirm(identifier, "web", now, lambda item: decide_confirmed(item, policy, now))
    elif decision == "join":
        book.join((identifier, form.get("other", "").strip()), "web", now)
    elif decision == "split":
        book.split(identifier, (form.get("report", ""),), "web", now)
    elif decision == "dismiss":
        book.dismiss(identifier, "web", now)
    else:
        raise PactwatchError("expected a decision: confirm, dismiss, join or split")


def _elsewhere(request: Request) -> Response:
    asked = str(request.path_params["id"])
    try:
        stands = desk_of(request).store.agreements.current_id(asked)
    except StoreError:
        stands = asked
    if stands == asked:
        return PlainTextResponse("No such agreement.", 404)
    return RedirectResponse(f"/agreements/{stands}", 303)


def _row(request: Request) -> dict[str, Any] | None:
    """The agreement's row by the id in the address."""
    return desk_of(request).store.listing.agreement(request.path_params["id"])


def _articles(request: Request, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The stored articles that report it."""
    find = desk_of(request).store.listing.article
    found = (find(report["url"]) for report in row["reports"])
    return [article for article in found if article is not None]
