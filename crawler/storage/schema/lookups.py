"""What is known of sites and organisations."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from crawler.storage.columns import Json, PlainText, UtcTime
from crawler.storage.schema.base import metadata, required

site_pages = Table(
    "site_pages",
    metadata,
    Column("source_id", PlainText, primary_key=True),
    Column("url_key", PlainText, primary_key=True),
)

site_blocks = Table(
    "site_blocks",
    metadata,
    Column("source_id", PlainText, primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("value", PlainText, primary_key=True),
    required("pages", Integer),
    # When the third page had it; empty for what an older Pactwatch learnt.
    Column("known_since", UtcTime),
)

junk_strings = Table(
    "junk_strings",
    metadata,
    Column("host", PlainText, primary_key=True),
    Column("value", PlainText, primary_key=True),
    required("seen_at", UtcTime),
)

organisations = Table(
    "organisations",
    metadata,
    Column("id", PlainText, primary_key=True),
    required("name", PlainText),
    Column("country", String(2)),
    Column("type", PlainText),
    required("origin", String(12)),
    Column("merged_into", PlainText),
)

organisation_names = Table(
    "organisation_names",
    metadata,
    Column("organisation_id", PlainText, primary_key=True),
    Column("norm", PlainText, primary_key=True),
    Column("kind", String(10), primary_key=True),
    Column("language", PlainText, primary_key=True),
    required("name", PlainText),
    required("origin", String(12)),
    Index(None, "norm"),
)

organisation_hosts = Table(
    "organisation_hosts",
    metadata,
    Column("host", PlainText, primary_key=True),
    Column("organisation_id", PlainText, primary_key=True, index=True),
)

facts = Table(
    "facts",
    metadata,
    Column("name", PlainText, primary_key=True),
    required("value", Json),
)
