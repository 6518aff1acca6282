"""The archive: one WARC file a day and process, appended to record by record."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, cast

from crawler.archive.records import payload_digest, read_page, write_record
from crawler.errors import ArchiveError
from crawler.model import FetchedPage

# Digests remembered for "the same again"; one day of one process at full budget stays below.
_REMEMBERED = 20_000


class Archive:
    """Pages as WARC records below ``root``.

    Each process writes files of its own, so that a record cut short by a kill ends its file and nothing
    else; a write that fails (a full disk) is taken back, so that the next record starts on sound ground.
    Safe for threads. A page is found again by its reference ``file:offset``.
    """

    def __init__(self, root: Path, now: Callable[[], datetime]) -> None:
        self._root, self._now = root, now
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._name = ""
        self._day = ""
        self._seen: dict[str, str] = {}
        self._token = f"{os.getpid()}-{secrets.token_hex(4)}"

    def write(self, page: FetchedPage) -> str:
        """Append the page; its reference. Raises :class:`ArchiveError`."""
        digest = payload_digest(page)
        with self._lock:
            try:
                file = self._current()
                start = file.seek(0, os.SEEK_END)
            except OSError as error:
                self._drop()
                raise ArchiveError(f"the archive {self._root} cannot be written: {error.strerror}") from error
            try:
                write_record(file, page, self._seen.get(digest) if page.body else None)
            except OSError as error:
                self._take_back(file, start)
                raise ArchiveError(f"{self._name}: cannot be written: {error.strerror}") from error
            reference = f"{self._name}:{start}"
            if len(self._seen) < _REMEMBERED:
                self._seen.setdefault(digest, reference)
            return reference

    def read(self, reference: str) -> FetchedPage:
        """The page kept under ``reference``. Raises :class:`ArchiveError` when it is not there or broken."""
        return read_page(self._root, reference)

    def close(self) -> None:
        """Close the file being written."""
        with self._lock:
            self._drop()

    def _current(self) -> BinaryIO:
        day = f"{self._now():%Y%m%d}"
        if self._file is None or day != self._day:
            self._drop()
            self._name = f"{day[:4]}/{day[4:6]}/pactwatch-{day}-{self._token}.warc.gz"
            path = self._root / self._name
            path.parent.mkdir(parents=True, exist_ok=True)
            # Unbuffered: what a full disk refuses must not be tried again behind our back on closing.
            self._file, self._day = cast("BinaryIO", path.open("ab", buffering=0)), day
        return self._file

    def _take_back(self, file: BinaryIO, start: int) -> None:
        """Cut a half-written record off; where even that fails, the file is left and a new one begun."""
        try:
            file.truncate(start)
        except OSError:
            self._token = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._drop()

    def _drop(self) -> None:
        file, self._file = self._file, None
        self._seen.clear()
        if file is not None:
            try:
                file.close()
            except OSError:
                return
