"""A letter as blocks of text: HTML and plain text are made of the same ones, so that they say the same."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

# Formatting characters that reorder or hide text: legitimate in scripts, a trick in a mail (Unicode TR 36).
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF])
_LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line. ``look`` is empty, ``strong``, ``mark`` or ``small``; ``href`` a web address or
    empty.
    """

    text: str
    look: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A line or paragraph: ``title``, ``heading``, ``group``, ``line``, ``item``, ``quote``, ``note`` or
    ``small``.
    """

    kind: str
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """As plain text: marked words between asterisks, addresses behind the words that are linked."""
        return "".join(_plain(span) for span in self.spans)


def one_line(value: object, length: int = 2_000) -> str:
    """``value`` as one line of visible text: no control or reordering characters, no lone surrogates."""
    cut = str("" if value is None else value)[: 4 * length]
    text = cut.encode("utf-8", "replace").decode("utf-8").translate(_BIDI)
    text = " ".join(
        "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text).split()
    )
    return text if len(text) <= length else text[: length - 1] + "…"


def web_address(value: object) -> str:
    """``value`` where it is an address that a reader may follow (http or https), else nothing."""
    text = one_line(value, _LONGEST_ADDRESS + 1)
    if len(text) > _LONGEST_ADDRESS or any(char in text for char in " <>\"'\\"):
        return ""
    try:
        parts = urlsplit(text)
        return text if parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:
        return ""


def linked(words: object, address: object, look: str = "") -> Span:
    """``words`` leading to ``address``; an address that is none of the web's stays text beside them."""
    shown, href = one_line(words, 300), web_address(address)
    if href or not address:
        return Span(shown or one_line(address, 300), look, href)
    plain = one_line(address, 300)
    return Span(shown if shown == plain else f"{shown} ({plain})" if shown else plain, look)


def as_text(blocks: tuple[Block, ...]) -> str:
    """The letter as plain text."""
    lines: list[str] = []
    for number, block in enumerate(blocks):
        apart = block.kind in ("title", "heading", "group", "note", "small")
        if number and (apart or block.kind != blocks[number - 1].kind):
            lines.append("")
        lines.append(_BEFORE.get(block.kind, "") + block.text)
    return "\n".join(lines) + "\n"


_BEFORE = {"item": "- ", "quote": "> "}


def _plain(span: Span) -> str:
    text = f"*{span.text}*" if span.look == "mark" else span.text
    return f"{text} ({span.href})" if span.href and span.href != span.text else text
