"""Text brought into one form: for showing, and for comparing."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n[ \n]*\n")
# Zero-width and soft characters that typesetting or hiding leaves behind; joiners (U+200C, U+200D) carry
# meaning in several scripts and stay.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NO_WORD = re.compile(r"[\W_]+")
# Letters whose small form is two characters, or depends on the word's end, and such as are another's variant.
_ODD_CASE = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"), ("\u03a3", "\u03c3"), ("\u03c2", "\u03c3"))
# The same as _NO_WORD for plain text, byte by byte.
_LOWER = bytes(range(128)).lower().ljust(256, b"\0")
_NO_WORD_BYTES = bytes(byte for byte in range(128) if not chr(byte).isalnum())


def clean_line(text: str) -> str:
    """``text`` on one line: invisible and control characters gone, runs of space made one. Idempotent."""
    return " ".join(_CONTROL.sub(" ", _INVISIBLE.sub("", text)).split())


def clean_text(text: str) -> str:
    """``text`` with its paragraphs kept (one blank line between), everything else as :func:`clean_line`."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    lines = (clean_line(line) for line in unified.split("\n"))
    return _LINES.sub("\n\n", "\n".join(lines)).strip()


def lowered(text: str) -> str:
    """``text`` in lower case, character by character, so that places in it stay places in ``text``. For
    patterns that mind case: they pass over what cannot begin as the text does, and take half the time.
    """
    if not text.isascii():
        for odd, plain in _ODD_CASE:
            text = text.replace(odd, plain)
    return text.lower()


def comparable(text: str) -> str:
    """``text`` for comparison only: NFKC, case folded, nothing but letters and digits. Idempotent."""
    if text.isascii():
        return text.encode("ascii").translate(_LOWER, _NO_WORD_BYTES).decode("ascii")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return _NO_WORD.sub("", folded)
