"""When was it signed: the expression nearest the cue, resolved against the day of publication.

A year-less date is the newest one not after publication (a few days' grace for pages dated before the
event); ``近日`` and ``recently`` give a range, never a guess; days of an event (``June 3-4``) and datelines
are no signing dates.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from crawler.agreements import dates
from crawler.agreements.cues import INSTRUMENTS, Cue
from crawler.agreements.dates import DateWords
from crawler.agreements.newest import Published, newest, published
from crawler.agreements.passage import Line, Passage
from crawler.agreements.scheduled import ahead, full_day, of_the_programme, on_day, with_year
from crawler.model import Evidence, SignedOn
from crawler.text.sought import sought

VAGUE = timedelta(days=30)  # how far "recently" reaches back
_HEADER = sought(
    r"(?:publish|posted|\btime:|\bdate:|updated|发布|发表|更新|(?<!当地)(?<!北京)时间|日期|来源|點擊|点击|浏览|阅读|编辑|责编|입력|승인|기사|公開日|掲載日|edited|print|"
    r"copyright|建檔)",
    re.IGNORECASE,
)
_NOT_SIGNING_BEFORE = re.compile(
    r"(?:\b(?:since|until|till|by|before|founded|established in|opened|began|starting|effective|"
    r"expires?|through|from|born|due|in effect|(?:takes|take|took) effect(?: on)?|date)\s(?:on\s)?|自|"
    r"截至|截止|至|到|从|成立于|有效期至|起自|原定|届时|发布时间[:：]?\s?|日期[:：]?\s?)$",
    re.IGNORECASE,
)
_TELLS_OF_DEAL = sought(r"\bannounce[sd]?\b[^.;]{1,80}$", re.IGNORECASE)
_UNTIL = re.compile(r"^\s?(?:\([^)]{1,3}\))?(?:부터|까지|에 걸쳐|から|まで|[^,.]{0,10}에 따르면)")
_TALKS = sought(r"\bcame to\b|were at|met with|received|座谈|洽谈|交流|来访|考察|访问|訪|会议", re.IGNORECASE)
_TOLD_LATER = sought(r"(?:고|라고)\s(?:밝혔|전했|말했)")
_TOLD_AFTER = re.compile(
    r"^\s?(?:(?:\(.{1,10}\)\s?)?(?:公布|公告|披露|透露|通报)|밝혔|전했|발표했|알렸|に発表|发布|报道|消息|"
    r"(?:news|press) release|(?:announcement|statement|report|filing|memo)\b)"
)
# "announced on Tuesday", "said Thursday": the day of telling, not of signing.
_TOLD_BEFORE = sought(
    r"\b(?:announced|said|says|reported|stated|revealed|disclosed|confirmed)"
    r"(?: (?:it|this|late|early|on))*\s$",
    re.IGNORECASE,
)
_DENSE = sought(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_STAMP, _STAMP_DENSE = 30, 12  # characters; shorter lines with a day are stamps
_CEREMONY = sought(
    r"sign|inked|ceremony|formali|签|揭牌|授牌|挂牌|仪式|缔结|结为|调印|结んだ|协定|체결|협약|맺",
    re.IGNORECASE,
)


def resolve(passage: Passage, cue: Cue, others: list[Line]) -> tuple[SignedOn, Evidence | None]:
    """The signing date for ``cue`` with its evidence; ``others`` are further sentences on it."""
    when = published(passage.article.published_on)
    dateline = _dateline(passage, when)
    if when.latest is None and dateline is not None:
        when = Published(dateline, dateline)  # told on that day, so printed on it or the next
    vague: tuple[SignedOn, Evidence] | None = None
    partial: tuple[SignedOn, Evidence] | None = None
    for line in _places_to_look(passage, cue, others):
        for words in _near(line, cue):
            signed = ahead(cue, line, words, when) or _resolve(line, words, when, dateline)
            if signed is None:
                continue
            evidence = passage.evidence("signed_on", line, words.start, words.end)
            if signed.value is None:
                vague = vague or (signed, evidence)
            elif _of_telling(line, words, signed, when):
                partial = partial or (signed, evidence)
            elif signed.precision == "day":
                return signed, evidence
            elif line is not cue.line or cue.kind not in ("sign", "renew", "enter"):
                continue
            else:
                partial = partial or (signed, evidence)
    programme = None if partial else of_the_programme(passage, cue)
    visit = None if partial or vague or programme else _of_the_visit(passage, cue, when, dateline)
    return partial or programme or vague or visit or (SignedOn(), None)


def _of_the_visit(
    passage: Passage, cue: Cue, when: Published, dateline: date | None
) -> tuple[SignedOn, Evidence] | None:
    """The one day the report names, told before the signing: the day of the visit or talks it closed."""
    if cue.kind not in ("sign", "enter", "renew"):
        return None
    days: dict[str, tuple[SignedOn, Evidence]] = {}
    for line in passage.body:
        for words in _near(line, cue):
            signed = _resolve(line, words, when, dateline)
            if signed is None or signed.value is None or signed.precision != "day":
                continue
            if line.position > cue.line.position + 2 or not (
                line.has("visit", "event", "construct") or _TALKS.search(line.folded)
            ):
                return None
            evidence = passage.evidence("signed_on", line, words.start, words.end)
            days.setdefault(signed.value, (signed, evidence))
    return next(iter(days.values())) if len(days) == 1 else None


def _of_telling(line: Line, words: DateWords, signed: SignedOn, when: Published) -> bool:
    """The day of publication printed beside another, or the day a Korean report was given: second best."""
    if (
        _TOLD_LATER.search(line.raw)
        and not line.raw[words.start : words.end].startswith("지난")
        and words.month is None
    ):
        return True
    printed = (
        words.year is not None
        and signed.value is not None
        and when.latest is not None
        and signed.value == when.latest.isoformat()
    )
    return printed and sum(1 for other in dates.find(line.raw) if other.day) > 1


def _places_to_look(passage: Passage, cue: Cue, others: list[Line]) -> list[Line]:
    """The cue's sentence, its twins, then sentences around it that speak of the signing."""
    lines = list(passage.lines)
    index = next((i for i, line in enumerate(lines) if line is cue.line), 0)
    order = [cue.line, *others]
    around = [index - 1, index + 1, index - 2, index + 2, index + 3]
    for position in around:
        if not 0 <= position < len(lines):
            continue
        line = lines[position]
        same = line.paragraph == cue.line.paragraph
        if (_CEREMONY.search(line.folded) and not line.has("plan", "ended")) or (
            same and position < index and position >= index - 2
        ):
            order.append(line)
    headline = cue.line.position <= 1 and len(cue.line.raw) < 90 and cue.line.raw[-1:] not in ".。!！"
    if cue.line.is_title or headline:
        order += lines[1:5]
    seen: list[Line] = []
    for line in order:
        if not any(line is other for other in seen):
            seen.append(line)
    return seen


def _near(line: Line, cue: Cue) -> list[DateWords]:
    """The expressions of ``line``, the one nearest the cue first; headers and terms of validity left out."""
    found = []
    for words in dates.find(line.raw):
        before = line.raw[max(0, words.start - 24) : words.start]
        if (
            words.era == "dateline"
            or _TOLD_AFTER.match(line.raw[words.end : words.end + 16])
            or _UNTIL.match(line.raw[words.end : words.end + 16])
            or _NOT_SIGNING_BEFORE.search(before)
            or _TOLD_BEFORE.search(before)
            or (
                cue.kind == "announce"
                and words.month is None
                and _TELLS_OF_DEAL.search(line.raw[: words.start])
            )
        ):
            continue
        if _HEADER.search(line.folded[max(0, words.start - 16) : words.start]) or (
            _says_little(line, words) and not _CEREMONY.search(line.folded)
        ):
            continue
        found.append(words)
    anchor = cue.start if line is cue.line else 0
    told = _TOLD_LATER.search(line.raw) is not None
    return sorted(
        found,
        key=lambda words: (
            words.vague,
            told and not words.era and words.month is None,
            abs(words.start - anchor),
        ),
    )


def _says_little(line: Line, words: DateWords) -> bool:
    """Is there hardly more on the line than the day: a stamp? Han and Hangul say more in fewer characters."""
    if not _DENSE.search(line.raw):
        return len(line.raw) < _STAMP
    return len(line.raw) - (words.end - words.start) < _STAMP_DENSE


def _dateline(passage: Passage, when: Published) -> date | None:
    for line in passage.body[:4]:
        for words in dates.find(line.raw):
            if words.era == "dateline" and words.day:
                return (full_day(words) if words.year else None) or newest(words, when)
    return None


def _resolve(line: Line, words: DateWords, when: Published, dateline: date | None) -> SignedOn | None:
    phrase = line.raw[words.start : words.end]
    reference = dateline or when.latest
    if words.vague:
        if when.latest is None:
            return SignedOn(None, None, phrase, "vague")
        earliest = (when.earliest or when.latest) - VAGUE
        return SignedOn(None, None, phrase, "vague", earliest.isoformat(), when.latest.isoformat())
    if words.relative is not None and words.day is None:
        if reference is None or (dateline is None and when.earliest != when.latest):
            return SignedOn(None, None, phrase, "relative_unknown")
        return on_day(
            reference - timedelta(days=words.relative), phrase, "yesterday" if words.relative else "today"
        )
    if words.year is not None:
        return with_year(words, phrase)
    if words.month is None and words.day is None and words.weekday is None:
        return None
    found = newest(words, when) or _of_event(line, words, when)
    if found is None:
        return SignedOn(None, None, phrase, "year_unknown")
    rule = (
        "weekday" if words.day is None else "bare_day" if words.month is None else "newest_before_publication"
    )
    if words.month is not None and words.day is None:
        return None
    return on_day(found, phrase, rule)


_EVENT_YEAR = sought(
    r"(?<![\d年])(20[0-4]\d)年?(?:第?.{0,3}届|[^,，。;]{0,14}(?:论坛|大会|年会|会议|峰会|研讨会|博览会))|"
    r"\b(20[0-4]\d) (?:\w+ ){0,4}(?:Forum|Conference|Congress|Summit|Expo|Meeting)\b|"
    r"\b(?:Forum|Conference|Congress|Summit|Expo|Meeting) (20[0-4]\d)\b",
    re.IGNORECASE,
)


def _of_event(line: Line, words: DateWords, when: Published) -> date | None:
    """The year of the one event that the same sentence names (``2014年…论坛``) on an undated page."""
    years = {next(filter(None, found)) for found in _EVENT_YEAR.findall(line.folded)}
    if when.latest is not None or len(years) != 1 or not (words.month and words.day):
        return None
    try:
        return date(int(years.pop()), words.month, words.day)
    except ValueError:
        return None


def similar(line: Line, cue: Cue) -> bool:
    """Does another sentence tell of the same kind of instrument being signed?"""
    return line is not cue.line and line.has("sign", "plaque") and line.has(*INSTRUMENTS)
