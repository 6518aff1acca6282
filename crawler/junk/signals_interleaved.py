"""Words of a search phrase pushed between the words of a text, in an order that nobody writes."""

from __future__ import annotations

import re

from crawler.junk.finding import Finding
from crawler.junk.normal import HAN
from crawler.junk.subject import Subject

# What people ask a search engine for a clinic: which, best, cures, hospital.
_ASKED = "最好|哪家|哪里|哪裡|哪裏|专治|專治"
_TRACES = (
    # A word of the phrase and the same again, with hardly a word between them.
    re.compile(rf"(?P<word>{_ASKED})[{HAN}]{{0,3}}(?P=word)"),
    # A kind of hospital said twice in a row.
    re.compile(rf"(?P<kind>[{HAN}]{{2}}院)(?P=kind)"),
    # The end of "hospital" doubled or turned round before a word of the phrase.
    re.compile("[医醫病]院院[好病哪最治]|院病[医醫]|哪家[医醫]院[医醫](?![生师師学學务務护護疗療保药藥科])"),
    # "Which" or "best" with its neighbours in the wrong order.
    re.compile(rf"的家哪|好的[{HAN}]哪|家哪好|哪病[{HAN}]|好哪家|哪里[{HAN}]{{2}}[医醫](?![院生])"),
)
_ENOUGH = 2  # different traces: each by itself may be a slip of the pen


def find(subject: Subject) -> list[Finding]:
    """Fragments of search phrases, where at least two different traces of them are there."""
    if subject.script != "han" or not re.search(rf"{_ASKED}|[医醫]院|院", subject.text):
        return []
    text = subject.folded.text[:60_000]
    found = [list(pattern.finditer(text))[:20] for pattern in _TRACES]
    if sum(bool(matches) for matches in found) < _ENOUGH:
        return []
    reason = "words of a search phrase stand between the text's own in an order nobody writes"
    spans = sorted(subject.folded.span(*match.span()) for matches in found for match in matches)
    return [
        Finding(
            "phrase_interleaved", "I4", group, 0.8, "text", subject.text[start:end], reason, start, end, edit
        )
        for start, end in spans
        for group, edit in (("noise", "cut"), ("words", ""))
    ]
