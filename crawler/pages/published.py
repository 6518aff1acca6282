"""When the article was published: every place that may say so, and which is believed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, chain

from crawler.model import FetchedPage, SiteContext
from crawler.pages.addresses import host_of
from crawler.pages.date_claims import RANK, Claim, marked_claims, script_claims, stated_claims
from crawler.pages.lines import Line, Outline
from crawler.pages.wordlists import word_lists
from crawler.text.dates import DatePhrase, find_dates, relative_day
from crawler.text.document import Document
from crawler.text.normal import lowered


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date: ``value`` by ``precision`` (``day``, ``month``, ``year``), and where it stood."""

    value: str
    precision: str
    origin: str


@dataclass(frozen=True, slots=True)
class Places:
    """Where the headline stands and the body lies: line numbers, the body as ``[first, last)``."""

    title: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Orders:
    """How a page writes numbers for dates: the month first, the years of the Republic of China, a year of two
    digits first.
    """

    month_first: bool
    republic: bool
    year_first: bool


_PRINTED = frozenset(("label_near", "url", "time_marked", "script", "line_near"))
# For text in lower case. Each begins with a class of characters or a word, between which the machine leaps.
_MAY_DATE = (
    re.compile(
        r"[\d年天日時时间分昨今前전](?:(?<=1)9\d\d|(?<=2)0\d\d|(?<=[٠-٩۰-۹])[٠-٩۰-۹]{3}|(?<=\d)[./-]\d{1,2}[./-]\d"
        r"|(?<=[年전])|(?<=[天日時时间分])前|(?<=昨)[天日]|(?<=[今前])天)"
    ),
    re.compile(r"ago\b"),
    re.compile(r"day(?:(?<=yesterday)|(?<=today))"),
)
_DATE_WITHIN = 400
# What is said of the first publication may stand after its day.
_FIRST = re.compile(r"\W{0,4}(?:originally|first) (?:published|posted)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.。!！]\W{0,2}$")
# What follows the day of a dispatch: "BERLIN, 6 June 2024 (dpa) -", "2024年6月12日讯".
_DATELINE = re.compile(
    r"\s?(?:\d{1,2}:\d\d\s?)?(?:\([^()]{1,40}\)|（[^（）]{1,40}）)?\s?(?:[-–—:：/|]|讯|訊|电|電)"
)
_YEARS_FIRST = frozenset(("zh", "ja", "ko"))
# A line this long is prose: a date in it is an event's unless a label stands before it.
_PROSE = 160


def published(
    document: Document, outline: Outline, places: Places, page: FetchedPage, context: SiteContext
) -> Published | None:
    """The most believable date; never later than the fetch (a day for time zones), never the fetch itself
    unless the page states it.
    """
    latest = page.fetched_at.date() + timedelta(days=1)
    claims: list[Claim] = []
    best: Claim | None = None
    for sure, tier in _tiers(document, outline, places, page, context):
        claims += [claim for claim in tier if date.fromisoformat(_padded(claim.value)) <= latest]
        best = min(claims, key=lambda claim: claim.rank, default=None)
        if best is not None and best.rank <= RANK[sure] and not (best.universal or _in_doubt(claims)):
            break
    if best is None:
        return None
    best = _of_the_months_address(best, claims)
    best = _of_the_line_beside(best, claims)
    if best.universal or (best.origin == "jsonld" and _in_doubt(claims)):
        best = _local(best, claims)
    return Published(best.value, {10: "day", 7: "month", 4: "year"}[len(best.value)], best.origin)


def _in_doubt(claims: list[Claim]) -> bool:
    """Whether two statements for machines are a day apart: one of them counts by another zone."""
    days = {date.fromisoformat(claim.value) for claim in claims
            if claim.origin in ("jsonld", "meta") and len(claim.value) == 10}  # fmt: skip
    return len(days) == 2 and max(days) - min(days) == timedelta(days=1)


def _of_the_months_address(best: Claim, claims: list[Claim]) -> Claim:
    """What the address says of the month outweighs a printed day of another: that is some other text's."""
    months = {claim.value for claim in claims if claim.origin == "url_month"}
    if len(months) != 1 or best.value[:7] in months or best.rank < RANK["label_near"]:
        return best
    inside = [claim for claim in claims if claim.value[:7] in months and claim.rank <= RANK["line"]]
    return min(inside, key=lambda claim: claim.rank, default=best)


def _of_the_line_beside(best: Claim, claims: list[Claim]) -> Claim:
    """Where many marked times disagree they are those of many texts: the one beside the headline counts."""
    if best.origin != "time_marked":
        return best
    marked = {claim.value for claim in claims if claim.origin == "time_marked"}
    beside = [claim for claim in claims if claim.origin in ("label_near", "line_near")]
    if len(marked) < 2 or not beside or any(claim.value in marked for claim in beside):
        return best
    return beside[0]


def _padded(value: str) -> str:
    return (value + "-01-01")[:10]


def _local(best: Claim, claims: list[Claim]) -> Claim:
    """A time in UTC names the day before or after for much of the world: what is printed settles it."""
    day = date.fromisoformat(_padded(best.value))
    beside = {claim.value for claim in claims if claim.origin == "line_near"}
    for claim in sorted(claims, key=lambda claim: claim.rank):
        if claim.origin == "line_near" and len(beside) > 1:
            continue
        if (
            claim.origin in _PRINTED
            and abs((date.fromisoformat(_padded(claim.value)) - day).days) <= 1
            and len(claim.value) == 10
        ):
            return Claim(claim.value, best.origin, best.rank)
    return best


def _tiers(
    document: Document, outline: Outline, places: Places, page: FetchedPage, context: SiteContext
) -> Iterator[tuple[str, Iterator[Claim]]]:
    """All claims, cheap and trusted ones first; each tier with the trust that makes the next needless."""
    yield "meta", stated_claims(document, page, context)
    orders = Orders(
        reads_month_first(document, page.url),
        _counts_by_republic(document, page.url),
        _puts_years_first(document, page.url),
    )
    yield (
        "time_marked",
        chain(marked_claims(document, context.timezone), _printed(outline, places, page, orders)),
    )
    yield "month", script_claims(document, context.timezone)


def reads_month_first(document: Document, url: str) -> bool:
    """Whether ``3/4/2024`` is the fourth of March here: in English, outside of hosts that say otherwise."""
    host = host_of(url)
    language = (document.stated_language or "en").lower().replace("_", "-")
    if not host.endswith(word_lists("published.yaml")["month_first_hosts"]):
        return False
    return language.startswith("en") and language not in (
        "en-gb",
        "en-au",
        "en-in",
        "en-nz",
        "en-ie",
        "en-za",
    )


def _counts_by_republic(document: Document, url: str) -> bool:
    """Whether ``115/11/06`` is a day of 2026 here: on hosts of Taiwan, and pages that call themselves so."""
    language = (document.stated_language or "").lower().replace("_", "-")
    return host_of(url).endswith(".tw") or language == "zh-tw"


def _puts_years_first(document: Document, url: str) -> bool:
    """Whether ``26-03-05`` is a day of March here: on pages in Chinese, Japanese and Korean."""
    language = (document.stated_language or "").lower()[:2]
    return language in _YEARS_FIRST or (not language and host_of(url).endswith((".cn", ".jp", ".kr")))


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a printed date of publication, and of a change, in lower case. Bounded: no
    runaway on any line.
    """

    def compiled(group: str) -> re.Pattern[str]:
        words = lowered("|".join(word_lists("published.yaml")[group]))
        return re.compile(
            rf"(?:^|(?<![a-z]))(?:{words})\s?[^\w\s]{{0,3}}\s{{0,4}}(?:[a-zäöü]{{2,10}}[.,]?\s{{1,2}})?[^\w]{{0,3}}$"
        )

    return compiled("published_label"), compiled("updated_label")


def _dated(lines: list[Line]) -> list[int]:
    """The rows that may hold a date, found in one search over all lines."""
    texts = [line.text[:_DATE_WITHIN] for line in lines]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    text = lowered("\n".join(texts))
    found = (match.start() for pattern in _MAY_DATE for match in pattern.finditer(text))
    return sorted({bisect_right(starts, place) - 1 for place in found})


def _printed(outline: Outline, places: Places, page: FetchedPage, orders: Orders) -> Iterator[Claim]:
    """Dates in the visible lines, ranked by their label and by how near the headline they stand."""
    is_published, is_updated = _labels()
    for row in _dated(outline.lines):
        line = outline.lines[row]
        text = line.text[:_DATE_WITHIN]
        near = (
            places.title - 3 <= row <= max(places.title + 12, min(places.first + 3, places.title + 40))
            and row < places.last
        )
        phrases = find_dates(
            text, month_first=orders.month_first, republic=orders.republic, year_first=orders.year_first
        )
        if not phrases and near and line.size < 60 and (relative := relative_day(text, page.fetched_at)):
            yield Claim(relative.value, "relative", RANK["relative"])
        for phrase in phrases if row != places.title else ():
            before = lowered(text[max(0, phrase.start - 40) : phrase.start])
            if is_updated.search(before):
                name = "updated_near" if near else "updated"
            elif _FIRST.match(text, phrase.end):
                # Nothing else is said so, wherever on the page it stands.
                name = "label_near" if near else "label"
            elif is_published.search(before) and (row < places.last + 12 or near):
                name = "label_near" if near else "label"
            else:
                name = _unlabelled(row, line, near, phrase, places)
            if phrase.precision != "day":
                name = "month"
            yield Claim(phrase.value, name, RANK[name])


def _unlabelled(row: int, line: Line, near: bool, phrase: DatePhrase, places: Places) -> str:
    if line.size > _PROSE:
        return "line" if row >= places.first else "month"
    if near and row < places.first + 2 and not (row > places.first and _tells(line.text, phrase)):
        return "line_near"
    if near and phrase.start < 12 and not _tells(line.text, phrase):
        return "line_near"
    # A notice ends with its date, on a line of its own.
    if places.last - 3 <= row < places.last + 3 and line.size < 40:
        return "signature"
    return "line"


def _tells(text: str, phrase: DatePhrase) -> bool:
    """Whether the day is part of a sentence: what happens on it is told, and no dash parts it from that."""
    return _SENTENCE_END.search(text) is not None and not _DATELINE.match(text, phrase.end)
