"""When a stored article is fetched again: at fixed ages, to see updates and injections."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from crawler.model import PendingLink, Validators
from crawler.storage.incidents import planted_since
from crawler.storage.schema import article_urls, articles
from crawler.storage.writing import chunks

# A re-read that failed for a while is tried again after these; then its next age is due.
_AGAIN = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(hours=48))


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Rereading:
    """``ages`` in days since ``first_seen``, rising (``REREAD_DAYS``)."""

    ages: tuple[int, ...]

    def after(self, first_seen: datetime, now: datetime, planted: datetime | None = None) -> datetime | None:
        """The first age not reached yet; ages missed while nothing ran are caught up by one reading. Of
        a page that was found ``planted`` on then, ages count anew from there: when it is clean again should
        be known in days, not at its next half year.
        """
        starts = [first_seen] if planted is None else [first_seen, planted]
        times = [start + timedelta(days=age) for start in starts for age in self.ages]
        return min((time for time in times if time > now), default=None)

    def due(
        self, connection: Connection, source_id: str, limit: int, now: datetime
    ) -> tuple[PendingLink, ...]:
        """Stored articles of the source to read again, the longest due first."""
        if limit <= 0:
            return ()
        article = articles.c
        query = (
            select(articles)
            .where(article.source_id == source_id, article.next_reread <= now)
            .order_by(article.next_reread, article.id)
            .limit(limit)
        )
        return tuple(
            PendingLink(
                url=row.url,
                text=row.meta.get("link_text") or "",
                published=row.meta.get("link_published"),
                reason="reread",
                validators=Validators(row.etag, row.last_modified),
                attempts=row.reread_attempts,
            )
            for row in connection.execute(query)
        )

    def done(self, connection: Connection, key: str, now: datetime) -> None:
        """The article with this key was read again; nothing of it has changed."""
        query = select(articles.c.id, articles.c.first_seen).join(article_urls)
        row = connection.execute(query.where(article_urls.c.url_key == key)).first()
        if row is not None:
            following = self.after(row.first_seen, now, planted_since(connection, row.id))
            values = {"next_reread": following, "reread_attempts": 0, "last_read": now}
            connection.execute(update(articles).where(articles.c.id == row.id).values(values))

    def told_of_changes(self, connection: Connection, changed: Mapping[str, str], now: datetime) -> None:
        """Stored articles, by key, that an entry point calls changed (a day or a time): those changed since
        they were read are due now. Some servers call every page changed today, so a day must have passed.
        """
        for part in chunks(sorted(changed)):
            query = select(articles.c.id, articles.c.last_read, article_urls.c.url_key).join(article_urls)
            rested = articles.c.last_read <= now - timedelta(days=1)
            for row in connection.execute(query.where(article_urls.c.url_key.in_(part), rested)).all():
                day = _DAY.match(changed[row.url_key])
                if day and day[0] > row.last_read.date().isoformat():
                    values = {"next_reread": now, "reread_attempts": 0}
                    connection.execute(update(articles).where(articles.c.id == row.id).values(values))

    def again(
        self, first_seen: datetime, attempts: int, passing: bool, now: datetime
    ) -> tuple[datetime | None, int]:
        """When to try after a failed re-read, and the attempts so far."""
        following = self.after(first_seen, now)
        if not passing or attempts >= len(_AGAIN):
            return following, 0
        soon = now + _AGAIN[attempts]
        return (soon, attempts + 1) if following is None or soon < following else (following, 0)


def ages_of(days: Sequence[int]) -> Rereading:
    """The ages in rising order, each once."""
    return Rereading(tuple(sorted({day for day in days if day > 0})))
