"""What a standing page says as a whole: lists, tables, columns, headings, links and the texts of logos.

The reading of articles leaves out what is no prose, which on a page that lists partners is all that matters.
Here everything is kept that stands on the page itself, each line and each cell a paragraph; only the frame
goes.
"""

from __future__ import annotations

from collections.abc import Collection

from crawler.pages.blocks import block_digest
from crawler.pages.hints import BIT
from crawler.pages.lines import Node, Outline, outline
from crawler.pages.noise import certain_kinds, noise_kind
from crawler.pages.systems import revealed_ids
from crawler.text.document import Document
from crawler.text.normal import clean_line

MOST = 200_000
"""Characters of a standing page that are kept: a directory is no overview."""

_FRAME = BIT["nav"] | BIT["footer"] | BIT["share"] | BIT["comment"] | BIT["ad"] | BIT["gate"]
_FRAME_TAGS = frozenset(("nav", "footer", "aside", "form", "select", "button"))
_OWN_TAGS = frozenset(("main", "article"))
_ALT = ("alt", "title")


def standing_text(document: Document, repeated: Collection[str] = ()) -> str:
    """The page's own lines and the texts of its pictures in their order, parted by blank lines; without
    menus, footers and what ``repeated`` (digests of blocks) says to stand all over the site. Never raises.
    """
    laid_out = outline(document, revealed_ids())
    framed = _framed(laid_out)
    pieces: list[tuple[int, int, str]] = []
    for row, line in enumerate(laid_out.lines):
        text = clean_line(line.text)
        noise = noise_kind(text) in certain_kinds() or block_digest(line.text) in repeated
        if text and not noise and not framed[line.node]:
            pieces.append((row, 1, text))
    for picture in laid_out.pictures:
        told = next((text for name in _ALT if (text := clean_line(picture.element.get(name) or ""))), "")
        if told and not framed[picture.node]:
            pieces.append((picture.line, 0, told[:300]))
    return "\n\n".join(text for _, _, text in sorted(pieces, key=lambda piece: piece[:2]))[:MOST]


def _framed(laid_out: Outline) -> list[bool]:
    """For each element whether it belongs to the frame: a menu, a footer, the site's head, what is hidden."""
    framed: list[bool] = []
    own: list[bool] = []
    for node in laid_out.nodes:  # parents stand before their children
        inside = node.parent >= 0
        own.append(node.tag in _OWN_TAGS or (inside and own[node.parent]))
        head = node.tag == "header" and not own[-1]
        hidden = node.element in laid_out.unseen
        framed.append((inside and framed[node.parent]) or head or hidden or _is_frame(node))
    return framed


def _is_frame(node: Node) -> bool:
    return node.tag in _FRAME_TAGS or (bool(node.hint & _FRAME) and node.tag not in ("body", *_OWN_TAGS))
