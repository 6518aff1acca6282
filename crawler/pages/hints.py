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
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|[-_:./\s]+")
_JOINED = re.compile(r"[a-z][A-Z]|[A-Za-z]\d")
_MARKS = str.maketrans("-_:./", "     ")
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
def _vocabulary() -> tuple[dict[str, Hint], frozenset[str], tuple[tuple[str, Hint], ...]]:
    """What each bounded word or run of words means, the first words of runs, and the words that match
    anywhere.
    """
    bounded: dict[str, Hint] = {}
    anywhere: dict[str, Hint] = {}
    for name, words in word_lists("hints.yaml").items():
        for word in words:
            table, key = (anywhere, word[1:]) if word.startswith("~") else (bounded, word)
            table[key] = table.get(key, 0) | BIT[name]
    first = frozenset(words.partition(" ")[0] for words in bounded if " " in words)
    return bounded, first, tuple(anywhere.items())


@lru_cache(maxsize=16384)
def _token(name: str) -> tuple[Hint, tuple[str, ...], bool]:
    """Of one class name: what its single words mean, the words, and whether one may begin a run."""
    bounded, first, anywhere = _vocabulary()
    lowered = name.lower()
    hint = 0
    for word, bit in anywhere:
        if word in lowered:
            hint |= bit
    # Most names are parted by marks alone, which needs no pattern.
    parted = _SEAM.sub(" ", name).lower() if _JOINED.search(name) else lowered.translate(_MARKS)
    words = tuple(parted.split())
    for word in words:
        if word in bounded:
            hint |= bounded[word]
    return hint, words, not first.isdisjoint(words)


@lru_cache(maxsize=16384)
def _named(names: str) -> Hint:
    hint, run = 0, False
    tokens = list(map(_token, names.split()))
    for means, _, begins in tokens:
        hint |= means
        run = run or begins
    return hint | _runs([word for _, words, _ in tokens for word in words]) if run else hint


def _runs(words: list[str]) -> Hint:
    """What runs of two and three words mean."""
    bounded, first, _ = _vocabulary()
    hint = 0
    for place, word in enumerate(words[:-1]):
        if word in first:
            pair = f"{word} {words[place + 1]}"
            hint |= bounded.get(pair, 0)
            if place + 2 < len(words):
                hint |= bounded.get(f"{pair} {words[place + 2]}", 0)
    return hint


def tag_hint(tag: str) -> Hint:
    """The hint of an element that has a tag only."""
    return _BY_TAG.get(tag, 0)


def hints_of(tag: str, classes: str | None, identity: str | None, role: str | None) -> Hint:
    """The hints of one element. Attribute values may be anything; only their first characters count."""
    hint = _BY_TAG.get(tag, 0)
    if role:
        hint |= BIT.get(_BY_ROLE.get(role, ""), 0)
    if classes or identity:
        hint |= _named(f"{(classes or '')[:_NAME_LIMIT]} {(identity or '')[:_NAME_LIMIT]}")
    return hint
