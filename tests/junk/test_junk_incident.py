"""The report for a site's owner, over rows of this room: neutral, complete, in order, nothing can be followed."""

import re
from datetime import UTC, datetime

import pytest

from crawler.exports.incident import incident_report
from crawler.junk.defang import defanged

NOW = datetime(2026, 2, 4, tzinfo=UTC)
ROWS = [
    {
        "url": "https://www.rowan.example/news/2",
        "verdict": "injected",
        "score": 0.9,
        "first_seen": "2026-02-03T00:00:00Z",
        "title": "Open Day",
        "title_as_found": "沧溟国际官网|Open Day",
        "signals": [
            {
                "name": "title_shape",
                "vector": "T1",
                "quote": "沧溟国际官网 http://x.vip/in",
                "where": "title",
                "reason": "it is shaped like a brand",
            }
        ]
        * 2,
    },
    {
        "url": "https://www.rowan.example/news/1",
        "verdict": "injected",
        "score": 0.9,
        "first_seen": "2026-02-01T00:00:00Z",
        "title": "<b>",
        "title_as_found": "<b>",
        "signals": [],
    },
]


def test_it_tells_pages_in_order_and_since_when() -> None:
    text = incident_report("Rowan Hospital", ROWS, NOW).text
    assert "2 pages" in text and "First seen by us on 2026-02-01" in text
    assert text.index("news/1") < text.index("news/2")
    assert text.count("沧溟国际官网") == 2  # the headline as found, and the sign that is told once


def test_no_address_in_it_is_a_link() -> None:
    report = incident_report("Rowan Hospital", ROWS, NOW)
    for form in (report.text, report.html):
        assert not re.search(r"https?://|href=", form)
        assert "www.rowan.example" not in form


def test_words_from_pages_are_escaped() -> None:
    rows = [{**ROWS[1], "url": "https://a.example/<b>", "signals": [{"quote": "<b>", "vector": "I3"}]}]
    assert "<b>" not in incident_report("<script>", rows, NOW).html


def test_it_blames_nobody() -> None:
    text = incident_report("Rowan Hospital", ROWS, NOW).text.lower()
    assert "hack" not in text and "attack" not in text


def test_no_rows_give_a_report_all_the_same() -> None:
    assert "No page with inserted text is known" in incident_report("Rowan Hospital", [], NOW).text


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://shop.example/a.b", "hxxps[:]//shop[.]example/a[.]b"),
        ("HTTP://X.EXAMPLE", "HxxP[:]//X[.]EXAMPLE"),
        ("a@b.example", "a[@]b[.]example"),
        ("No address. At all.", "No address. At all."),
    ],
)
def test_addresses_are_defanged_and_sentences_left_alone(address: str, safe: str) -> None:
    assert defanged(address) == safe
