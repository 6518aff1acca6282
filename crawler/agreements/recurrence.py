"""Do the parties come back? News of an agreement names them again and again, a list names each once."""

from __future__ import annotations

import re

from crawler.agreements.folding import fold
from crawler.agreements.gathering import Group
from crawler.agreements.mention import Mention
from crawler.agreements.passage import Passage
from crawler.agreements.tokens_latin import words

_READ = 30  # lines; further down a page other stories begin
_HAN = re.compile(r"[\u3400-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")


def recurrence(passage: Passage, group: Group) -> dict[str, float]:
    """Whether the two surest parties stand in several lines, and in the headline or opening."""
    parties = sorted((m for m in group.parties if m.name.kind != "self"), key=lambda m: -m.rank)[:2]
    if not parties:
        return {}
    lines = [line.folded for line in passage.lines[:_READ]]
    opening = " ".join(line.folded for line in passage.lines[:2])
    known = [_keys(m) for m in parties]
    counts = [sum(any(key in line for key in keys) for line in lines) for keys in known]
    opened = [any(key in opening for key in keys) for keys in known]
    both = len(parties) == 2
    return {
        "both_recur": float(both and min(counts) >= 2),
        "one_recurs": float(max(counts) >= 3),
        "none_recurs": float(max(counts) < 2 and len(lines) > 4),
        "both_in_opening": float(both and all(opened)),
        "none_in_opening": float(not any(opened)),
    }


def _keys(mention: Mention) -> list[str]:
    """Short strings by which a party is known in other sentences."""
    text = fold(mention.text)
    keys = [fold(alias) for alias in mention.name.aliases if len(alias) > 2]
    if _HANGUL.search(text):
        return [*keys, text.split()[-1][:5]]
    if _HAN.search(text):
        return [*keys, text[:4]] if len(text) > 4 else [*keys, text]
    own = [
        w
        for w in re.findall(r"[^\W_]{3,}", text)
        if w not in words("generic_part") and w not in words("head")
    ]
    own = [w for w in own if w not in words("weak") and w not in words("connector")]
    return [*keys, own[0] if own else text]
