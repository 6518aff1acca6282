"""What was read."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table

from crawler.storage.columns import Json, PlainText, UtcTime
from crawler.storage.schema.base import metadata, required

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    required("key", String(40), unique=True),
    required("url", PlainText),
    required("source_id", PlainText, index=True),
    required("is_first_poll", Boolean),
    required("first_seen", UtcTime, index=True),
    required("last_read", UtcTime),
    required("revision", Integer),
    required("content", String(40)),
    Column("title", PlainText),
    Column("title_as_found", PlainText),
    required("text", PlainText),
    Column("canonical_url", PlainText),
    Column("language", PlainText),
    Column("published_on", PlainText),
    required("meta", Json),
    required("junk", String(12), index=True),
    required("junk_score", Float),
    required("junk_detail", Json),
    required("announcement", String(14)),
    required("probability", Float),
    required("reasons", Json),
    Column("duplicate_of", Integer, ForeignKey("articles.id"), index=True),
    required("likeness", Float),
    Column("digest", String(64), index=True),
    Column("signature", Json),
    Column("fingerprint_version", String(40)),
    Column("problem", String(30)),
    required("problem_detail", PlainText),
    required("read_well", Boolean),
    Column("last_problem", String(30)),
    Column("last_problem_at", UtcTime),
    Column("etag", PlainText),
    Column("last_modified", PlainText),
    Column("next_reread", UtcTime),
    required("reread_attempts", Integer),
    Column("archive_ref", PlainText),
    Index(None, "source_id", "next_reread"),
)

article_urls = Table(
    "article_urls",
    metadata,
    Column("url_key", PlainText, primary_key=True),
    required("article_id", Integer, ForeignKey("articles.id"), index=True),
)

revisions = Table(
    "revisions",
    metadata,
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    required("content", String(40)),
    Column("title", PlainText),
    Column("text", PlainText),
    required("junk", String(12)),
    required("seen_at", UtcTime),
)

bands = Table(
    "bands",
    metadata,
    Column("band", String(40), primary_key=True),
    Column("article_id", Integer, ForeignKey("articles.id"), primary_key=True, index=True),
)
