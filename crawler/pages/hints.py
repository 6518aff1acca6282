"""What an element's tag, class, id and role suggest about what it holds."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from crawler.pages.wordlists import word_lists

Hint = int
"""A set of :data:`NAMES` as bits."""

NAMES = ("body", "article", "nav", "footer", "side", "related", "comment", "share", "meta", "ad", "caption",
         "title", "gate")  # fmt: skip
BIT = {name: 1 << place for place, name in enumerate(NAMES)}
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|[-_:./]+|\s+")
_BY_TAG = {
    "nav": BIT["nav"],
    "footer": BIT["footer"],
    "aside": BIT["side"],
    "article": BIT["article"],
    "main": BIT["article"],
    "header": BIT["title"],
    "figure": BIT["caption"],
    "figcaption": BIT["caption"],
}
_BY_ROLE = {
    "navigation": "nav", "menu": "nav", "contentinfo": "footer", "complementary": "side", "dialog": "gate",
    "main": "article", "article": "article", "search": "nav",
}  # fmt: skip
# Class lists longer than this are generated; the telling names come first.
_NAME_LIMIT = 200


@cache
def _vocabulary() -> tuple[dict[str, Hint], tuple[tuple[str, Hint], ...]]:
    """What each bounded word or run of words means, and the words that match anywhere."""
    bounded: dict[str, Hint] = {}
    anywhere: dict[str, Hint] = {}
    for name, words in word_lists("hints.yaml").items():
        for word in words:
            table, key = (anywhere, word[1:]) if word.startswith("~") else (bounded, word)
            table[key] = table.get(key, 0) | BIT[name]
    return bounded, tuple(anywhere.items())


@lru_cache(maxsize=16384)
def _named(names: str) -> Hint:
    bounded, anywhere = _vocabulary()
    lowered = names.lower()
    hint = 0
    for word, bit in anywhere:
        if word in lowered:
            hint |= bit
    words = _SEAM.sub(" ", names).lower().split()
    for place, word in enumerate(words):
        hint |= bounded.get(word, 0)
        if place + 1 < len(words):
            pair = f"{word} {words[place + 1]}"
            hint |= bounded.get(pair, 0)
            if place + 2 < len(words):
                hint |= bounded.get(f"{pair} {words[place + 2]}", 0)
    return hint


def hints_of(tag: str, classes: str | None, identity: str | None, role: str | None) -> Hint:
    """The hints of one element. Attribute values may be anything; only their first characters count."""
    hint = _BY_TAG.get(tag, 0)
    if role:
        hint |= BIT.get(_BY_ROLE.get(role, ""), 0)
    if classes or identity:
        hint |= _named(f"{(classes or '')[:_NAME_LIMIT]} {(identity or '')[:_NAME_LIMIT]}")
    return hint
