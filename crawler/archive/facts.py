"""What a page carries beside its HTTP answer, as JSON for the record's head."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from crawler.model import ArticleLink, EntryKind, EntryPoint, FetchedPage, Problem


def facts_of(page: FetchedPage) -> dict[str, Any]:
    """JSON-able facts of a page."""
    found: dict[str, Any] = {"requested_url": page.requested_url, "source": page.source_id, "url": page.url}
    if page.entry is not None:
        found["entry"] = {"url": page.entry.url, "kind": page.entry.kind.value}
    if page.link is not None:
        found["link"] = {"url": page.link.url, "text": page.link.text, "published": page.link.published}
    if not all(value.isascii() for _, value in page.headers):
        found["headers"] = [list(line) for line in page.headers]  # warcio would escape them
    if page.failure is not None:
        found["failure"] = [page.failure.value, page.failure_detail]
    return found


def page_with(page: FetchedPage, facts: dict[str, Any]) -> FetchedPage:
    """The page with the facts put back; what is missing or unknown stays as it is."""
    entry, link, failure = facts.get("entry"), facts.get("link"), facts.get("failure")
    return replace(
        page,
        url=facts.get("url") or page.url,
        requested_url=facts.get("requested_url") or page.requested_url,
        headers=tuple((name, value) for name, value in facts.get("headers", page.headers)),
        source_id=facts.get("source"),
        entry=EntryPoint(entry["url"], EntryKind(entry["kind"])) if entry else None,
        link=ArticleLink(link["url"], link["text"], link["published"]) if link else None,
        failure=Problem(failure[0]) if failure else None,
        failure_detail=failure[1] if failure else "",
    )
