"""The report for a site's owner: neutral, complete, and nothing in it can be followed."""

import re

from crawler.junk import incident_report

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
    text = incident_report("Rowan Hospital", ROWS).text
    assert "2 pages" in text and "2026-02-01" in text.split("\n")[3]
    assert text.index("news/1") < text.index("news/2")
    assert text.count("沧溟国际官网") >= 2


def test_no_address_in_it_is_a_link() -> None:
    report = incident_report("Rowan Hospital", ROWS)
    for form in (report.text, report.html):
        assert not re.search(r"https?://|href=", form)
        assert "www.rowan.example" not in form


def test_words_from_pages_are_escaped() -> None:
    assert (
        "<b>"
        not in incident_report(
            "<script>", [{"url": "https://a.example/<b>", "signals": [{"quote": "<b>"}]}]
        ).html
    )


def test_it_blames_nobody() -> None:
    text = incident_report("Rowan Hospital", ROWS).text.lower()
    assert "hack" not in text and "attack" not in text


def test_no_rows_give_a_report_all_the_same() -> None:
    assert "No page is concerned" in incident_report("Rowan Hospital", []).text
