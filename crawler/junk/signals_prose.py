"""Planted sentences and items within a text, and texts that are nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.junk.extents import extent
from crawler.junk.finding import Finding
from crawler.junk.lexicon import FAMILIES, GUARDS
from crawler.junk.shapes import latin_brand
from crawler.junk.signals_lists import (
    LINK_LINE,
    bare_links,
    foreign_tails,
    left_out,
    link_items,
    list_lines,
)
from crawler.junk.signals_terms import in_one_breath, names_mill, tells_of_harm
from crawler.junk.subject import Sentence, Subject, content
from crawler.junk.writing import scripts

_LISTED = re.compile(r"[|｜_][^|｜_]{1,40}[|｜_]")
# Coined names of pills: a known drug's stem with another ending.
_COINED = re.compile(r"\b(?:tadal|silden|varden|kamag|vigor|levit|viag|cial)[a-z]{2,9}\b")
_REAL_WORDS = re.compile(
    r"tadalafil\w?|sildenafil\w?|vardenafil\w?|viagra|cialis|levitra|vigorou\w+|levitat\w+|"
    r"levity|vigorish|vigorosa?\w*|kamagra"
)
_CONTACT = re.compile(
    r"(?:telegram|텔레그램|텔ㄹㅔ|텔레|加薇信|加微信|加v信|whatsapp|line id|飞机号?|"
    r"qq群?|(?:联系|加)?(?:微信|薇信|vx)(?:号|同号)?|電報|电报|zalo|kakao|카톡)\s*[:：]?\s*@?[a-z0-9_]{4,}"
)
_SELLING_FLOOR = 4.0
_OFF_TOPIC = 0.15  # of a sentence's words, told in the rest of the text too


@dataclass(frozen=True, slots=True)
class Pitch:
    """How much a stretch of text sells: points for family words, calls and brand shapes."""

    points: float
    strong: int
    calls: int
    weak: int
    pitches: int


NOTHING = Pitch(0.0, 0, 0, 0, 0)


def pitch(sentence: Sentence) -> Pitch:
    """Count what sells in a sentence."""
    if not sentence.hits:
        return NOTHING
    calls = sentence.count("call")
    contact = 2.0 if _CONTACT.search(sentence.text) else 0.0
    brand = 1.0 if latin_brand(sentence.text) else 0.0
    points = 2.0 * sentence.strong + 1.0 * sentence.weak + 1.0 * min(calls, 4) + contact + brand
    pitches = len({hit.word for hit in sentence.hits if hit.kind in {"call", "tail"}})
    return Pitch(points, sentence.strong, calls, sentence.weak, pitches)


def find(subject: Subject) -> list[Finding]:
    """Planted sentences, link-list items and, when they are nearly all there is, the page as spam."""
    if not subject.text:
        return []
    return [
        *left_out(subject),
        *link_items(subject),
        *bare_links(subject),
        *list_lines(subject),
        *foreign_tails(subject),
        *_sentences(subject),
    ]


def _sentences(subject: Subject) -> list[Finding]:
    findings = []
    reported = subject.page_guards["report"]
    for sentence in subject.telling:
        found = pitch(sentence)
        if found.points < 2 and found.pitches < 3 and not _offers_play(sentence, found, subject):
            continue
        if LINK_LINE.search(sentence.text):
            continue
        foreign = _foreign(sentence, subject)
        if not _sells(sentence, found, foreign, subject):
            continue
        if reported >= 2 and (found.points < 6 or reported >= 4) and not foreign:
            continue
        findings += _planted(subject, sentence, found, foreign)
    return findings


def _sells(sentence: Sentence, found: Pitch, foreign: bool, subject: Subject) -> bool:
    guards = sentence.guards
    if guards and found.points < 3 + 3 * guards:
        return False
    if _topic(sentence, subject) and not (found.calls >= 2 and found.points >= 7 and not guards):
        return False
    if found.strong and (found.calls or foreign or latin_brand(sentence.text)):
        return True
    if not guards and found.strong >= 2 and (_LISTED.search(sentence.text) or _stray(sentence, subject)):
        return True
    named = any(hit.kind in FAMILIES for hit in sentence.hits) and _CONTACT.search(sentence.text)
    if not guards and named and _apart(sentence, subject):
        return True
    if not guards and found.strong and _lonely(sentence, subject):
        return True
    if not guards and found.pitches >= 3 and latin_brand(sentence.text) and _apart(sentence, subject):
        return True
    if _offers_play(sentence, found, subject):
        return True
    pharma = len({hit.word for hit in sentence.hits if hit.kind == "pharma"})
    if pharma >= 3 and not guards and not subject.page_guards["treatment"]:
        return True
    return found.weak >= 2 and found.calls >= 2 and found.points >= _SELLING_FLOOR


def _offers_play(sentence: Sentence, found: Pitch, subject: Subject) -> bool:
    """Whether a sentence states the terms of a game on a page that tells of nothing like it."""
    if found.points < 1 or sentence.guards:
        return False
    brand = bool(latin_brand(sentence.text))
    if not brand and found.points < 2 and found.pitches < 2:
        return False
    return in_one_breath(sentence, brand) and _stray(sentence, subject)


def _lonely(sentence: Sentence, subject: Subject) -> bool:
    """Whether goods are sold by two words of a trade that nothing else on the page speaks of at all."""
    kinds = {hit.kind for hit in sentence.hits if hit.strong}
    words = {hit.word for hit in sentence.hits if hit.kind in kinds | {"tail", "call"}}
    elsewhere = any(subject.trades[kind] > 1 for kind in kinds)
    if len(words) < 2 or elsewhere or any(hit.kind in kinds for hit in subject.title_hits):
        return False
    return _stray(sentence, subject)


def _stray(sentence: Sentence, subject: Subject) -> bool:
    """Whether goods are named on a page that tells of nothing like them."""
    return not tells_of_harm(subject.folded.text) and _apart(sentence, subject)


def _apart(sentence: Sentence, subject: Subject) -> bool:
    """Whether the sentence shares hardly a word with the others of its page."""
    own = content(sentence.text)
    shared = sum(subject.told[part] > 1 for part in own)
    return len(subject.sentences) > 1 and shared <= _OFF_TOPIC * len(own)


def _topic(sentence: Sentence, subject: Subject) -> bool:
    """Whether the page itself is about these goods: honest sentences tell of them, or the headline does."""
    kinds = {hit.kind for hit in sentence.hits if hit.kind in FAMILIES}
    own = 1 if sentence.guards else 0
    if any(subject.guarded_trades[kind] > own for kind in kinds):
        return True
    headline = subject.title_hits
    return any(hit.kind in kinds for hit in headline) and any(hit.kind in GUARDS for hit in headline)


def _foreign(sentence: Sentence, subject: Subject) -> bool:
    own = scripts(sentence.text)
    main = max(own, key=lambda name: own[name], default="")
    if main and main != subject.script and own[main] > 0.5 and subject.scripts.get(main, 0) < 0.3:
        return True
    marks = re.findall(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹğışİßñ¿¡]", sentence.text)
    rest = subject.folded.text[: sentence.start] + subject.folded.text[sentence.end :]
    return len(marks) >= 3 and not any(mark in rest for mark in set(marks))


def _planted(subject: Subject, sentence: Sentence, found: Pitch, foreign: bool) -> list[Finding]:
    start, end = extent(subject, sentence)
    if start >= end:
        return []
    quote = subject.text[start:end]
    decisive = found.strong >= 1 and found.points >= 5 and not sentence.guards
    coined = [
        one.group() for one in _COINED.finditer(sentence.text) if not _REAL_WORDS.fullmatch(one.group())
    ]
    mill = any(hit.kind == "essay" for hit in sentence.hits) and names_mill(sentence.text)
    named = bool(coined or mill or latin_brand(sentence.text) or _CONTACT.search(sentence.text))
    told = (
        (True, "sales_sentence", "words", 2.2, "a sentence sells what the page is not about"),
        (
            _apart(sentence, subject),
            "off_topic",
            "outlier",
            0.9,
            "it shares no words with the rest of the text",
        ),
        (foreign, "foreign_sentence", "script", 1.8, "its language is not the page's"),
        (named, "brand_or_contact", "shape", 1.2, "it names a brand, a coined drug or a messenger contact"),
    )
    return [
        Finding(
            name, "I3", group, weight, "text", quote, why, start, end, "cut", decisive and group == "words"
        )
        for holds, name, group, weight, why in told
        if holds
    ]
