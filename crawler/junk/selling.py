"""Whether a piece of a page that readers do not see, or hardly, advertises."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from crawler.junk.lexicon import FAMILIES, GUARDS, scan
from crawler.junk.normal import fold
from crawler.junk.shapes import brand_of, latin_brand, repeats_stem

_ITEMS = re.compile(r"[|｜_,，、;；\n\t·•]+|\s{2,}|\s+[-–—]+\s*|—+|(?<=[\u3400-\u9fff])[-–]+")
_CSS = re.compile(r"[^{}\n]{0,200}\{[^{}]{0,2000}:[^{}]{0,2000}\}|/\*.{0,400}?\*/")
_DOSE = re.compile(r"\b\d{1,4} ?mg\b|\btabs?\b|\bpills?\b|\btablets?\b")
_BUYING = re.compile(
    r"\b(?:buy|order|purchase|cheap|cheapest|discount|overnight|comprar|barato|acheter|pas cher|kaufen|"
    r"günstig|acquistare|купить|заказать|satın al|kup|beli)\b(?=.{0,60}\bonline\b)|"
    r"\bonline\b.{0,30}\b(?:buy|order|cheap|pharmacy)\b"
)
_MAX_PIECE = 20_000  # a planted block longer than this advertises in its first part too


@dataclass(frozen=True, slots=True)
class Advert:
    """What in a piece advertises: the first words of it, and whether words or only shapes say so."""

    quote: str
    words: bool
    shapes: bool


def advert(piece: str) -> Advert | None:
    """Judge a hidden, decoded or described piece of a page; ``None`` where nothing in it advertises."""
    piece = piece[:_MAX_PIECE]
    if ("{" in piece and "}" in piece) or "/*" in piece:
        piece = _CSS.sub(" ", piece)
    piece = piece.strip()
    if not may_advertise(piece):
        return None
    for chunk in _chunks(piece):
        found = _advert(chunk)
        if found:
            return found
    return None


def may_advertise(piece: str) -> bool:
    """Whether a closer look is worth while: one word of any trade or of its pitch, anywhere in it."""
    return any(hit.kind not in GUARDS for hit in scan(fold(piece).text))


def lines_to_look_at(lines: list[str]) -> list[int]:
    """Of many short lines those with a word of any trade or of its pitch; one search for all of them."""
    joined = fold("\n".join(line.replace("\n", " ") for line in lines)).text
    ends = [0]
    for line in joined.split("\n"):
        ends.append(ends[-1] + len(line) + 1)
    if len(ends) != len(lines) + 1:
        return list(range(len(lines)))
    return sorted({bisect_right(ends, hit.start) - 1 for hit in scan(joined) if hit.kind not in GUARDS})


def _chunks(piece: str) -> list[str]:
    """Stretches short enough that words in them belong together."""
    found: list[str] = []
    for line in re.split(r"\n|(?<=[。！？])|(?<=[.!?])\s", piece):
        found += [line[at : at + 240] for at in range(0, len(line), 200)]
    return [chunk for chunk in found if len(chunk.strip()) >= 2][:60]


def _advert(piece: str) -> Advert | None:
    folded = fold(piece).text
    hits = scan(folded)
    strong = {hit.word for hit in hits if hit.strong}
    weak = {hit.word for hit in hits if hit.kind in FAMILIES and not hit.strong}
    sells = {hit.word for hit in hits if hit.kind in {"tail", "call"}}
    guards = {hit.word for hit in hits if hit.kind in GUARDS}
    brands = [
        item for item in _ITEMS.split(folded)[:120] if 2 <= len(item) <= 40 and brand_of(item).strength >= 2
    ]
    latin = latin_brand(folded)
    words = (
        len(strong) >= 2
        or pitches_drug(folded)
        or bool(strong and (sells or brands or latin))
        or bool(len(weak) >= 2 and sells and (brands or latin))
    )
    shapes = (
        (len(brands) >= 2 and (any(brand_of(item).strength == 3 for item in brands) or repeats_stem(brands)))
        or (len(sells) >= 2 and _same_latin(folded))
        or bool(brands and (strong or weak))
        or bool(latin and sells and (strong or weak))
    )
    if len(guards) * 2 > len(strong) + len(sells) + len(brands) or not (words or shapes):
        return None
    return Advert(re.sub(r"\s+", " ", piece)[:160], words, shapes)


def pitches_drug(folded: str) -> bool:
    """Whether a dose stands beside a verb of buying, and no word of care."""
    return _DOSE.search(folded) is not None and _BUYING.search(folded) is not None


def _same_latin(folded: str) -> bool:
    """Whether one Latin brand opens two or more items of a list."""
    brands = [latin_brand(item) for item in _ITEMS.split(folded)[:60]]
    return any(brand and brands.count(brand) >= 2 for brand in brands)


def advertises_briefly(text: str) -> bool:
    """Whether a short string that stands among links readers do not see advertises by words or shape."""
    folded = fold(text[:200]).text.strip()
    if not folded:
        return False
    hits = scan(folded)
    if any(hit.kind in GUARDS for hit in hits):
        return False
    strong = any(hit.strong for hit in hits)
    weak = sum(1 for hit in hits if hit.kind in FAMILIES)
    sells = any(hit.kind in {"tail", "call"} for hit in hits)
    return (
        strong
        or pitches_drug(folded)
        or brand_of(folded).strength >= 2
        or bool(latin_brand(folded) and (sells or weak))
        or (weak >= 1 and sells and len(folded) <= 40)
    )


def advertises_plainly(text: str) -> bool:
    """Whether a visible link advertises beyond doubt: portals and papers sell lottery tickets too."""
    folded = fold(text[:200]).text.strip()
    hits = scan(folded)
    if any(hit.kind in GUARDS for hit in hits):
        return False
    strong = len({hit.word for hit in hits if hit.strong})
    others = any(hit.kind in {"tail", "call"} or (hit.kind in FAMILIES and not hit.strong) for hit in hits)
    brand = brand_of(folded)
    return (
        strong >= 2
        or pitches_drug(folded)
        or bool(strong and (others or brand.strength >= 2 or latin_brand(folded)))
        or (brand.strength == 3 and not latin_brand(folded))
        or bool(latin_brand(folded) and others)
    )


def names_goods(text: str) -> bool:
    """Whether a link names goods by a strong word or two weak ones of a trade."""
    hits = [hit for hit in scan(fold(text[:200]).text) if hit.kind in FAMILIES or hit.kind in GUARDS]
    if any(hit.kind in GUARDS for hit in hits):
        return False
    return any(hit.strong for hit in hits) or len({hit.word for hit in hits}) >= 2
