"""Hostile and random input: never an error, offsets that slice, clean pages untouched."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import tostring

from crawler.junk import judge
from crawler.junk.finding import Finding
from crawler.junk.normal import fold
from crawler.junk.repair import repair
from crawler.junk.signals_code import decoded_strings
from crawler.junk.styles import hides
from crawler.model import Article, EmptyNameTable, JunkVerdict, SiteContext, Verdict
from crawler.text.document import parse
from tests.junk.looking import judged_markup, judged_text, reading_of, response

MOST_SIGNALS, LONGEST_QUOTE = 60, 300

ODD = st.text(
    alphabet=st.sampled_from("医院国际官网app登录|_-, \n（）()yī学🎉1289abetwinслот\u200b&#;<>\"'”“。，\x00"),
    max_size=160,
)


def assert_sound(title: str, text: str, verdict: JunkVerdict, article: Article) -> None:
    """What holds of every judgement: bounded, told by spans of the returned text, nothing made up."""
    assert 0.0 <= verdict.score <= 1.0
    assert len(verdict.signals) <= MOST_SIGNALS
    assert all(len(signal.quote) <= LONGEST_QUOTE for signal in verdict.signals)
    for signal in verdict.signals:
        if signal.where == "text" and signal.start is not None:
            assert signal.end is not None and 0 <= signal.start < signal.end <= len(article.text)
            assert article.text[signal.start : signal.end][:LONGEST_QUOTE] == signal.quote
    if verdict.verdict in {Verdict.CLEAN, Verdict.SUSPECT}:
        assert (article.title, article.text, verdict.repairs) == (title, text, ())
        return
    assert verdict.signals  # no verdict without evidence
    changes = [one for one in verdict.repairs if one.where == "text"]
    assert sum(len(one.before) for one in changes) <= len(text)
    assert len(article.text) <= len(text) + sum(len(one.after) for one in changes)
    left = iter(text)
    kept = "".join(article.text.split("⟦?⟧"))
    assert all(char in left for char in kept)  # what is left stood there, in that order


@settings(max_examples=120, deadline=None)
@given(st.one_of(st.text(max_size=200), ODD), st.one_of(st.text(max_size=400), ODD))
def test_evidence_slices_to_the_returned_text_and_nothing_is_made_up(title: str, text: str) -> None:
    assert_sound(title, text, *judged_text(title, text))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_markup_is_judged_soundly_twice_alike_and_left_as_it_was(markup: str) -> None:
    whole = f"<html><body>{markup}<div style='{markup[:40]}'>{markup}</div><script>{markup}</script>"
    document = parse(response(whole.encode()))
    before = tostring(document.tree)
    first = judged_markup(whole, "A title", "A text.")
    assert_sound("A title", "A text.", *first)
    assert judged_markup(whole, "A title", "A text.") == first
    page, reading = response(whole.encode()), reading_of("A title", "A text.")
    judge(page, reading, document, SiteContext(), EmptyNameTable())
    assert tostring(document.tree) == before


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), ODD))
def test_folding_keeps_the_way_back(text: str) -> None:
    folded = fold(text)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
    assert folded.span(0, len(folded.text))[1] <= len(text)


@settings(max_examples=100, deadline=None)
@given(
    st.text(min_size=1, max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80), st.sampled_from(["cut", "mark"])), max_size=6),
)
def test_repairs_move_what_they_leave(text: str, spans: list[tuple[int, int, str]]) -> None:
    findings = [
        Finding(
            "x",
            "I3",
            "words",
            1.0,
            "text",
            "",
            "r",
            min(left, right, len(text)),
            min(max(left, right), len(text)),
            edit,
        )
        for left, right, edit in spans
    ]
    fixed = repair(text, findings, SiteContext())
    for at in range(len(text)):
        moved = fixed.moved(at, at + 1)
        if moved is not None:
            assert fixed.text[moved[0] : moved[1]] == text[at]


@pytest.mark.parametrize(
    "text",
    [
        "医" * 60_000,
        "(yī)" * 20_000,
        "国际官网|" * 20_000,
        "a(" * 40_000,
        "集团1" * 30_000,
        "casino " * 20_000,
        "&#" * 50_000,
        "“" * 50_000,
        "🎉，" * 20_000,
        "http://a." * 15_000,
        "伟 鼎 " * 20_000,
        "公司员工" * 20_000,
        ("。" + "Ab3资讯网zx.com") * 5_000,
    ],
)
def test_nasty_texts_are_judged_soundly_and_once(text: str) -> None:
    title = text[:3000]
    verdict, article = judged_text(title, text)
    assert_sound(title, text, verdict, article)
    again, unchanged = judged_text(article.title, article.text)
    assert unchanged.text == article.text and not any(one.where == "text" for one in again.repairs)
    # Twice the text is at most twice the evidence and the repairs: nothing is told of pairs.
    twice, _ = judged_text(title, text * 2)
    assert len(twice.signals) <= MOST_SIGNALS
    assert len(twice.repairs) <= 2 * len(verdict.repairs) + 2


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 5_000,
        "<div style='display:none'>" * 1_500 + "百家乐官网",
        "<!--" * 20_000,
        "<style>" + ".a{display:none}" * 5_000 + "</style>",
        "<script>document.write('" + "\\x41" * 20_000 + "')</script>",
        "<script>var a='" + "'+'" * 20_000 + "';document.write(a)</script>",
        "<a href='//x.vip/'>百家乐官网</a>" * 3_000,
        "</html>" * 10_000,
        "<script type='application/ld+json'>" + "[" * 20_000 + "</script>",
    ],
)
def test_nasty_markup_is_judged_soundly_and_the_article_kept(markup: str) -> None:
    verdict, article = judged_markup(f"<html><body>{markup}", "A title", "A text of a page.")
    assert_sound("A title", "A text of a page.", verdict, article)
    assert article.text == "A text of a page."


def test_scripts_are_decoded_without_being_run() -> None:
    assert "赌场" in "".join(
        decoded_strings("document.write(String.fromCharCode(36172,22330,36172,22330,33,33))")
    )
    assert any(
        "casino" in one
        for one in decoded_strings("document.write(atob('PGEgaHJlZj0iLy94LnZpcCI+Y2FzaW5vPC9hPg=='))")
    )


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "position: absolute top: 0px left: -8000px;",
        "font-size:0",
        "opacity:0",
        "color:#fefefe;background:#fff",
        "VISIBILITY : HIDDEN",
    ],
)
def test_hiding_styles_are_seen_also_when_broken(style: str) -> None:
    assert hides(style)


@pytest.mark.parametrize(
    "style",
    [
        "display:block",
        "left:-8px",
        "font-size:10px",
        "opacity:0.9",
        "color:#333;background:#fff",
        "font-size:1.2em",
    ],
)
def test_ordinary_styles_hide_nothing(style: str) -> None:
    assert hides(style) is None
