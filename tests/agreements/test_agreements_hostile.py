from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.agreements.folding import fold, fold_with_map
from crawler.text.sentences import split
from tests.agreements.told import told

PIECES = st.sampled_from(
    [
        "签署",
        "协议",
        "医院",
        "附属",
        "与",
        "和",
        "、",
        "。",
        "(",
        ")",
        "（",
        "“",
        "”",
        "signed",
        "agreement",
        "with",
        "Hospital",
        "University",
        "and",
        "the",
        "of",
        ",",
        ".",
        ";",
        "\n",
        "\n\n",
        "Dr.",
        "5月6日",
        "2024",
        "St.",
        "협약",
        "병원",
        "은",
        "締結",
        "と",
        "病院",
        "醫(yī)院",
        "��",
        "\x00",
        "İ",
        "ﬁ",
        "㈱",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join)


@settings(deadline=None, max_examples=120)
@given(TEXTS, TEXTS, st.sampled_from([None, "2024-05-08", "2024-05", "2024", "rubbish", "2024-13-45"]))
def test_any_text_is_read_and_every_quote_is_where_it_says(
    text: str, title: str, published: str | None
) -> None:
    found = told(text, title=title, published=published)
    for agreement in found.agreements:
        for evidence in agreement.evidence:
            if evidence.start is not None:
                assert text[evidence.start : evidence.end] == evidence.quote


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=200))
def test_folding_keeps_length_and_does_nothing_twice(text: str) -> None:
    once = fold(text)
    assert len(once) == len(text)
    assert fold(once) == once


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_the_way_back_leads_to_the_same_characters(text: str) -> None:
    folded = fold_with_map(text)
    for offset, character in enumerate(folded.text):
        assert fold(text[folded.back(offset)]) == character


@settings(deadline=None, max_examples=100)
@given(TEXTS)
def test_sentences_stand_in_order_and_lose_only_white_space(text: str) -> None:
    position = 0
    for sentence in split(text):
        assert sentence.start >= position
        assert not text[position : sentence.start].strip()
        position = sentence.end
    assert not text[position:].strip()


def test_long_and_nasty_texts_take_time_in_proportion() -> None:
    nasty = [
        "签" * 20_000,
        "A " * 20_000,
        "(" * 20_000,
        "Hospital and " * 8_000,
        "、医院" * 10_000,
        "1月1日" * 8_000,
    ]
    for text in nasty:
        began = time.process_time()
        told(text)
        assert time.process_time() - began < 20  # a runaway expression takes minutes, a slow machine seconds
