"""A whole title that belongs to nothing on its page: planted where something speaks against it, else let be."""

import pytest

from crawler.model import Verdict
from tests.junk.looking import judged_markup

TEXT = "The ward opened on Monday with twelve beds.\nNurses from the college will train there every term."
HEADLINE = "New ward opens with twelve beds"


def judged(title: str, headline: str = HEADLINE):
    page = f"<html><head><title>{title}</title></head><body><h1>{headline}</h1><p>{TEXT}</p></body></html>"
    return judged_markup(page, headline, TEXT)


@pytest.mark.parametrize(
    "title",
    [
        "RATUMEGAH88: Portal Hiburan Digital Paling Lengkap",
        "【新品】人気ブランド 腕時計 最安値 送料込み",
        "Satta King Result Chart Today Live",
        "Cheap Essay Writer Online For Everyone",
    ],
)
def test_a_stranger_that_gives_itself_away_is_planted(title: str) -> None:
    from crawler.junk import judge
    from crawler.model import Article, EmptyNameTable, FieldCandidate, Reading, SiteContext
    from crawler.text.document import parse
    from tests.junk.looking import URL, response

    page = response(
        f"<html><head><title>{title}</title></head><body><h1>{HEADLINE}</h1></body></html>".encode()
    )
    titles = tuple(
        FieldCandidate(text, origin)
        for text, origin in ((HEADLINE, "h1"), (title, "title"), (title, "title_whole"))
    )
    reading = Reading(Article(URL, HEADLINE, TEXT, title_origin="h1"), titles=titles)
    verdict, after = judge(page, reading, parse(page), SiteContext(), EmptyNameTable())
    assert verdict.verdict is Verdict.INJECTED
    assert after.article is not None
    assert (after.article.title, after.article.title_as_found, after.article.text) == (HEADLINE, title, TEXT)
    assert verdict.repaired_title


@pytest.mark.parametrize(
    "title",
    [
        "Untitled Document",
        "Download Centre - Register - Login",
        "yuelin-hospital.cn",
        "Harbour View",
        "Police warn of online casino fraud",
    ],
)
def test_other_strangers_are_let_be(title: str) -> None:
    verdict, article = judged(title)
    assert (verdict.verdict, article.title, article.text) == (Verdict.CLEAN, HEADLINE, TEXT)
