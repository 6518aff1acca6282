"""Stored articles that a text may be a copy of, found by digest and bands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, or_, select, update

from crawler.dedupe.judging import judge
from crawler.model import AgreementMark, Assessment, Candidate, DuplicateVerdict, Fingerprint, Verdict
from crawler.storage.records import agreement_of, mark_of
from crawler.storage.reporting import told_by
from crawler.storage.schema import article_urls, articles, bands, reports
from crawler.storage.writing import insert_many

# A phrase that every page of a site repeats may fill a band: those that share most bands are looked at.
_MOST = 50
_NO_ORIGINALS = (Verdict.MIRROR, Verdict.SPAM)


def candidates(
    connection: Connection,
    fingerprint: Fingerprint | None,
    url_key: str,
    before: tuple[datetime, int] | None = None,
) -> tuple[Candidate, ...]:
    """Originals with the same digest or a shared band, oldest first; with ``before`` (first seen and row of
    an article) only those stored earlier. Copies, mirrors and spam are nobody's original.
    """
    if fingerprint is None or not fingerprint.digest:
        return ()
    own = select(article_urls.c.article_id).where(article_urls.c.url_key == url_key)
    eligible = and_(
        articles.c.read_well,
        articles.c.duplicate_of.is_(None),
        articles.c.junk.not_in(("mirror", "spam")),
        articles.c.fingerprint_version == fingerprint.version,
        articles.c.id.not_in(own),
    )
    if before is not None:
        seen, identifier = before
        same_time = and_(articles.c.first_seen == seen, articles.c.id < identifier)
        eligible = and_(eligible, or_(articles.c.first_seen < seen, same_time))
    exact = select(articles).where(eligible, articles.c.digest == fingerprint.digest)
    rows = {row.id: row for row in connection.execute(exact.order_by(articles.c.first_seen).limit(_MOST))}
    if fingerprint.bands:
        alike = select(articles).where(eligible, articles.c.id.in_(_sharing(fingerprint)))
        rows.update({row.id: row for row in connection.execute(alike)})
    marks = _marks(connection, list(rows))
    found = [_candidate(row, marks.get(row.id, ())) for row in rows.values()]
    return tuple(sorted(found, key=lambda each: (each.first_seen, each.url)))


def judged(
    connection: Connection, row: Row[Any], assessment: Assessment, url_key: str
) -> tuple[DuplicateVerdict, int | None]:
    """Whether the article of ``row`` is a copy of an earlier one, and that one's row."""
    if assessment.fingerprint is None:
        return DuplicateVerdict(), None
    earlier = candidates(connection, assessment.fingerprint, url_key, (row.first_seen, row.id))
    marks = [mark_of(agreement) for agreement in told_by(assessment)]
    verdict = judge(row.url, assessment.fingerprint, marks, earlier)
    if verdict.original_url is None:
        return verdict, None
    query = select(articles.c.id).where(articles.c.url == verdict.original_url).order_by(articles.c.id)
    return verdict, connection.execute(query).scalars().first()


def claim_mirrors(connection: Connection, row: Row[Any], assessment: Assessment) -> None:
    """Mirrors that were read before the page they copy are its copies all the same."""
    fingerprint = assessment.fingerprint
    if fingerprint is None or not fingerprint.digest or assessment.junk.verdict in _NO_ORIGINALS:
        return
    alike = or_(articles.c.digest == fingerprint.digest, articles.c.id.in_(_sharing(fingerprint)))
    unclaimed = and_(articles.c.junk == Verdict.MIRROR.value, articles.c.duplicate_of.is_(None))
    same_kind = and_(articles.c.fingerprint_version == fingerprint.version, articles.c.id != row.id)
    mirrors = connection.execute(select(articles).where(unclaimed, same_kind, alike).limit(_MOST)).all()
    told = _marks(connection, [each.id for each in mirrors])
    own = tuple(mark_of(agreement) for agreement in told_by(assessment))
    original = Candidate(row.url, fingerprint, row.first_seen, own)
    for each in mirrors:
        mirror = _candidate(each, told.get(each.id, ()))
        verdict = judge(mirror.url, mirror.fingerprint, mirror.agreements, (original,))
        if verdict.original_url is not None:
            values = {"duplicate_of": row.id, "likeness": verdict.likeness}
            connection.execute(update(articles).where(articles.c.id == each.id).values(values))


def fingerprint_values(fingerprint: Fingerprint | None) -> dict[str, Any]:
    """The columns of a fingerprint."""
    if fingerprint is None:
        return {"digest": None, "signature": None, "fingerprint_version": None}
    return {
        "digest": fingerprint.digest,
        "signature": list(fingerprint.signature),
        "fingerprint_version": fingerprint.version,
    }


def write_bands(connection: Connection, article_id: int, fingerprint: Fingerprint | None) -> None:
    """Make the article findable by its bands."""
    connection.execute(delete(bands).where(bands.c.article_id == article_id))
    found = fingerprint.bands if fingerprint else ()
    rows = [{"band": band, "article_id": article_id} for band in sorted(set(found))]
    insert_many(connection, bands, rows)


def _sharing(fingerprint: Fingerprint) -> Any:
    return (
        select(bands.c.article_id)
        .where(bands.c.band.in_(fingerprint.bands))
        .group_by(bands.c.article_id)
        .order_by(func.count().desc(), bands.c.article_id)
        .limit(_MOST)
    )


def _marks(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[AgreementMark, ...]]:
    query = select(reports.c.article_id, reports.c.agreement).where(reports.c.article_id.in_(ids))
    found: dict[int, tuple[AgreementMark, ...]] = {}
    for row in connection.execute(query):
        found[row.article_id] = (*found.get(row.article_id, ()), mark_of(agreement_of(row.agreement)))
    return found


def _candidate(row: Row[Any], marks: tuple[AgreementMark, ...]) -> Candidate:
    stored = Fingerprint(
        digest=row.digest, signature=tuple(row.signature or ()), version=row.fingerprint_version
    )
    return Candidate(row.url, stored, row.first_seen, marks)
