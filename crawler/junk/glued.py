"""A brand with its code glued before or behind a headline that another field holds without it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.junk.headlines import Headline
from crawler.junk.normal import fold
from crawler.junk.shapes import has_institution
from crawler.junk.subject import Subject, shingles

_SHORTEST, _LONGEST = 3, 16  # characters of what is glued, marks left out
_WHOLE = 8  # characters; a shorter headline may stand inside another by chance
_MARKS = re.compile(r"^[\W_]+|[\W_]+$")
# Han letters with a code of Latin letters and digits: houses write their names so only when they sell games.
_CODED = re.compile(r"[\u4e00-\u9fff]{2,6}[a-z]{1,3}\d{1,4}|[a-z]{1,3}\d{1,4}[\u4e00-\u9fff]{2,6}")


def glued(text: str, subject: Subject, texts: Sequence[str]) -> Headline | None:
    """``text`` without what stands before or behind another field's headline, where that is a coded brand
    of which the page says nothing; ``None`` for every other headline.
    """
    for other in texts:
        if len(other) < _WHOLE or len(other) >= len(text):
            continue
        start = 0 if text.startswith(other) else len(text) - len(other) if text.endswith(other) else -1
        if start < 0:
            continue
        first, last = (len(other), len(text)) if start == 0 else (0, start)
        said = _MARKS.sub("", fold(text[first:last]).text)
        if not _SHORTEST <= len(said) <= _LONGEST or not _CODED.fullmatch(said):
            continue
        if has_institution(said) or said in fold(subject.text).text or shingles(said) & subject.vocabulary:
            continue
        return Headline(text, ((first, last),), other, frozenset({"shape", "fields"}), sharp=True, score=3.0)
    return None
