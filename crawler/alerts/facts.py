"""What an alert says, as plain values: the message is composed from these when it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.alerts.wording import kind_in, words_in
from crawler.model import AgreementChange
from crawler.storage.records import agreement_record, agreement_shown

# Reports of a host that planted words on another's text are shown last and never as the origin.
_TRUST = {"clean": 0, "suspect": 1, "injected": 2, "mirror": 3, "spam": 4}
_REPORT = ("url", "source", "title", "language", "published_on", "junk", "archive_ref")
# Three sentences prove what was signed; more would bury the links.
_QUOTES = 3


def agreement_facts(item: AgreementChange) -> dict[str, Any]:
    """The facts of one agreement and its reports, JSON-able."""
    row = {
        "id": item.id,
        **agreement_shown(agreement_record(item.agreement)),
        "confidence": item.confidence,
        "reports": item.reports,
    }
    return {**facts_of(row), "signed_phrase": item.agreement.signed.phrase}


def facts_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same from an agreement's row as ``list agreements`` shows it."""
    reports = sorted(row["reports"], key=lambda report: _TRUST.get(str(report.get("junk")), 0))
    lead = reports[0] if reports else {}
    quotes, marks = _proof(lead)
    return {
        "agreement_id": row["id"],
        "kind": row["type"],
        "kinds": list(row["types"]),
        "parties": [dict(party) for party in row["parties"]],
        "signed_on": row["signed_on"],
        "signed_phrase": "",
        "term_months": row["term_months"],
        "place": row["place"],
        "fields": list(row["fields"]),
        "signatories": [dict(person) for person in row["signatories"]],
        "confidence": row["confidence"],
        "headline": lead.get("title"),
        # A hidden block that was planted beside the article changes not a word of what is shown.
        "repaired": bool(lead.get("repaired", lead.get("junk") == "injected")),
        "quotes": quotes,
        "marks": marks,
        "reports": [{name: report.get(name) for name in _REPORT} for report in reports],
    }


def _proof(report: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The proving sentences of the leading report, longest first, and the words in them that state a fact."""
    quotes = {str(proof.get("quote") or "").strip() for proof in report.get("evidence") or ()} - {""}
    kept: list[str] = []
    for quote in sorted(quotes, key=lambda quote: (-len(quote), quote)):
        if len(kept) < _QUOTES and not any(quote in other for other in kept):
            kept.append(quote)
    return kept, sorted(quotes - set(kept), key=lambda quote: (-len(quote), quote))


def subject_of(facts: Mapping[str, Any], labels: str = "en") -> str:
    """Parties, kind and date: enough to decide whether to open the mail."""
    words = words_in(labels)
    names = [str(party.get("canonical") or party.get("name")) for party in facts.get("parties") or ()]
    more = " " + words["and_more"].format(n=len(names) - 3) if len(names) > 3 else ""
    review = f"[{words['to_review']}] " if facts.get("review") else ""
    signed = f" ({facts['signed_on']})" if facts.get("signed_on") else ""
    kind = kind_in(words, facts.get("kind"))
    return f"{review}{kind}{words['colon']}{' – '.join(names[:3])}{more}{signed}"
