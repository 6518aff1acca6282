"""What was read: one row an article, kept in one transaction with all that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from crawler.dedupe.urls import host_of, untracked, url_key
from crawler.model import (
    Alert,
    ArticleChange,
    Assessment,
    Candidate,
    Fingerprint,
    Novelty,
    Source,
)
from crawler.organisations import ChainTable, OwnTable
from crawler.storage.cloaked import with_cloaked
from crawler.storage.content import blank, fresh_values
from crawler.storage.database import Database
from crawler.storage.incidents import GONE, follow, over, planted_since
from crawler.storage.likenesses import (
    candidates,
    claim_mirrors,
    fingerprint_values,
    judged,
    write_bands,
)
from crawler.storage.names import Names
from crawler.storage.outbox import add_alerts
from crawler.storage.overviews import is_overview, standing
from crawler.storage.planted import remember_planted
from crawler.storage.refusals import FINAL, reread_failed
from crawler.storage.reporting import Telling, write_reports
from crawler.storage.rereading import Rereading
from crawler.storage.schema import article_urls, articles, links, revisions
from crawler.storage.settling import settle
from crawler.storage.sources import first_poll_done
from crawler.storage.writing import insert_many, insert_new

Decide = Callable[[ArticleChange], Iterable[Alert]]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One page on its way into the store; ``keys`` are those of its addresses, the article's own first."""

    assessment: Assessment
    source: Source
    keys: tuple[str, ...]
    now: datetime


class Articles:
    """Articles with their revisions, verdicts and reports."""

    def __init__(self, database: Database, rereading: Rereading) -> None:
        self._database = database
        self._rereading = rereading
        self._names = ChainTable(OwnTable(), Names(database))

    def candidates(self, fingerprint: Fingerprint | None, url: str) -> tuple[Candidate, ...]:
        """Stored originals that the text may be a copy of, oldest first: same digest, or a shared band."""
        with self._database.reading() as connection:
            return candidates(connection, fingerprint, url_key(url))

    def keep(self, assessment: Assessment, source: Source, now: datetime, decide: Decide) -> ArticleChange:
        """Keep one page and everything that follows from it, in one transaction: revision, verdicts, reports
        joined into agreements, the alerts that ``decide`` gives for the change, validators, the next re-read;
        its link leaves pending.

        The same assessment again changes nothing. A page with a problem never replaces what was read well.
        Whether it is a copy is judged here again, under the lock: two copies may arrive at once.
        """
        incoming = Incoming(assessment, source, _keys(assessment), now)
        with self._database.writing() as connection:
            self._database.lock(connection, "articles")
            incoming = replace(incoming, assessment=with_cloaked(connection, assessment, incoming.keys))
            row = _stored(connection, incoming.keys)
            problem = assessment.reading.problem
            if row is not None and row.read_well and problem is not None:
                reread_failed(connection, incoming.keys[0], problem, now, self._rereading)
                change = _told(row, Novelty.UNCHANGED)
                ended = over(connection, row, GONE, now) if problem is FINAL else None
                change = replace(change, problem=problem.value, incident=ended)
            else:
                change = self._write(connection, row, incoming)
            if change.agreements or change.incident:
                add_alerts(connection, decide(change))
            connection.execute(delete(links).where(links.c.url_key.in_(incoming.keys)))
            return change

    def _write(self, connection: Connection, found: Row[Any] | None, incoming: Incoming) -> ArticleChange:
        assessment, now = incoming.assessment, incoming.now
        row = found if found is not None else _add(connection, incoming)
        well = assessment.reading.problem is None
        changed = fresh_values(dict(row._mapping), assessment)
        first_read = found is None or (well and not row.read_well)
        new_text = "content" in changed
        copied = False
        if well and (first_read or new_text):
            verdict, original = judged(connection, row, assessment, incoming.keys[0])
            copied = original is not None
            changed |= {"duplicate_of": original, "likeness": verdict.likeness}
            changed |= fingerprint_values(assessment.fingerprint)
            write_bands(connection, row.id, assessment.fingerprint)
            if not copied:
                claim_mirrors(connection, row, assessment)
        self._update(connection, row, changed)
        current = _by_id(connection, row.id)
        incident = follow(connection, current, now) if well else None
        self._plan(connection, current, now)
        if found is None or new_text:
            _write_revision(connection, current)
        if well and (found is None or changed):
            remember_planted(connection, host_of(row.url), assessment.junk, now)
        same_text = not new_text and not first_read
        telling = Telling(row.id, row.key, row.source_id, assessment, same_text, current.revision, now)
        if well and is_overview(incoming.source, assessment, incoming.keys):
            added = standing(connection, current, incoming.source, self._names)
            telling = replace(telling, standing=added)
        touched = write_reports(connection, telling) if well else None
        change = replace(
            _told(current, _novelty(first_read, copied, new_text)),
            previous_junk=None if found is None else row.junk,
            incident=incident,
        )
        return replace(change, agreements=settle(connection, touched, now)) if touched else change

    def _update(self, connection: Connection, row: Row[Any], changed: dict[str, Any]) -> None:
        if changed:
            connection.execute(update(articles).where(articles.c.id == row.id).values(changed))

    def _plan(self, connection: Connection, row: Row[Any], now: datetime) -> None:
        """When it is read again."""
        following = self._rereading.after(row.first_seen, now, planted_since(connection, row.id))
        if row.next_reread != following:
            mine = articles.c.id == row.id
            connection.execute(update(articles).where(mine).values(next_reread=following))


def _keys(assessment: Assessment) -> tuple[str, ...]:
    """What the page is known by: the address asked for, and, of a page that could be read, the one it came
    from in the end (dead pages often lead to the home page, which is not what they were).
    """
    page = assessment.page
    asked, final = url_key(page.requested_url), url_key(page.url)
    return (asked,) if assessment.reading.problem or asked == final else (asked, final)


def _stored(connection: Connection, keys: Sequence[str]) -> Row[Any] | None:
    for key in keys:
        query = select(articles).join(article_urls).where(article_urls.c.url_key == key)
        row = connection.execute(query).first()
        if row is not None:
            known = [{"url_key": each, "article_id": row.id} for each in keys]
            insert_many(connection, article_urls, known)
            return row
    return None


def _add(connection: Connection, incoming: Incoming) -> Row[Any]:
    page, problem = incoming.assessment.page, incoming.assessment.reading.problem
    asked = (links.c.source_id == incoming.source.id) & (links.c.url_key == incoming.keys[0])
    pending = connection.execute(select(links.c.first_poll).where(asked)).first()
    first = pending.first_poll if pending else not first_poll_done(connection, incoming.source.id)
    url = untracked(page.requested_url if problem else page.url)
    values = blank(url, incoming.keys[-1], incoming.source.id, incoming.now)
    values["is_first_poll"] = first
    identifier = connection.execute(insert(articles).values(values).returning(articles.c.id)).scalar_one()
    insert_new(
        connection, article_urls, [{"url_key": key, "article_id": identifier} for key in incoming.keys]
    )
    return _by_id(connection, identifier)


def _by_id(connection: Connection, identifier: int) -> Row[Any]:
    return connection.execute(select(articles).where(articles.c.id == identifier)).one()


def _write_revision(connection: Connection, row: Row[Any]) -> None:
    """One row a revision; a text that an earlier one had is not stored twice (pages that go to and fro)."""
    same = (revisions.c.article_id == row.id) & (revisions.c.content == row.content)
    there = connection.execute(select(revisions.c.revision).where(same).limit(1)).first() is not None
    values = {
        "article_id": row.id,
        "revision": row.revision,
        "content": row.content,
        "title": None if there else row.title,
        "text": None if there else row.text,
        "junk": row.junk,
        "seen_at": row.last_read,
    }
    insert_new(connection, revisions, [values])


def _novelty(first_read: bool, copied: bool, new_text: bool) -> Novelty:
    if first_read:
        return Novelty.COPY if copied else Novelty.NEW
    return Novelty.UPDATED if new_text else Novelty.UNCHANGED


def _told(row: Row[Any], novelty: Novelty) -> ArticleChange:
    return ArticleChange(
        url=row.url,
        source_id=row.source_id,
        novelty=novelty,
        revision=row.revision,
        is_first_poll=row.is_first_poll,
        problem=row.problem,
        junk=row.junk,
    )
