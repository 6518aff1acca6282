"""A fetched page becomes an article, or a named problem."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from crawler.model import Article, FetchedPage, FieldCandidate, Problem, Reading, Removal, SiteContext
from crawler.pages.body import Body, Told, choose, removals, seen_only
from crawler.pages.described import article_objects, text_of
from crawler.pages.images import images_of
from crawler.pages.late_titles import late_titles, settle
from crawler.pages.lines import Outline, outline
from crawler.pages.measures import Facts
from crawler.pages.paragraphs import compose
from crawler.pages.pdf import read_pdf
from crawler.pages.people import authors_of, origin_of
from crawler.pages.plain import read_text
from crawler.pages.problems import LARGEST, after_reading, before_reading
from crawler.pages.published import Places, published
from crawler.pages.selected import selected_rows, selected_text
from crawler.pages.systems import Found, recognise, revealed_ids
from crawler.pages.titles import candidates, segments, shown_keys, site_names, vote
from crawler.text.document import Document, parse
from crawler.text.languages import language_of
from crawler.text.normal import clean_text, comparable

_TAG = re.compile(r"<[^<>]{1,2000}>")
# A page that shows less than this, and states a body for machines, is drawn by a script.
_SHOWS_LITTLE = 300


@dataclass(frozen=True, slots=True)
class _Look:
    """One page under the eye: everything the fields are read from."""

    page: FetchedPage
    context: SiteContext
    document: Document
    outline: Outline
    system: Found | None


def read(page: FetchedPage, context: SiteContext) -> tuple[Reading, Document | None]:
    """Read ``page`` into a :class:`Reading`, with the parsed page for the steps that follow.

    Never raises, whatever the bytes. The document is ``None`` where there was nothing to parse: fetching
    had failed, or the body is no markup.
    """
    if early := before_reading(page):
        problem, detail = early
        if problem is Problem.PDF and page.failure is None:
            return _read_pdf(page, context), None
        return Reading(problem=problem, detail=detail), None
    look = look_at(page, context)
    titles, best = headline(look)
    facts = _facts(look.document, best)
    body = choose(look.outline, _told(look, facts))
    late = late_titles(look.outline, body)
    settled = settle(best, [*titles, *late], look.outline, body)
    if settled is not None and settled != best:
        # The lines are judged by their likeness to the headline too: another headline, another judgement.
        best, facts = settled, _facts(look.document, settled)
        body = choose(look.outline, _told(look, facts))
    body = seen_only(body, look.outline)
    article = _article(look, body, best, facts)
    named = after_reading(page, look.document, look.outline, body, article.text)
    reading = Reading(
        article,
        named[0] if named else None,
        named[1] if named else "",
        (*titles, *late),
        removals(look.outline, body),
    )
    return reading, look.document


def look_at(page: FetchedPage, context: SiteContext) -> _Look:
    """Parse the page and lay out its lines."""
    if len(page.body) > LARGEST:
        page = replace(page, body=page.body[:LARGEST])
    document = parse(page)
    laid_out = outline(document, revealed_ids())
    return _Look(page, context, document, laid_out, recognise(document, laid_out))


def headline(look: _Look) -> tuple[list[FieldCandidate], FieldCandidate | None]:
    """All headline candidates and the one that wins the vote."""
    link = look.page.link.text if look.page.link else ""
    titles = candidates(look.document, look.outline, link, look.context)
    if look.system and look.system.title:
        titles.insert(0, FieldCandidate(look.system.title[:300], "system"))
    if chosen := selected_text(look.document, look.context.selectors.title):
        titles.insert(0, FieldCandidate(chosen[:300], "selector"))
    return titles, vote(titles, site_names(look.document, look.context), shown_keys(look.outline))


def headline_facts(look: _Look) -> Facts:
    """What the judging of lines is told of the article."""
    return _facts(look.document, headline(look)[1])


def _facts(document: Document, best: FieldCandidate | None) -> Facts:
    bodies = (text_of(item.get("articleBody")) for item in article_objects(document))
    return Facts(
        best.text if best else "",
        document.meta("og:description", "description") or "",
        next((body for body in bodies if body), ""),
    )


def _told(look: _Look, facts: Facts) -> Told:
    """The facts, with the rows that the source's selector or a known system names as the body."""
    rows = (
        selected_rows(look.document, look.outline, look.context.selectors.body)
        if look.context.selectors.body
        else None
    )
    if rows is None and look.system and look.system.span and look.system.system.exact:
        rows = frozenset(range(*look.system.span))
    beside = {comparable(part) for part in segments(look.document.title_text)} - {comparable(facts.title)}
    return Told(facts, look.context.repeated_blocks, rows, frozenset(beside))


def _article(look: _Look, body: Body, best: FieldCandidate | None, facts: Facts) -> Article:
    page, document, context = look.page, look.document, look.context
    text = compose(look.outline, body.rows)
    if len(text) < _SHOWS_LITTLE and len(facts.body) > 2 * len(text) + 100:
        text = clean_text(_TAG.sub("\n", facts.body))
    title_key = comparable(best.text) if best else ""
    title_line = look.outline.keys.index(title_key) if title_key in look.outline.keys else -1
    rows = body.rows or (max(0, title_line),)
    when = published(document, look.outline, Places(title_line, rows[0], rows[-1] + 1), page, context)
    title = best.text if best else (text.partition("\n")[0][:120] or None)
    return Article(
        url=page.url,
        title=title,
        text=text,
        title_as_found=title,
        title_origin=best.origin if best else ("first_line" if title else None),
        canonical_url=_canonical(document),
        language=language_of(f"{title or ''} {text}", context.language or document.stated_language),
        published_on=when.value if when else None,
        published_precision=when.precision if when else None,
        published_origin=when.origin if when else None,
        authors=authors_of(document, look.outline, title_line),
        origin_line=origin_of(document, look.outline, title_line, rows[-1]),
        images=images_of(look.outline, body, page.url),
    )


def _canonical(document: Document) -> str | None:
    """The address the page states for itself, absolute ones only."""
    for link in document.elements("link"):
        if (link.get("rel") or "").strip().lower() == "canonical":
            address = (link.get("href") or "").strip()
            return address if address.startswith(("http://", "https://")) and len(address) < 2000 else None
    return None


def _read_pdf(page: FetchedPage, context: SiteContext) -> Reading:
    """A notice that came as PDF, its headline from the listing where there is one."""
    found = read_pdf(page.body)
    if found is None:
        return Reading(problem=Problem.PDF, detail="a PDF without text that can be read")
    own_title, text = found
    listed = page.link.text if page.link else ""
    reading = read_text(text, listed or None, page, context)
    if own_title and reading.article and reading.article.title_origin == "first_line":
        titles = (*reading.titles, FieldCandidate(own_title, "pdf"))
        return replace(reading, titles=titles, removed=(*reading.removed, Removal("", "read from a PDF")))
    return reading
