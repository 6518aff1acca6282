"""Pages that are nothing but an advertisement, a guide to a trade, or the terms of one."""

from __future__ import annotations

import re

from crawler.junk.finding import Finding
from crawler.junk.lexicon import FAMILIES
from crawler.junk.signals_prose import pitch
from crawler.junk.signals_terms import page_of_terms
from crawler.junk.subject import Subject

# Who speaks of a trade without selling it.
_AUTHORITY = re.compile(
    "police|\\bcourt|arrest|ministry|government|parliament|researchers|university|hospital|"
    "경찰|검찰|법원|정부|의원|연구|대학|병원|警方|公安|法院|政府|研究|大学|大學|医院|醫院|病院|"
    "polisi|pemerintah|kementerian|universitas|rumah sakit|công an|chính phủ|bệnh viện|ตำรวจ|รัฐบาล|โรงพยาบาล|"
    "полици|суд[^ь]|правительств|больниц|policía|gobierno|polícia|governo|polizei|gericht|studie|hükümet|hastane"
)

_SOLD_OUT = 7.0  # points of a page's words below which it is no advertisement from end to end


def spam(subject: Subject) -> list[Finding]:
    """One decisive finding for a page that is nothing but an advertisement."""
    strong = len({hit.word for hit in subject.hits if hit.strong})
    weak = len({hit.word for hit in subject.hits if hit.kind in FAMILIES and not hit.strong})
    calls = len({hit.word for hit in subject.hits if hit.kind == "call"})
    points = 2.0 * strong + weak + calls
    if points < _SOLD_OUT:
        return []
    sold = [(sentence, pitch(sentence)) for sentence in subject.telling]
    guards = subject.page_guards
    honest = 2.0 * guards["report"] + 1.5 * guards["treatment"] + 2.0 * guards["civic"] + guards["quoting"]
    share = sum(len(one.text) for one, found in sold if found.points >= 1) / max(1, len(subject.text))
    dense = points / max(40.0, _length(subject)) * 100
    if not (strong or calls >= 3) or honest * 2.5 > points or share < 0.55 or dense < 2.0:
        return []
    reason = "nearly every sentence advertises the same kind of goods"
    return [
        Finding(
            "page_sells",
            "P1",
            "words",
            3.0,
            "text",
            subject.text[:160],
            reason,
            0,
            len(subject.text),
            decisive=True,
        )
    ]


def about_goods(subject: Subject) -> list[Finding]:
    """A finding for a page that talks of nothing but one trade, without a word of report, care or custom."""
    return _pitched_goods(subject) or _guide(subject) or page_of_terms(subject)


def _guide(subject: Subject) -> list[Finding]:
    """A buyer's guide to a trade that is planted elsewhere: headline and every other sentence name it."""
    named_above = {hit.kind for hit in subject.title_hits if hit.strong} & {"betting", "porn"}
    guards = subject.page_guards
    if not named_above or guards["civic"] or guards["treatment"]:
        return []
    told = [one for one in subject.sentences if len(one.text.strip()) >= 12]
    if len(told) < 3 or _AUTHORITY.search(subject.folded.text):
        return []
    for family in named_above:
        there = [one for one in told if any(hit.kind == family for hit in one.hits)]
        named = sum(1 for one in there for hit in one.hits if hit.kind == family and hit.strong)
        if named >= max(3, 2 * guards["report"]) and 2 * len(there) >= len(told):
            return [_page_of_trade(subject)]
    return []


def _page_of_trade(subject: Subject) -> Finding:
    reason = "the whole page talks of one trade that is planted elsewhere"
    quote = subject.text[:160]
    return Finding(
        "page_of_trade", "P1", "words", 3.0, "text", quote, reason, 0, len(subject.text), decisive=True
    )


def _pitched_goods(subject: Subject) -> list[Finding]:
    """The page that names a trade in most of its sentences and calls to buy."""
    guards = subject.page_guards
    if len(subject.text) < 120 or guards["report"] + guards["civic"] > 0 or guards["treatment"] > 1:
        return []
    if not subject.sells or len({hit.word for hit in subject.hits if hit.kind in {"call", "tail"}}) < 2:
        return []
    told = [one for one in subject.sentences if len(one.text.strip()) >= 12]
    if not told:
        return []
    for family in ("betting", "porn", "replica", "loan", "essay"):
        there = [one for one in told if any(hit.kind == family for hit in one.hits)]
        strong = {hit.word for one in there for hit in one.hits if hit.kind == family and hit.strong}
        pitched = {hit.word for one in told for hit in one.hits if hit.kind in {"call", "tail"}}
        if len(strong) >= 2 and len(pitched) >= 2 and len(there) >= 2 and len(there) >= 0.6 * len(told):
            return [_page_of_trade(subject)]
    return []


def _length(subject: Subject) -> float:
    return len(subject.text) * (1.0 if subject.script in {"han", "kana", "hangul"} else 0.33)
