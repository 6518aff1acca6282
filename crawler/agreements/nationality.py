"""The country that a sentence gives a party: ``India's X``, ``X, Kuwait,``, ``X of Singapore``."""

from __future__ import annotations

import re

from crawler.organisations.keys import split_country
from crawler.organisations.lexicon import countries

_BEFORE = re.compile(r"(?P<country>[A-Z][A-Za-z]+(?:\s[A-Z][A-Za-z]+){0,2})['’]s?\s(?:the\s)?$")
_AFTER = re.compile(
    r"^(?:,\s|\s(?:of|in)\s(?:the\s)?|\s?\((?:the\s)?)(?P<country>[A-Z][A-Za-z]+(?:\s[A-Z][A-Za-z]+){0,2})"
    r"(?=[,.;)]|\s(?:and|has|have|on|signed|inked|yesterday|today)\b|$)"
)


def country_beside(raw: str, start: int, end: int) -> str | None:
    """The country (ISO alpha-2) of the party at ``start:end`` of a line, where the words around it, or its
    own first word, name one outright.
    """
    for match in (_BEFORE.search(raw, max(0, start - 40), start), _AFTER.search(raw[end : end + 50])):
        if match is None:
            continue
        words = match["country"].lower().split()
        for first in range(len(words)):  # "Meanwhile India's": the country may be the last of the words
            found = countries(False).get(" ".join(words[first:]))
            if found:
                return found
    return split_country(raw[start:end])[0] or None
