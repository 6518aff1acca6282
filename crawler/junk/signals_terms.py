"""Pages that lay out the terms of play or of purchase: guides, offers, rules of a trade.

What such a page says is counted by sense, not by word: that there is a bonus, how often it must be staked,
how to pay in, how winnings are paid out, who gave the licence. A report names the trade, hardly its terms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crawler.junk.finding import Finding
from crawler.junk.lexicon import load
from crawler.junk.shapes import latin_brand
from crawler.junk.signals_host import institutional, sells_pills
from crawler.junk.signals_noise import KIT_ERROR
from crawler.junk.subject import Sentence, Subject

_ENOUGH = 8.0  # points of a page: three terms and two things of the trade, or the like
_SHORT_OFF = 2.0  # less is asked of a text of a few lines, where hardly anything speaks for it
_SHORT = 900  # letters; a Han, kana or Hangul letter counts for three
_FEW_AGAINST = 2.0
_ONE_IN = 6  # sentences with a word of the family before a page is looked at closer
_LONGEST_HEADLINE = 140
_MOST_TEXT = 8_000  # a page of terms says so at its beginning
_SHARE, _SHARE_BARE, _SHARE_GUIDE = 0.6, 0.5, 0.3  # of the sentences that have to speak of the trade
_DWELLS = 0.6
_MOST_OWN = 0.25
_OF_TRADE = {"play": "betting", "pills": "pharma"}
_DENSE = frozenset({"han", "kana", "hangul"})
_PLACES = frozenset({"house", "machines", "venue", "luck"})  # players alone are also those of a club
_CASINO = frozenset({"house", "venue"})
_SELLERS = frozenset({"price", "delivery"})
# Who speaks of a trade without belonging to it.
_AUTHORITY = re.compile(
    r"police|\bcourt\b|arrest|ministr|parliament|senat|researchers|\bstudy\b|commission(?:er)?\b|lawmakers|"
    "경찰|검찰|법원|의원|연구|警方|公安|法院|研究|polisi|kementerian|công an|ตำรวจ|полици|policía|polícia|"
    r"polizei|gericht|hükümet|savcı|وزارة|الشرطة|أطباء|\bbill\b|legislat\w+|govern(?:or|ment)|gobierno|정부는|政府"
)
# What a headline that warns or reports says of it.
_CRIME = re.compile(
    "illegal|illegaal|verboden|crime|犯罪|違法|违法|불법|검거|적발|ilegal|незаконн|ผิดกฎหมาย|phạm pháp|"
    "yasa dışı|yasak|verboten|"
    "warn|警告|注意|提醒|경고|주의|addict|依存|中毒|중독|kecanduan|nghiện|зависим|adicci|bağımlı|sucht|إدمان"
)
# A page about those whom a trade has harmed tells of its goods in whole sentences.
_ADDICTION = re.compile(
    "成瘾|成癮|依赖症|戒赌|戒賭|戒毒|addict|gambling harm|compulsive|problem gambl|依存症|중독|зависимост|"
    "adicci|"
    "dépendance|abhängig|spielsucht|bağımlıl|nghiện|kecanduan|vício|dipendenza"
)
_SAID = re.compile(
    r"\bsaid\b|\btold\b|according to|밝혔|말했다|と述べ|によると|mengatakan|\bujar\b|\bdijo\b|según|sagte|"
    "сообщил|заявил|表示|指出|กล่าว|cho biết|açıkla|قال"
)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a stretch of text says of one trade: the senses of its contract, and of the things it is about."""

    contract: frozenset[str]
    things: frozenset[str]

    @property
    def points(self) -> float:
        """Terms count twice; so do a place to play, and a waived prescription once more."""
        return (
            2.0 * len(self.contract)
            + len(self.things)
            + ("venue" in self.things)
            + ("freely" in self.contract)
        )


@cache
def _senses(trade: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (kind, sense, re.compile(pattern))
        for kind, senses in load("terms")[trade].items()
        for sense, pattern in senses.items()
    )


@cache
def _words(key: str) -> re.Pattern[str]:
    return re.compile(load("terms")[key])


def terms_of(trade: str, folded: str) -> Terms:
    """The senses of ``trade`` ("play" or "pills") that a folded text says."""
    found: dict[str, set[str]] = {"contract": set(), "game": set()}
    for kind, sense, pattern in _senses(trade):
        if pattern.search(folded):
            found[kind].add(sense)
    return Terms(frozenset(found["contract"]), frozenset(found["game"]))


def page_of_terms(subject: Subject) -> list[Finding]:
    """Two findings (words, terms) for a page that is about nothing but the terms of a trade."""
    for trade, family in _OF_TRADE.items():
        if not (_often(family, subject) or _named_above(family, subject) or _asks_rx(trade, subject)):
            continue
        if not _opens(trade, subject):
            continue
        text = f"{subject.folded_title.text}\n{subject.folded.text[:_MOST_TEXT]}"
        terms = terms_of(trade, text)
        if not _sold(trade, terms):
            continue
        share, own = _shares(trade, subject)
        own = own if trade == "play" else 0.0  # pills are sold in words of medicine
        if share >= _asked(own, text) and _enough(trade, terms, share, text, subject):
            return _found(subject)
    return []


def reports(subject: Subject) -> bool:
    """Whether the text has the words of those who speak of a trade without belonging to it."""
    text = subject.folded.text[:_MOST_TEXT]
    return _AUTHORITY.search(text) is not None or _SAID.search(text) is not None


@lru_cache(maxsize=1)
def tells_of_harm(text: str) -> bool:
    """Whether a text is about those whom a trade has harmed; asked for one sentence after the other of it."""
    return _ADDICTION.search(text) is not None


def in_one_breath(sentence: Sentence, brand: bool) -> bool:
    """Whether one sentence offers a trade's goods: two of its terms beside a thing of it, or a brand."""
    kinds = {hit.kind for hit in sentence.hits}
    if "loan" in kinds or "essay" in kinds:
        for trade in ("loan", "mill"):
            terms = terms_of(trade, sentence.text)
            if len(terms.contract) >= 2 and terms.things:
                return True
    terms = terms_of("play", sentence.text)
    return len(terms.contract) >= 2 and (brand or bool(terms.things & _PLACES))


def _named_above(family: str, subject: Subject) -> bool:
    """Whether the headline names goods of the trade, or a brand of the kind that sells play."""
    if any(hit.kind == family for hit in subject.title_hits):
        return True
    return family == "betting" and bool(latin_brand(subject.folded_title.text))


def _asks_rx(trade: str, subject: Subject) -> bool:
    return trade == "pills" and subject.folded.text.count("prescription") * _ONE_IN >= len(subject.sentences)


def _often(family: str, subject: Subject) -> bool:
    """Whether a fair part of the sentences has a word of the trade; a page of one trade has it in most."""
    return subject.trades[family] * _ONE_IN >= max(1, len(subject.sentences))


def _kit_error(text: str, subject: Subject) -> bool:
    """Whether a posting program left its error, in the text or in lines that reading cut as stamps."""
    cut = "\n".join(part.text[:200] for part in subject.reading.removed[:20]).lower()
    return KIT_ERROR.search(text) is not None or KIT_ERROR.search(cut) is not None


def _sold(trade: str, terms: Terms) -> bool:
    """Whether what is named is a trade: slots are also for vaccinations, and drugs are told of by doctors."""
    if trade == "pills":
        return bool(terms.things) and bool(terms.contract & _SELLERS)
    return bool(terms.things & _CASINO) or (len(terms.things) >= 2 and bool(terms.things & _PLACES))


def _shares(trade: str, subject: Subject) -> tuple[float, float]:
    """The shares of sentences that say something of the trade, and that only tell of the page's own work."""
    told = [one for one in subject.sentences if len(one.text.strip()) >= 12][:200]
    speaking = [any(pattern.search(one.text) for _, _, pattern in _senses(trade)) for one in told]
    own = sum(
        not speaks and bool(_words("own_work").search(one.text))
        for speaks, one in zip(speaking, told, strict=True)
    )
    return (sum(speaking) / len(told), own / len(told)) if told else (0.0, 0.0)


def _opens(trade: str, subject: Subject) -> bool:
    """Whether headline or first sentence are of the trade: a paragraph planted further down makes no page."""
    first = next((one.text for one in subject.sentences if len(one.text.strip()) >= 12), "")
    opening = f"{subject.folded_title.text}\n{first}"
    return any(pattern.search(opening) for _, _, pattern in _senses(trade))


def names_mill(folded: str) -> bool:
    """Whether a word of the sentence is put together as mills that write essays are called."""
    return "brand" in terms_of("mill", folded).contract


def _asked(own: float, text: str) -> float:
    """The share of sentences that must speak of the trade: fewer where nothing else is the page's own."""
    if own:
        return _SHARE if own <= _MOST_OWN else 2.0
    return _SHARE_GUIDE if _guides(text) else _SHARE_BARE


def _headline(text: str) -> str:
    """The headline, or the first line where it is short enough to be one."""
    first = text.lstrip("\n").split("\n", 1)[0]
    return first if len(first) <= _LONGEST_HEADLINE else ""


def _guides(text: str) -> bool:
    headline = _headline(text)
    return bool(_words("guide").search(headline) and terms_of("play", headline).things & _PLACES)


def _enough(trade: str, terms: Terms, share: float, text: str, subject: Subject) -> bool:
    """Whether what is said for sale outweighs what is said of it as others would."""
    guards = subject.page_guards
    shop = {"freely", "delivery"} <= terms.contract  # a shop speaks of treatment as doctors do
    against = 1.5 * guards["report"] + (0.5 if shop else 1.5) * guards["treatment"]
    against += guards["civic"] + guards["quoting"]
    against -= 2.0 if _kit_error(text, subject) else 0.0
    stranded = trade == "play" and _stranded(terms, text, subject)
    if not stranded:
        against += 3.0 * bool(_AUTHORITY.search(text)) + 3.0 * bool(_CRIME.search(_headline(text)))
        against += 1.5 * bool(_SAID.search(text))
    points = terms.points + (_of_play(terms, share, text, subject) if trade == "play" else 0.0)
    points += 2.5 if trade == "pills" and sells_pills(subject.host) else 0.0
    short = against < _FEW_AGAINST and len(text) * (3 if subject.script in _DENSE else 1) < _SHORT
    return points - against >= _ENOUGH - (_SHORT_OFF if short else 0.0)


def _of_play(terms: Terms, share: float, text: str, subject: Subject) -> float:
    """More for a page that dwells on the trade, guides to it, or stands where only an institution speaks."""
    named = bool(terms.things & _PLACES)
    more = 1.5 if share >= _DWELLS and named else 0.0
    more += 2.0 if _guides(text) else 0.0
    return more + 3.0 * _stranded(terms, text, subject)


def _stranded(terms: Terms, text: str, subject: Subject) -> bool:
    """Whether an institution's host speaks of play and of nothing that is an institution's."""
    guards = subject.page_guards
    if not terms.things & _PLACES or guards["report"] or guards["treatment"]:
        return False
    return institutional(subject.host) and not _words("own_work").search(text)


def _found(subject: Subject) -> list[Finding]:
    quote, end = subject.text[:160], len(subject.text)
    reason = "the whole page talks of one trade that is planted elsewhere"
    terms = "it lays out the terms of playing or buying, as guides and offers do"
    return [
        Finding("page_of_trade", "P1", "words", 2.2, "text", quote, reason, 0, end),
        Finding("terms_of_trade", "P1", "terms", 1.6, "text", quote, terms, 0, end),
    ]
