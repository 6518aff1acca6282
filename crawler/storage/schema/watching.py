"""What is watched, when it was looked at, and what waits to be fetched."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from crawler.storage.columns import Json, PlainText, UtcTime
from crawler.storage.schema.base import metadata, required

sources = Table(
    "sources",
    metadata,
    Column("id", PlainText, primary_key=True),
    required("present", Boolean),
    required("spec", Json),
    required("first_seen", UtcTime),
    required("health", String(20)),
    Column("health_since", UtcTime),
    required("health_why", PlainText),
    Column("last_success", UtcTime),
    Column("next_poll", UtcTime),
    required("next_why", PlainText),
    required("failures", Integer),
    Column("paused_until", UtcTime),
    Column("deferred_until", UtcTime),
    required("first_poll_done", Boolean),
)

leases = Table(
    "leases",
    metadata,
    Column("source_id", PlainText, primary_key=True),
    required("owner", PlainText),
    required("taken_at", UtcTime),
    required("alive_at", UtcTime),
    required("expires_at", UtcTime),
)

entry_pages = Table(
    "entry_pages",
    metadata,
    Column("source_id", PlainText, primary_key=True),
    Column("url_key", PlainText, primary_key=True),
    required("url", PlainText),
    Column("etag", PlainText),
    Column("last_modified", PlainText),
    required("fetched_at", UtcTime),
)

links = Table(
    "links",
    metadata,
    Column("source_id", PlainText, primary_key=True),
    Column("url_key", PlainText, primary_key=True),
    required("url", PlainText),
    required("text", PlainText),
    Column("published", PlainText),
    required("sort_key", String(40)),
    required("position", Integer),
    required("found_at", UtcTime),
    required("first_poll", Boolean),
    required("attempts", Integer),
    Column("not_before", UtcTime),
    Column("problem", String(30)),
    Column("detail", PlainText),
    Index(None, "source_id", "sort_key"),
    Index(None, "url_key"),
)

polls = Table(
    "polls",
    metadata,
    Column("id", Integer, primary_key=True),
    required("source_id", PlainText),
    required("started_at", UtcTime, index=True),
    required("finished_at", UtcTime),
    required("outcome", String(10)),
    required("counts", Json),
    required("errors", Json),
    required("detail", PlainText),
    Index(None, "source_id", "started_at"),
)
