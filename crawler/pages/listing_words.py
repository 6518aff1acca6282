"""The words by which listings are read, from ``listing_words.yaml``."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_LETTERS = re.compile(r"[a-z]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def _groups() -> dict[str, frozenset[str]]:
    text = (files("crawler.pages") / "listing_words.yaml").read_text(encoding="utf-8")
    return {
        name: frozenset(str(word).lower() for word in words) for name, words in yaml.safe_load(text).items()
    }


def words(group: str) -> frozenset[str]:
    """The named group of words, lower case."""
    return _groups()[group]


def tokens(element: Any) -> list[str]:
    """The words in an element's class and id, lower case, in order (``News_listBox2`` -> news, list, box)."""
    value = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return _LETTERS.findall(_HUMP.sub(" ", value).lower())


def has_token(element: Any, group: str) -> bool:
    """Whether a class or id of the element has a word of the group."""
    known = words(group)
    return any(token in known for token in tokens(element))
