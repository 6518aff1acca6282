"""One agreement from its reports, field by field, whatever their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from crawler.agreements.identity import Identity, identify
from crawler.model import AGREEMENT_TYPES, Agreement, Party, Report, Signatory, SignedOn
from crawler.organisations import normal

Value = TypeVar("Value")

_PRECISIONS = ("year", "month", "day")
_ROLES = ("party", "partner", "hub")


def merge(reports: Sequence[Report]) -> Agreement:
    """The agreement that the reports tell of together; the same for every order and for repeated reports.

    The most precise signing date, the commonest main type, all types, parties (each once, longest names),
    fields, signatories and evidence. Quotes index the text of the report they come from.

    Raises:
        ValueError: without any report there is no agreement.
    """
    if not reports:
        raise ValueError("no reports to merge")
    unique = {report.key: report for report in sorted(reports, key=repr, reverse=True)}
    told = [unique[key].agreement for key in sorted(unique)]
    types = {kind for one in told for kind in (one.type, *one.types)}
    return Agreement(
        type=_commonest((one.type for one in told), _type_rank) or "other",
        types=tuple(sorted(types, key=_type_rank)),
        parties=_parties([party for one in told for party in one.parties]),
        signed=_signed([one.signed for one in told]),
        term_months=_commonest((one.term_months for one in told if one.term_months is not None), int),
        place=_commonest((one.place for one in told if one.place), lambda text: (-len(text), text)),
        fields=tuple(_once(field for one in told for field in one.fields)),
        signatories=_signatories([person for one in told for person in one.signatories]),
        evidence=tuple(sorted({quote for one in told for quote in one.evidence}, key=repr)),
    )


def _type_rank(kind: str) -> tuple[int, str]:
    return (AGREEMENT_TYPES.index(kind) if kind in AGREEMENT_TYPES else len(AGREEMENT_TYPES), kind)


def _commonest(values: Iterable[Value], rank: Callable[[Value], object]) -> Value | None:
    """The value told most often; among equals the first by ``rank``."""
    counted = Counter(values)
    best = max(counted.values(), default=0)
    return min((v for v, count in counted.items() if count == best), key=rank, default=None)  # type: ignore[arg-type]


def _once(values: Iterable[str]) -> list[str]:
    """Each text once by its normal form, told most often first."""
    counted: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for value in values:
        form = normal(value)
        counted[form] += 1
        shown[form] = min(shown.get(form, value), value)
    return [shown[form] for form in sorted(counted, key=lambda form: (-counted[form], form))]


def _signed(dates: Sequence[SignedOn]) -> SignedOn:
    """The most precise date, told most often; without any, the narrowest range."""
    valued = [one for one in dates if one.value]
    if valued:
        finest = max(_PRECISIONS.index(one.precision or "day") for one in valued)
        fine = [one for one in valued if _PRECISIONS.index(one.precision or "day") == finest]
        value = _commonest((one.value or "" for one in fine), str)
        return min((one for one in fine if one.value == value), key=repr)
    ranges = [one for one in dates if one.earliest or one.latest]
    return min(ranges or dates, key=lambda one: (not (one.earliest and one.latest), repr(one)))


def _signatories(people: Sequence[Signatory]) -> tuple[Signatory, ...]:
    """Each person once, with the fullest office and party told."""
    by_name: dict[str, list[Signatory]] = {}
    for person in people:
        by_name.setdefault(normal(person.name), []).append(person)
    merged: list[Signatory] = []
    for form in sorted(by_name):
        same = by_name[form]
        merged.append(
            Signatory(
                _longest(p.name for p in same) or "",
                _longest(p.role for p in same),
                _longest(p.party for p in same),
            )
        )
    return tuple(merged)


def _longest(texts: Iterable[str | None]) -> str | None:
    return min((text for text in texts if text), key=lambda text: (-len(text), text), default=None)


def _parties(parties: Sequence[Party]) -> tuple[Party, ...]:
    """Each organisation once; a weak name (initials, a general name) that fits a party told in full, or
    is told twice, is no further party.
    """
    groups: list[tuple[set[str], list[Party]]] = []
    for party in sorted(set(parties), key=repr):
        marks = set(_marks(identify(party)))
        near = [group for group in groups if group[0] & marks]
        for group in near:
            groups.remove(group)
            marks |= group[0]
        groups.append((marks, [party, *(p for group in near for p in group[1])]))
    told = Counter(parties)
    full = [members for marks, members in groups if not all(mark.startswith("weak:") for mark in marks)]
    weak = [members for marks, members in groups if all(mark.startswith("weak:") for mark in marks)]
    kept = full + [members for members in weak if not any(_short_for(members, other) for other in full)]
    merged = [(_role_rank(members), -sum(told[p] for p in members), _party(members)) for members in kept]
    return tuple(party for *_, party in sorted(merged, key=lambda row: (row[0], row[1], repr(row[2]))))


def _marks(identity: Identity) -> frozenset[str]:
    return identity.strong or identity.weak or frozenset(("weak:",))


def _short_for(short: Sequence[Party], full: Sequence[Party]) -> bool:
    """Whether a weak name is the initials of, or stands in, a name of ``full``."""
    long = {form for party in full for form in (normal(party.name), normal(party.canonical)) if form}
    initials = {
        "".join(word[0] for word in form.split() if word not in ("of", "and", "the")) for form in long
    }
    return any(
        normal(p.name) in initials or any(normal(p.name) in form for form in long) for p in short if p.name
    )


def _role_rank(members: Sequence[Party]) -> int:
    return min(-_ROLES.index(party.role) if party.role in _ROLES else 0 for party in members)


def _party(members: Sequence[Party]) -> Party:
    linked = [party for party in members if party.organisation_id]
    best = _commonest((party.organisation_id or "" for party in linked), str)
    chosen = [party for party in linked if party.organisation_id == best] or list(members)
    english = [party.canonical for party in chosen if party.canonical.isascii()]
    canonical = _longest(english) or _longest(party.canonical for party in chosen) or ""
    return Party(
        name=_longest(party.name for party in members) or canonical,
        canonical=canonical,
        key=min((p.key for p in chosen if p.key), key=_key_rank, default=""),
        organisation_id=best or None,
        country=_commonest((p.country for p in chosen if p.country), str),
        role=_ROLES[-_role_rank(members)],
        aliases=tuple(sorted({alias for party in members for alias in party.aliases})),
    )


def _key_rank(key: str) -> tuple[int, str]:
    kind = key.partition(":")[0]
    order = ("id", "key", "name", "weak")
    return (order.index(kind) if kind in order else len(order), key)
