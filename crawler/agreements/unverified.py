"""Names that junk put in place of others are nobody's parties."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.agreements.folding import fold
from crawler.agreements.gathering import Group
from crawler.model import Agreement

_MARKS = re.compile(r"[\W_]+")


def without_unverified(
    groups: list[Group], unverified: tuple[str, ...]
) -> tuple[list[Group], tuple[str, ...]]:
    """The groups without parties that are, or contain, an unverified name; and the names left out."""
    bad = [_key(name) for name in unverified if len(_key(name)) >= 2]
    if not bad:
        return groups, ()
    barred: dict[str, None] = {}
    kept = []
    for group in groups:
        parties = []
        for mention in group.parties:
            if any(name in _key(mention.text) for name in bad):
                barred[mention.text] = None
            else:
                parties.append(mention)
        kept.append(Group(group.cue, tuple(parties), min(group.filled, len(parties)), group.score))
    return kept, tuple(barred)


def without_replaced(agreement: Agreement, unverified: tuple[str, ...]) -> Agreement:
    """The agreement without parties that the page's words for itself gave and junk had put there."""
    bad = [_key(name) for name in unverified if len(_key(name)) >= 2]
    parties = tuple(p for p in agreement.parties if not any(name in _key(p.name) for name in bad))
    return agreement if len(parties) == len(agreement.parties) else replace(agreement, parties=parties)


def _key(name: str) -> str:
    return _MARKS.sub("", fold(name))
