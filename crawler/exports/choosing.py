"""Which agreements go out, and the organisations that are their parties."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
"""An agreement as ``list agreements --format json`` gives it, or an organisation of :func:`organisations`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted; an empty member wants everything. Several values of one member mean any of them,
    several members mean all of them. ``words`` must all occur (in parties, headlines, place, fields, people
    or proof), in any case and width. ``countries`` are ISO 3166 alpha-2.
    """

    statuses: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def chosen(rows: Iterable[Row], choice: Choice) -> Iterator[Row]:
    """The rows that ``choice`` wants, in their order."""
    words = tuple(_folded(word) for word in choice.words)
    return (row for row in rows if _fits(row, choice) and _says(row, words))


def _fits(row: Row, choice: Choice) -> bool:
    return (
        _any(choice.statuses, (row["status"],))
        and _any(choice.types, (row["type"], *row["types"]))
        and _any(choice.countries, (party.get("country") for party in row["parties"]))
        and _any(choice.sources, (report["source"] for report in row["reports"]))
    )


def _any(wanted: tuple[str, ...], there: Iterable[str | None]) -> bool:
    return not wanted or bool(set(wanted).intersection(there))


def _says(row: Row, words: tuple[str, ...]) -> bool:
    if not words:
        return True
    said = _folded("\n".join(_texts(row)))
    return all(word in said for word in words)


def _texts(row: Row) -> Iterator[str]:
    for party in row["parties"]:
        yield from (party.get("name") or "", party.get("canonical") or "")
    yield row.get("place") or ""
    yield from row["fields"]
    for person in row["signatories"]:
        yield person["name"]
    for report in row["reports"]:
        yield report["title"] or ""
        yield from (proof["quote"] for proof in report["evidence"])


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def party_key(party: Row) -> str:
    """What makes two parties one organisation here: the registry's id, else the name in any case."""
    return party.get("organisation_id") or "name:" + _folded(party_name(party))


def party_name(party: Row) -> str:
    """The name people know the party by."""
    return str(party.get("canonical") or party.get("name") or "")


def organisations(agreements: Iterable[Row], countries: tuple[str, ...] = ()) -> list[Row]:
    """The parties of ``agreements``, each once, the one with most agreements first.

    A row: ``{"id", "name", "names", "country", "agreements", "partners", "sources", "first_seen",
    "last_signed_on", "agreement_ids"}``; ``id`` is the registry's or ``null``. With ``countries`` only
    organisations of these.
    """
    found: dict[str, Row] = {}
    partners: dict[str, set[str]] = {}
    for agreement in agreements:
        keys = {party_key(party) for party in agreement["parties"]}
        for party in {party_key(party): party for party in agreement["parties"]}.values():
            key = party_key(party)
            row = found.setdefault(key, _blank(party))
            _add(row, party, agreement)
            partners.setdefault(key, set()).update(keys - {key})
    rows = [{**row, "partners": len(partners[key])} for key, row in found.items()]
    kept = [row for row in rows if not countries or row["country"] in countries]
    return sorted(kept, key=lambda row: (-row["agreements"], row["name"]))


def _blank(party: Row) -> Row:
    return {
        "id": party.get("organisation_id"),
        "name": party_name(party),
        "names": [],
        "country": None,
        "agreements": 0,
        "partners": 0,
        "sources": [],
        "first_seen": None,
        "last_signed_on": None,
        "agreement_ids": [],
    }


def _add(row: Row, party: Row, agreement: Row) -> None:
    row["agreements"] += 1
    row["agreement_ids"].append(agreement["id"])
    row["country"] = row["country"] or party.get("country")
    for name in (party_name(party), party.get("name")):
        if name and name not in row["names"]:
            row["names"].append(name)
    for report in agreement["reports"]:
        if report["source"] not in row["sources"]:
            row["sources"].append(report["source"])
    seen, signed = agreement["first_seen"], agreement["signed_on"]
    row["first_seen"] = min(row["first_seen"] or seen, seen)
    row["last_signed_on"] = max(row["last_signed_on"] or signed or "", signed or "") or None
