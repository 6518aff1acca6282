"""From a read page to its junk verdict and its repaired reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from crawler.junk import (
    headline,
    ownership,
    signals_addresses,
    signals_code,
    signals_hidden,
    signals_host,
    signals_interleaved,
    signals_names,
    signals_noise,
    signals_offices,
    signals_pages,
    signals_phrases,
    signals_prose,
    signals_queries,
    signals_search,
    signals_site,
    signals_swaps,
    signals_title,
)
from crawler.junk.finding import Finding
from crawler.junk.headlines import Headline
from crawler.junk.lexicon import FAMILIES, scan
from crawler.junk.normal import fold
from crawler.junk.repair import Repaired, repair
from crawler.junk.scoring import gate, probability
from crawler.junk.shapes import has_institution
from crawler.junk.signals_readings import without_readings
from crawler.junk.subject import Subject
from crawler.model import (
    Article,
    FetchedPage,
    JunkVerdict,
    NameTable,
    Reading,
    Repair,
    Signal,
    SiteContext,
    Verdict,
)
from crawler.text.document import Document

# In a headline above spun text these may be anything.
_SWAP_WORDS = re.compile("公司|员工|員工|职工|職工|经理|經理|董事长|董事長")
_MOST_SIGNALS = 60  # an operator reads no more, and a hostile page must not fill the store


def judge(
    page: FetchedPage, reading: Reading, document: Document | None, context: SiteContext, names: NameTable
) -> tuple[JunkVerdict, Reading]:
    """Judge ``reading`` and return the verdict with the repaired reading.

    ``document`` is the shared parse of the page, never changed here, ``None`` where only text was given. A
    page that is clean or merely suspect comes back as it was, to the character. Never raises on any content.
    """
    if reading.article is None:
        return JunkVerdict(), reading
    subject = Subject(page.url, reading.article, reading, document, context, names)
    heads = signals_title.inspect(subject)
    findings = [
        *signals_title.find(subject, heads),
        *signals_title.left_out(subject),
        *signals_noise.find(subject),
        *signals_prose.find(subject),
        *signals_phrases.find(subject),
        *signals_queries.find(subject),
        *signals_search.find(subject),
        *signals_names.find(subject),
        *signals_offices.find(subject),
        *signals_addresses.find(subject),
        *signals_interleaved.find(subject),
        *signals_swaps.find(subject),
        *signals_hidden.find(subject),
        *signals_code.find(subject),
        *signals_site.find(subject, heads),
        *signals_host.find(subject),
    ]
    selling = signals_pages.spam(subject) or signals_pages.about_goods(subject)
    verdict = gate([*findings, *selling])
    if verdict in {Verdict.CLEAN, Verdict.SUSPECT}:
        return _undisturbed(verdict, findings), reading
    if selling and _nothing_else(heads, subject):
        return _spam(subject, heads, [*selling, *findings], reading)
    return _repaired(subject, heads, [*selling, *findings], reading)


def _undisturbed(verdict: Verdict, findings: Sequence[Finding]) -> JunkVerdict:
    if verdict is Verdict.CLEAN:
        return JunkVerdict()
    return JunkVerdict(
        verdict,
        min(probability(findings), 0.5),
        tuple(_signal(one, one.start, one.end, one.where) for one in findings[:_MOST_SIGNALS]),
    )


def _nothing_else(heads: dict[str, Headline], subject: Subject) -> bool:
    return not _some_honest(heads, subject)


def _some_honest(heads: dict[str, Headline], subject: Subject) -> bool:
    """Whether a field without planted words names an institution; what a section is called is no headline."""
    sections = headline.sections(subject)
    return any(_honest(text) for text, head in heads.items() if not head.junk and text not in sections)


def _honest(headline: str) -> bool:
    folded = fold(headline).text
    return has_institution(folded) and not any(hit.kind in FAMILIES for hit in scan(folded))


def _spam(
    subject: Subject, heads: dict[str, Headline], findings: Sequence[Finding], reading: Reading
) -> tuple[JunkVerdict, Reading]:
    article = subject.article
    signals = tuple(
        _signal(one, None, None, "html" if one.where == "text" else one.where)
        for one in findings[:_MOST_SIGNALS]
    )
    found, reason = _found(subject, heads), "nothing genuine is left on the page"
    repairs = (
        *([Repair("title", found, "", reason)] if found else []),
        Repair("text", article.text[:2000], "", reason),
    )
    bare = replace(article, title=None, text="", title_as_found=found)
    verdict = JunkVerdict(
        Verdict.SPAM, probability(findings), signals, repairs, bool(article.title), meaning_damaged=True
    )
    return verdict, replace(reading, article=bare)


def _repaired(
    subject: Subject, heads: dict[str, Headline], findings: Sequence[Finding], reading: Reading
) -> tuple[JunkVerdict, Reading]:
    article = subject.article
    fixed = repair(article.text, findings, subject.context)
    choice = _choice(subject, heads, findings, fixed.text)
    if any(one.name == "reflected_query" for one in findings):
        choice = headline.Choice(None, None, "a page of search results has no headline of its own")
    if (
        len(fixed.text.strip()) < len(article.text.strip()) / 5
        and choice.origin != "h1"
        and not _some_honest(heads, subject)
    ):
        return _spam(subject, heads, findings, reading)
    title, found = _cleaned_title(choice.title, findings), _found(subject, heads)
    repairs = list(fixed.repairs)
    if title != found:
        repairs.insert(0, Repair("title", found or "", title or "", choice.reason))
    owner = ownership.owner_of(subject, title, fixed.text, findings)
    signals = tuple(_moved(one, fixed) for one in _order(findings))[:_MOST_SIGNALS]
    verdict = JunkVerdict(
        Verdict.MIRROR if owner else Verdict.INJECTED,
        probability(findings),
        signals,
        tuple(repairs),
        title != found,
        _unverified(findings),
        any(one.group == "swaps" for one in findings),
        owner,
    )
    return verdict, replace(reading, article=_article(article, title, choice.origin, found, fixed))


def _found(subject: Subject, heads: dict[str, Headline]) -> str | None:
    """The headline as the page shows it: the planted one, whole, where there is one."""
    return headline.planted_headline(subject, heads) or subject.title or None


def _choice(
    subject: Subject, heads: dict[str, Headline], findings: Sequence[Finding], text: str
) -> headline.Choice:
    """The headline by vote; the one that was read where nothing was planted in any."""
    if any(head.junk for head in heads.values()) or any(one.where == "title" for one in findings):
        return headline.choose(subject, heads, text.split("\n"))
    if not subject.title:
        return headline.choose(subject, heads, text.split("\n"))
    return headline.Choice(subject.title, subject.article.title_origin, "no headline holds planted words")


def _article(
    article: Article, title: str | None, origin: str | None, found: str | None, fixed: Repaired
) -> Article:
    return replace(
        article,
        title=title,
        title_origin=origin or article.title_origin,
        title_as_found=found,
        text=fixed.text,
    )


def _cleaned_title(title: str | None, findings: Sequence[Finding]) -> str | None:
    """The chosen headline without noise that was found in the text; none if a replaced name stands in it."""
    if title is None:
        return None
    if any(one.name == "bracketed_reading" for one in findings):
        title = without_readings(title)
    marked = {one.quote for one in findings if one.edit == "mark"}
    swapped = any(one.group == "swaps" for one in findings) and _SWAP_WORDS.search(title)
    return None if swapped or any(name in title for name in marked) else title


def _order(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: (one.where != "title", not one.decisive, -one.weight))


def _unverified(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.quote for one in findings if one.edit == "mark"))


def _moved(one: Finding, fixed: Repaired) -> Signal:
    if one.where != "text" or one.start is None or one.end is None:
        return _signal(one, None, None, one.where)
    place = fixed.moved(one.start, one.end)
    return _signal(one, *place, "text") if place else _signal(one, None, None, "html")


def _signal(one: Finding, start: int | None, end: int | None, where: str) -> Signal:
    return Signal(one.name, one.vector, one.quote[:300], where, one.reason, start, end, one.group, one.weight)
