"""Lines that stand in or beside an article without being its text, told by their words."""

from __future__ import annotations

import re
from functools import cache

from crawler.pages.wordlists import data_file

# A longer line is prose that happens to begin like one of these.
LONGEST = 240


@cache
def _pattern() -> re.Pattern[str]:
    """All kinds in one pattern, the certain ones first: the name of the group that matches is the kind."""
    groups = data_file("noise.yaml")
    return re.compile(
        "|".join(
            f"(?P<{kind}>{'|'.join(patterns)})"
            for certainty in ("certain", "weighed")
            for kind, patterns in groups[certainty].items()
        ),
        re.IGNORECASE,
    )


@cache
def kinds() -> tuple[str, ...]:
    """The names of all kinds, the certain ones first."""
    groups = data_file("noise.yaml")
    return (*groups["certain"], *groups["weighed"])


@cache
def certain_kinds() -> frozenset[str]:
    """The kinds that are taken from a body wherever they stand."""
    return frozenset(data_file("noise.yaml")["certain"])


def noise_kind(text: str) -> str:
    """The kind of noise that ``text`` (one line) reads like, or an empty string. Linear in ``text``."""
    if len(text) > LONGEST:
        return ""
    match = _pattern().match(text)
    return (match.lastgroup or "") if match else ""
