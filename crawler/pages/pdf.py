"""Notices that come as PDF."""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from crawler.text.normal import clean_line, clean_text

# A notice or an agreement has a few pages; a yearbook is not read.
MAX_PAGES = 30
MAX_BYTES = 10_000_000
MAX_CHARACTERS = 200_000
# What damaged files have been seen to make the parser raise, beside its own errors.
_ERRORS = (
    PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError,
    AssertionError, NotImplementedError, OSError, MemoryError,
)  # fmt: skip


def read_pdf(body: bytes) -> tuple[str | None, str] | None:
    """The title (``None`` where the file names none) and the text of a PDF, or ``None`` where it has no
    text that can be read: scanned, locked, damaged or larger than the limits. Never raises.
    """
    if len(body) > MAX_BYTES:
        return None
    # The library tells of every fault in a file; ours are named by what this returns.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        if (reader.is_encrypted and not reader.decrypt("")) or len(reader.pages) > MAX_PAGES:
            return None
        title = clean_line(str((reader.metadata and reader.metadata.title) or ""))
        pieces: list[str] = []
        for page in reader.pages:
            pieces.append(page.extract_text())
            if sum(map(len, pieces)) > MAX_CHARACTERS:
                break
    except _ERRORS:
        return None
    text = clean_text("\n".join(pieces))
    return (title or None, text) if text else None
