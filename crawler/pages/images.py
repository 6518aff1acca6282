"""The article's images, with captions worth showing."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.model import Image
from crawler.pages.body import Body
from crawler.pages.lines import Outline
from crawler.pages.noise import noise_kind
from crawler.text.normal import clean_line

# Lazy loading keeps the address elsewhere and a blank in "src".
_SOURCES = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-echo",
    "data-url",
    "orisrc",
    "src",
)
_DECORATION = re.compile(
    r"(?:^|[/_.-])(?:icon|icons|logo|avatar|spacer|blank|loading|pixel|button|btn|share|qrcode|ewm|weixin|arrow|bullet|emoji|ad|ads)s?(?=[/_.\d-])",
    re.IGNORECASE,
)
# Smaller pictures are marks, not photographs.
_SMALLEST = 60
MOST = 50


def images_of(outline: Outline, body: Body, url: str) -> tuple[Image, ...]:
    """The images between the body's first and last line (and just before and after), in order, each once."""
    if not body.rows:
        return ()
    first, last = body.rows[0] - 1, body.rows[-1] + 2
    found: dict[str, Image] = {}
    for picture in outline.pictures:
        if first <= picture.line <= last and not _small(picture.element):
            address = _address(picture.element, url)
            if address and address not in found:
                found[address] = Image(address, _caption(picture.element))
        if len(found) >= MOST:
            break
    return tuple(found.values())


def _small(element: Any) -> bool:
    sizes = [element.get(side) or "" for side in ("width", "height")]
    return any(
        size.strip().removesuffix("px").isdecimal() and int(size.strip().removesuffix("px")[:9]) < _SMALLEST
        for size in sizes
    )


def _address(element: Any, url: str) -> str | None:
    for name in _SOURCES:
        value = (element.get(name) or "").strip()
        if not value or value.startswith("data:") or len(value) > 2000:
            continue
        try:
            address = urljoin(url, value)
            path = urlsplit(address).path
        except ValueError:
            continue
        if address.startswith(("http://", "https://")) and not _DECORATION.search(path):
            return str(address)
    return None


def _caption(element: Any) -> str:
    """The figure's caption, else the image's alternative text; never a file's name."""
    for ancestor in element.iterancestors():
        if ancestor.tag == "figure":
            for caption in ancestor.iter("figcaption"):
                if text := clean_line("".join(caption.itertext()))[:500]:
                    return text
        if ancestor.tag in ("p", "div", "td", "body"):
            break
    text = clean_line(element.get("alt") or element.get("title") or "")[:300]
    return "" if noise_kind(text) in ("file_name", "clipboard") else text
