"""Where it was signed: the place named with the signing, where the sentence says so."""

from __future__ import annotations

import re

from crawler.agreements.passage import Line, Passage
from crawler.model import Evidence
from crawler.text.sought import sought

_ENGLISH = sought(
    r"\b(?:signed|inked|concluded|signing|ceremony|held|took place|done|"
    r"witnessed)\b[^.;]{0,60}?\b(?:in|at)\s(?P<place>(?:the\s)?[A-Z][\w’'-]+(?:(?:\s(?:of|de|da|al|"
    r"the)\s|\s)[A-Z][\w’'-]+){0,5})"
)
_MONTH = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|The|This|Order|Accordance|Attendance|Presence|Line|"
    r"[12]\d{3})\b"
)
_HAN = sought(
    r"在(?P<place>[\u4e00-\u9fff\dA-Za-z·]{2,20}?)(?:隆重|顺利|正式|共同|成功|順利|共同)?(?:举行|舉行|签|簽|举办|舉辦|召开|召開|揭牌|挂牌)"
)
_JAPANESE = sought(
    r"(?P<place>[\u4e00-\u9fffァ-ヴーA-Za-z]{2,20})で(?:[^。、]{0,12})(?:協定|覚書|調印|締結|行われ|開かれ|結ん)"
)
_KOREAN = sought(
    # Up to four words; one that ends in a particle, or that tells the time, belongs to what stands before.
    r"(?P<place>(?:(?![가-힣\d]*(?:은|는|이|가|을|를|와|과|에|로|년|월|일|요일|지난|오는|오전|오후|\d시|\d분)\s)"
    r"(?<![가-힣\d])[가-힣A-Za-z0-9·]{1,16}\s){0,3}(?<![가-힣\d])[가-힣A-Za-z0-9·]{2,16}?)"
    r"에서\s(?:[^.]{0,40})(?:협약|체결|맺)"
)


def find(passage: Passage, lines: list[Line]) -> tuple[str | None, Evidence | None]:
    """The place of signing in ``lines`` (the cue's first), with its evidence."""
    for line in lines:
        if not line.has("sign", "plaque"):
            continue
        for pattern in (_ENGLISH, _HAN, _JAPANESE, _KOREAN):
            match = pattern.search(line.raw)
            if match and not _MONTH.match(match["place"]):
                place = match["place"].strip()
                return place.removeprefix("the "), passage.evidence("place", line, *match.span("place"))
    return None, None
