"""Joins the reports of one agreement: a partition that does not depend on the order of arrival.

The partition is a function of the set of reports. Pairs that tell of one agreement are taken best first
and their groups united, unless any two members contradict each other (dates, partners, kind): so no chain
of likenesses puts two agreements into one group. Groups that no joining pair connects never influence each
other; hence joining report by report, with all reports that share parties at hand, ends as joining all at
once does. The rule and its figures: agreements.md, section 4, and ``docs/organisations.md``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, product

from crawler.agreements.comparing import Relation, relate
from crawler.agreements.facts import Facts, facts_of
from crawler.agreements.timing import CHAIN_SLACK
from crawler.model import Report

Group = tuple[str, ...]

MOST_SUGGESTIONS = 5
"""Suggestions for one report: a hub's many partners must not fill the reviewer's list."""


def identities(report: Report) -> frozenset[str]:
    """All strings by which the report's parties may be matched: what a store indexes to find the reports
    that a new one must be joined with.
    """
    return facts_of(report).marks


def may_join(a: Report, b: Report) -> bool:
    """Whether the two may tell of one agreement by themselves, no third report asked: a store need follow
    only such neighbours to have all reports that bear on each other.
    """
    return a.key != b.key and relate(facts_of(a), facts_of(b)).bears


def join(reports: Sequence[Report]) -> tuple[Group, ...]:
    """The partition of the reports' keys into agreements, groups and keys in alphabetical order.

    Two reports are one agreement when they share two parties (by id, key or name), their dates agree, and
    neither kind nor further partners contradict. A person's decisions win: reports ``linked`` to one
    agreement are together, to two never; a report ``apart`` from an agreement joins no group in which a
    report is linked to it (so a split links those that stay).
    """
    return _Joining(reports).partition()


def suggest(reports: Sequence[Report]) -> tuple[tuple[str, str], ...]:
    """Pairs for the reviewer: one shared party, dates and kind that agree, not joined, best first."""
    joining = _Joining(reports)
    group_of = {key: group for group in joining.partition() for key in group}
    found: list[tuple[tuple[int, ...], str, str]] = []
    for a, b in sorted(joining.pairs()):
        relation = joining.relation(a, b)
        if relation.one_party and group_of[a] != group_of[b] and not joining.parted_by_person(a, b):
            found.append((relation.order, a, b))
    counts: dict[str, int] = defaultdict(int)
    kept: list[tuple[str, str]] = []
    for _, a, b in sorted(found):
        if counts[a] < MOST_SUGGESTIONS and counts[b] < MOST_SUGGESTIONS:
            counts[a] += 1
            counts[b] += 1
            kept.append((a, b))
    return tuple(kept)


MOST_UNDATED = 200
"""Undated reports of one organisation that are compared with all of its reports by one party: beyond, only
those that share two parties outright are."""


class _Joining:
    """One run over a set of reports; a key that comes twice counts once."""

    def __init__(self, reports: Iterable[Report]) -> None:
        unique: dict[str, Report] = {}
        for report in reports:
            known = unique.get(report.key)
            if known is None or (known != report and repr(report) < repr(known)):
                unique[report.key] = report
        self.facts: dict[str, Facts] = {key: facts_of(unique[key]) for key in sorted(unique)}
        self.group_of: dict[str, str] = {key: key for key in self.facts}
        self.members: dict[str, list[str]] = {key: [key] for key in self.facts}
        self._relations: dict[tuple[str, str], Relation] = {}

    def relation(self, a: str, b: str) -> Relation:
        pair = (a, b) if a < b else (b, a)
        if pair not in self._relations:
            self._relations[pair] = relate(self.facts[pair[0]], self.facts[pair[1]])
        return self._relations[pair]

    def parted_by_person(self, a: str, b: str) -> bool:
        """A person said that these two are not one agreement, or fixed them to two."""
        one, two = self.facts[a].report, self.facts[b].report
        if one.linked and two.linked:
            return one.linked != two.linked
        return (one.linked or "") in two.apart or (two.linked or "") in one.apart

    def pairs(self) -> set[tuple[str, str]]:
        """Pairs of reports that share a party and whose days allow it, found by index and by day: a hub may
        have thousands of reports. Undated ones are compared with all that share two parties.
        """
        found = {pair for keys in self._twice().values() for pair in combinations(sorted(keys), 2)}
        for keys in self._marked().values():
            dated = sorted((day, key) for key in keys if (day := self.facts[key].day) is not None)
            for index, (day, key) in enumerate(dated):
                for later, other in dated[index + 1 :]:
                    if later - day > CHAIN_SLACK:
                        break
                    found.add((key, other) if key < other else (other, key))
            found.update(self._undated(keys))
        return found

    def _undated(self, keys: set[str]) -> Iterable[tuple[str, str]]:
        undated = sorted(key for key in keys if self.facts[key].day is None)[:MOST_UNDATED]
        return (tuple(sorted((key, other))) for key in undated for other in keys if other != key)  # type: ignore[misc]

    def _marked(self) -> dict[str, set[str]]:
        """Reports by each of their marks."""
        buckets: dict[str, set[str]] = defaultdict(set)
        for key, facts in self.facts.items():
            for mark in facts.marks:
                buckets[mark].add(key)
        return buckets

    def _twice(self) -> dict[tuple[str, str], set[str]]:
        """Reports by every two marks of two parties."""
        buckets: dict[tuple[str, str], set[str]] = defaultdict(set)
        for key, facts in self.facts.items():
            known = [party.strong for party in facts.parties if party.strong]
            for one, other in combinations(known, 2):
                for a, b in product(one, other):
                    buckets[(a, b) if a < b else (b, a)].add(key)
        return buckets

    def partition(self) -> tuple[Group, ...]:
        self._unite_linked()
        joining = [(self.relation(a, b).order, a, b) for a, b in self.pairs() if self.relation(a, b).same]
        for _, a, b in sorted(joining):
            one, two = self.group_of[a], self.group_of[b]
            if one != two and not self._contradict(one, two):
                self._unite(one, two)
        self._unite_sole()
        return tuple(sorted(tuple(sorted(keys)) for keys in self.members.values()))

    def _unite_sole(self) -> None:
        """Groups that are perhaps one are united where each may be one with all others of the circle and with
        nobody beside: two partners of one hub on one day are left apart.
        """
        near: dict[str, set[str]] = defaultdict(set)
        for a, b in self.pairs():
            one, two = self.group_of[a], self.group_of[b]
            if one != two and self.relation(a, b).perhaps:
                near[one].add(two)
                near[two].add(one)
        circles = {frozenset((group, *others)) for group, others in near.items()}
        for circle in sorted(circles, key=sorted):
            if any(near[group] | {group} != circle for group in circle):
                continue
            if any(self._contradict(one, two) for one, two in combinations(sorted(circle), 2)):
                continue
            first, *others = sorted(circle)
            for other in others:
                self._unite(self.group_of[first], self.group_of[other])

    def _unite_linked(self) -> None:
        fixed: dict[str, str] = {}
        for key, facts in self.facts.items():
            if facts.report.linked:
                first = fixed.setdefault(facts.report.linked, key)
                if first != key:
                    self._unite(self.group_of[first], self.group_of[key])

    def _contradict(self, one: str, two: str) -> bool:
        across = ((a, b) for a in self.members[one] for b in self.members[two])
        return any(self.parted_by_person(a, b) or self.relation(a, b).apart for a, b in across)

    def _unite(self, one: str, two: str) -> None:
        keep, drop = sorted((one, two))
        for key in self.members.pop(drop):
            self.group_of[key] = keep
            self.members[keep].append(key)
