"""Rows of ``list agreements`` for tests, plain and hostile."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "]]><b>&amp;</b><!-- -->",
    "\u202egnp.exe\u202c\u2066",
    '=HYPERLINK("http://evil.example","click")',
    "+1-2@SUM(A1:A9)",
    "\t=cmd|' /C calc'!A0",
    "  \uff1d1+1",
    'two\nlines\r\nand, "quotes"; more\u2028end',
    "half \ud83d surrogate \udc00",
    "nul \x00 bell \x07 escape \x1b[31m vertical \x0b form \x0c",
    "\ufffe\uffff\x85\x9f",
    "_x0041_ and \\u0041 and %00 {{7*7}} ${x}",
    "Hospital " * 1200,
    "",
    " ",
    "'",
)
"""Ways of breaking a file, one a text."""

texts = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(codec=None, categories=None), max_size=30),
)


def party(name: str = "Harbour Hospital", **known: Any) -> dict[str, Any]:
    return {
        "name": name,
        "canonical": name,
        "organisation_id": None,
        "country": None,
        "role": "party",
        **known,
    }


def report(url: str = "https://harbour.example/news/1", **known: Any) -> dict[str, Any]:
    return {
        "url": url,
        "source": "harbour",
        "title": "Two hospitals sign",
        "language": "en",
        "published_on": "2026-11-19",
        "junk": "clean",
        "evidence": [
            {"field": "agreement", "quote": "The two hospitals signed a memorandum.", "start": 0, "end": 38},
            {"field": "party", "quote": "two hospitals", "start": 4, "end": 17},
        ],
        **known,
    }


def agreement(**known: Any) -> dict[str, Any]:
    return {
        "id": "ag-1-0",
        "type": "memorandum",
        "types": ["memorandum", "renewal"],
        "parties": [
            party("Harbour Hospital", organisation_id="ror:00f54p054", country="US", role="hub"),
            party("大港医院", country="CN", role="partner"),
        ],
        "signed_on": "2026-11-18",
        "signed_on_precision": "day",
        "term_months": 36,
        "place": "Harbour",
        "fields": ["nursing"],
        "signatories": [{"name": "Ann Berg", "role": "director", "party": "Harbour Hospital"}],
        "status": "new",
        "confidence": 0.99,
        "first_seen": "2026-11-20T08:00:00Z",
        "reports": [report()],
        **known,
    }


@st.composite
def hostile_rows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to three agreements every text of which is hostile."""
    rows = []
    for number in range(draw(st.integers(1, 3))):
        parties = [
            party(draw(texts), country=draw(st.sampled_from([None, "JP"])), organisation_id=draw(ids))
            for _ in range(draw(st.integers(0, 4)))
        ]
        reports = [
            report(
                draw(st.one_of(texts, texts.map(lambda text: "https://a.example/" + text))),
                title=draw(st.one_of(st.none(), texts)),
                language=draw(st.one_of(st.none(), texts)),
                published_on=draw(st.one_of(st.none(), texts)),
                evidence=[{"field": draw(texts), "quote": draw(texts), "start": None, "end": None}],
            )
            for _ in range(draw(st.integers(0, 2)))
        ]
        person = {"name": draw(texts), "role": draw(texts), "party": draw(texts)}
        rows.append(
            agreement(
                id=f"ag-{number}-{draw(texts)}",
                parties=parties,
                place=draw(texts),
                fields=[draw(texts)],
                signatories=[person],
                signed_on=draw(st.one_of(st.none(), st.just("2026-11"), texts)),
                reports=reports,
            )
        )
    return rows


ids = st.one_of(st.none(), st.sampled_from(["ror:00f54p054", "pw:west"]), texts)
