"""All mutators by vector."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tests.junk.generator import bodies, hidden, titles
from tests.junk.generator.injected import Injected
from tests.junk.generator.pages import CleanPage

Mutator = Callable[[CleanPage, int, bool, int], Injected | None]

MUTATORS: dict[str, Mutator] = {
    "T1": titles.prefix,
    "T1n": titles.glued,
    "T2": titles.suffix,
    "T3": titles.replaced,
    "T4": titles.encoded,
    "T5": titles.heading,
    "M1": titles.meta,
    "M2": titles.described,
    "I1": bodies.name_replaced,
    "I1b": bodies.substring_replaced,
    "I2": bodies.swapped,
    "I3": bodies.inserted,
    "I3f": bodies.footer_links,
    "N1": bodies.pinyin,
    "N2": bodies.emoji,
    "N5": bodies.watermark,
    "P1": bodies.whole,
    "P3": bodies.comment,
    "P4": bodies.reflected,
    "D4": bodies.mirror,
    **{vector: partial(hidden.styled, vector) for vector in ("H1", "H2", "H3", "H4")},
    "H5": hidden.marquee,
    "H6": hidden.unrendered,
    "H7": hidden.classed,
    "H8": hidden.outside,
    "J1": hidden.written,
    "J2": hidden.hider,
    "J3": hidden.redirect,
    "J4": hidden.frame,
}
