"""The room's words and patterns, read from its data files once."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def data_file(name: str) -> Any:
    """The parsed content of the YAML file ``name`` beside this module (``systems/x.yaml`` for a folder)."""
    text = resources.files("crawler.pages").joinpath(name).read_text("utf-8")
    return yaml.safe_load(text)


@cache
def word_lists(name: str) -> dict[str, tuple[str, ...]]:
    """A file of ``group: [word, ...]``. An empty group is a mistake and refused.

    Raises:
        ValueError: a group is empty.

    """
    groups = {group: tuple(str(word) for word in words) for group, words in data_file(name).items()}
    for group, words in groups.items():
        if not words or not all(words):
            raise ValueError(f"{name}: group {group!r} is empty or holds an empty word")
    return groups
