"""Two subjects of one verb: a proper name beside a house signs with it, whatever its words."""

from __future__ import annotations

import re

from crawler.agreements.tokens_latin import words

_CAPITALS = r"(?:[A-Z\u00c0-\u00de][\w'’.&-]*|of|for|at|and|the|in|de|du|al|la)"
# "Larkfield International Hospital and | Orbis Imaging | have signed"
_HOUSE_BEFORE = re.compile(rf"^(?:[^a-z]{{2,40}}[-–—:]\s)?((?:{_CAPITALS}\s){{1,10}})(?:and|&)\s(?:the\s)?$")
_HOUSE_AFTER = re.compile(rf"\s(?:and|&)\s((?:{_CAPITALS}\s){{1,10}})")
_PREDICATE = re.compile(
    r"\s(?:have|has|had|will|are|were|today|yesterday|recently|jointly|formally|on\s\w+day|this\s\w+|last\s\w+|"
    r"announce[ds]?|sign(?:s|ed)?|ink(?:s|ed)?|enter(?:s|ed)?|agree[ds]?|partner(?:s|ed)?|team(?:s|ed)?|join(?:s|ed)?|"
    r"form(?:s|ed)?|launch(?:es|ed)?|establish(?:es|ed)?|renew(?:s|ed)?|conclude[ds]?)\b"
)
# "Orbis Pharma has inked a pact with"; who signs "on behalf" or "for" is a person.
_SIGNS_WITH = re.compile(
    r"\s(?:has\s|have\s)?(?:inked|signed|entered\sinto|struck|sealed|concluded|formed|partnered|teamed\sup|tied\sup|"
    r"joined\shands|joined\sforces)\b[^.;,]{0,80}?\bwith\s(?:the\s)?[A-Z]"
)
_LONGEST = 120  # characters looked at on either side


def beside_house(raw: str, start: int, end: int) -> bool:
    """Is ``raw[start:end]`` one of two subjects that begin a sentence, the other a house by its words?

    Officers keep their place: ``the director of X Hospital and Jane Doe signed`` has a small word before it.
    """
    if _PREDICATE.match(raw, end) and start <= _LONGEST:
        before = _HOUSE_BEFORE.match(raw[:start])
        return before is not None and _headed(before[1])
    if start > len("The "):
        return False
    after = _HOUSE_AFTER.match(raw, end, end + _LONGEST)
    return after is not None and _headed(after[1]) and _PREDICATE.match(raw, after.end() - 1) is not None


def signs_with(raw: str, start: int, end: int) -> bool:
    """Does the name begin the sentence and sign with somebody? Two words may be a person's, who signs for
    a house that another sentence names; a firm has its partner in this one.
    """
    return start <= len("The ") and _SIGNS_WITH.match(raw, end, end + _LONGEST) is not None


def _headed(text: str) -> bool:
    """Is there a word that only organisations bear?"""
    return any(word.lower() in words("head") for word in text.split())
