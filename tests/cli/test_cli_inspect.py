"""``inspect --jsonl`` from outside: a line for a line, whatever comes in."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

PACTWATCH = Path(sys.executable).parent / "pactwatch"
BODY = (
    "Harbour General Hospital and Lakeview Children's Hospital signed a memorandum of understanding on {day}."
)
HTML = "<html><head><title>{t} - Harbour</title></head><body><h1>{t}</h1><p>{b}</p><p>It covers nursing.</p></body></html>"


def inspect(lines: list[str], *arguments: str) -> list[dict]:
    """The output lines for these input lines."""
    done = subprocess.run(
        [PACTWATCH, "inspect", "--jsonl", *arguments],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    html = HTML.format(t="Two hospitals sign a memorandum", b=BODY.format(day="3 November 2026"))
    records = [
        {"id": "html", "url": "http://h.example/1", "html": html, "fetched_at": "2026-11-05T00:00:00Z"},
        {
            "id": 7,
            "html_base64": base64.b64encode(html.encode("utf-16")).decode(),
            "content_type": "text/html",
        },
        {
            "id": "text",
            "text": BODY.format(day="November 3"),
            "title": "Two sign",
            "fetched_at": "2026-11-05",
        },
        {"id": "empty", "html": ""},
        {"id": "none"},
        {"id": "wrong", "html": 5},
        {"id": "time", "text": "x", "fetched_at": "never"},
        {"id": "bad64", "html_base64": "%%%"},
        {"id": None, "text": "\ud800 surrogate"},
    ]
    return inspect([*map(json.dumps, records), "{broken", "[1]", "null"])


def test_every_line_is_answered_in_order(rows):
    assert [row["id"] for row in rows] == [
        "html",
        7,
        "text",
        "empty",
        "none",
        "wrong",
        "time",
        "bad64",
        None,
        None,
        None,
        None,
    ]


@pytest.mark.parametrize("place", [4, 5, 6, 9, 10, 11])
def test_a_bad_line_says_what_is_wrong_with_it(rows, place):
    assert set(rows[place]) == {"id", "error"}
    assert rows[place]["error"]


@pytest.mark.parametrize("place", [0, 2])
def test_an_agreement_is_found_in_html_and_in_text(rows, place):
    found = rows[place]["announcement"]
    assert found["verdict"] == "announcement"
    assert [agreement["signed_on"] for agreement in found["agreements"]] == ["2026-11-03"]


@pytest.mark.parametrize("place", [0, 2])
def test_evidence_indexes_the_returned_text(rows, place):
    row = rows[place]
    proofs = [proof for agreement in row["announcement"]["agreements"] for proof in agreement["evidence"]]
    assert proofs
    for proof in proofs:
        if proof["start"] is not None:
            assert row["text"][proof["start"] : proof["end"]] == proof["quote"]


def test_an_empty_page_has_a_named_problem(rows):
    assert rows[3]["problem"] == "empty"
    assert rows[3]["announcement"]["verdict"] == "none"
