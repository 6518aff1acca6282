"""Pages and sources as these tests need them, and the golden folders read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.model import EntryKind, FetchedPage, Source
from crawler.pages.entries import EntryReading, read_entry

GOLDEN = Path(__file__).parents[1] / "golden"
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
SITE = "https://www.site-demo.org"


def page(
    body: bytes | str, url: str = f"{SITE}/news/", content_type: str = "text/html", **more: Any
) -> FetchedPage:
    raw = body.encode() if isinstance(body, str) else body
    return FetchedPage(url, url, more.pop("status", 200), (("content-type", content_type),), raw, NOW, **more)


def source(url: str = f"{SITE}/", **keys: Any) -> Source:
    return Source("site", url, "Site", **{"timezone": "Asia/Shanghai", **keys})


def read(body: bytes | str, kind: EntryKind, url: str = f"{SITE}/news/", **keys: Any) -> EntryReading:
    return read_entry(page(body, url), kind, source(url, **keys), NOW)


def sound(reading: EntryReading) -> None:
    """Holds whatever was read: web addresses, each once; headlines on one line; nothing found has a reason."""
    urls = [link.url for link in reading.links]
    assert len(urls) == len(set(urls))
    more = [*reading.next_pages, *(child.url for child in reading.children)]
    assert all(url.startswith(("http://", "https://")) and url.isprintable() for url in (*urls, *more))
    assert all(len(link.text.splitlines()) <= 1 for link in reading.links)
    assert reading.links or reading.children or reading.problem or reading.kind is EntryKind.PAGE
    assert reading.problem is None or reading.detail


def folders(kind: str) -> list[str]:
    return sorted(folder.name for folder in (GOLDEN / kind).iterdir() if folder.is_dir())


def expected(kind: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLDEN / kind / name / "expected.json").read_text(encoding="utf-8"))
    return found


def golden(kind: str, name: str, file: str, entry: EntryKind) -> EntryReading:
    case = expected(kind, name)
    body = (GOLDEN / kind / name / file).read_bytes()
    now = datetime.fromisoformat(case["now"])
    fetched = page(body, case["url"], case.get("content_type", "text/html"))
    return read_entry(fetched, entry, source(case["url"], timezone=case["timezone"]), now)
