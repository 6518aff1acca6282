"""Outbox rows and facts for tests."""

from datetime import UTC, datetime

from crawler.model import (
    Agreement,
    AgreementChange,
    Alert,
    AlertKind,
    ArticleChange,
    Novelty,
    Party,
    SignedOn,
)

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SENDER = "Pactwatch <pactwatch@example.org>"


def report(**more):
    words = "Harbour Hospital and Lakeview Clinic signed a memorandum on 18 November."
    return {
        "url": "https://harbour.example/news/1.html",
        "source": "harbour",
        "title": "Harbour and Lakeview sign",
        "language": "en",
        "published_on": "2026-11-19",
        "junk": "clean",
        "archive_ref": "2026/11/pages-0001.warc.gz#4711",
        "first_poll": False,
        "evidence": [
            {"field": "announcement", "quote": words, "start": 0, "end": len(words)},
            {"field": "party", "quote": "Harbour Hospital", "start": 0, "end": 16},
            {"field": "signed_on", "quote": "18 November", "start": 60, "end": 71},
        ],
        **more,
    }


def change(number=1, status="new", reports=None, kind="memorandum", names=(), country="DE", **more):
    one, other = names or ("Harbour Hospital", f"Lakeview Clinic {number}")
    parties = (
        Party(one, one, "harbour", country="CN", role="hub"),
        Party(other, other, f"lakeview-{number}", country=country, role="partner"),
    )
    agreement = Agreement(kind, (kind,), parties, SignedOn("2026-11-18", "day", "18 November"))
    item = AgreementChange(
        **{
            "id": f"ag-{number}",
            "created": True,
            "status": status,
            "agreement": agreement,
            "reports": tuple(reports or [report()]),
            "confidence": 0.9,
            **more,
        }
    )
    return ArticleChange("https://harbour.example/news/1.html", "harbour", Novelty.NEW, 1, agreements=(item,))


def row(name, to="a@a.example", **more):
    facts = {"subject": f"About {name}", "lines": [f"Line of {name}."]}
    values = {"subject": facts["subject"], "facts": facts, "message_id": f"<{name}@example.org>"}
    return Alert(id=name, kind=AlertKind.HEALTH, created_at=NOW, to=to, **{**values, **more})
