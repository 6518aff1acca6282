"""Our own small table of organisations, and the chaining of tables.

The table has the owners of the watched sites and the partners that announcements name most, with the
Chinese, Japanese and Korean names that ROR lacks: Pactwatch works with it alone. ``data/own.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from crawler.model import NameTable, OrganisationName, OrganisationRecord
from crawler.organisations.linking import name_rows
from crawler.organisations.vocabulary import table

_COLUMNS = (("en", "alias"), ("zh", "alias"), ("ja", "alias"), ("ko", "alias"), ("", "acronym"))


def _record(row: tuple[str, ...]) -> OrganisationRecord:
    slug, country, kind, _, *cells = (*row, *[""] * (10 - len(row)))
    identifier = f"pw:{slug}"
    names = [
        (name.strip(), language, how)
        for cell, (language, how) in zip(cells, _COLUMNS, strict=False)
        for name in cell.split("|")
        if name.strip()
    ]
    names[0] = (names[0][0], "en", "label")
    hosts = tuple(host for host in cells[5].split("|") if host)
    return OrganisationRecord(
        identifier, names[0][0], country or None, kind or None, hosts, name_rows(identifier, names)
    )


@cache
def own_records() -> tuple[OrganisationRecord, ...]:
    """All organisations of our own table in file order; ids are ``pw:`` and a slug."""
    return tuple(_record(row) for row in table("own"))


@cache
def same_as() -> Mapping[str, str]:
    """``ror:`` ids of organisations that our own table has too, with the own id."""
    return MappingProxyType({f"ror:{row[3]}": f"pw:{row[0]}" for row in table("own") if row[3]})


class RecordTable:
    """A ``NameTable`` over records in memory: our own table, or a small registry in tests and benches."""

    def __init__(self, records: Iterable[OrganisationRecord]) -> None:
        self._records: dict[str, OrganisationRecord] = {}
        self._rows: dict[str, list[OrganisationName]] = {}
        self._hosts: dict[str, str] = {}
        for record in records:
            self._records[record.id] = record
            for row in record.names:
                self._rows.setdefault(row.norm, []).append(row)
            for host in record.hosts:
                self._hosts.setdefault(host, record.id)

    def by_norms(self, norms: Sequence[str]) -> Sequence[OrganisationName]:
        """All rows whose ``norm`` is one of ``norms``."""
        return [row for norm in dict.fromkeys(norms) for row in self._rows.get(norm, ())]

    def by_ids(self, ids: Sequence[str]) -> Sequence[OrganisationRecord]:
        """The organisations with these ids; one merged into another is given under its own id with the
        other's name and country, so that old links lead on.
        """
        return [self._followed(self._records[one]) for one in dict.fromkeys(ids) if one in self._records]

    def _followed(self, record: OrganisationRecord) -> OrganisationRecord:
        seen = {record.id}
        target = record
        while target.merged_into in self._records and target.merged_into not in seen:
            seen.add(target.merged_into)
            target = self._records[target.merged_into]
        return target

    def by_host(self, host: str) -> OrganisationRecord | None:
        """Whose host this is: the host itself or the nearest parent domain in the table."""
        parts = host.lower().rstrip(".").split(".")
        for start in range(max(len(parts) - 1, 1)):
            found = self._hosts.get(".".join(parts[start:]))
            if found:
                return self._records[found]
        return None


class OwnTable(RecordTable):
    """Our own table as a ``NameTable``. It answers to the ROR ids of its organisations too."""

    def __init__(self) -> None:
        super().__init__(own_records())

    def by_ids(self, ids: Sequence[str]) -> Sequence[OrganisationRecord]:
        """The organisations with these own or ROR ids."""
        return super().by_ids([same_as().get(one, one) for one in ids])


class ChainTable:
    """Two tables as one; what stands in both is the first's.

    ``same`` maps ids of the second to ids of the first that mean one organisation (default: the ROR ids
    that our own table states).
    """

    def __init__(self, first: NameTable, second: NameTable, same: Mapping[str, str] | None = None) -> None:
        self._first = first
        self._second = second
        self._same = same_as() if same is None else same

    def by_norms(self, norms: Sequence[str]) -> Sequence[OrganisationName]:
        """Rows of both tables; the second's carry the first's id where that is known to be the same."""
        rows = list(self._first.by_norms(norms))
        for row in self._second.by_norms(norms):
            own = self._same.get(row.organisation_id)
            rows.append(replace(row, organisation_id=own) if own else row)
        return rows

    def by_ids(self, ids: Sequence[str]) -> Sequence[OrganisationRecord]:
        """Records of both; an id that the first knows is the first's."""
        wanted = list(dict.fromkeys(self._same.get(one, one) for one in ids))
        found = list(self._first.by_ids(wanted))
        known = {record.id for record in found}
        return [*found, *self._second.by_ids([one for one in wanted if one not in known])]

    def by_host(self, host: str) -> OrganisationRecord | None:
        """The first table's owner of the host, else the second's."""
        found = self._first.by_host(host)
        if found is not None:
            return found
        other = self._second.by_host(host)
        own = self._first.by_ids([self._same.get(other.id, other.id)]) if other else ()
        return own[0] if own else other
