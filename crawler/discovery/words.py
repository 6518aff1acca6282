"""The data of discovery, from ``words.yaml``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        (files("crawler.discovery") / "words.yaml").read_text(encoding="utf-8")
    )
    return loaded


def ranked(group: str) -> dict[str, int]:
    """The words of a group with their place, the plainest first (0)."""
    return {str(word): place for place, word in enumerate(_data()[group])}


def table(group: str) -> dict[str, str]:
    """A group that maps one text to another."""
    return {str(key): str(value) for key, value in _data()[group].items()}
