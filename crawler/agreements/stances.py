"""What a sentence says of the agreement it names: done, ahead, planned, long past, denied or ended."""

from __future__ import annotations

import re

from crawler.agreements import dates
from crawler.agreements.passage import Line
from crawler.agreements.vocabulary import Hit
from crawler.text.sought import sought

_HAN = re.compile(r"[\u3400-\u9fff]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_WINDOW_LATIN = 48  # characters before the verb in which "will", "hopes to", "not" still govern it
_WINDOW_HAN = 10


def stance(line: Line, kind: str, hit: Hit, published: str | None) -> str:
    """A signing that lies ahead counts only with its day: "will sign next month" is a plan."""
    if line.has("ended"):
        return "ended"
    if "plan" in hit.classes:  # "to be signed on Thursday"
        return "future" if _DAY.search(line.folded) or _WEEKDAY.search(line.folded) else "plan"
    before = _governing(line, hit)
    if _GENERIC.search(line.folded[max(0, hit.start - _GENERIC_REACH) : hit.start]):
        return "plan"
    if any("negated" in other.classes for other in before) or _NOT_AFTER.search(
        line.folded[hit.start : hit.end + 24]
    ):
        return "negated"
    if any("plan" in other.classes for other in before) or _planned_after(line, hit) or _asked(line, hit):
        return "plan"
    if _is_past(line, hit, published):
        return "past"
    if any("future" in other.classes for other in before):
        return "future" if kind != "sign" or _DAY.search(line.folded) else "plan"
    base = hit.classes <= {"sign_base"} and not line.is_title
    if base and re.search(r"\bto $", line.folded[max(0, hit.start - 3) : hit.start]):
        return "plan"
    return "done"


def _governing(line: Line, hit: Hit) -> list[Hit]:
    """The words before the cue, in its own clause, that can change what it says."""
    if _HANGUL.search(line.folded[hit.start : hit.end]):
        return []  # Korean says after the verb whether it is only planned
    han = _HAN.search(line.folded[hit.start : hit.end]) is not None
    first = max(0, hit.start - (_WINDOW_HAN if han else _WINDOW_LATIN))
    clause = _clause(line, first, hit.start)
    if han and clause > 0 and line.folded[clause] == "并":  # "邀请…下月访问,并签署": both are to come
        clause = first = _clause(line, 0, clause - 1)
    first = max(first, clause)
    found = [other for other in line.hits if first <= other.start < hit.start]
    return _with_wishes(line, hit, found) if han else found


def _clause(line: Line, first: int, end: int) -> int:
    """Where the clause before ``end`` begins, not before ``first``."""
    return max(line.folded.rfind(mark, first, end) for mark in (",", ";", "，", "；", ":", "：")) + 1


_WISHES = frozenset({"希望", "期望", "期待", "盼"})


def _with_wishes(line: Line, hit: Hit, found: list[Hit]) -> list[Hit]:
    """A wish governs its clause (``希望通过两校协议签署``), but not what it rests on (``希望以此次签约``)."""
    clause = _clause(line, 0, hit.start)
    wishes = [
        other
        for other in line.of("plan")
        if clause <= other.start < hit.start and line.folded[other.start : other.end] in _WISHES
    ]
    if re.search(r"[此本这今]次", line.folded[clause : hit.start]):
        return [other for other in found if other not in wishes]
    return found + [other for other in wishes if other.start == clause and other not in found]


# "when a hospital signs": nobody in particular does.
_GENERIC = re.compile(
    r"\b(?:when|whenever|if|once|unless|before|until)\s"
    r"(?:an?|any|two|hospitals|health systems|most|you|your|they)\b[^.;,]{0,70}$"
)
_GENERIC_REACH = 96  # characters
_WEEKDAY = sought(r"\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_AFTER_KOREAN = re.compile(r"^[^.]{0,12}(?:할 계획|할 예정|하기로 할|을 추진|키로 추진|하자고|예정)")
# Verbs of these languages say at the end that nothing came of it.
_NOT_AFTER = sought(
    r"^[^.]{0,18}(?:못했|못한|않았|않기로|불발|무산|결렬)|^[^。]{0,12}(?:に至らな|できな|しなかった|ならなかった|见送)|"
    r"^[^，。]{0,8}(?:未果|失败|落空)"
)
_AFTER_JAPANESE = re.compile(
    r"^[^。]{0,6}(?:する予定|する方针|を目指|する见|予定|を检讨|を模索|を打诊|も?を?视野)|"
    r"^[^。]{0,8}(?:ぶ|する|わす|の)(?:方向|方针|予定|考え|意向|见通し|ことを(?:目指|検讨|检讨|决め|確认|确认)|ことで(?:调整|検讨|检讨))"
)
# "与12家卫生院签约的做法", "협약을 맺은 협력병원 120곳": the signing only tells what is spoken of.
_SPOKEN_OF = sought(
    r"[^，。,;；]{0,24}的(?:做法|经验|情况|成效|成果|模式|举措|案例)|"
    r"(?:맺은|체결한) [^.,]{0,16}\d+\s?(?:곳|개|여|건)"
)
_AFTER_HAN = re.compile(
    r"^[^，。]{0,8}(?:的?意向(?!书|性?协议)|事宜|的?可能)|^[^，。]{0,14}[时前后](?:，|,)?(?:应|须|需|要)"
)


def _planned_after(line: Line, hit: Hit) -> bool:
    rest = line.folded[hit.start : hit.end + 24]
    return bool(_AFTER_KOREAN.match(rest) or _AFTER_JAPANESE.match(rest) or _AFTER_HAN.match(rest))


# "could announce a partnership", "may partner with"; "in May signed" is a month.
_MODAL = sought(
    r"(?<!in )(?<!of )(?<!since )(?<!until )(?<!last )(?<!this )(?<!early )(?<!late )(?<!\d )"
    r"\b(?:may|might|could)\b(?! \d)(?: \w+)? $"
)


def _asked(line: Line, hit: Hit) -> bool:
    """Is it only thought possible, or asked by a headline?"""
    if _MODAL.search(line.folded, max(0, hit.start - 40), hit.start):
        return True
    return line.is_title and re.search("[?？]", line.raw[hit.end :]) is not None


_DAY = sought(
    r"\d\s?[日号]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s\d|\d\s(?:jan|feb|mar|"
    r"apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_YEAR = sought(r"(?<![\d.])(19[5-9]\d|20[0-4]\d)(?!\d|\.\d|%)")


_YEAR_WORDS = sought(r"(?:19|20)\d\d|[令平昭民]|\d年")
_ERA = sought(r"[令平昭民]|(?<!\d)1\d\d\s?年")  # years counted otherwise: 令和7年, 104年
_LONG = 150  # days; some releases come ten weeks after the signing, none of the labelled ones five months


def _long_before(line: Line, published: str) -> bool:
    """All days or months with a year in the sentence lie five months or more before publication."""
    if len(published) < 7 or not _YEAR_WORDS.search(line.raw):
        return False
    day = int(published[8:10]) if len(published) >= 10 else 28
    now = int(published[:4]) * 365 + int(published[5:7]) * 30 + day
    known = [d for d in dates.find(line.raw) if d.year and d.month]
    return bool(known) and all(
        now - (d.year or 0) * 365 - (d.month or 0) * 30 - (d.day or 15) > _LONG for d in known
    )


# "reviewed the memoranda signed", "implementation of the agreement signed": an earlier paper is spoken of.
_REFERRED = sought(
    r"\b(?:review(?:s|ed|ing)?|implement\w*|follow(?:s|ed|ing)?[- ]up|progress|activat\w+|pursuant to|"
    r"in line with|based on|in light of)\b[^.;]{0,60}"
    r"\b(?:memorand\w+|mous?|agreements?|accords?|protocols?)\b[^.;]{0,30}$"
)
# "broke the services agreement the two signed": a paper the reader is taken to know, of no day.
_KNOWN = sought(
    r"\bthe (?:[\w-]+ ){0,4}?"
    r"(?:memorandum|mou|agreement|accord|protocol|deal|pact|contract|partnership|alliance) "
    r"(?:that |which )?(?:(?:the|both|two|they|it|its|their|he|she) )(?:[\w-]+ ){0,3}$"
)


# "citing its affiliation agreement", "would review the merger agreement": what the paper does to others.
_CITED = sought(
    r"\b(?:citing|cit(?:es|ed)|"
    r"(?:would|will|to|must|should) (?:review|reconsider|revisit|renegotiate|oppose|defend)|"
    r"oppos(?:es|ed|ing)|critici[sz](?:es|ed|ing)|questioned|defended|renegotiat\w+|violat\w+|"
    r"(?:because of|despite|terms of) (?:the|its|their))\b[^.;,]{0,32}$"
)


# "marked ten years since they signed", "fifteen years on from the twinning": an old paper is remembered.
_SINCE = sought(
    r"\b(?:years?|decades?|months|century) (?:since|after|on from|ago|have passed)\b"
    r"(?! (?:the|a) (?:fire|war|earthquake|pandemic|closure|opening|project|talks|negotiations))"
)


# "the twinning between A and B has created …": a tie that stands, and what came of it.
_ACHIEVED = sought(
    r"^\W{0,3}(?:the |an? |this |that |our |their |its )?(?:[\w'-]+ ){0,4}?"
    r"(?:partnership|twinning|collaboration|cooperation|alliance|affiliation|link|relationship|programme|program)"
    r"\b[^.;]{0,140}?\bha(?:s|ve) (?:also |already |since |now )?"
    r"(?:created|introduced|established|set up|made|brought about)\s(?!by\b|on\b|in\b)"
)
# "MOU를 맺은 병원 관계자들이", "협약을 체결한 데 이어": who somebody is, or what went before.
_WHO_SIGNED = re.compile(
    r"^(?:[은한]\s(?!뒤|후|다음|직후|이후|것|가운데|두|양|이번|이들|세|네|날|자리|곳|협약|업무|mou|지\b|바에)[\uac00-\ud7a3]{2,}|"
    r"[은한]\s?(?:데 이[은어]|바 있))"
)
# "自两院于106年签订合约后": since then; the paper is an old one.
_SINCE_HAN = sought(r"(?:^|[,，。;；])自(?!愿|主|贸|治|筹|身|己|行)[^,，。;；]{2,40}$")
_SINCE_END = re.compile(r"^[^,，。;；]{0,10}(?:以来|之后|后|来)[,，]")
# "結んでいます", "맺고 있다": it stands; nothing is told to have happened.
_STANDS = re.compile(r"[^、。,.]*?(?:[でて](?:い(?:る|ます|て)|お[りる])|고\s?있)")


def _same_clause(line: Line, hit: Hit, other: Hit) -> bool:
    """Does ``other`` stand before ``hit``, or after it with no comma between them?"""
    return other.start < hit.end or not re.search("[,;:，；：]", line.folded[hit.end : other.start])


def _remembered(line: Line, hit: Hit) -> bool:
    """Does the clause count the years that went by since what the cue tells?"""
    match = _SINCE.search(line.folded, 0, hit.start)
    return match is not None and not re.search("[,;:]", line.folded[match.end() : hit.start])


def _is_past(line: Line, hit: Hit, published: str | None) -> bool:
    """The sentence tells of an earlier time: a word for it, or only years before that of publication."""
    background = any(other.start < hit.start for other in line.of("background"))
    han = _HAN.search(line.folded[hit.start : hit.end]) is not None
    if any(not han or _same_clause(line, hit, other) for other in line.of("past")) or (
        background and not line.has("recent") and not _DAY.search(line.folded)
    ):
        return True
    if _SPOKEN_OF.match(line.folded, hit.start, hit.end + 32):
        return True
    if _STANDS.match(line.folded, hit.start, hit.end + 7) and not line.folded[hit.start].isascii():
        return True
    ending = hit.end - 1 if line.folded[hit.end - 1] in "은한" else hit.end
    if _REFERRED.search(line.folded[: hit.start]) or _remembered(line, hit):
        return True
    if not line.is_title and _CITED.search(line.folded[max(0, hit.start - 60) : hit.start]):
        return True
    if _KNOWN.search(line.folded[: hit.start]) and not (line.has("recent") or _DAY.search(line.folded)):
        return True
    if _WHO_SIGNED.match(line.folded[ending : ending + 24]):
        return True
    if _SINCE_END.match(line.folded[hit.end :]) and _SINCE_HAN.search(line.folded[: hit.start]):
        return True
    achieved = _ACHIEVED.match(line.folded)
    if achieved and hit.start < achieved.end() and not line.has("sign"):
        return True
    if published is None:
        return False
    year = published[:4]
    if _long_before(line, published):
        return True
    years = _YEAR.findall(line.folded)
    if not years or max(years) >= year or line.has("recent"):
        return False
    return max(d.year or 0 for d in dates.find(line.raw)) < int(year) if _ERA.search(line.raw) else True
