"""Houses bought and sold: a price is paid and nobody works together."""

from __future__ import annotations

from crawler.agreements.passage import Line
from crawler.text.sought import sought

_PURCHASE = sought(
    r"\b(?:agreement|deal|letter of intent|contract)\b.{0,30}\bto (?:buy|acquire|purchase|sell|divest|"
    r"be acquired|transfer (?:ownership|the))\b|purchase agreement|"
    r"\b(?:transition\w*|transfer\w*|tak(?:es?|ing|en) over|took over|assum\w+|acquir\w+)\b[^.;]{0,30}"
    r"\bownership\b|"
    r"事业(?:を)?让渡|\b(?:buys|bought|acquires|acquired|"
    r"acquisition of|sale of)\b|收购"
)
_AFFILIATION_PAPER = sought(r"\baffiliation (?:agreement|deal|pact)\b|\bagreements? to affiliate\b")


def buys(line: Line) -> bool:
    """A house is bought; an affiliation agreement that ends in ownership is still an affiliation."""
    return _PURCHASE.search(line.folded) is not None and not joins(line)


def joins(line: Line) -> bool:
    """Does the sentence itself call the paper an affiliation?"""
    return _AFFILIATION_PAPER.search(line.folded) is not None
