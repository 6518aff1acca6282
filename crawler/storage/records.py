"""The model's values as JSON-able records, and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from crawler.model import (
    Agreement,
    AgreementMark,
    Evidence,
    JunkVerdict,
    Party,
    Report,
    Signatory,
    SignedOn,
)


def time_shown(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC, as every listing shows it."""
    return None if moment is None else moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def agreement_record(agreement: Agreement) -> dict[str, Any]:
    """An agreement as it is stored."""
    return asdict(agreement)


def agreement_of(record: dict[str, Any]) -> Agreement:
    """The agreement a record holds. Members a later version may have added are left out."""
    return Agreement(
        type=record["type"],
        types=tuple(record["types"]),
        parties=tuple(map(_party_of, record["parties"])),
        signed=SignedOn(**_known(SignedOn, record["signed"])),
        term_months=record["term_months"],
        place=record["place"],
        fields=tuple(record["fields"]),
        signatories=tuple(Signatory(**_known(Signatory, person)) for person in record["signatories"]),
        evidence=tuple(Evidence(**_known(Evidence, proof)) for proof in record["evidence"]),
        teller=_party_of(record["teller"]) if record.get("teller") else None,
    )


def _party_of(record: dict[str, Any]) -> Party:
    """A party; records of before aliases were kept have none."""
    return Party(**{**_known(Party, record), "aliases": tuple(record.get("aliases") or ())})


def report_of(row: Any) -> Report:
    """The report a row holds."""
    return Report(
        key=row.key,
        source_id=row.source_id,
        agreement=agreement_of(row.agreement),
        published_on=row.published_on,
        linked=row.linked,
        apart=tuple(row.apart),
    )


def mark_of(agreement: Agreement) -> AgreementMark:
    """What tells the agreement from others."""
    return AgreementMark(frozenset(party.key for party in agreement.parties), agreement.signed.value)


def junk_record(junk: JunkVerdict) -> dict[str, Any]:
    """A junk verdict as it is stored."""
    return asdict(junk)


_PARTY = ("name", "canonical", "organisation_id", "country", "role")
_SIGNATORY = ("name", "role", "party")
_EVIDENCE = ("field", "quote", "start", "end")
_SIGNAL = ("name", "vector", "quote", "start", "end", "where", "reason")


def agreement_shown(record: dict[str, Any]) -> dict[str, Any]:
    """The members of an agreement that the interface names, without its evidence."""
    return {
        "type": record["type"],
        "types": record["types"],
        "parties": [_only(_PARTY, party) for party in record["parties"]],
        "signed_on": record["signed"]["value"],
        "signed_on_precision": record["signed"]["precision"],
        "term_months": record["term_months"],
        "place": record["place"],
        "fields": record["fields"],
        "signatories": [_only(_SIGNATORY, person) for person in record["signatories"]],
    }


def evidence_shown(record: dict[str, Any]) -> list[dict[str, Any]]:
    """An agreement's evidence as the interface names it."""
    return [_only(_EVIDENCE, proof) for proof in record["evidence"]]


def signals_shown(record: dict[str, Any]) -> list[dict[str, Any]]:
    """A junk verdict's signals as the interface names them."""
    return [_only(_SIGNAL, signal) for signal in record.get("signals", ())]


def _only(names: tuple[str, ...], record: dict[str, Any]) -> dict[str, Any]:
    return {name: record.get(name) for name in names}


def _known(kind: Any, record: dict[str, Any]) -> dict[str, Any]:
    return {name: record[name] for name in kind.__dataclass_fields__ if name in record}
