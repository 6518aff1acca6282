"""Which names are new on a standing overview."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.agreements.overviews import additions, suggested
from crawler.model import EmptyNameTable

PARTNERS = (
    "Ardenholm University Hospital",
    "Lakeshore Medical Center",
    "Queensferry Medical School",
    "Mount Orrin Children's Hospital",
    "National Heart Institute of Varnholm",
)


def prose(*names):
    return f"Our hospital works with {', '.join(names[:-1])} and {names[-1]}. Students travel each summer."


def names_in(texts):
    return [one.name for one in additions(texts)]


def test_nothing_is_new_at_the_first_reading():
    assert additions([prose(*PARTNERS)]) == ()


def test_a_name_that_is_new_in_a_later_revision_is_found_with_both_texts():
    before, after = prose(*PARTNERS[:4]), prose(*PARTNERS)
    (one,) = additions([before, after])
    assert one.name == PARTNERS[4]
    assert PARTNERS[4] in one.sentence and one.sentence in after
    assert one.before and PARTNERS[4] not in one.before and one.before in before


def test_it_is_found_once_however_often_the_page_changes():
    texts = [prose(*PARTNERS[:3]), prose(*PARTNERS[:4]), prose(*PARTNERS[1:]), prose(*PARTNERS)]
    assert names_in(texts) == [PARTNERS[3], PARTNERS[4]]


@settings(deadline=None, max_examples=25)
@given(st.permutations(PARTNERS), st.integers(2, 5))
def test_removing_and_reordering_add_nothing(order, kept):
    assert names_in([prose(*PARTNERS), "\n\n".join(order[:kept]), prose(*order)]) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ardenholm University Hospital", "the University Hospital of Ardenholm"),
        ("Lakeshore Medical Center", "Lakeshore Medical Centre"),
        ("Queensferry Medical School", "Queensferry Medical School of Scotland"),
        ("墨尔本大学皇家医院、北京协和医院", "北京协和医院\n\n墨尔本大学皇家医院"),
        ("서울대학교병원, 한빛강의료원", "한빛강의료원 및 서울대학교병원"),
    ],
)
def test_other_words_for_the_same_add_nothing(before, after):
    assert names_in([f"Partners: {before}.", f"Among our partners are {after}."]) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("合作机构：\n\n北京协和医院\n\n{}", "首尔大学医院"),
        ("協定校\n\n東都大学病院\n\n{}", "湊南大学医学部附属病院"),
        ("협력기관\n\n한빛강의료원\n\n{}", "초원국립병원"),
        ("Our partners\n\nMayo Clinic\n\nUniversity of Oxford\n\n{}", "University of Cape Town"),
    ],
)
def test_new_names_are_found_in_every_language(text, name):
    assert names_in([text.format(""), text.format(name)]) == [name]


def test_what_is_suggested_is_of_no_kind_and_proved_by_both_texts():
    texts = [prose(*PARTNERS[:4]), prose(*PARTNERS)]
    (one,) = suggested(texts, texts[1], "Harbour General Hospital", EmptyNameTable())
    assert [party.name for party in one.parties] == ["Harbour General Hospital", PARTNERS[4]]
    assert (one.type, one.signed.value) == ("other", None)
    quotes = {proof.field: proof for proof in one.evidence}
    assert texts[1][quotes["now"].start : quotes["now"].end] == quotes["now"].quote
    assert quotes["before"].quote in texts[0]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.text(max_size=200), max_size=4))
def test_any_text_can_be_compared(texts):
    for one in additions(texts):
        assert any(one.name in text for text in texts)
