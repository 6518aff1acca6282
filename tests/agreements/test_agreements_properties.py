from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.agreements import names as name_finder
from crawler.agreements.folding import fold
from crawler.agreements.passage import Line
from crawler.model import Announcement
from tests.agreements.told import told

HOUSES = {
    "en": [
        "Larkfield General Hospital",
        "Brenna University",
        "Harbour Clinic",
        "Norrland Children's Hospital",
    ],
    "zh": ["海港市人民医院", "北川医科大学", "南溪县中医院", "东岭镇卫生院"],
    "ja": ["港南総合病院", "北浜大学", "東浜医療センター", "西浜市立病院"],
    "ko": ["새빛병원", "한결대학교", "푸른의료원", "누리의료재단"],
}
SENTENCES = {
    "en": "{0} signed a memorandum of understanding with {1} on 5 May 2025.",
    "zh": "5月8日，{0}与{1}签署合作协议。",
    "ja": "{0}は5月8日、{1}と連携協定を締結した。",
    "ko": "{0}은 8일 {1}과 업무협약을 체결했다고 밝혔다.",
}
SCRAPS = st.lists(
    st.sampled_from(
        [
            *(house for group in HOUSES.values() for house in group),
            *"()（）「」“”《》,，、;；:：.。\n-–—|•①&№'’",
            "\n\n",
            "与",
            "和",
            "及",
            "附属",
            "我院",
            "该院",
            "同院",
            "签署",
            "协议",
            "三家医院(",
            "the latter",
            "signed",
            "agreement with the following:",
            "named after A. B. Moss",
            "Children's",
            "Ltd.",
            "Director of",
            "협약",
            "체결",
            "과",
            "が運営する",
            "締結",
            "院長",
            "\u200b",
            "𠮷",
            "İ",
        ]
    ),
    max_size=40,
).map(" ".join)


def line(text: str) -> Line:
    return Line(text, fold(text), 0, ())


@settings(max_examples=300, deadline=None)
@given(SCRAPS)
def test_names_stand_in_order_inside_the_line_and_never_overlap(text: str) -> None:
    found = name_finder.find(line(text))
    for name in found:
        assert 0 <= name.start < name.end <= len(text)
        assert name.text.strip()
    assert all(one.end <= other.start for one, other in pairwise(found))


def check(found: Announcement, text: str) -> None:
    for agreement in found.agreements:
        keys = [party.name.casefold() for party in agreement.parties]
        assert len(keys) == len(set(keys))
        assert all(key.strip() for key in keys)
        for proof in agreement.evidence:
            if proof.start is not None and proof.end is not None:
                assert 0 <= proof.start <= proof.end <= len(text)
                assert text[proof.start : proof.end] == proof.quote


@settings(max_examples=300, deadline=None)
@given(SCRAPS, st.none() | SCRAPS)
def test_hostile_texts_give_quotes_from_the_text_and_each_party_once(text: str, title: str | None) -> None:
    check(told(text, title), text)
    assert told(text, title) == told(text, title)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(HOUSES)), st.permutations(range(4)), st.integers(0, 3))
def test_two_parties_in_any_order_and_any_surroundings_are_just_these(
    language: str, order: list[int], blanks: int
) -> None:
    one, other = (HOUSES[language][index] for index in order[:2])
    text = "\n" * blanks + SENTENCES[language].format(one, other)
    found = told(text)
    assert {party.name for agreement in found.agreements for party in agreement.parties} == {one, other}
    check(found, text)


@pytest.mark.parametrize("language", sorted(HOUSES))
def test_a_text_told_twice_has_the_same_parties(language: str) -> None:
    text = SENTENCES[language].format(*HOUSES[language][:2])
    twice = told(f"{text}\n\n{text}")
    assert {p.name for a in twice.agreements for p in a.parties} == set(HOUSES[language][:2])
    assert len(twice.agreements) == 1
