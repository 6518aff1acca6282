"""Pages that are nothing but what people search for: phrases run together, listed, signed with the host."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from crawler.junk.finding import Finding
from crawler.junk.lexicon import FAMILIES, GUARDS, scan
from crawler.junk.shapes import latin_brand
from crawler.junk.signals_host import registrable, trade_of
from crawler.junk.subject import Subject

_MOST = 400  # characters: a list of queries fills a line or two
# A Vietnamese word is one syllable: vowels, consonants and vowels again are two phrases run together.
_VOWEL = "aăâeêioôơuưyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
_TWO_SYLLABLES = re.compile(rf"[^\W\d_{_VOWEL}]*[{_VOWEL}]+[^\W\d_{_VOWEL}]+[{_VOWEL}][^\W\d_]*")
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
# A number, or more consonants than any syllable begins with, that run into a word.
_RUN_IN = re.compile(rf"\d[^\W\d_]|[^\W\d_{_VOWEL}]{{4}}")
_FEWEST_CHUNKS = 5
_SENTENCE = re.compile(r"[.!?。！？](?:\s|$)")
_LISTED = re.compile(r"[^,\n]{2,60},[^,\s][^,\n]{1,60},[^,\s]")
_FIRM = 1.2


def find(subject: Subject) -> list[Finding]:
    """What lists of queries show: their seams, the host's own name at their end, a brand among them."""
    text = subject.folded.text.strip()
    if not text or len(text) > _MOST or text.count("\n") > 3 or _SENTENCE.search(text):
        return _of_trade(subject)
    hits = scan(text)
    if any(hit.kind in GUARDS for hit in hits):
        return []
    brand = latin_brand(text)
    played = any(hit.kind == "betting" for hit in hits)
    listed = bool(brand) and played and "\n" not in text and len(text.split()) >= _FEWEST_CHUNKS
    told = (
        (_glued(text), "glued_phrases", "list", 1.8, "search phrases are run together without a space"),
        (
            _signed(text, subject.host),
            "signed_with_host",
            "list",
            1.8,
            "listed phrases end in the host's own name",
        ),
        (
            listed and not _glued(text),
            "queries",
            "list",
            1.0,
            "a line without a sentence names a brand, a game and other things people search for",
        ),
        (
            bool(brand) and (listed or _glued(text) or _signed(text, subject.host)),
            "brand_among_phrases",
            "shape",
            _FIRM,
            "a brand of the betting trade stands among them",
        ),
        (
            any(hit.kind in FAMILIES for hit in hits) and _glued(text),
            "trade_among_phrases",
            "words",
            1.0,
            "goods of a trade are named among them",
        ),
    )
    return [
        Finding(name, "P1", group, weight, "text", text[:160], reason)
        for holds, name, group, weight, reason in told
        if holds
    ] or _of_trade(subject)


def _glued(text: str) -> bool:
    """Whether phrases are run together twice, or once beside a brand of the trade."""
    words = [word for word in text.split() if _VIETNAMESE.search(word)]
    seams = sum(bool(_TWO_SYLLABLES.fullmatch(word) or _RUN_IN.search(word)) for word in words)
    return seams >= 2 or (seams == 1 and bool(latin_brand(text)))


def _signed(text: str, host: str) -> bool:
    """Whether three or more phrases, parted by bare commas, end in a hyphen and the host's name."""
    own = registrable(host)
    return bool(own) and text.endswith(f"-{own}") and _LISTED.search(text) is not None


def _of_trade(subject: Subject) -> list[Finding]:
    """Text that names a trade's goods on a host that is called after the trade, told by nobody else."""
    family = trade_of(subject.host)
    if not family or any(subject.page_guards[kind] for kind in ("report", "treatment", "civic")):
        return []
    strong = {hit.word for one in subject.sentences for hit in one.hits if hit.kind == family and hit.strong}
    if not strong:
        return []
    quote, path = subject.text[:160], urlsplit(subject.url).netloc
    reason = "it names goods of the trade that its host is called after"
    return [
        Finding("trade_named", "P1", "words", 1.0, "text", quote, reason),
        Finding("trade_host", "P1", "host", 0.9, "url", path[:120], reason),
    ]
