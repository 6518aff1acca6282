"""The check-up behind ``pactwatch doctor``: one finding for each thing that polls and mails depend on."""

from __future__ import annotations

import shutil
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from sqlalchemy import text

from crawler.errors import StoreError
from crawler.health.ours import disk_trouble
from crawler.model import FetchedPage, Problem
from crawler.storage import Store

# Servers' clocks are kept to the second; a minute is more than any answer takes.
_CLOCK_OFF = 60.0
_NO_NAME = "cannot be resolved"
_NO_TRUST = ("certificate", "TLS")
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check-up: what was looked at, whether it is well, what was seen, and the cure."""

    name: str
    ok: bool
    says: str
    cure: str = ""


def database_finding(store: Store) -> Finding:
    """Can the store be written, and is its file sound?"""
    cure = "restore a backup: pactwatch restore FILE --replace"
    try:
        with store.writing() as connection:
            if store.database.is_sqlite:
                said = connection.execute(text("PRAGMA quick_check(1)")).scalar()
                if said != "ok":
                    return Finding("database", False, f"{store.database.shown}: {said}", cure)
    except StoreError as error:
        return Finding("database", False, str(error), "see docs/operations.md, The database")
    return Finding("database", True, f"{store.database.shown} can be read and written")


def disk_finding(home: Path) -> Finding:
    """Is there room, and may we write?"""
    probe = home / ".doctor"
    try:
        usage = shutil.disk_usage(home)
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as error:
        return Finding("disk", False, f"{home}: {error.strerror}", "free some space, check the permissions")
    trouble = disk_trouble(usage.free, usage.total, str(home))
    if trouble is not None:
        return Finding("disk", False, trouble.why, trouble.cure)
    return Finding("disk", True, f"{usage.free // 1_000_000_000} GB are free in {home}")


def site_findings(pages: Sequence[FetchedPage]) -> list[Finding]:
    """DNS, TLS, robots and the sites themselves, from one page of each site."""
    if not pages:
        return [Finding("sites", False, "no source is enabled", "pactwatch sources add URL")]
    names = [page for page in pages if _said(page, _NO_NAME)]
    trust = [page for page in pages if any(_said(page, words) for words in _NO_TRUST)]
    robots = [page for page in pages if page.failure is Problem.ROBOTS]
    told = [*names, *trust, *robots]
    rest = [page for page in pages if page.failure is not None and page not in told]
    reached = len(pages) - len(names)
    secure = [page for page in pages if page.requested_url.startswith("https:") and page not in names]
    store = ssl.create_default_context().cert_store_stats()["x509_ca"]
    cured = "check /etc/resolv.conf" if len(names) == len(pages) else "correct the addresses in their files"
    return [
        _finding("dns", names, f"{reached} names are resolved", cured),
        _finding(
            "tls",
            trust,
            f"{len(secure)} certificates are trusted ({store} authorities known)",
            "install ca-certificates and check the clock, or ask the site's owner",
        ),
        _finding(
            "robots",
            robots,
            f"{reached - len(robots)} sites let us in",
            "ask the site's owner, or set enabled: false",
        ),
        _finding("sites", rest, f"{reached - len(rest)} sites answer", "pactwatch status ID says more"),
    ]


def _finding(name: str, bad: Sequence[FetchedPage], well: str, cure: str) -> Finding:
    if not bad:
        return Finding(name, True, well)
    shown = "; ".join(
        f"{urlsplit(page.requested_url).hostname}: {page.failure_detail}" for page in bad[:_SHOWN]
    )
    more = f" and {len(bad) - _SHOWN} more" if len(bad) > _SHOWN else ""
    return Finding(name, False, shown + more, cure)


def clock_finding(pages: Sequence[FetchedPage], now: datetime, stopped: bool) -> Finding:
    """Is our clock right? ``Date`` of the answers tells (RFC 9110, 6.6.1); ``stopped`` where NOW is set."""
    if stopped:
        return Finding(
            "clock", False, f"PACTWATCH_NOW stops the clock at {now:%Y-%m-%d %H:%M} UTC", "unset it"
        )
    offsets = [offset for page in pages if (offset := _offset(page)) is not None]
    if not offsets:
        return Finding("clock", True, f"{now:%Y-%m-%d %H:%M:%S} UTC; no site told us its time")
    off = median(offsets)
    if abs(off) > _CLOCK_OFF:
        way = "ahead" if off > 0 else "behind"
        return Finding(
            "clock", False, f"our clock is {abs(off):.0f} s {way} of the sites'", "start a time service"
        )
    return Finding("clock", True, f"{now:%Y-%m-%d %H:%M:%S} UTC, as the sites have it")


def _offset(page: FetchedPage) -> float | None:
    """Seconds that we are ahead of a server; ``None`` where it does not tell."""
    try:
        return (page.fetched_at - parsedate_to_datetime(page.header("date") or "")).total_seconds()
    except (ValueError, TypeError):
        return None


def _said(page: FetchedPage, words: str) -> bool:
    return page.failure is not None and words in page.failure_detail
