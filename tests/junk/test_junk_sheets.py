"""Junk that a style sheet hides by more than one simple name."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.junk.segments import hidden_pieces
from crawler.model import FetchedPage
from crawler.text.document import parse

WORDS = "best online casino bonus, slots and poker without deposit"


@pytest.mark.parametrize(
    ("css", "block"),
    [
        (".main .k{display:none}", "<div class=k>{}</div>"),
        (".k.z{position:absolute;left:-9999px}", "<div class='k z'>{}</div>"),
        ("x-k{display:none}", "<x-k>{}</x-k>"),
        ("[data-k]{height:0;overflow:hidden}", "<div data-k=1>{}</div>"),
        (".main{.k{display:none}}", "<div class=k>{}</div>"),
        (".K9 .k{DISPLAY : NONE}", "<div class=K9><div class=k>{}</div></div>"),
        ("#top .k{font-size:0}", "<div class=k>{}</div>"),
    ],
)
def test_hidden_blocks_are_pieces_of_their_own(css: str, block: str) -> None:
    html = f"<html><head><style>{css}</style></head><body id=top><div class=main><p>Seen.</p>{block.format(WORDS)}</div></body></html>"
    page = FetchedPage("http://a.example/", "http://a.example/", 200, (), html.encode(), datetime.now(UTC))
    assert [(piece.text, piece.vector) for piece in hidden_pieces(parse(page), "a.example")] == [
        (WORDS, "H7")
    ]
