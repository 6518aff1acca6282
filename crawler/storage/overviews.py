"""Watched single pages (entry points of kind ``page``): what their revisions say of new partners."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, select

from crawler.agreements.overviews import suggested
from crawler.dedupe.urls import url_key
from crawler.model import Agreement, Assessment, EntryKind, NameTable, Source
from crawler.storage.schema import revisions

_NOTHING_PLANTED = ("clean", "suspect")
# A page that changes every day for half a year; what came before is an old story.
_MOST = 200


def is_overview(source: Source, assessment: Assessment, keys: Collection[str]) -> bool:
    """Whether the page is one that the source's file has watched for its own text."""
    entry = assessment.page.entry
    if entry is not None and entry.kind is EntryKind.PAGE:
        return True
    watched = (point.url for point in source.entry_points if point.kind is EntryKind.PAGE)
    return any(url_key(url) in keys for url in watched)


def standing(
    connection: Connection, article: Row[Any], source: Source, names: NameTable
) -> tuple[Agreement, ...]:
    """What the clean revisions of the overview added since it was first read, each name once for ever: a
    function of what is stored, so that reading the page again changes nothing.
    """
    mine = (revisions.c.article_id == article.id) & revisions.c.junk.in_(_NOTHING_PLANTED)
    query = select(revisions.c.text).where(mine, revisions.c.text.is_not(None), revisions.c.text != "")
    texts = connection.execute(query.order_by(revisions.c.revision).limit(_MOST)).scalars().all()
    return suggested(texts, article.text, source.organisation, names, article.language)
