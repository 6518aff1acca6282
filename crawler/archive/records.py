"""One page as one WARC record (ISO 28500), and back."""

from __future__ import annotations

import hashlib
import json
from base64 import b32encode
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive.facts import facts_of, page_with
from crawler.errors import ArchiveError
from crawler.model import FetchedPage

_FACTS = "WARC-JSON-Metadata"
# Where the payload of a revisit stands; names from the IIPC's proposal for WARC 1.1 revisits.
_FILE, _OFFSET = "WARC-Refers-To-Filename", "WARC-Refers-To-File-Offset"
# The body is kept unpacked, so these no longer describe it. They are kept under another name, as pywb does.
_CHANGED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_MAX_HOPS = 3


def payload_digest(page: FetchedPage) -> str:
    """The digest by which the same payload is known again (SHA-1 in base 32, as WARC tools write it)."""
    return "sha1:" + b32encode(hashlib.sha1(page.body, usedforsecurity=False).digest()).decode()


class _Writer(WARCWriter):  # type: ignore[misc]
    """Pages are in memory already and small: no temporary file is needed (warcio leaves its own open)."""

    @staticmethod
    def _create_temp_file() -> BytesIO:
        return BytesIO()


def write_record(file: BinaryIO, page: FetchedPage, same_as: str | None) -> None:
    """Append one gzip member to ``file``; with ``same_as`` (a reference) as a revisit without payload."""
    buffer = BytesIO()
    writer = _Writer(buffer, gzip=True)
    writer.write_record(_record(writer, page, same_as))
    left = memoryview(buffer.getvalue())
    while left:
        left = left[file.write(left) :]


def _record(writer: WARCWriter, page: FetchedPage, same_as: str | None) -> ArcWarcRecord:
    extra: dict[str, str] = {_FACTS: json.dumps(facts_of(page))}
    date = page.fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    if same_as is not None:
        extra[_FILE], _, extra[_OFFSET] = same_as.rpartition(":")
        return writer.create_revisit_record(
            _ascii(page.url),
            payload_digest(page),
            _ascii(page.url),
            date,
            http_headers=_head(page),
            warc_headers_dict={**extra, "WARC-Date": date},
        )
    return writer.create_warc_record(
        _ascii(page.url),
        "response",
        payload=BytesIO(page.body),
        http_headers=_head(page),
        warc_headers_dict={**extra, "WARC-Date": date},
    )


def _head(page: FetchedPage) -> StatusAndHeaders:
    try:
        phrase = HTTPStatus(page.status).phrase
    except ValueError:
        phrase = "Unknown"
    lines = [
        (f"x-archive-orig-{name}" if name in _CHANGED else name, _sound(value))
        for name, value in page.headers
    ]
    return StatusAndHeaders(f"{page.status} {phrase}", lines, protocol="HTTP/1.1")


def _sound(value: str) -> str:
    """A header's value without halves of characters, which no file can hold."""
    return value.encode("utf-8", "replace").decode()


def read_page(root: Path, reference: str) -> FetchedPage:
    """The page under ``reference`` below ``root``; the payload of a revisit is read where it stands."""
    wanted, page = reference, None
    for _ in range(_MAX_HOPS):
        found, wanted = _read_one(root, wanted)
        page = found if page is None else replace(page, body=found.body)
        if not wanted:
            return replace(page, archive_ref=reference)
    raise ArchiveError(f"{reference}: leads from record to record without a page")


def _read_one(root: Path, reference: str) -> tuple[FetchedPage, str]:
    """One record as a page, and the reference of its payload where it has none of its own."""
    path, offset = _place(root, reference)
    try:
        with path.open("rb") as file:
            file.seek(offset)
            record = next(iter(ArchiveIterator(file)), None)
            if record is None:
                raise ArchiveError(f"{reference}: no record stands there")
            return _page(record, reference)
    except (OSError, EOFError, ValueError, ArchiveLoadFailed) as error:
        raise ArchiveError(f"{reference}: cannot be read ({error})") from error


def _place(root: Path, reference: str) -> tuple[Path, int]:
    name, _, offset = reference.rpartition(":")
    path = (root / name).resolve()
    if not name or not offset.isdecimal() or not path.is_relative_to(root.resolve()):
        raise ArchiveError(f"{reference}: expected file:offset below {root}")
    return path, int(offset)


def _page(record: Any, reference: str) -> tuple[FetchedPage, str]:
    header: Callable[[str], str | None] = record.rec_headers.get_header
    if record.rec_type not in ("response", "revisit") or record.http_headers is None:
        raise ArchiveError(f"{reference}: a {record.rec_type} record, no page")
    body = record.content_stream().read()
    if header("WARC-Payload-Digest") not in (None, _digest(body)) and record.rec_type == "response":
        raise ArchiveError(f"{reference}: the record is damaged, its digest does not fit")
    lines = tuple(
        (name.lower().removeprefix("x-archive-orig-"), value) for name, value in record.http_headers.headers
    )
    page = FetchedPage(
        url=header("WARC-Target-URI") or "",
        requested_url=header("WARC-Target-URI") or "",
        status=int(record.http_headers.get_statuscode() or 0),
        headers=tuple(line for line in lines if line[0] not in _CHANGED),
        body=body,
        fetched_at=datetime.fromisoformat(header("WARC-Date") or "1970-01-01T00:00:00Z"),
    )
    elsewhere = f"{header(_FILE)}:{header(_OFFSET)}" if record.rec_type == "revisit" else ""
    return page_with(page, json.loads(header(_FACTS) or "{}")), elsewhere


def _digest(body: bytes) -> str:
    return "sha1:" + b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _ascii(url: str) -> str:
    """A header line holds no line break and no raw byte beyond ASCII."""
    return "".join(char if " " < char < "\x7f" else f"%{ord(char) & 0xFF:02X}" for char in url)
