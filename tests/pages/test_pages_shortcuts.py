"""What is done the quick way says what the plain way says."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.pages import date_claims, titles
from crawler.pages.hints import NAMES, hints_of, tag_hint
from crawler.pages.lines import Line, outline
from crawler.pages.noise import LONGEST, noise_kind
from crawler.pages.published import _dated
from crawler.pages.systems import _Elements, systems
from crawler.pages.wordlists import data_file, word_lists
from crawler.text.document import parse
from crawler.text.normal import lowered
from tests.pages.reading_pages import page

# How long an example takes is the machine's business.
PATIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
NOISE = data_file("noise.yaml")
WORDS = sorted(
    {
        word
        for kinds in (NOISE["certain"], NOISE["weighed"])
        for patterns in kinds.values()
        for pattern in patterns
        for word in re.findall(r"[^\W\d_]{2,}|[:：|/>»]", re.sub(r"\\.|\{[\d,]+\}", " ", pattern))
    }
)
PLAIN = re.compile(
    "|".join(
        f"(?P<{kind}>{'|'.join(patterns)})"
        for certainty in ("certain", "weighed")
        for kind, patterns in NOISE[certainty].items()
    ),
    re.IGNORECASE,
)
DATED = re.compile(
    r"(?:19|20)\d\d|[٠-٩۰-۹]{4}|\d[./-]\d{1,2}[./-]\d|年|ago\b|[天日時时间分]前|昨[天日]|今天|前天|전|yesterday|today",
    re.IGNORECASE,
)
PIECES = st.one_of(
    st.sampled_from(WORDS), st.sampled_from(WORDS).map(str.upper), st.sampled_from(WORDS).map(str.title),
    st.sampled_from([" ", "  ", "12", "2024", "(", ")", "-", "İ", "ı", "ſ", "Σ", "ς", "é"]), st.text(max_size=3),
)  # fmt: skip


@PATIENT
@given(st.lists(PIECES, max_size=8).map("".join).filter(lambda text: len(text) <= LONGEST))
def test_noise_is_told_in_lower_case_as_in_any(text: str) -> None:
    match = PLAIN.match(text)
    assert noise_kind(text) == ((match.lastgroup or "") if match else "")


ANYWHERE = [
    pattern
    for kinds in (NOISE["certain"], NOISE["weighed"])
    for patterns in kinds.values()
    for pattern in patterns
    if pattern.startswith("[^\\n]")
]


@pytest.mark.parametrize("pattern", ANYWHERE)
@PATIENT
@given(data=st.data())
def test_what_may_begin_anywhere_in_a_line_holds_one_of_its_words(pattern: str, data: st.DataObject) -> None:
    text = lowered(data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE))))
    assert any(word in text for word in NOISE["within"])


def test_a_line_without_such_words_is_still_told_by_how_it_begins() -> None:
    assert len(ANYWHERE) > 5
    assert [noise_kind(line) for line in ("Next", "Learn more", "We met", "Foto: Anna")] == [
        "neighbours", "more", "", "byline",
    ]  # fmt: skip


@pytest.mark.parametrize("groups", [NOISE["certain"], NOISE["weighed"]])
def test_patterns_for_lines_in_lower_case_hold_no_capitals(groups: dict[str, list[str]]) -> None:
    bare = [re.sub(r"\\.", "", pattern) for patterns in groups.values() for pattern in patterns]
    assert [pattern for pattern in bare if pattern != pattern.lower()] == []


@pytest.mark.parametrize("group", ["published_label", "updated_label"])
def test_labels_of_dates_hold_no_capitals_and_no_marks_of_patterns_that_have_them(group: str) -> None:
    assert [
        words for words in word_lists("published.yaml")[group] if words != words.lower() or "\\" in words
    ] == []


DATE_PIECES = st.sampled_from(
    [
        *"1920٣۴/.-年天日時时间分昨今前전 aAyYtT",
        "2024",
        "1.2.3",
        "ago",
        "AGO",
        "agora",
        "Yesterday",
        "TODAY",
        "５",
    ]
)


@PATIENT
@given(st.lists(st.lists(DATE_PIECES, max_size=6).map("".join), max_size=6))
def test_lines_with_dates_are_found_in_one_search_as_line_by_line(texts: list[str]) -> None:
    lines = [Line(text, 0, len(text), 0, 0) for text in texts]
    assert _dated(lines) == [row for row, text in enumerate(texts) if DATED.search(text)]


CLASS_NAMES = st.sampled_from(
    [
        "nav-bar",
        "navBar",
        "NAV",
        "col2",
        "2col",
        "related_news",
        "relatedNews2",
        "article:body",
        "main.content",
        "x",
        "readMore",
    ]
)


@PATIENT
@given(st.lists(CLASS_NAMES, max_size=5).map(" ".join))
def test_names_joined_by_capitals_and_by_marks_hint_alike(names: str) -> None:
    seams = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|[-_:./]+")
    assert hints_of("div", names, None, None) == hints_of("div", seams.sub("-", names), None, None)


SCRIPT = st.sampled_from(
    [
        "published",
        "publish",
        "_",
        "date",
        "time",
        "first",
        "pub",
        "ct",
        "create",
        "d_at",
        "at",
        "'",
        '"',
        ":",
        "=",
        " ",
        "2024-05-01",
        "1714521600",
        "x",
    ]
)


@PATIENT
@given(st.lists(SCRIPT, max_size=14).map("".join))
def test_statements_in_scripts_are_found_by_leaps_as_by_search(text: str) -> None:
    whole = date_claims._script_patterns()[1]
    assert [m.span() for m in date_claims._statements(text)] == [m.span() for m in whole.finditer(text)]


@PATIENT
@given(st.text(alphabet="ab -–|·>:：_\u4e00", max_size=24))
def test_a_text_without_marks_has_one_part(text: str) -> None:
    assert titles.segments(text) == [part.strip() for part in titles.SEPARATOR.split(text) if part.strip()]
    assert titles._MAY_PART.search(text) or not titles.SEPARATOR.search(text)


def test_an_element_without_names_has_the_hint_of_its_tag() -> None:
    assert {tag: tag_hint(tag) for tag in ("nav", "main", "div")} == {
        tag: hints_of(tag, None, None, None) for tag in ("nav", "main", "div")
    }
    assert tag_hint("nav") == 1 << NAMES.index("nav")


def test_the_index_of_a_page_finds_whatever_a_selector_of_a_system_asks_for() -> None:
    for system in systems():
        for selector in (*system.elements, *system.body, *system.title):
            parts = [_element(part) for part in selector.split(" ")]
            markup = "".join(parts) + "words" + "</div>" * len(parts)
            found = _Elements(outline(parse(page(f"<body><p>a</p>{markup}"))))
            assert found.matches(selector), selector
            assert not found.matches(f"{selector.rstrip('*')}-other"), selector


def _element(part: str) -> str:
    mark, name = (part[0], part[1:].rstrip("*")) if part[0] in "#.*" else ("", part)
    kind = {"#": "id", "*": "id", ".": "class"}.get(mark)
    filled = f"x{name}" if mark == "*" else name
    return f'<div {kind}="{filled.upper()}">' if kind else f"<{name}><div>"
