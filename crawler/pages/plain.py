"""Reading where the page's text is already known, noise and all."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from crawler.model import Article, FetchedPage, FieldCandidate, Reading, Removal, SiteContext
from crawler.pages.blocks import block_digest
from crawler.pages.date_claims import url_claims
from crawler.pages.edges import agencies_of, credits_picture
from crawler.pages.lines import weigh
from crawler.pages.measures import LONG
from crawler.pages.noise import certain_kinds, noise_kind, runs_on
from crawler.pages.titles import spoken_of
from crawler.pages.wrapping import unwrapped
from crawler.text.dates import find_dates, relative_day
from crawler.text.languages import language_of
from crawler.text.normal import clean_line, clean_text, comparable

# Another reader leaves what stands around an article at its head and foot; further in, a line of these
# kinds is as likely the article's own.
_HEAD = frozenset(("stamp", "source", "views", "breadcrumb", "byline", "gate", "keywords", "credit", "more"))
_TAIL = frozenset(("credit", "legal", "neighbours", "related", "keywords", "comment", "subscribe", "more",
"source", "end_mark",
                   "views", "gate", "stamp", "breadcrumb"))  # fmt: skip
_EDGE = 8
_SHORT = 160
# A headline is shorter than prose, and says more than a menu's word.
_LONGEST_TITLE, _SHORTEST_TITLE = 240, 12
_STOP = re.compile(r"[。.!！;；,，:：]$")
_SENTENCE_END = (".", "。", "！", "!", "？", "?", "”", "」")


@dataclass(slots=True)
class _Row:
    text: str
    key: str
    size: int
    kind: str
    rule: str = ""


def read_text(text: str, title: str | None, page: FetchedPage, context: SiteContext) -> Reading:
    """A :class:`Reading` of a text that another reader took from ``page``; ``page.body`` is not looked at.

    Lines that are no article's are cut as in :func:`crawler.pages.read`; the headline is ``title``, or the
    likeliest of the first lines; a date is taken from the listing, the address, or the lines at the head.
    """
    rows = [_row(line) for line in unwrapped(clean_text(text)).split("\n") if line]
    _cut_kinds(rows, context)
    found = _candidates(rows, clean_line(title or ""), page, context)
    best = _headline(rows, found)
    _cut_before(rows, best)
    _cut_repeats(rows, comparable(best.text) if best else "")
    kept = "\n\n".join(row.text for row in rows if not row.rule)
    value, origin = _published(rows, page)
    headline = best.text if best else None
    article = Article(
        url=page.url,
        title=headline,
        text=kept,
        title_as_found=headline,
        title_origin=best.origin if best else None,
        language=language_of(f"{headline or ''} {kept}", context.language),
        published_on=value,
        published_precision={10: "day", 7: "month"}.get(len(value or "")),
        published_origin=origin,
    )
    removed = tuple(Removal(row.text, row.rule) for row in rows if row.rule)
    return Reading(article, titles=tuple(found), removed=removed)


def _row(line: str) -> _Row:
    return _Row(line, comparable(line), weigh(line), noise_kind(line))


def _cut_kinds(rows: list[_Row], context: SiteContext) -> None:
    """Certain noise everywhere, the weighed kinds at head and foot, what repeats on the site."""
    certain = certain_kinds()
    for place, row in enumerate(rows):
        from_end = len(rows) - 1 - place
        if row.kind in certain or not row.key:
            row.rule = (row.kind or "no words").replace("_", " ")
        elif context.repeated_blocks and block_digest(row.text) in context.repeated_blocks:
            row.rule = "repeats on this site"
        elif (
            (place < _EDGE and row.kind in _HEAD) or (from_end < _EDGE and row.kind in _TAIL)
        ) and not runs_on(row.kind, row.text):
            row.rule = row.kind.replace("_", " ")


def _cut_before(rows: list[_Row], best: FieldCandidate | None) -> None:
    """Lines that stand before a headline found among the first lines: menus, or what was put on top."""
    if best is None or best.origin != "first_line" or not best.index:
        return
    key = comparable(best.text)
    for row in rows:
        if row.key == key:
            return
        row.rule = row.rule or "before the headline"


def _cut_repeats(rows: list[_Row], title: str) -> None:
    """The headline where it stands in the text, bylines that come again, a paragraph said twice, credits."""
    short = Counter(row.key for row in rows if not row.rule and row.size < 60)
    # A text of one paragraph is its own headline, and stays a text.
    alone = not any(row.key != title and row.size >= 60 for row in rows if not row.rule)
    agencies = agencies_of(row.text for row in rows if row.size < LONG)
    seen: set[str] = set()
    for row in rows:
        if row.rule:
            continue
        if title and row.key == title and not alone:
            row.rule = "the headline"
        elif short[row.key] > 1 and not _STOP.search(row.text):
            row.rule = "repeated byline"
        elif row.key in seen and row.size >= 60:
            row.rule = "said before"
        elif _credits(row, agencies):
            row.rule = "photo credit"
        seen.add(row.key)


def _credits(row: _Row, agencies: frozenset[str]) -> bool:
    """Whether all that the line says is who pictured something, as :func:`crawler.pages.read` tells it."""
    if row.size >= LONG:
        return False
    if row.text in agencies or credits_picture(row.text):
        return True
    return row.kind == "caption" and row.size < 60 and not _STOP.search(row.text)


def _candidates(
    rows: list[_Row], title: str, page: FetchedPage, context: SiteContext
) -> list[FieldCandidate]:
    """The given headline, the listing's, the first lines that may be one, the last revision's."""
    found = [FieldCandidate(title, "given"), FieldCandidate(page.link.text if page.link else "", "listing")]
    found += [FieldCandidate(row.text, "first_line", place) for place, row in enumerate(_first_lines(rows))]
    found.append(FieldCandidate(context.previous_title or "", "previous"))
    return [candidate for candidate in found if comparable(candidate.text)]


def _first_lines(rows: list[_Row]) -> list[_Row]:
    """The lines before the first paragraph that may be a headline."""
    found = []
    for row in rows[:_EDGE]:
        if row.rule and row.rule != "the headline":
            continue
        if row.size > _LONGEST_TITLE or (row.size > 80 and row.text.endswith(_SENTENCE_END)):
            break
        if row.size >= _SHORTEST_TITLE and not find_dates(row.text[:40]):
            found.append(row)
    return found


def _headline(rows: list[_Row], found: list[FieldCandidate]) -> FieldCandidate | None:
    """A given or listed headline; else the first line that shares most with what the text says."""
    if not found or found[0].origin in ("given", "listing"):
        return found[0] if found else None
    said = comparable(" ".join(row.text for row in rows if not row.rule and row.size > 80))
    return max(found[:4], key=lambda candidate: (spoken_of(candidate.text, said), -found.index(candidate)))


def _published(rows: list[_Row], page: FetchedPage) -> tuple[str | None, str | None]:
    """A date and where it stood, none later than the day after the fetch."""
    found: list[tuple[str, str]] = []
    if page.link and page.link.published:
        found += [(phrase.value, "listing") for phrase in find_dates(page.link.published)]
    found += [(claim.value, claim.origin) for claim in url_claims(page.url) if claim.origin == "url"]
    head = [row for row in rows[:12] if row.size < _SHORT]
    for row in [*head, *[row for row in rows[-4:] if row.size < 60]]:
        for phrase in find_dates(row.text):
            found.append((phrase.value, "label" if row.kind == "stamp" else "line"))
        if row.size < 60 and row.kind == "stamp" and (relative := relative_day(row.text, page.fetched_at)):
            found.append((relative.value, "relative"))
    latest = page.fetched_at.date().toordinal() + 1
    for value, origin in found:
        if date.fromisoformat((value + "-01")[:10]).toordinal() <= latest:
            return value, origin
    return None, None
