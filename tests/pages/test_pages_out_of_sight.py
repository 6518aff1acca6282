"""What style sheets hide is not read, and what scripts show is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from crawler.model import FetchedPage, SiteContext
from crawler.pages import read

LINES = (
    "Harbour General Hospital and Saint Bruno Hospital signed a cooperation agreement on Friday in the main hall.",
    "It covers the training of nurses and the exchange of physicians for three years, the director said.",
    "Both sides will set up a joint committee that meets twice a year, and the first physicians travel in March.",
    "The hospital thanked all who had taken part in the preparation of the agreement over the last two years.",
)
PLANTED = "The hospital also signed a memorandum with Northern Example Clinic on the sharing of laboratories."


def text_of(css: str, block: str, *, script: str = "", before: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in LINES)
    html = (
        f"<!DOCTYPE html><html><head><title>Hospitals sign agreement</title><style>{css}</style></head><body>{before}"
        f"<div class=article><h1>Hospitals sign agreement</h1>{paragraphs}{block}</div><script>{script}</script></body></html>"
    )
    url = "https://www.harbour.example/news/1.html"
    reading, _ = read(FetchedPage(url, url, 200, (), html.encode(), datetime.now(UTC)), SiteContext())
    assert reading.article is not None
    return reading.article.text


@pytest.mark.parametrize(
    ("css", "block"),
    [
        (".k{display:none}", "<p class=k>{}</p>"),
        (".article .k{position:absolute;left:-9999px}", "<div class=k><p>{}</p></div>"),
        ("#k{height:0;overflow:hidden}", "<div id=k><p>{}</p></div>"),
        (".article > .k.z{visibility:hidden}", "<div class='k z'>{}</div>"),
        (".k{color:#fff;background:#fff}", "<p class=k>{}</p>"),
        ("x-k{display:none}", "<x-k>{}</x-k>"),
        (".k{display:none}", "<p>And more. <span class=k>{}</span> And more.</p>"),
    ],
)
def test_a_block_that_the_sheet_hides_is_not_read(css: str, block: str) -> None:
    found = text_of(css, block.format(PLANTED))
    assert PLANTED not in found
    assert all(line in found for line in LINES)
    assert PLANTED in text_of("", block.format(PLANTED))


@pytest.mark.parametrize(
    ("css", "script"),
    [
        (".more{display:none}", "document.querySelector('.more').hidden = false"),
        (".more{display:none}", 'document.getElementsByClassName("more")[0].style.display = "block"'),
        ("#more{display:none}", "$('#more').show()"),
        (".more{display:none} .more.open{display:block}", "`.more`"),
        (".more{opacity:0}", ""),
        (".more{font-size:0}", ""),
    ],
)
def test_what_a_script_of_the_page_names_or_what_fades_in_is_read(css: str, script: str) -> None:
    assert PLANTED in text_of(css, f"<div class=more id=more><p>{PLANTED}</p></div>", script=script)


@pytest.mark.parametrize(
    "css", [".article{display:none}", ".article{visibility:hidden}", "p{display:none}", "h1{display:none}"]
)
def test_a_page_that_begins_hidden_is_read_all_the_same(css: str) -> None:
    found = text_of(css, "")
    assert sum(line in found for line in LINES) >= 2


def test_the_larger_part_of_a_page_is_no_aside() -> None:
    long = "".join(f"<p>{line}</p>" for line in LINES)
    assert text_of(".rest{display:none}", f"<div class=rest>{long.replace('a', 'o')}</div>").count("ond") > 1
