"""What is to be fetched: links found and not read yet, and stored articles whose age is due again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, or_, select, update

from crawler.dedupe.urls import url_key
from crawler.model import ArticleLink, FetchedPage, PendingLink, Problem, Validators
from crawler.storage.database import Database
from crawler.storage.refusals import PASSING, keep_refused, reread_failed
from crawler.storage.rereading import Rereading
from crawler.storage.schema import article_urls, articles, entry_pages, links
from crawler.storage.sources import first_poll_done
from crawler.storage.writing import chunks, insert_many, insert_or_update

ATTEMPTS = 5
"""A fetch that failed so many times is kept under its problem (contract of the frontier)."""

# Waits before attempts two to five: long enough together to outlast a night's maintenance.
BACK_OFF = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))

_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


class FrontierTable:
    """The frontiers of all sources. :meth:`bound` gives what one poll works with."""

    def __init__(self, database: Database, rereading: Rereading) -> None:
        self._database = database
        self._rereading = rereading

    def bound(self, source_id: str, clock: Callable[[], datetime]) -> BoundFrontier:
        """The frontier of one source (``crawler.model.Frontier``)."""
        return BoundFrontier(self, source_id, clock)

    def validators(self, source_id: str, url: str) -> Validators:
        """What the server gave with an entry page or a stored article."""
        key = url_key(url)
        page = entry_pages.c
        entry = select(page.etag, page.last_modified).where(page.source_id == source_id, page.url_key == key)
        stored = select(articles.c.etag, articles.c.last_modified).join(article_urls)
        with self._database.reading() as connection:
            row = connection.execute(entry).first()
            if row is None:
                row = connection.execute(stored.where(article_urls.c.url_key == key)).first()
        return Validators(row.etag, row.last_modified) if row else Validators()

    def found(
        self,
        source_id: str,
        page: FetchedPage,
        found_links: Sequence[ArticleLink],
        now: datetime,
        keep_validators: bool = True,
    ) -> int:
        """Record the links of an entry page and its validators in one transaction; how many were unknown.

        A 304 changes nothing that is known. With ``keep_validators=False`` the validators stay what they
        were: the next request then brings the page again.
        """
        with self._database.writing() as connection:
            first = not first_poll_done(connection, source_id)
            wanted = {url_key(link.url): link for link in reversed(found_links)}
            known = _stored(connection, list(wanted))
            pending = _pending_keys(connection, source_id, list(wanted))
            rows = [
                _link_row(source_id, (key, link, place), now, first)
                for place, (key, link) in enumerate(reversed(wanted.items()))
                if key not in known and key not in pending
            ]
            insert_many(connection, links, sorted(rows, key=lambda row: row["url_key"]))
            changed = {key: link.modified for key, link in wanted.items() if key in known and link.modified}
            self._rereading.told_of_changes(connection, changed, now)
            if keep_validators:
                _keep_validators(connection, source_id, page)
            return len(rows)

    def next(self, source_id: str, limit: int, now: datetime) -> tuple[PendingLink, ...]:
        """Pending links, newest first, then re-reads that are due, oldest due first; at most ``limit``."""
        link = links.c
        pending = (
            select(links)
            .where(link.source_id == source_id, or_(link.not_before.is_(None), link.not_before <= now))
            .order_by(link.sort_key.desc(), link.found_at.desc(), link.position)
            .limit(limit)
        )
        with self._database.reading() as connection:
            new = [_pending(row) for row in connection.execute(pending)]
            due = self._rereading.due(connection, source_id, limit - len(new), now)
        return (*new, *due)

    def put_off(self, source_id: str, url: str, problem: Problem, detail: str, now: datetime) -> None:
        """The fetch failed: try again later, or keep the page under its problem and stop asking."""
        key = url_key(url)
        mine = (links.c.source_id == source_id) & (links.c.url_key == key)
        with self._database.writing() as connection:
            self._database.lock(connection, "articles")
            row = connection.execute(select(links).where(mine)).first()
            if row is None:
                reread_failed(connection, key, problem, now, self._rereading)
                return
            attempts = row.attempts + 1
            if problem in PASSING and attempts < ATTEMPTS:
                values = {
                    "attempts": attempts,
                    "not_before": now + BACK_OFF[attempts - 1],
                    "problem": problem.value,
                    "detail": detail,
                }
                connection.execute(update(links).where(mine).values(values))
                return
            keep_refused(connection, row, (problem, detail), self._rereading.after(now, now), now)
            connection.execute(delete(links).where(links.c.url_key == key))

    def unchanged(self, source_id: str, url: str, now: datetime) -> None:
        """A re-read was answered 304: the next age is due next."""
        with self._database.writing() as connection:
            self._rereading.done(connection, url_key(url), now)

    def known(self, source_id: str, urls: Sequence[str]) -> frozenset[str]:
        """Which of ``urls`` are stored, or pending for this source."""
        keys = {url: url_key(url) for url in urls}
        with self._database.reading() as connection:
            wanted = list(keys.values())
            there = _stored(connection, wanted) | _pending_keys(connection, source_id, wanted)
        return frozenset(url for url, key in keys.items() if key in there)

    def forget(self, source_id: str, urls: Sequence[str]) -> int:
        """Take links out of pending as if they had never been found; how many there were."""
        count = 0
        with self._database.writing() as connection:
            for part in chunks([url_key(url) for url in urls]):
                mine = (links.c.source_id == source_id) & links.c.url_key.in_(part)
                count += connection.execute(delete(links).where(mine)).rowcount
        return count

    def count(self, source_id: str) -> int:
        """How many links are pending, put off ones too."""
        query = select(func.count()).select_from(links).where(links.c.source_id == source_id)
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one()


@dataclass(frozen=True, slots=True)
class BoundFrontier:
    """The frontier as one poll of one source sees it (``crawler.model.Frontier``)."""

    table: FrontierTable
    source_id: str
    clock: Callable[[], datetime]

    def validators(self, url: str) -> Validators:
        """See :meth:`FrontierTable.validators`."""
        return self.table.validators(self.source_id, url)

    def found(self, page: FetchedPage, links: Sequence[ArticleLink], keep_validators: bool = True) -> int:
        """See :meth:`FrontierTable.found`."""
        return self.table.found(self.source_id, page, links, self.clock(), keep_validators)

    def next(self, limit: int) -> tuple[PendingLink, ...]:
        """See :meth:`FrontierTable.next`."""
        return self.table.next(self.source_id, limit, self.clock())

    def put_off(self, url: str, problem: Problem, detail: str) -> None:
        """See :meth:`FrontierTable.put_off`."""
        self.table.put_off(self.source_id, url, problem, detail, self.clock())

    def unchanged(self, url: str) -> None:
        """See :meth:`FrontierTable.unchanged`."""
        self.table.unchanged(self.source_id, url, self.clock())

    def known(self, urls: Sequence[str]) -> frozenset[str]:
        """See :meth:`FrontierTable.known`."""
        return self.table.known(self.source_id, urls)


def _stored(connection: Connection, keys: Sequence[str]) -> set[str]:
    there: set[str] = set()
    for part in chunks(keys):
        query = select(article_urls.c.url_key).where(article_urls.c.url_key.in_(part))
        there |= set(connection.execute(query).scalars())
    return there


def _pending_keys(connection: Connection, source_id: str, keys: Sequence[str]) -> set[str]:
    there: set[str] = set()
    for part in chunks(keys):
        mine = (links.c.source_id == source_id) & links.c.url_key.in_(part)
        there |= set(connection.execute(select(links.c.url_key).where(mine)).scalars())
    return there


def _link_row(
    source_id: str, found: tuple[str, ArticleLink, int], now: datetime, first: bool
) -> dict[str, Any]:
    key, link, place = found
    return {
        "source_id": source_id,
        "url_key": key,
        "url": link.url,
        "text": link.text,
        "published": link.published,
        "sort_key": _sort_key(link.published, now),
        "position": place,
        "found_at": now,
        "first_poll": first,
        "attempts": 0,
    }


def _sort_key(published: str | None, now: datetime) -> str:
    """The day to order by: the printed one where it is one and not to come, else the day of finding."""
    today = now.date().isoformat()
    match = _DAY.match(published or "")
    if match is None:
        return today
    day = f"{match[1]}-{match[2]}-{match[3] or '01'}"
    return min(day, today)


def _keep_validators(connection: Connection, source_id: str, page: FetchedPage) -> None:
    key, etag, modified = url_key(page.requested_url), page.header("etag"), page.header("last-modified")
    if page.failure is not None or (page.status != 304 and not 200 <= page.status < 300):
        return
    if page.status == 304 and etag is None and modified is None:
        return
    row = {"source_id": source_id, "url_key": key, "url": page.requested_url, "fetched_at": page.fetched_at}
    insert_or_update(connection, entry_pages, {**row, "etag": etag, "last_modified": modified})


def _pending(row: Row[Any]) -> PendingLink:
    return PendingLink(row.url, row.text, row.published, "new", Validators(), row.attempts)
