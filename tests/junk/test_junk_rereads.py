"""A page that is read again: planted, still planted, clean. Which headline is whose never changes places."""

import pytest

from crawler.junk import judge
from crawler.model import EmptyNameTable, SiteContext, Verdict
from crawler.pages import read
from tests.junk.looking import URL, response

GENUINE = "Harbour Hospital and Lakeside College sign agreement"
PLANTED = ("MegaReel77 slot login", "MegaReel77 free spins", "MegaReel77 casino app")
WHOLE = "|".join([*PLANTED, GENUINE])
TEXT = (
    "Harbour Hospital and Lakeside College signed an agreement on nursing on 3 May.",
    "Thirty students will train on the wards of Harbour Hospital every term under senior nurses.",
)


def judged(headline: str, context: SiteContext):
    body = "".join(f"<p>{line}</p>" for line in TEXT)
    page = response(
        f"<html><head><title>{headline}</title></head><body><h1>{headline}</h1>{body}".encode(), URL
    )
    reading, document = read(page, context)
    return judge(page, reading, document, context, EmptyNameTable())


@pytest.mark.parametrize(
    "context",
    [
        SiteContext(),
        SiteContext(previous_title=GENUINE, previous_text="\n\n".join(TEXT)),
        SiteContext(previous_title=WHOLE),
        SiteContext(junk_strings=PLANTED),
        SiteContext(previous_title=GENUINE, junk_strings=(WHOLE, *PLANTED)),
    ],
)
def test_title_and_headline_as_found_are_not_exchanged(context: SiteContext) -> None:
    verdict, after = judged(WHOLE, context)
    assert after.article is not None
    assert verdict.verdict is Verdict.INJECTED and verdict.repaired_title
    assert (after.article.title, after.article.title_as_found) == (GENUINE, WHOLE)
    assert after.article.text.split() == " ".join(TEXT).split()


def test_clean_again_it_is_its_own_and_nothing_was_repaired() -> None:
    verdict, after = judged(GENUINE, SiteContext(previous_title=GENUINE, junk_strings=PLANTED))
    assert after.article is not None
    assert (verdict.verdict, verdict.repaired_title, verdict.repairs) == (Verdict.CLEAN, False, ())
    assert after.article.title == GENUINE
