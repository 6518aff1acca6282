"""Pages that could not be fetched: kept under their problem, never in place of what was read before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from crawler.dedupe.urls import url_key
from crawler.model import Problem
from crawler.storage.content import blank
from crawler.storage.rereading import Rereading
from crawler.storage.schema import article_urls, articles

PASSING = frozenset(
    {Problem.NETWORK_ERROR, Problem.HTTP_ERROR, Problem.TOO_SLOW, Problem.TRUNCATED, Problem.CHALLENGE}
)
"""Problems that may pass by themselves; any other is the page's own and kept at once."""

# Of a stored article only this is said of the article itself; any other may be a bad day of its server.
FINAL = Problem.GONE


def keep_refused(
    connection: Connection,
    link: Row[Any],
    why: tuple[Problem, str],
    next_reread: datetime | None,
    now: datetime,
) -> None:
    """A pending link becomes an article row with a problem, so that nothing is silently dropped."""
    key = url_key(link.url)
    there = select(article_urls.c.article_id).where(article_urls.c.url_key == key)
    if connection.execute(there).first() is not None:
        return
    problem, detail = why
    row = {
        **blank(link.url, key, link.source_id, now),
        "is_first_poll": link.first_poll,
        "problem": problem.value,
        "problem_detail": detail,
        "last_problem": problem.value,
        "last_problem_at": now,
        "next_reread": next_reread,
        "meta": {"link_text": link.text, "link_published": link.published},
    }
    identifier = connection.execute(insert(articles).values(row).returning(articles.c.id)).scalar_one()
    connection.execute(insert(article_urls).values(url_key=key, article_id=identifier))


def reread_failed(
    connection: Connection, key: str, problem: Problem, now: datetime, rereading: Rereading
) -> None:
    """A stored article could not be read again: its content stays, the problem is noted beside it."""
    row = connection.execute(select(articles).join(article_urls).where(article_urls.c.url_key == key)).first()
    if row is None:
        return
    next_reread, attempts = rereading.again(row.first_seen, row.reread_attempts, problem in PASSING, now)
    values: dict[str, Any] = {
        "last_problem": problem.value,
        "last_problem_at": now,
        "next_reread": next_reread,
        "reread_attempts": attempts,
    }
    if problem is FINAL:
        values["problem"] = problem.value
    connection.execute(update(articles).where(articles.c.id == row.id).values(values))
