"""Text that went through the wrong character set on its way into the page, brought back."""

from __future__ import annotations

import re

# How the single-byte set of Windows shows the bytes 0x80 to 0x9f; the five it leaves out stay as they are.
_WINDOWS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_BACK = {character: byte for byte, character in _WINDOWS.items()} | {chr(b): b for b in range(0x80, 0x100)}
_TAIL = "".join(re.escape(character) for character, byte in _BACK.items() if 0x80 <= byte <= 0xBF)
# One character of UTF-8 shown byte by byte: a lead byte and its one to three continuation bytes.
_TWICE = re.compile(f"[\u00c2-\u00df][{_TAIL}]|[\u00e0-\u00ef][{_TAIL}]{{2}}|[\u00f0-\u00f4][{_TAIL}]{{3}}")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_HAN_RUN = re.compile("[\u2e80-\u9fff\ue000-\ufaff\uff00-\uffef\u20ac]{6,400}")
_ENTITY = re.compile(r"&#(?:0{0,4}(1[2-5]\d)|[xX]0{0,4}([89][0-9a-fA-F]));")
_ENTITY_BYTES = re.compile(_ENTITY.pattern.encode("ascii"))
# The lead bytes of Western and CJK letters as characters; a text without them was not encoded twice.
_LEADS = "\u00c2\u00c3\u00e2\u00e3\u00e4\u00e5\u00e6\u00e7\u00e8\u00e9\u00ec\u00d0"
# What the commonest marks and words of Chinese (comma, full stop, "of", "in", "one") look like as GBK.
_GBK_MARKS = ("\u951b", "\u9286", "\u9428", "\u9365", "\u6d93")
# What a text shows of both in UTF-8, each with its first byte: where that is missing, nothing is sought.
_TWICE_BYTES = (b"\xc3", re.compile(rb"\xc3[\x82-\xb4][\xc2\xc5\xc6\xcb\xe2]"))
_GBK_BYTES = (
    (b"\xe9", re.compile(rb"\xe9(?:\x94\x9b|\x8a\x86|\x90\xa8|\x8d\xa5)")),
    (b"\xe6", re.compile(rb"\xe6\xb6\x93")),
)
_SHORT = 200
_SAMPLE = 200_000
# A French or Vietnamese text may hold one such pair by chance; encoded twice is nearly all of a page.
_SHARE = 0.8


def may_be_twice(raw: bytes) -> bool:
    """Whether :func:`undo_double_encoding` can find anything in the text that ``raw`` is in UTF-8. Quick: it
    saves looking through nearly every page.
    """
    lead, pairs = _TWICE_BYTES
    return (
        len(raw) < _SHORT
        or (lead in raw and len(pairs.findall(raw)) >= 3)
        or any(first in raw and marks.search(raw) for first, marks in _GBK_BYTES)
    )


def undo_double_encoding(text: str) -> str:
    """``text`` with UTF-8 that had been read as Windows-1252 or as GBK, and encoded again, brought back.

    Only where nearly all of the foreign text is of that kind; otherwise ``text`` itself.
    """
    if text.isascii() or not may_be_twice(text.encode("utf-8", "surrogatepass")):
        return text
    if sum(map(text.count, _LEADS)) >= 3:
        sample = text[:_SAMPLE]
        pairs = _TWICE.findall(sample)
        foreign = len(_FOREIGN.findall(sample)) if len(pairs) >= 3 else len(sample)
        if sum(map(len, pairs)) >= _SHARE * foreign:
            return _TWICE.sub(_again, text)
    return _undo_gbk(text) if any(mark in text for mark in _GBK_MARKS) and _looks_like_gbk(text) else text


def _again(match: re.Match[str]) -> str:
    raw = bytes(_BACK[character] for character in match.group())
    return raw.decode("utf-8", "ignore") or match.group()


def _looks_like_gbk(text: str) -> bool:
    """Whether runs of Chinese characters are, byte for byte, UTF-8: no sane text in GBK is."""
    runs = _HAN_RUN.findall(text[:100_000])[:20]
    undone = [_run(run) for run in runs]
    return len(runs) >= 2 and sum(new is not None for new in undone) >= _SHARE * len(runs)


def _run(run: str) -> str | None:
    raw = run.encode("gb18030", "replace")
    decoded = raw.decode("utf-8", "replace")
    # The first misreading lost a byte wherever it met an odd one: some characters stay damaged, and show it.
    sound = decoded.count("\ufffd") <= 2 + len(decoded) // 6
    return decoded.strip("\ufffd?") if sound and len(decoded) < len(run) else None


def _undo_gbk(text: str) -> str:
    return _HAN_RUN.sub(lambda match: _run(match.group()) or match.group(), text)


def repair_entities(text: str) -> str:
    """Numeric references to the bytes 0x80-0x9f as every browser reads them: ``&#146;`` is an apostrophe."""
    return _ENTITY.sub(_windows, text) if "&#" in text else text


def may_need_repair(raw: bytes) -> bool:
    """Whether :func:`repair_entities` can find anything in the text that ``raw`` is in UTF-8."""
    return _ENTITY_BYTES.search(raw) is not None


def _windows(match: re.Match[str]) -> str:
    code = int(match[1]) if match[1] else int(match[2], 16)
    return _WINDOWS.get(code, match.group())
