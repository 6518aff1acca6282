"""Content codings undone within a limit, so that a small answer cannot become a huge page."""

from __future__ import annotations

import zlib

from crawler.errors import FetchError
from crawler.model import Problem

# What we ask for. Every server knows these two; brotli and zstd would add two decoders to guard for a few
# per cent of traffic.
ACCEPTED = "gzip, deflate"

# Nobody packs a page more than twice; a longer chain is a trick.
_MAX_LAYERS = 2
# Log shippers write a member a line, web servers one; a file of empty members would cost a copy each.
_MAX_MEMBERS = 100


def decoded(body: bytes, coding: str, limit: int) -> tuple[bytes, Problem | None, str]:
    """``body`` freed of its content codings: bytes, and the problem with its detail where it is not whole.

    ``coding`` is the Content-Encoding header. At most ``limit`` bytes come out (``too_large`` beyond);
    a stream that ends early gives what could be read and ``truncated``. Raises :class:`FetchError`
    (``wrong_type``) for a coding that was not asked for.
    """
    layers = [part for part in (item.strip().lower() for item in coding.split(",")) if part != "identity"]
    layers = [part for part in layers if part]
    if len(layers) > _MAX_LAYERS or any(part not in ("gzip", "x-gzip", "deflate") for part in layers):
        raise FetchError(
            Problem.WRONG_TYPE.value, f"the answer is packed as {coding[:60]!r}, asked was {ACCEPTED}"
        )
    for layer in reversed(layers):
        body, problem, detail = _unpacked(body, layer, limit)
        if problem is not None:
            return body, problem, detail
    return body, None, ""


def _unpacked(body: bytes, layer: str, limit: int) -> tuple[bytes, Problem | None, str]:
    """One coding undone. ``deflate`` comes with or without its zlib header in the wild."""
    windows = (zlib.MAX_WBITS + 16,) if layer.endswith("gzip") else (zlib.MAX_WBITS, -zlib.MAX_WBITS)
    if not body:
        return b"", None, ""
    for bits in windows:
        try:
            found, whole = _inflated(body, bits, limit)
        except zlib.error:
            continue
        if len(found) > limit:
            return found[:limit], Problem.TOO_LARGE, f"more than {limit} bytes after unpacking"
        if not whole:
            return found, Problem.TRUNCATED, "the packed answer ends early"
        return found, None, ""
    # Some servers name a coding and send plain text: the reader gets what came.
    return body, None, ""


def _inflated(body: bytes, bits: int, limit: int) -> tuple[bytes, bool]:
    """The unpacked bytes, at most one more than ``limit``, and whether the stream ended properly.

    A gzip file may have several members one after the other (RFC 1952, 2.2); rubbish after the last is
    passed over, as browsers do.
    """
    found, whole = b"", False
    for _ in range(_MAX_MEMBERS):
        if not body or len(found) > limit:
            break
        unpacker = zlib.decompressobj(bits)
        try:
            found += unpacker.decompress(body, limit + 1 - len(found))
        except zlib.error:
            if whole:
                break
            raise
        whole, body = unpacker.eof, unpacker.unused_data
    return found, whole
