"""Phrases of all scripts are found wherever they stand, by either way of looking for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.text.phrases import Phrases

WORDS = (
    "a",
    "ab",
    "b-1",
    "é",
    "ст",
    "ста",
    "α",
    "сa",
    "医",
    "医院",
    "院",
    "医院a",
    "1院",
    "かな",
    "병원",
    "원",
)


def everywhere(text: str) -> list[tuple[int, int, str]]:
    """Every phrase at every place, found one by one."""
    return sorted(
        (start, start + len(word), word.upper())
        for word in WORDS
        for start in range(len(text))
        if text.startswith(word, start)
    )


@pytest.mark.parametrize("times", [1, 30])  # long texts are looked through in another way than short ones
@given(text=st.text(st.sampled_from("ab-1éстаα医院かな병원 \u2019\ud800\U0001f600"), max_size=30))
def test_finds_what_stands_there(times: int, text: str) -> None:
    text = text * times
    assert sorted(Phrases({word: word.upper() for word in WORDS}).find(text)) == everywhere(text)


@pytest.mark.parametrize("words", [[], ["ab"], ["医院"], ["医"]])
def test_scripts_without_phrases(words: list[str]) -> None:
    found = Phrases(dict.fromkeys(words, True)).find("ab 医院")
    assert sorted(found) == sorted(
        ("ab 医院".index(word), "ab 医院".index(word) + len(word), True) for word in words
    )
