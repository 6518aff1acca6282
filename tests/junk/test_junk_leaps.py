"""Patterns tried only where one of their words stands find what they find when tried everywhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.junk.fillers import _ACT, _PLACE, OFFICE
from crawler.junk.leaps import Leaps
from crawler.junk.lexicon import load, variants
from crawler.junk.shapes import CODE
from crawler.junk.signals_swaps import _WORD
from crawler.junk.slots import GAMING, PLAIN, TRIGGER, WEB

PIECES = [
    *GAMING.split("|"),
    *PLAIN.split("|"),
    *WEB.split("|"),
    *(
        "党委常委",
        "党委",
        "書記",
        "副书记",
        "副校长",
        "校长",
        "院長",
        "教务处副处长",
        "外事处",
        "处长王某",
        "李明",
        "、常委",
    ),
    *(
        "附属第一",
        "直属附属医院",
        "一百二十周年",
        "第三届",
        "第十届运动",
        "领导班子",
        "理论中心",
        "基础医学",
        "研究生院",
    ),
    *("与某某医院签约", "和谁", "召开", "荣获", "组织学生", "签署", "簽訂"),
    *(
        "云海",
        "银河",
        "bet365",
        "kok2024",
        "ab",
        "12",
        "9",
        "888",
        "2024年",
        "x7",
        "。",
        "，",
        "\n",
        " ",
        "的",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_leaping_finds_what_the_pattern_itself_finds(text: str) -> None:
    for leaping in (TRIGGER, OFFICE, _PLACE, _ACT):
        found = [match.span() for match in leaping.finditer(text)]
        assert found == [match.span() for match in leaping.pattern.finditer(text)], text


def test_a_match_may_begin_before_its_mark_and_matches_never_overlap() -> None:
    leaping = Leaps("x{0,3}ab(?:ab)*", "ab", before=3)
    assert [match.span() for match in leaping.finditer("xxababab-xxxxab b a ab")] == [
        (0, 8),
        (10, 15),
        (20, 22),
    ]
    assert not list(leaping.finditer("a b xxx ba"))


def test_the_longest_code_before_a_word_of_the_trade_is_within_reach() -> None:
    text = "在abcde12345678abcd云海银河体育官网"
    assert re.match(CODE, text[1:])
    assert [match.span() for match in TRIGGER.finditer(text)] == [
        match.span() for match in TRIGGER.pattern.finditer(text)
    ]
    assert next(TRIGGER.finditer(text)).start() == 1


def _alternatives(pattern: str) -> list[str]:
    """The parts between bars that stand in no bracket."""
    parts, depth = [""], 0
    for char in pattern:
        depth += (char in "([") - (char in ")]")
        if char == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += char
    return parts


@pytest.mark.parametrize("swap", load("spinner")["swaps"], ids=lambda swap: str(swap["why"])[:40])
def test_every_swap_holds_a_word_by_which_its_sentence_is_found(swap: dict[str, object]) -> None:
    for form in variants(str(swap["pattern"])):
        assert all(_WORD.search(part) for part in _alternatives(form))
        assert "。" not in re.sub(r"\[\^[^\]]*\]", "", form), "it would reach beyond a sentence"
