"""The report for the owner of a site."""

from __future__ import annotations

from datetime import UTC, datetime

import lxml.html
import pytest
from hypothesis import given, settings

from crawler.exports.incident import defanged, incident_report
from tests.exports.agreement_rows import HOSTILE, texts

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


def row(**known):
    signal = {
        "name": "n",
        "vector": "T1",
        "quote": "bet now at http://lucky.example/x",
        "start": None,
        "end": None,
    }
    return {
        "url": "https://hospital.example/news/1.html",
        "source": "s",
        "verdict": "injected",
        "score": 1.0,
        "first_seen": "2026-11-20T08:00:00Z",
        "title": "Two hospitals sign",
        "title_as_found": "Lucky casino | Two hospitals sign",
        "signals": [{**signal, "where": "title", "reason": "advertises lucky.example"}],
        **known,
    }


def test_it_says_what_was_found_where_since_when_and_how_to_verify():
    text = incident_report("Harbour Hospital", [row()], NOW).text
    for said in (
        "Harbour Hospital",
        "2026-11-20 08:00",
        "Lucky casino",
        "the headline",
        "How to verify",
        "Ctrl+U",
    ):
        assert said in text


@pytest.mark.parametrize("form", ["text", "html"])
def test_nothing_in_it_can_be_followed(form):
    report = getattr(incident_report("a", [row()], NOW), form)
    assert "http://" not in report
    assert "https://" not in report
    assert "lucky.example" not in report
    assert "hospital.example" not in report


@pytest.mark.parametrize(
    "address", ["http://a.example/b", "HTTPS://A.EXAMPLE", "ftp://x.example", "a@b.example", "www.a.example"]
)
def test_an_address_is_defanged_once_and_for_all(address):
    safe = defanged(address)
    assert "://" not in safe
    assert ".example" not in safe.lower()
    assert "tp[:]//" not in safe.replace("xxp", "")


def test_a_weak_sign_alone_is_not_reported():
    assert "No page with inserted text is known" in incident_report("a", [row(verdict="suspect")], NOW).text


def test_pages_stand_in_the_order_they_were_found():
    later = row(url="https://hospital.example/2", first_seen="2026-11-21T08:00:00Z")
    text = incident_report("a", [later, row()], NOW).text
    assert (
        text.index("news/1") < text.index("example/2")
        if "example/2" in text
        else text.index("/2") > text.index("news/1")
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text_in_the_page(text):
    signal = {"vector": text, "quote": text, "reason": text}
    page = incident_report(
        text, [row(title=text, title_as_found="x" + text, url=text, signals=[signal])], NOW
    ).html
    read = lxml.html.fromstring(page.encode())
    assert {element.tag for element in read.iter() if isinstance(element.tag, str)} == {
        "html", "head", "meta", "title", "style", "body", "h1", "h2", "section", "ul", "li",
    }  # fmt: skip
    assert read.xpath("//@href | //@src") == []


@settings(deadline=None, max_examples=60)
@given(texts)
def test_any_text_can_be_reported(text):
    report = incident_report(text, [row(url=text, title=text, title_as_found=None)], NOW)
    assert "://" not in report.text
    report.text.encode()
    report.html.encode()
