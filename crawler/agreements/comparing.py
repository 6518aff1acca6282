"""Do two reports tell of one agreement? Parties, dates and kind of a pair, each judged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.agreements.corroborating import corroborated, in_other_words, named_in, told_by, unfolded
from crawler.agreements.facts import Facts, exact_day
from crawler.agreements.identity import Identity
from crawler.agreements.likeness import likely, matches
from crawler.agreements.timing import Timing, timing

CLOSE = 2
"""Days between dates that are as good as one, where a party is known by corroboration only."""

_OFFICIAL = frozenset(("government", "office"))

_APART_KINDS = ("renewal", "termination")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a pair of reports has in common. ``same`` joins them, ``apart`` forbids one group; ``order``
    ranks the joining pairs, best first; ``one_party`` is a suggestion for the reviewer. ``perhaps`` joins two
    where neither may be anybody else's: one party and the day are shared, the other's names cannot be
    compared.
    """

    same: bool
    apart: bool
    one_party: bool
    order: tuple[int, ...]
    perhaps: bool = False

    @property
    def bears(self) -> bool:
        """Whether the one has a say in where the other belongs."""
        return self.same or self.perhaps


def _kinds_contradict(a: Facts, b: Facts, when: Timing) -> bool:
    """A renewal is not the original, nor an end a beginning. Within days of each other it is one event
    all the same, which one outlet calls a renewal and another a new agreement.
    """
    differ = [kind for kind in _APART_KINDS if (kind in a.kinds) != (kind in b.kinds)]
    return "termination" in differ or (bool(differ) and when is not Timing.TIGHT)


@dataclass(slots=True)
class _Sides:
    """The parties of two reports: how many are shared one to one, who is left on either side, how many of
    these are likely one all the same, and who is left then.
    """

    shared: int
    alone: list[Identity]
    left: list[Identity]
    likely: int = 0
    rest: tuple[list[Identity], list[Identity]] = field(default_factory=lambda: ([], []))


def _pairing(a: Sequence[Identity], b: Sequence[Identity]) -> _Sides:
    left = list(b)
    alone: list[Identity] = []
    for party in a:
        mate = next((other for other in left if matches(party, other)), None)
        if mate is None:
            alone.append(party)
        else:
            left.remove(mate)
    return _Sides(len(a) - len(alone), alone, left)


def _other_partner(sides: _Sides, when: Timing) -> bool:
    """Each side names somebody whom the other does not: another agreement from the same template, unless
    the names may be one, or the shared parties outnumber the others on a day that agrees.
    """
    tight = when is Timing.TIGHT
    few, many = sorted((sides.alone, list(sides.left)), key=len)
    for party in few:
        mate = next((other for other in many if _no_rival(party, other, sides.shared, tight)), None)
        if mate is None:
            return not (tight and sides.shared >= 3 and sides.shared > max(len(sides.alone), len(sides.left)))
        many = [other for other in many if other is not mate]
    return False


def _no_rival(a: Identity, b: Identity, shared: int, tight: bool) -> bool:
    """Two unmatched names that prove no other partner: likely one, or, when the days agree, in different
    scripts (which cannot be compared), or, beside two shared parties, of different sorts: templates put
    one hospital in another's place, not a ministry. Two of the registry's are two;
    a general name is nobody's else.
    """
    if likely(a, b, tight):
        return True
    if a.id and b.id:
        return False
    if tight and a.general != b.general and (a.said <= b.said or b.said <= a.said):
        return True
    offices = _OFFICIAL.intersection((a.kind, b.kind))
    other_sort = bool(offices and a.kind and b.kind) and a.kind != b.kind
    return tight and (a.scripts.isdisjoint(b.scripts) or (shared >= 2 and other_sort))


def _part_likely(sides: _Sides, tight: bool) -> tuple[list[Identity], list[Identity]]:
    """Count those on the one side that are likely one of the other, each once; who is left of either."""
    alone, many = [], list(sides.left)
    for party in sides.alone:
        mate = next((other for other in many if likely(party, other, tight)), None)
        if mate is None:
            alone.append(party)
        else:
            many.remove(mate)
            sides.likely += 1
    return alone, many


def _met(a: Facts, b: Facts, when: Timing, gap: int) -> _Sides:
    """The parties of both, with what corroborates a single shared one: the site's owner, the sentence that
    tells, a name by sound or meaning in another script.
    """
    tight = when is Timing.TIGHT
    sides = _pairing(unfolded(a.parties, b.parties), unfolded(b.parties, a.parties))
    if tight:
        sides.shared += _corroborate(a, sides.alone, sides.left, sides.shared)
        sides.shared += _corroborate(b, sides.left, sides.alone, sides.shared)
    sides.rest = _part_likely(sides, tight)
    mine, theirs = sides.rest
    single = sides.shared == 1 and not sides.likely and min(len(mine), len(theirs)) == 1
    if tight and gap <= CLOSE and single:
        sides.likely += any(corroborated(one, other) for one in mine for other in theirs)
    return sides


def _corroborate(told: Facts, mine: list[Identity], theirs: list[Identity], shared: int) -> int:
    """How many of ``theirs`` are taken as shared, because ``told`` leaves one unnamed though it stands on
    that party's own site, or names it in the sentence that tells; both lists lose what is settled so.
    """
    owner = told_by(told.teller, mine, theirs) if shared else None
    if owner is not None:
        theirs.remove(owner)
        mine.clear()
        return 1
    for party in theirs:
        misread = named_in(party, told.quotes, mine)
        if misread is not None:
            theirs.remove(party)
            mine[:] = [one for one in mine if one not in misread]
            return 1
    return 0


def _enough(sides: _Sides, signers: int, close: bool) -> bool:
    """Two shared parties; one and a likely one, or somebody who signed both; none but two likely ones on one
    day, or one and two who signed.
    """
    if sides.shared >= 2 or (sides.shared == 1 and (sides.likely >= 1 or (signers >= 1 and close))):
        return True
    return close and (sides.likely >= 2 or (sides.likely >= 1 and signers >= 2))


def _strangers(sides: _Sides, when: Timing) -> bool:
    """No party in common, though names of one script could be compared."""
    if sides.shared or sides.likely:
        return False
    alike = any(not p.scripts.isdisjoint(q.scripts) for p in sides.alone for q in sides.left)
    return alike or when is not Timing.TIGHT


def _perhaps(a: Facts, b: Facts, sides: _Sides) -> bool:
    """One shared or likely party, one signing day known to the day by both, and one more party on either side
    whose names may be one in other words, where the names or the fields of cooperation have something in
    common; or one report names nobody else. Never where the fields have nothing in common.
    """
    day = exact_day(a)
    if day is None or day != exact_day(b) or sides.shared + sides.likely != 1:
        return False
    mine, theirs = sides.rest
    if a.topics and b.topics and a.topics.isdisjoint(b.topics):
        return False
    if not mine or not theirs:
        return sides.shared == 1 and bool(mine or theirs)
    if len(mine) > 1 or len(theirs) > 1 or not in_other_words(mine[0], theirs[0]):
        return False
    one, other = mine[0], theirs[0]
    return one.general != other.general or len(one.said & other.said) >= 2 or bool(a.topics & b.topics)


def _next_day(a: Facts, b: Facts, sides: _Sides) -> bool:
    """A further hospital or school on one side, and signing days that both tell and that differ: a branch or
    a sister signs with the same partner on the next day.
    """
    one, other = exact_day(a), exact_day(b)
    if one is None or other is None or one == other:
        return False
    return any(party.kind in ("hospital", "school") and party.strong for rest in sides.rest for party in rest)


def relate(a: Facts, b: Facts) -> Relation:
    """The relation of two reports of different keys; symmetric."""
    if a.report.key > b.report.key:
        a, b = b, a
    when, gap = timing(a, b)
    sides = _met(a, b, when, gap)
    signers = len(a.people & b.people)
    close = when is Timing.TIGHT and gap <= CLOSE
    other = _other_partner(sides, when) and not (signers >= 2 and close)
    contradict = a.article == b.article or when is Timing.CONFLICT or _kinds_contradict(a, b, when)
    other = other or _next_day(a, b, sides)
    apart = contradict or other or _strangers(sides, when)
    kind = int(a.report.agreement.type != b.report.agreement.type)
    known = not a.marks.isdisjoint(b.marks)  # what no index would bring together is not joined by chance
    same = known and _enough(sides, signers, close) and not apart and when is not Timing.FAR
    return Relation(
        same=same,
        apart=apart,
        one_party=sides.shared >= 1 and not contradict and when in (Timing.TIGHT, Timing.LOOSE),
        order=(int(when), -sides.shared, -sides.likely, gap, kind),
        perhaps=known and not same and not apart and _perhaps(a, b, sides),
    )
