"""From a name in a text to an organisation of the registry, or to a key of its own.

A link is made only where one organisation alone has exactly this name, or this composed key, and its
country does not contradict. Bare acronyms, names that say only a kind, and likeness never link: with
them, one link in ten was wrong on real announcements (see ``docs/organisations.md``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.model import NameTable, OrganisationName, OrganisationRecord
from crawler.organisations.keys import composed_key, country_of_name, split_country
from crawler.organisations.names import bare_name, is_acronym, is_generic, normal

KEY_PREFIX = "key:"
"""Before a composed key where it stands among normal forms (``norm`` of a row of kind ``key``)."""

_CHINESE = frozenset(("CN", "TW", "HK", "MO"))


@dataclass(frozen=True, slots=True)
class Link:
    """What is known of a named organisation.

    ``organisation_id``, ``canonical`` and ``country`` (ISO alpha-2) are the registry's where linked; else
    ``None``, the name as written, and the country that the name itself or the caller tells. ``key`` joins
    spellings and languages: ``id:...`` where linked, ``key:...`` composed, ``name:...`` the normal form,
    ``weak:...`` for acronyms and general names, which prove nothing by themselves. ``rule`` says how.
    """

    organisation_id: str | None
    canonical: str
    country: str | None
    key: str
    rule: str


@dataclass(frozen=True, slots=True)
class Query:
    """One name to link, with what is known of it."""

    name: str
    language: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A query as it is looked up: ``norms`` with the country each demands (``""`` = none), ``told`` the
    caller's country, ``named`` the one that the places in the name lie in.
    """

    query: Query
    norms: tuple[tuple[str, str], ...]
    key: str | None
    weak: bool
    told: str | None
    named: str | None

    @property
    def country(self) -> str | None:
        return self.told or self.named


def name_rows(organisation_id: str, names: Iterable[tuple[str, str, str]]) -> tuple[OrganisationName, ...]:
    """Rows of the registry for ``(name, language, kind)``: each name by its normal form, and each composed
    key once as a row of kind ``key``. Acronyms and general names get no key.
    """
    rows: list[OrganisationName] = []
    seen: set[tuple[str, str]] = set()
    for name, language, kind in names:
        norm = normal(name)
        if norm and (norm, kind) not in seen:
            seen.add((norm, kind))
            rows.append(OrganisationName(organisation_id, name, norm, language, kind))
        key = None if kind == "acronym" or is_generic(name) else composed_key(name, language)
        if key and (key, "key") not in seen:
            seen.add((key, "key"))
            rows.append(OrganisationName(organisation_id, name, KEY_PREFIX + key, language, "key"))
    return tuple(rows)


def link(name: str, *, language: str | None = None, country: str | None = None, table: NameTable) -> Link:
    """Link one name. ``country`` is the organisation's own as far as the text tells it, never a guess
    from the page's language. Never raises on any text.
    """
    return link_many((Query(name, language, country),), table)[0]


def link_many(queries: Sequence[Query], table: NameTable) -> tuple[Link, ...]:
    """Link many names with one call of the table for names and one for records; order is kept."""
    prepared = [_prepare(query) for query in queries]
    wanted = sorted({norm for one in prepared if not one.weak for norm in _asked(one)})
    rows: dict[str, list[OrganisationName]] = defaultdict(list)
    for row in table.by_norms(wanted) if wanted else ():
        rows[row.norm].append(row)
    ids = sorted({row.organisation_id for found in rows.values() for row in found})
    records = {record.id: record for record in table.by_ids(ids)} if ids else {}
    for merged in (one for one in ids if one not in records):
        records.update((merged, record) for record in table.by_ids([merged]))
    return tuple(_decide(one, rows, records) for one in prepared)


def _prepare(query: Query) -> _Prepared:
    bare = bare_name(query.name)
    full = normal(query.name)
    weak = is_acronym(query.name) or is_generic(query.name) or not full
    norms = {full: ""}
    if bare != query.name and not is_generic(bare):
        norms.setdefault(normal(bare), "")
    nation, rest = split_country(bare)
    if nation and rest and not is_generic(rest) and not is_acronym(rest):
        norms.setdefault(normal(rest), nation)
    key = None if weak else composed_key(query.name, query.language)
    told = query.country.upper() if query.country else None
    return _Prepared(query, tuple(norms.items()), key, weak, told, country_of_name(query.name))


def _asked(one: _Prepared) -> tuple[str, ...]:
    norms = tuple(norm for norm, _ in one.norms if norm)
    return (*norms, KEY_PREFIX + one.key) if one.key else norms


def _decide(
    one: _Prepared, rows: dict[str, list[OrganisationName]], records: dict[str, OrganisationRecord]
) -> Link:
    if one.weak:
        return _unlinked(one, "weak")
    for norm, nation in one.norms:
        exact = [row for row in rows[norm] if row.kind in ("label", "alias")]
        if not exact:
            continue
        chosen = _exactly(one, exact, nation, records)
        return _linked(chosen, "exact name") if chosen else _unlinked(one, "name of several or elsewhere")
    by_key = rows[KEY_PREFIX + one.key] if one.key else []
    chosen = _only(by_key, one.country, records)
    return _linked(chosen, "composed key") if chosen else _unlinked(one, "unknown")


def _exactly(
    one: _Prepared, exact: Sequence[OrganisationName], nation: str, records: dict[str, OrganisationRecord]
) -> OrganisationRecord | None:
    """A country that the caller or a country's name tells must agree; one that is read from a place in the
    name only chooses among several (``德州`` is Texas, and a city in Shandong).
    """
    demanded = one.told or nation or None
    chosen = _only(exact, demanded, records)
    return chosen or (_only(exact, one.named, records) if demanded is None else None)


def _only(
    rows: Sequence[OrganisationName], country: str | None, records: dict[str, OrganisationRecord]
) -> OrganisationRecord | None:
    """The one organisation among ``rows`` that agrees with the country; ``None`` where none or several."""
    found = {
        row.organisation_id: records[row.organisation_id] for row in rows if row.organisation_id in records
    }
    agreeing = {r.id: r for r in found.values() if _agrees(r.country, country)}
    return next(iter(agreeing.values())) if len(agreeing) == 1 else None


def _agrees(known: str | None, told: str | None) -> bool:
    """No contradiction. Greater China is one here: sources code Hong Kong, Macau and Taiwan either way."""
    if known is None or told is None or known == told:
        return True
    return known in _CHINESE and told in _CHINESE


def _linked(record: OrganisationRecord, rule: str) -> Link:
    return Link(record.id, record.name, record.country, f"id:{record.id}", rule)


def _unlinked(one: _Prepared, rule: str) -> Link:
    if one.weak:
        key = f"weak:{one.norms[0][0]}" + (f"@{one.country}" if one.country else "")
    else:
        key = KEY_PREFIX + one.key if one.key else f"name:{one.norms[0][0]}"
    return Link(None, one.query.name.strip(), one.country, key, rule)
