"""Expressions that are passed over where they cannot match find what the plain ones find."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crawler.agreements
from crawler.text.sought import Sought, needles, sought


@pytest.mark.parametrize(
    ("pattern", "flags", "needed"),
    [
        (r"\bsign(?:ed|ing)?\b", 0, {"sign"}),
        (r"signed|concluded", 0, {"signed", "concluded"}),
        (r"organi[sz]ed by", 0, {"organi"}),
        (r"(?:not )?denied", 0, {"denied"}),
        (r"(?=.*协议)签", 0, {"协议"}),
        (r"[与和]", 0, {"与", "和"}),
        (r"SIGNED", re.IGNORECASE, {"signed"}),
        (r"(?:협약|체결)\s", 0, {"협약", "체결"}),
    ],
)
def test_what_a_match_must_contain(pattern, flags, needed):
    assert needles(pattern, flags) == needed


@pytest.mark.parametrize("pattern", [r"\d+", r"of|signed", r"(?:signed)?", r"[a-z]+ed", r"(?!signed)x", r""])
def test_an_expression_that_needs_no_letters_is_tried_everywhere(pattern):
    assert needles(pattern) == frozenset()
    assert sought(pattern).may("anything")


def test_texts_without_the_letters_are_passed_over():
    signed = sought(r"\bsigned\b")
    assert not signed.may("nothing of the kind")
    assert signed.may("designed")  # its letters stand there; the expression itself decides
    assert signed.search("designed") is None
    assert signed.search("it signed").start() == 3


@pytest.mark.parametrize("text", ["ſigned in", "ıſ it SIGNED?", "SİGNED", "ſİgned"])
def test_letters_that_match_without_case_are_not_lost(text):
    pattern = r"signed|is it"
    plain = re.compile(pattern, re.IGNORECASE)
    assert bool(sought(pattern, re.IGNORECASE).search(text)) == bool(plain.search(text))


def test_start_and_end_bound_the_search():
    one = sought("협약")
    assert one.search("협약 협약", 1).start() == 3
    assert one.search("협약 협약", 1, 4) is None
    assert [m.start() for m in one.finditer("협약 협약", 0, 3)] == [0]


def _every() -> list[Sought]:
    found = []
    for module in pkgutil.iter_modules(crawler.agreements.__path__):
        held = vars(importlib.import_module(f"crawler.agreements.{module.name}"))
        found += [value for value in held.values() if isinstance(value, Sought)]
    return found


EVERY = _every()
WORDS = sorted({needle for one in EVERY for needle in one.needles})
TEXTS = st.lists(
    st.sampled_from(WORDS)
    | st.sampled_from([" ", ", ", "the ", "ſ", "ı", "İ", "K", "3", "A", "、", ".", "("]),
    max_size=14,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.booleans())
def test_every_expression_of_agreements_finds_what_the_plain_one_finds(text, upper):
    text = text.upper() if upper else text
    for one in EVERY:
        plain = re.compile(one.pattern, one.flags)
        told = [match.span() for match in one.finditer(text)]
        assert told == [match.span() for match in plain.finditer(text)], one.pattern
