"""The input lines of ``inspect --jsonl`` as pages to think about."""

from __future__ import annotations

import base64
import binascii
import json
import math
from datetime import UTC, datetime
from typing import Any

from crawler.model import FetchedPage, SiteContext
from crawler.pages import read_text
from pipelines.workers import Task

# One line of input holds one page: 10 MB of body as base64 and its wrapping.
LONGEST_LINE = 64_000_000


class RecordError(ValueError):
    """One input line is not what the interface asks for; ``identifier`` is its id as far as known."""

    def __init__(self, message: str, identifier: Any = None) -> None:
        super().__init__(message)
        self.identifier = identifier


def record_of(line: str) -> dict[str, Any]:
    """One line as a record. Raises :class:`RecordError`."""
    if len(line) > LONGEST_LINE:
        raise RecordError(f"line longer than {LONGEST_LINE} characters")
    if not line.strip():
        raise RecordError("empty line")
    try:
        # Some editors put a byte order mark before the first line. NaN and the like are no JSON.
        record = json.loads(line.removeprefix("\ufeff"), parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not JSON ({error})") from None
    if not isinstance(record, dict):
        raise RecordError("expected a JSON object")
    for name in ("url", "html", "html_base64", "content_type", "text", "title", "fetched_at"):
        if record.get(name) is not None and not isinstance(record[name], str):
            raise RecordError(f"{name}: expected a string", record.get("id"))
    if record.get("source") is not None and not isinstance(record["source"], dict):
        raise RecordError("source: expected an object", record.get("id"))
    return record


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number that JSON can say")


def _finite(text: str) -> float:
    """The number; one too large to be kept could not be written out again."""
    number = float(text)
    if not math.isfinite(number):
        _no_number(text)
    return number


def task_of(record: dict[str, Any], watched: tuple[tuple[str, str], ...], now: datetime) -> Task:
    """The page a record describes. Raises :class:`RecordError` when it describes none."""
    when = _time(record, now)
    source = record.get("source") or {}
    context = SiteContext(
        organisation=_text(source, "organisation"),
        language=_text(source, "language"),
        timezone=_text(source, "timezone") or "UTC",
        watched_hosts=watched,
        as_of=when.date().isoformat() if record.get("fetched_at") else None,
    )
    url = record.get("url") or ""
    headers = (("content-type", _content_type(record)),)
    page = FetchedPage(url, url, 200, headers, _body(record), when)
    if record.get("html") is None and record.get("html_base64") is None:
        if record.get("text") is None:
            raise RecordError("expected html, html_base64 or text", record.get("id"))
        return Task(page, context, read_text(record["text"], record.get("title"), page, context))
    return Task(page, context)


def _text(source: dict[str, Any], name: str) -> str | None:
    value = source.get(name)
    return value if isinstance(value, str) and value else None


def _time(record: dict[str, Any], now: datetime) -> datetime:
    """When the page was fetched; a time without a zone is UTC."""
    raw = record.get("fetched_at")
    if not raw:
        return now
    try:
        when = datetime.fromisoformat(raw)
    except ValueError:
        raise RecordError(f"fetched_at: expected ISO 8601, found {raw[:40]!r}", record.get("id")) from None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)


def _content_type(record: dict[str, Any]) -> str:
    """``html`` is text already, so whatever it was declared as, its bytes here are UTF-8."""
    if record.get("html_base64") is not None:
        return record.get("content_type") or ""
    return "text/html; charset=utf-8"


def _body(record: dict[str, Any]) -> bytes:
    if record.get("html_base64") is not None:
        try:
            # Line breaks are common in base64; anything else that is none would decode to something else.
            return base64.b64decode("".join(record["html_base64"].split()), validate=True)
        except (binascii.Error, ValueError) as error:
            raise RecordError(f"html_base64: not base64 ({error})", record.get("id")) from None
    # Lone surrogates can stand in JSON; no file of bytes has them.
    return (record.get("html") or "").encode("utf-8", "replace")
