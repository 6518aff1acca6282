"""Lines that stand in or beside an article without being its text, told by their words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from crawler.pages.lines import weigh
from crawler.pages.wordlists import data_file
from crawler.text.normal import lowered
from crawler.text.phrases import Phrases

# Kinds whose patterns know only how a line begins: a sentence may begin with a date or with "By" too. Such a
# line is noise only when little else than figures stands on it.
_OPENINGS = frozenset(("stamp", "views", "byline", "more", "related", "neighbours"))
_FIGURES = re.compile(r"[\d\s\W_年月日时分秒時年월일]+")
_LITTLE = 40
# Of these kinds a line that says more is a sentence, whether it ends like one or not.
_LABELS = frozenset(("stamp", "more"))
_ENDED = re.compile(r"[.。!！?？…][\"'”’」』）)]{0,2}$")
# What else a date's own line may say and yet end in a full stop; a CJK sentence says more in fewer signs.
_LITTLE_ENDED, _LITTLE_ENDED_CJK = 24, 6
# From this size a sentence is prose whatever it begins with (letters; CJK characters count twice).
_SENTENCE, _PARAGRAPH = 80, 160
# How a pattern begins that may match anywhere in a line.
_ANYWHERE = "[^\\n]"
# In lines in lower case this letter is an "i".
_DOTLESS = "\u0131"
# A longer line is prose that happens to begin like one of these.
LONGEST = 240


@cache
def _pattern(within: bool) -> re.Pattern[str]:
    """All kinds in one pattern, the certain ones first: the name of the group that matches is the kind.

    It is for lines in lower case. Without ``within`` what may begin anywhere in a line is left out.
    """
    groups = data_file("noise.yaml")
    return re.compile(
        "|".join(
            f"(?P<{kind}>{'|'.join(chosen).replace(_DOTLESS, 'i')})"
            for certainty in ("certain", "weighed")
            for kind, patterns in groups[certainty].items()
            if (chosen := [one for one in patterns if within or not one.startswith(_ANYWHERE)])
        )
    )


@cache
def _words_within() -> Phrases[None]:
    """The words without one of which nothing that may begin anywhere in a line is there."""
    return Phrases(dict.fromkeys(data_file("noise.yaml")["within"]))


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
    return _kind(text)


@lru_cache(maxsize=4096)
def _kind(text: str) -> str:
    """The same, known from line to line: the pages of a site share what stands around their articles."""
    text = lowered(text)
    within = next(_words_within().find(text), None) is not None
    match = _pattern(within).match(text)
    return (match.lastgroup or "") if match else ""


def runs_on(kind: str, text: str) -> bool:
    """Whether a line that begins like noise of ``kind`` goes on as a sentence of an article."""
    size, ended = weigh(text), _ENDED.search(text)
    if size >= _PARAGRAPH or (size > _SENTENCE and ended):
        return True
    if kind not in _OPENINGS:
        return False
    rest = weigh(_FIGURES.sub("", text))
    if ended and (kind == "stamp" or ended[0][0] == "。"):
        return rest > (_LITTLE_ENDED if ended[0][0] in ".!?…" else _LITTLE_ENDED_CJK)
    return rest > _LITTLE and (kind in _LABELS or ended is not None)
