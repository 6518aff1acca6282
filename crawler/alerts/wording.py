"""The words of mails in the reader's language; what was found stays in its own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LANGUAGES = ("en", "zh")
Words = Mapping[str, Any]


@cache
def words_in(language: object) -> Words:
    """The words of ``language``, those of English for any that has no file."""
    name = language if language in LANGUAGES else "en"
    found: Words = yaml.safe_load(
        (files("crawler.alerts.labels") / f"{name}.yaml").read_text(encoding="utf-8")
    )
    return found


def kind_in(words: Words, kind: object) -> str:
    """An agreement's kind in words."""
    kinds: Mapping[str, str] = words["kinds"]
    return kinds.get(str(kind), kinds["other"])
