"""Values as the plain JSON forms that the interface promises for ``inspect``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from crawler.model import Agreement, Announcement, Assessment, JunkVerdict, Signal


def inspected(assessment: Assessment, identifier: Any) -> dict[str, Any]:
    """One page's conclusions as one line of ``inspect --jsonl``."""
    reading = assessment.reading
    article = reading.article
    return {
        "id": identifier,
        "url": assessment.page.url,
        "problem": reading.problem.value if reading.problem else None,
        "detail": reading.detail or None,
        "title": article.title if article else None,
        "title_as_found": (article.title_as_found or article.title) if article else None,
        "title_origin": article.title_origin if article else None,
        "text": article.text if article else "",
        "language": article.language if article else None,
        "published_on": article.published_on if article else None,
        "published_origin": article.published_origin if article else None,
        "authors": list(article.authors) if article else [],
        "images": [asdict(image) for image in article.images] if article else [],
        "junk": junk(assessment.junk),
        "announcement": announcement(assessment.announcement),
    }


def junk(verdict: JunkVerdict) -> dict[str, Any]:
    """A junk verdict with its signals and the audit of repairs."""
    return {
        "verdict": verdict.verdict.value,
        "score": round(verdict.score, 4),
        "signals": [signal(item) for item in verdict.signals],
        "repaired_title": verdict.repaired_title,
        "repairs": [asdict(repair) for repair in verdict.repairs],
        "unverified": list(verdict.unverified),
        "meaning_damaged": verdict.meaning_damaged,
        "owner": verdict.owner,
    }


def signal(item: Signal) -> dict[str, Any]:
    """One piece of evidence."""
    return {
        name: getattr(item, name)
        for name in ("name", "vector", "quote", "start", "end", "where", "reason", "group")
    }


def announcement(found: Announcement) -> dict[str, Any]:
    """The judgement and what was signed."""
    return {
        "verdict": found.verdict.value,
        "probability": round(found.probability, 4),
        "reasons": list(found.reasons),
        "agreements": [agreement(item) for item in found.agreements],
    }


def agreement(item: Agreement) -> dict[str, Any]:
    """One agreement with the words that prove it."""
    return {
        "type": item.type,
        "types": list(item.types),
        "parties": [
            {
                name: getattr(party, name)
                for name in ("name", "canonical", "organisation_id", "country", "role")
            }
            for party in item.parties
        ],
        "signed_on": item.signed.value,
        "signed_on_precision": item.signed.precision,
        "signed_on_phrase": item.signed.phrase or None,
        "signed_on_rule": item.signed.rule or None,
        "term_months": item.term_months,
        "place": item.place,
        "fields": list(item.fields),
        "signatories": [asdict(person) for person in item.signatories],
        "evidence": [asdict(proof) for proof in item.evidence],
    }
