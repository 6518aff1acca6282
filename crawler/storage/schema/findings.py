"""What was signed, who told of it, and what people are told."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, String, Table

from crawler.storage.columns import Json, PlainText, UtcTime
from crawler.storage.schema.base import metadata, required

agreements = Table(
    "agreements",
    metadata,
    Column("id", String(40), primary_key=True),
    required("status", String(12)),
    Column("status_by", PlainText),
    Column("status_at", UtcTime),
    required("merged", Json),
    required("confidence", Float),
    required("first_seen", UtcTime, index=True),
    required("active", Boolean),
    Column("superseded_by", String(40)),
    required("alerted", Boolean),
)

reports = Table(
    "reports",
    metadata,
    Column("key", String(60), primary_key=True),
    required("article_id", Integer, ForeignKey("articles.id"), index=True),
    required("place", Integer),
    Column("agreement_id", String(40), ForeignKey("agreements.id"), index=True),
    required("source_id", PlainText),
    required("agreement", Json),
    required("announcement", String(14)),
    required("probability", Float),
    required("junk", String(12)),
    Column("published_on", PlainText),
    Column("day", String(10)),
    required("first_seen", UtcTime),
    required("revision", Integer),
    Column("linked", String(40)),
    required("apart", Json),
)

report_parties = Table(
    "report_parties",
    metadata,
    Column("party_key", PlainText, primary_key=True),
    Column("report_key", String(60), ForeignKey("reports.key"), primary_key=True, index=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    required("at", UtcTime),
    required("who", PlainText),
    required("what", String(20)),
    required("agreement_id", String(40), index=True),
    Column("report_key", String(60)),
    required("detail", Json),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", PlainText, primary_key=True),
    required("kind", String(12)),
    Column("agreement_id", String(40), index=True),
    required("recipients", PlainText),
    required("subject", PlainText),
    required("facts", Json),
    required("message_id", PlainText),
    required("created_at", UtcTime, index=True),
    required("state", String(10), index=True),
    required("attempts", Integer),
    Column("last_error", PlainText),
    Column("next_attempt_at", UtcTime),
    Column("lease_owner", PlainText),
    Column("lease_until", UtcTime),
    Column("sent_at", UtcTime),
    Column("begun_at", UtcTime),
)

digest_entries = Table(
    "digest_entries",
    metadata,
    Column("id", PlainText, primary_key=True),
    required("subscription", PlainText, index=True),
    Column("agreement_id", String(40), index=True),
    required("at", UtcTime),
    required("facts", Json),
    Column("told_in", PlainText),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    required("alert_id", PlainText, index=True),
    required("at", UtcTime, index=True),
    required("event", String(12)),
    required("detail", PlainText),
)
