"""Text that was broken at a fixed width, as mails and PDFs are, put back into paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise

from crawler.pages.lines import weigh

# Letters (CJK characters count twice): a column is no narrower than a name, no wider than a page.
_NARROWEST, _WIDEST = 40, 140
# The share of the column that a line fills where the next word had no room: letters differ in width.
_FILLED = 0.88
# So many lines, and such a share of those that another follows, show that a machine broke the text.
_FEWEST, _MOST_OF = 4, 0.6
_ENDED = re.compile(r"[.!?。！？:：;；…][\"'”’」』）)\]]{0,3}$")
_ITEM = re.compile(
    r"[-–—•·*※★◆■▲○●□▪►>]\s|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[a-zA-Z])[)）.、．]\s?"
)
_CJK_START = "\u2e80"


def unwrapped(text: str) -> str:
    """``text`` (cleaned: one line feed between lines, two between paragraphs) without breaks that only a
    column's width explains. Text whose lines are paragraphs stays as it is. Linear; idempotent on such text.
    """
    blocks = [block.split("\n") for block in text.split("\n\n")]
    followed = [line for block in blocks for line in block[:-1]]
    width = max(map(weigh, followed), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return text
    pairs = [pair for block in blocks for pair in pairwise(block)]
    full = sum(_had_no_room(before, after, width) for before, after in pairs)
    if full < _FEWEST or full < _MOST_OF * len(pairs):
        return text
    return "\n\n".join(_joined(block, width, len(blocks) > 1) for block in blocks)


def _had_no_room(before: str, after: str, width: int) -> bool:
    """Whether the next line's first word did not fit behind ``before``."""
    first = after[:1] if after[:1] > _CJK_START else after.split(" ", 1)[0]
    return weigh(before) + 1 + weigh(first) > _FILLED * width


def _joined(block: list[str], width: int, has_blanks: bool) -> str:
    """The block's lines, those put together that were broken. A line that ends a sentence ends its paragraph
    too, unless blank lines part paragraphs here.
    """
    pieces = block[:1]
    for before, after in pairwise(block):
        ends = _ENDED.search(before) is not None and not has_blanks
        if ends or _ITEM.match(after) or not _had_no_room(before, after, width):
            pieces.append(after)
        elif after[:1] > _CJK_START or pieces[-1][-1:] > _CJK_START or pieces[-1].endswith("-"):
            pieces[-1] += after
        else:
            pieces[-1] += f" {after}"
    return "\n".join(pieces)
