"""A name in the role of a party."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.agreements.naming import Name
from crawler.agreements.passage import Line


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the role of a party: where it stands and how sure that is (1..3)."""

    name: Name
    line: Line
    rank: int
    text: str
