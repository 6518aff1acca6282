"""When a site was injected, from its first page found to the last one found clean again."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from crawler.storage.columns import PlainText, UtcTime
from crawler.storage.schema.base import metadata, required

incidents = Table(
    "incidents",
    metadata,
    Column("id", PlainText, primary_key=True),
    required("source_id", PlainText, index=True),
    required("began_at", UtcTime),
    Column("ended_at", UtcTime),
)

incident_pages = Table(
    "incident_pages",
    metadata,
    Column("incident_id", PlainText, ForeignKey("incidents.id"), primary_key=True),
    Column(
        "article_id",
        Integer,
        ForeignKey("articles.id"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    required("verdict", String(12)),
    Column("title_as_found", PlainText),
    required("found_at", UtcTime),
    Column("over_at", UtcTime),
    required("over_why", PlainText),
)
