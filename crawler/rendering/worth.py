"""Which answers are worth drawing: pure judgement on status, headers and first bytes."""

from __future__ import annotations

from crawler.fetching.answers import judge_status
from crawler.fetching.wire import Exchange
from crawler.model import Problem

_PAGES = ("text/html", "application/xhtml+xml")
# What feeds and sitemaps begin with, whatever the server calls them.
_NO_PAGES = (b"<rss", b"<feed", b"<rdf:rdf", b"<urlset", b"<sitemapindex")
_HEAD = 2_000


def is_drawable(answer: Exchange) -> bool:
    """Whether ``answer`` is a whole web page: one that was served, or one that wants a script to run first
    (``challenge``). Feeds, sitemaps, errors, documents and whatever was cut stay as they came.
    """
    if answer.problem is not None or not answer.body.strip():
        return False
    verdict = judge_status(answer.status, answer.headers, answer.body)
    if verdict is not None and verdict.problem is not Problem.CHALLENGE:
        return False
    kind = (answer.header("content-type") or "text/html").split(";")[0].strip().lower()
    head = answer.body[:_HEAD].lower()
    return kind in _PAGES and b"<" in head and not any(mark in head for mark in _NO_PAGES)
