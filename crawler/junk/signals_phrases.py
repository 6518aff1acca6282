"""Search phrases stuck into prose: what people type into a search box, standing where a sentence goes on."""

from __future__ import annotations

import re

from crawler.junk.finding import Finding
from crawler.junk.subject import Subject

_WORK = "(?:papers?|essays?|assignments?|class(?:es)?|exams?|dissertations?|thesis|homework|coursework)"
_ASKED = re.compile(rf"\b(?:write|do|take|finish|pay for) my (?:[a-z]+ ){{0,2}}{_WORK}\b(?: for me\b)?")
_PRAISED = re.compile(
    r"\b(?:best|cheap|cheapest|top|affordable|reliable|trusted|professional) (?:[a-z]+ ){0,3}?"
    r"(?:writing|essay|dissertation|assignment|paper|homework|thesis|"
    r"casino|betting|slot|pharmacy|loan|seo|escort)s? "
    r"(?:services?|help|writers?|sites?|bonus(?:es)?|games?|online|agency|lenders?)\b"
)
_FIRST_PERSON = re.compile(r"\b(?:i|me|my|mine|we|our|us)\b")
# What may stand before praise in a sentence, and what may follow its noun.
_LEADS = re.compile("the|our|their|your|its|his|her|these|those|is|are|was|offers?|provides?|as")
_FOLLOWS = re.compile(
    "for|to|in|on|at|of|from|with|by|and|or|that|which|who|is|are|was|were|can|may|will|has|have|had|as|than|"
    "when|where|because|but|if|so|it|they|we|you|i|while|after|before|available|online|near|around|about"
)
_SOLD = (
    "essay",
    "writing",
    "paper for me",
    "dissertation",
    "homework",
    "casino",
    "betting",
    "assignment",
    "coursework",
)
_MOST = 8


def find(subject: Subject) -> list[Finding]:
    """Phrases that the sentence around them has no place for, each with what shows it."""
    text = subject.folded.text
    if subject.script != "latin" or not any(word in text for word in _SOLD):
        return []
    found: list[Finding] = []
    for start, end in [*_asked(text), *_praised(text)][:_MOST]:
        place = subject.folded.span(start, end)
        quote = subject.text[slice(*place)]
        reason = "a phrase as it is typed into a search box stands within a sentence"
        found.append(Finding("search_phrase", "I3", "words", 1.5, "text", quote, reason, *place, "cut"))
        reason = "the sentence has no place for it: no article before it, another noun or voice after it"
        found.append(Finding("phrase_stuck_in", "I3", "outlier", 0.9, "text", quote, reason, *place))
    return found


def _asked(text: str) -> list[tuple[int, int]]:
    """Requests in the first person, in a text where nobody else speaks in it."""
    places = [match.span() for match in _ASKED.finditer(text)]
    if not places:
        return []
    rest = "".join(
        text[end:start]
        for (_, end), (start, _) in zip([(0, 0), *places], [*places, (len(text), 0)], strict=True)
    )
    return [] if _FIRST_PERSON.search(rest) else places


def _praised(text: str) -> list[tuple[int, int]]:
    """Praise of a service without an article before it that another noun follows."""
    found = []
    for match in _PRAISED.finditer(text):
        before = re.search(r"([a-z]+) $", text[max(0, match.start() - 20) : match.start()])
        after = re.match(r" ([a-z]+)", text[match.end() : match.end() + 20])
        if before and after and not (_LEADS.fullmatch(before[1]) or _FOLLOWS.fullmatch(after[1])):
            found.append(match.span())
    return found
