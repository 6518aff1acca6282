"""What pages state of their date outside of the visible lines: addresses, data for machines, scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.model import FetchedPage, SiteContext
from crawler.pages.addresses import parts_of
from crawler.pages.described import article_objects, text_of
from crawler.pages.selected import selected_text
from crawler.pages.wordlists import word_lists
from crawler.text.dates import find_dates
from crawler.text.document import Document


@dataclass(frozen=True, slots=True)
class Claim:
    """A date some place states. A smaller ``rank`` is believed first; ``universal`` marks a time in UTC."""

    value: str
    origin: str
    rank: int
    universal: bool = False


# Trust in order. A machine's statement beats print, a labelled date an unlabelled one, a date beside the
# headline one elsewhere; what was changed last is only the last resort before guesses.
_BY_TRUST = (
    "selector", "listing", "url", "jsonld", "meta", "label_near", "time_marked", "script", "label",
    "line_near",
    "updated_near", "relative", "time", "updated", "signature", "modified", "line", "url_month", "month",
)  # fmt: skip
RANK = {name: rank for rank, name in enumerate(_BY_TRUST)}
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2]|[1-9](?=[/_-]))[/_-]?(0[1-9]|[12]\d|3[01]|"
    r"[1-9](?=\D|$))(?!\d)|(?<!\d)((?:20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{2,10}(?!\d)"
)
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])(?=[/_-])")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d{1,2})?(?:\.\d{1,9})?\s?(Z|[+-]\d\d:?\d\d)?")
_EPOCH = re.compile(r"(?<!\d)(1[0-9]{9})(?:\d{3})?(?!\d)")
# The letters that a pattern surely begins with.
_FIRST_LETTERS = re.compile(r"[a-z]+(?![a-z?*{])")
# Embedded states run to megabytes; the article's own data come early in them.
_SCRIPT_LIMIT = 60_000


def stated_claims(document: Document, page: FetchedPage, context: SiteContext) -> Iterator[Claim]:
    """What the listing, the address and the page's data for machines say."""
    zone = context.timezone
    if chosen := selected_text(document, context.selectors.published):
        yield from _stamps(chosen, "selector", zone)
    if page.link and page.link.published:
        yield from _stamps(page.link.published, "listing", zone)
    for address in (page.url, document.meta("og:url") or "", *_canonical(document)):
        yield from url_claims(address)
    for item in article_objects(document):
        for key in ("datePublished", "dateCreated", "uploadDate"):
            yield from _stamps(text_of(item.get(key)), "jsonld", zone)
        yield from _stamps(text_of(item.get("dateModified")), "modified", zone)
    for group, origin in (("published_meta", "meta"), ("modified_meta", "modified")):
        for name in word_lists("published.yaml")[group]:
            if value := document.meta(name):
                yield from _stamps(value, origin, zone)


def _canonical(document: Document) -> Iterator[str]:
    for link in document.elements("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield link.get("href") or ""
            return


def _stamps(text: str, origin: str, zone: str) -> Iterator[Claim]:
    """A machine's date: a time, its zone brought to the site's; an epoch; or the first date in the text."""
    text = text[:100].strip()
    if not text:
        return
    rank = RANK[origin]
    match = _STAMP.match(text)
    if match and match[1] in ("Z", "+00:00", "+0000"):
        yield Claim(_in_zone(text[:10], text[11:16], zone), origin, rank, universal=zone == "UTC")
        return
    if epoch := _EPOCH.fullmatch(text):
        yield Claim(_from_epoch(int(epoch[1]), zone), origin, rank, universal=True)
        return
    for phrase in find_dates(text)[:1]:
        yield Claim(phrase.value, origin, rank)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _in_zone(day: str, clock: str, zone: str) -> str:
    """The day in ``zone`` of a time in UTC."""
    try:
        when = datetime.fromisoformat(f"{day}T{clock}+00:00")
        return when.astimezone(_zone(zone) or UTC).date().isoformat()
    except (ValueError, OverflowError):
        return day


def _from_epoch(seconds: int, zone: str) -> str:
    return datetime.fromtimestamp(seconds, _zone(zone) or UTC).date().isoformat()


def marked_claims(document: Document, zone: str) -> Iterator[Claim]:
    """``time`` elements and microdata; those that say "published" first."""
    for element in document.elements("time", "span", "div", "p", "abbr", "b", "i", "em"):
        mark = element.get("itemprop") or ""
        if element.tag != "time" and "datePublished" not in mark:
            continue
        stated = element.get("datetime") or element.get("content") or "".join(element.itertext())[:60]
        if "dateModified" in mark:
            yield from _stamps(stated, "modified", zone)
        else:
            surely = (
                "datePublished" in mark
                or element.get("pubdate") is not None
                or "published" in (element.get("class") or "")
            )
            yield from _stamps(stated, "time_marked" if surely else "time", zone)


def url_claims(url: str) -> Iterator[Claim]:
    """A date in the address path: ``/2024/0612/``, ``t20240612_``, ``/2020-10/21/``; else its month."""
    path = parts_of(url).path
    for match in _URL_DAY.finditer(path):
        try:
            parts = [int(part) for part in match.groups() if part]
            yield Claim(date(*parts).isoformat(), "url", RANK["url"])
        except ValueError:
            continue
    for match in _URL_MONTH.finditer(path):
        yield Claim(f"{match[1]}-{match[2]}", "url_month", RANK["url_month"])


@cache
def _script_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How a statement begins, as words without more, between which the machine leaps; and the whole of it."""
    names = word_lists("published.yaml")["script_names"]
    words = {"ct", *(match[0] for name in names if (match := _FIRST_LETTERS.match(name)))}
    whole = re.compile(
        rf"(?:{'|'.join(names)})[\"']?\s{{0,3}}[:=]\s{{0,3}}[\"']([^\"']{{8,40}})[\"']"
        r"|ct\s?=\s?[\"'](1\d{9})[\"']"
    )
    return re.compile("|".join(sorted(words, reverse=True))), whole


def _statements(text: str) -> Iterator[re.Match[str]]:
    """What a script's ``text``, in lower case, states under the names of dates; none in another."""
    word, whole = _script_patterns()
    end = 0
    for begins in word.finditer(text):
        match = whole.match(text, begins.start()) if begins.start() >= end else None
        if match:
            end = match.end()
            yield match


def script_claims(document: Document, zone: str) -> Iterator[Claim]:
    """What the page's scripts name as the article's date."""
    for script in document.elements("script"):
        if script.get("src") or "ld+json" in (script.get("type") or "") or not script.text:
            continue
        # Searched in lower case: a pattern that minds case knows by which letters it may begin, and is
        # several times as quick.
        text = script.text[:_SCRIPT_LIMIT]
        lowered = text.lower()
        for match in _statements(lowered if len(lowered) == len(text) else text):
            start, end = match.span(1 if match[1] else 2)
            if match[2] and text[match.start() - 1 : match.start()].isalnum():
                continue
            yield from _stamps(text[start:end], "script", zone)
