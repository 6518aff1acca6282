"""What scripts write, hide or redirect, read without ever running them.

Decoding is bounded in depth and size; only string literals are looked at.
"""

from __future__ import annotations

import base64
import binascii
import re
from itertools import islice
from typing import Any
from urllib.parse import unquote

from crawler.junk.finding import Finding
from crawler.junk.segments import markup_piece
from crawler.junk.selling import advert, advertises_briefly, lines_to_look_at
from crawler.junk.shapes import latin_brand
from crawler.junk.signals_hidden import cuts
from crawler.junk.signals_host import registrable
from crawler.junk.subject import Subject

_INTERESTING = (
    "document.write",
    "fromCharCode",
    "unescape(",
    "decodeURIComponent(",
    "atob(",
    "\\x",
    "\\u",
    "innerHTML",
    "insertAdjacent",
    "document.title",
    ".reverse(",
)
_REDIRECT = re.compile(
    r"(?:location(?:\.href)?\s*=|location\.(?:replace|assign)\(|"
    r"window\.open\()\s*['\"]((?:https?:)?//[^'\"]{4,200})",
    re.IGNORECASE,
)
_SEARCHER = re.compile(r"baidu|google|bing|sogou|so\.com|haosou|yandex|yahoo|sm\.cn|spider", re.IGNORECASE)
_STRING = re.compile(r"'((?:[^'\\\n]|\\.){2,}+)'|\"((?:[^\"\\\n]|\\.){2,}+)\"|`([^`]{2,}+)`")
_CODES = re.compile(
    r"fromCharCode\(\s*((?:0[xX][0-9a-fA-F]+|\d+)(?:\s*,\s*(?:0[xX][0-9a-fA-F]+|\d+)){3,4000})"
)
_JOINED = re.compile(r"['\"]\s*\+\s*['\"]")
_GAMBLING = re.compile(
    r"[a-z0-9](?:bet|toto|casino|poker|togel)\d*\b|\b(?:casino|togel|poker)[a-z0-9]|\bslot\d\d"
)
_TAG = re.compile(r"<[^>]{0,600}>")
_ESCAPED = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|%u([0-9a-fA-F]{4})")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}")
_MAX_SCRIPT, _MAX_STRING, _MAX_DEPTH = 256_000, 20_000, 3


def find(subject: Subject) -> list[Finding]:
    """Scripts that write advertisements or send searchers elsewhere, and frames of such sites."""
    if subject.document is None:
        return []
    found: list[Finding] = []
    for script in list(subject.document.elements("script"))[:120]:
        code = (script.text or "")[:_MAX_SCRIPT]
        if code and "json" not in (script.get("type") or ""):
            found += _written(subject, code)
            found += _redirects(subject, code)
    return [*found, *_frames(subject)][:40]


def _written(subject: Subject, code: str) -> list[Finding]:
    if not any(mark in code for mark in _INTERESTING) or (
        len(code) > 60_000 and "document.write" not in code and "fromCharCode" not in code
    ):
        return []
    writes = "document.title" in code or "document.write" in code
    texts = [text for text in decoded_strings(code) if "<" in text or (writes and len(text) < 400)]
    for index in lines_to_look_at([" ".join(_TAG.sub(" ", text).split()) for text in texts]):
        piece = markup_piece(texts[index], "J1", "written by a script")
        told = advert(piece.text) if piece.text else None
        if told is None and sum(advertises_briefly(anchor) for anchor in piece.anchors) < 2:
            continue
        quote = (told.quote if told else " ".join(piece.anchors))[:160]
        reason = "a script writes an advertisement into the page"
        group = "shape" if told and told.shapes and not told.words else "words"
        return [
            Finding("script_writes", "J1", "code", 1.6, "html", quote, reason),
            Finding("script_words", "J1", group, 1.5, "html", quote, "what it writes advertises goods"),
            *cuts(subject, piece.text, "J1", reason),
        ]
    return []


def decoded_strings(code: str) -> list[str]:
    """The string literals of ``code`` with joined parts joined and the usual disguises taken off."""
    code = _JOINED.sub("", code)
    found: list[str] = []
    for match in islice(_CODES.finditer(code), 20):
        numbers = [int(part, 0) for part in re.split(r"\s*,\s*", match.group(1))]
        found.append("".join(chr(number) for number in numbers if 0 < number < 0x110000))
    reverses = ".reverse(" in code
    for match in islice(_STRING.finditer(code), 400):
        raw = next(part for part in match.groups() if part is not None)[:_MAX_STRING]
        found += _undisguised(raw, _MAX_DEPTH)
        if reverses and len(raw) > 8:
            found.append(raw[::-1])
    return [text for text in found if len(text) >= 4][:600]


def _undisguised(raw: str, depth: int) -> list[str]:
    text = raw
    if "\\" in text or "%u" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match.group(match.lastindex or 1), 16)), text)
        text = text.replace("\\/", "/").replace('\\"', '"').replace("\\'", "'")
    if "%" in text:
        text = unquote(text, errors="ignore")
    found = [text]
    if depth and len(text) >= 16 and _BASE64.fullmatch(text):
        try:
            inner = base64.b64decode(text + "=" * (-len(text) % 4)).decode("utf-8")
        except (binascii.Error, ValueError):
            return found
        found += _undisguised(inner, depth - 1)
        if "%" in inner:
            found.append(unquote(inner, errors="ignore"))
    return found


def _redirects(subject: Subject, code: str) -> list[Finding]:
    """A script that sends those who come from a search engine to another site."""
    if "ocation" not in code or not _asks_for_searchers(code):
        return []
    code = _JOINED.sub("", code)  # an address put together from pieces, too
    for text in (code, *decoded_strings(code)[:100]):
        for match in list(_REDIRECT.finditer(text))[:10]:
            host = re.sub(r"^(?:https?:)?//", "", match.group(1)).split("/")[0].split("?")[0].lower()
            if registrable(host) == registrable(subject.host):
                continue
            defanged = host.replace(".", "[.]")
            return [
                Finding(
                    "searchers_redirected",
                    "J3",
                    "code",
                    1.6,
                    "html",
                    match.group()[:160],
                    "a script asks where the reader came from and sends searchers away",
                ),
                Finding(
                    "redirect_target",
                    "J3",
                    "links",
                    1.0,
                    "html",
                    defanged,
                    f"it leads to {defanged}, another site",
                ),
            ]
    return []


def _asks_for_searchers(code: str) -> bool:
    """Whether a search engine is named near a look at where the reader came from."""
    for mark in ("referrer", "userAgent"):
        at = code.find(mark)
        for _ in range(40):
            if at < 0:
                break
            if _SEARCHER.search(code, max(0, at - 200), at + 220):
                return True
            at = code.find(mark, at + 220)
    return False


def _frames(subject: Subject) -> list[Finding]:
    assert subject.document is not None
    found = []
    for frame in list(subject.document.elements("iframe"))[:40]:
        source = frame.get("src") or ""
        host = re.sub(r"^(?:https?:)?//", "", source).split("/")[0].split("?")[0].lower()
        if not host or "." not in host or registrable(host) == registrable(subject.host):
            continue
        name = re.sub(r"[-._/?=&]+", " ", source.lower())
        small = _is_small(frame)
        label = registrable(host).split(".")[0]
        if small and (
            _GAMBLING.search(name)
            or advert(name)
            or (len(label) >= 5 and label.isalpha() and latin_brand(label))
        ):
            defanged = host.replace(".", "[.]")
            found.append(
                Finding(
                    "hidden_frame",
                    "J4",
                    "code",
                    1.2,
                    "html",
                    defanged,
                    "a frame too small to see loads another site",
                )
            )
            found.append(
                Finding(
                    "frame_of_brand",
                    "J4",
                    "shape",
                    1.0,
                    "html",
                    defanged,
                    "that site's name is shaped like a betting brand",
                )
            )
    return found[:6]


def _is_small(frame: Any) -> bool:
    style = (frame.get("style") or "").lower()
    size = [frame.get("width") or "", frame.get("height") or ""]
    return any(part.strip().rstrip("px") in {"0", "1"} for part in size) or bool(
        re.search(r"display\s*:\s*none|(?:width|height)\s*:\s*[01](?:px)?\b|visibility\s*:\s*hidden", style)
    )
