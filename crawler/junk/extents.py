"""How far a planted sentence reaches: its words, the link that holds them, the line that it fills."""

from __future__ import annotations

import re

from crawler.junk.lexicon import FAMILIES, GUARDS
from crawler.junk.normal import fold
from crawler.junk.segments import outer_anchors
from crawler.junk.subject import Sentence, Subject, content
from crawler.junk.writing import scripts

_SAYS_NOTHING = 24  # characters
_OWN_WRITING = 0.3  # of a sentence's letters
_DASHED = re.compile(r"\s[-—–]\s")


def extent(subject: Subject, sentence: Sentence) -> tuple[int, int]:
    """The original span to cut: the sentence, or the dashed part of a thread that holds all that sells."""
    first = min(
        (hit.start for hit in sentence.hits if hit.kind in FAMILIES or hit.kind == "call"),
        default=sentence.start,
    )
    last = max(
        (hit.end for hit in sentence.hits if hit.kind in FAMILIES or hit.kind == "call"), default=sentence.end
    )
    start, end = sentence.start, sentence.end
    for match in _DASHED.finditer(subject.folded.text, sentence.start, sentence.end):
        if match.end() <= first:
            start = match.end()
        elif match.start() >= last:
            end = match.start()
            break
    if (start, end) == (sentence.start, sentence.end):
        start, end = _linked_words(subject, sentence, first, last) or _whole_line(subject, sentence)
    lead = len(subject.folded.text[start:end]) - len(subject.folded.text[start:end].lstrip())
    trail = len(subject.folded.text[start:end].rstrip())
    return subject.folded.span(start + lead, start + trail) if trail > lead else (0, 0)


def _linked_words(subject: Subject, sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    """The words of a link to another site, where all that sells in the sentence stands in them."""
    if subject.document is None:
        return None
    for anchor in outer_anchors(subject.document, subject.host):
        words = fold(anchor.text).text.strip()
        at = sentence.text.find(words) if len(words) >= 4 else -1
        if at >= 0 and sentence.start + at <= first and last <= sentence.start + at + len(words):
            return sentence.start + at, sentence.start + at + len(words)
    return None


def _whole_line(subject: Subject, sentence: Sentence) -> tuple[int, int]:
    """The sentence, with the others of its line where none of them belongs to the text either."""
    text = subject.folded.text
    first = text.rfind("\n", 0, sentence.start) + 1
    last = text.find("\n", sentence.end - 1)
    last = len(text) if last < 0 else last
    beside = [
        one for one in subject.sentences if one is not sentence and first <= one.start and one.end <= last + 1
    ]
    if beside and len(beside) <= 4 and all(_belongs(one, subject, first, last) for one in beside):
        return first, last
    return sentence.start, sentence.end


def _belongs(sentence: Sentence, subject: Subject, first: int, last: int) -> bool:
    """Whether a sentence goes with the planted one of its line: the page tells of nothing in it, and it says
    something of a trade or its pitch, is in other writing, calls or asks, or is too short to say anything.
    What merely is not repeated is the article's, as the last sentence of a short report is.
    """
    if not _alone(sentence, subject, first, last):
        return False
    told = sentence.text.strip()
    if any(hit.kind not in GUARDS for hit in sentence.hits) or len(told) <= _SAYS_NOTHING:
        return True
    if told.endswith(("?", "!", "？", "！")):
        return True
    return scripts(sentence.text).get(subject.script, 0.0) < _OWN_WRITING


def _alone(sentence: Sentence, subject: Subject, first: int, last: int) -> bool:
    """Whether no word of the sentence is told outside the line ``first:last``."""
    beside = [one for one in subject.sentences if first <= one.start < last]
    if len(beside) == len(subject.sentences):
        return False
    own = content(sentence.text)
    return all(subject.told[part] <= sum(part in content(one.text) for one in beside) for part in own)
