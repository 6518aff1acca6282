"""Do two reports tell of one agreement? Parties, dates and kind of a pair, each judged by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from crawler.agreements.likeness import Identity, likely, matches, short_form
from crawler.agreements.likeness import identify as identify
from crawler.model import Report

SIGNED_SLACK = timedelta(days=4)
"""Two signing days of one agreement differ by no more: outlets say ``yesterday``, time zones and ceremonies
of two days account for it; deals of one pair renew after months (agreements.md, section 4)."""

PUBLISHED_SLACK = timedelta(days=21)
"""Publications of one agreement without signing days lie no farther apart (same place)."""

CHAIN_SLACK = timedelta(days=45)
"""Publications this far apart are never in one group, whatever stands between them: twice the slack."""

LONGEST_LIST = 40
"""Parties of a report that are compared; longer lists are standing overviews, not agreements."""

_OFFICIAL = frozenset(("government", "office"))

_APART_KINDS = ("renewal", "termination")


class Timing(IntEnum):
    """How two reports' dates agree, best first. ``FAR`` neither joins nor forbids, ``CONFLICT`` forbids."""

    TIGHT = 0
    LOOSE = 1
    UNKNOWN = 2
    FAR = 3
    CONFLICT = 4


@dataclass(frozen=True, slots=True)
class Facts:
    """A report as it is compared: parties (each once), dates, kinds, and the article it stands in."""

    report: Report
    parties: tuple[Identity, ...]
    earliest: date | None
    latest: date | None
    published: date | None
    kinds: frozenset[str]
    article: str

    @property
    def day(self) -> date | None:
        """The day by which reports are put in order: signed where known to the day, else published."""
        return self.earliest if self.earliest and self.earliest == self.latest else self.published


@dataclass(frozen=True, slots=True)
class Relation:
    """What a pair of reports has in common. ``same`` joins them, ``apart`` forbids one group; ``order``
    ranks the joining pairs, best first; ``one_party`` is a suggestion for the reviewer.
    """

    same: bool
    apart: bool
    one_party: bool
    order: tuple[int, ...]


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
    return Facts(report, parties, earliest, latest, _span(report.published_on)[0], kinds, article)


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


def _exact(facts: Facts) -> date | None:
    """The signing day where it is known to the day."""
    return facts.earliest if facts.earliest == facts.latest else None


def timing(a: Facts, b: Facts) -> tuple[Timing, int]:
    """How the dates of two reports agree, and their distance in days (0 where unknown)."""
    day_a, day_b = _exact(a), _exact(b)
    if day_a and day_b:
        gap = abs(day_a - day_b)
        return (Timing.TIGHT if gap <= SIGNED_SLACK else Timing.CONFLICT), gap.days
    if a.earliest and b.earliest and a.latest and b.latest:
        return _overlap(a, b, day_a or day_b)
    return _by_publication(a, b)


def _overlap(a: Facts, b: Facts, day: date | None) -> tuple[Timing, int]:
    """Two signing dates of which one or both are only a month, a year or a range: one must fit the other.
    Where neither is a day, publications far apart speak against one agreement.
    """
    assert a.earliest and a.latest and b.earliest and b.latest
    if a.earliest > b.latest or b.earliest > a.latest:
        return Timing.CONFLICT, 0
    if day is None and a.published and b.published:
        gap = abs(a.published - b.published)
        return (Timing.LOOSE if gap <= PUBLISHED_SLACK else Timing.FAR), gap.days
    return Timing.LOOSE, 0


def _by_publication(a: Facts, b: Facts) -> tuple[Timing, int]:
    """At most one signing date is known: what is known of the other is when it was published."""
    signed, other = (a, b) if a.earliest else (b, a)
    gaps: list[timedelta] = []
    if a.published and b.published:
        gaps.append(abs(a.published - b.published))
    if signed.earliest and signed.latest and other.published:
        if other.published < signed.earliest - SIGNED_SLACK:
            return Timing.CONFLICT, (signed.earliest - other.published).days
        gaps.append(max(other.published - signed.latest, timedelta(0)))
    if not gaps:
        return Timing.UNKNOWN, 0
    gap = min(gaps)
    if gap <= SIGNED_SLACK:
        return Timing.TIGHT, gap.days
    if gap <= PUBLISHED_SLACK:
        return Timing.LOOSE, gap.days
    return (Timing.FAR if gap <= CHAIN_SLACK else Timing.CONFLICT), gap.days


def _kinds_contradict(a: Facts, b: Facts, when: Timing) -> bool:
    """A renewal is not the original, nor an end a beginning. Within days of each other it is one event
    all the same, which one outlet calls a renewal and another a new agreement.
    """
    differ = [kind for kind in _APART_KINDS if (kind in a.kinds) != (kind in b.kinds)]
    return "termination" in differ or (bool(differ) and when is not Timing.TIGHT)


def _pairing(a: Facts, b: Facts) -> tuple[int, list[Identity], list[Identity]]:
    """How many parties the two share, one to one, and who is left on either side."""
    left = list(b.parties)
    alone: list[Identity] = []
    for party in a.parties:
        mate = next((other for other in left if matches(party, other)), None)
        if mate is None:
            alone.append(party)
        else:
            left.remove(mate)
    return len(a.parties) - len(alone), alone, left


def _other_partner(alone: list[Identity], left: list[Identity], shared: int, when: Timing) -> bool:
    """Each side names somebody whom the other does not: another agreement from the same template, unless
    the names may be one, or the shared parties outnumber the others on a day that agrees.
    """
    tight = when is Timing.TIGHT
    few, many = sorted((alone, list(left)), key=len)
    for party in few:
        mate = next((other for other in many if _no_rival(party, other, shared, tight)), None)
        if mate is None:
            return not (tight and shared >= 3 and shared > max(len(alone), len(left)))
        many = [other for other in many if other is not mate]
    return False


def _no_rival(a: Identity, b: Identity, shared: int, tight: bool) -> bool:
    """Two unmatched names that prove no other partner: likely one, or, when the days agree, in different
    scripts (which cannot be compared), or, beside two shared parties, of different sorts: templates put
    one hospital in another's place, not a ministry.
    """
    if likely(a, b, tight):
        return True
    offices = _OFFICIAL.intersection((a.kind, b.kind))
    other_sort = bool(offices and a.kind and b.kind) and a.kind != b.kind
    return tight and (a.script != b.script or (shared >= 2 and other_sort))


def _count_likely(alone: list[Identity], left: list[Identity], when: Timing) -> int:
    return sum(any(likely(party, other, when is Timing.TIGHT) for other in left) for party in alone)


def relate(a: Facts, b: Facts) -> Relation:
    """The relation of two reports of different keys; symmetric."""
    if a.report.key > b.report.key:
        a, b = b, a
    when, gap = timing(a, b)
    shared, alone, left = _pairing(a, b)
    other = _other_partner(alone, left, shared, when)
    contradict = a.article == b.article or when is Timing.CONFLICT or _kinds_contradict(a, b, when)
    enough = shared >= 2 or (shared == 1 and _count_likely(alone, left, when) >= 1)
    apart = contradict or other or shared == 0
    order = (int(when), -shared, gap, int(a.report.agreement.type != b.report.agreement.type))
    return Relation(
        same=enough and not apart and when is not Timing.FAR,
        apart=apart,
        one_party=shared >= 1 and not contradict and when in (Timing.TIGHT, Timing.LOOSE),
        order=order,
    )
