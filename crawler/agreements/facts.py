"""A report as it is compared with others: parties, dates, kinds, and what corroborates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.agreements.corroborating import people
from crawler.agreements.identity import Identity, identify
from crawler.agreements.likeness import matches, short_form
from crawler.model import Report
from crawler.organisations import normal

LONGEST_LIST = 40
"""Parties of a report that are compared; longer lists are standing overviews, not agreements."""

_USUAL = frozenset(
    (
        *("medical care", "research", "education and training", "staff exchange", "hospital management"),
        *("public health", "discipline building", "technology and equipment"),
    )
)
"""Fields that most agreements name: two that share them need not be one."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A report as it is compared: parties (each once), dates, kinds, the article it stands in, the
    organisation on whose site that is, who signed, the sentences that tell of it (normal forms), all its
    marks (see :func:`marked`), and the fields of cooperation that not every agreement names.
    """

    report: Report
    parties: tuple[Identity, ...]
    earliest: date | None
    latest: date | None
    published: date | None
    kinds: frozenset[str]
    article: str
    teller: Identity | None = None
    people: frozenset[str] = frozenset()
    quotes: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()

    @property
    def day(self) -> date | None:
        """The day by which reports are put in order: signed where known to the day, else published."""
        return self.earliest if self.earliest and self.earliest == self.latest else self.published


def _once(parties: Iterable[Identity]) -> tuple[Identity, ...]:
    """Each organisation once, a short form of another one's name left out."""
    kept: list[Identity] = []
    for party in parties:
        if not any(matches(party, other) for other in kept):
            kept.append(party)
    return tuple(p for p in kept if not any(short_form(p, other) for other in kept if other is not p))


def facts_of(report: Report) -> Facts:
    """What is compared of ``report``; unreadable dates count as unknown. Never raises."""
    parties = _once(identify(party) for party in report.agreement.parties[:LONGEST_LIST])
    signed = report.agreement.signed
    earliest, latest = _span(signed.value)
    if earliest is None:
        earliest, latest = _span(signed.earliest)[0], _span(signed.latest)[1]
    if earliest is None or latest is None or earliest > latest:
        earliest = latest = None
    kinds = frozenset((report.agreement.type, *report.agreement.types))
    article = report.article or report.key.rpartition("#")[0] or report.key
    teller = report.agreement.teller
    own = identify(teller) if teller else None
    known = own is None or any(matches(own, party) for party in parties)
    published = _span(report.published_on)[0] if len(report.published_on or "") >= 10 else None
    signed_by = people(report.agreement.signatories)
    told = (parties, earliest, latest, published, kinds, article, None if known else own, signed_by)
    marks = frozenset().union(*marked(parties, None if known else own))
    return Facts(report, *told, _quotes(report), marks, frozenset(report.agreement.fields) - _USUAL)


def marked(parties: Sequence[Identity], teller: Identity | None) -> tuple[frozenset[str], ...]:
    """The marks of each party, of the halves of names that may be two, and of the teller: reports that may be
    one agreement share a mark, so this is what an index holds.
    """
    halves = [half for party in parties for half in party.halves]
    own = [teller] if teller else []
    return tuple(party.marks for party in (*parties, *halves, *own))


def _quotes(report: Report) -> tuple[str, ...]:
    told = (proof.quote for proof in report.agreement.evidence if proof.field == "announcement")
    return tuple(normal(quote) for quote in told)


def _span(value: str | None) -> tuple[date | None, date | None]:
    """The days that ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` (a time may follow) may mean."""
    text = (value or "")[:10]
    try:
        if len(text) == 4:
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if len(text) == 7:
            first = date.fromisoformat(f"{text}-01")
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        day = date.fromisoformat(text)
    except (ValueError, OverflowError):
        return None, None
    return day, day


def exact_day(facts: Facts) -> date | None:
    """The signing day where it is known to the day."""
    return facts.earliest if facts.earliest == facts.latest else None
