"""What texts are asked the quick way gives what the plain way gives."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.dedupe import fingerprint, fingerprints
from crawler.text import document, languages
from crawler.text.dates import find_dates
from crawler.text.decode import decode
from crawler.text.mojibake import may_be_twice, may_need_repair, repair_entities, undo_double_encoding
from crawler.text.normal import lowered

# How long an example takes is the machine's business.
PATIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("İıſΣςßẞK"))))
def test_lower_case_keeps_every_place(text: str) -> None:
    small = lowered(text)
    assert len(small) == len(text)
    assert lowered(small) == small


@pytest.mark.parametrize("text", ["12 KASIM 2024", "12 Kasım 2024", "12 kasım 2024"])
def test_months_are_read_in_capitals_too(text: str) -> None:
    assert [phrase.value for phrase in find_dates(text)] == ["2024-11-12"]


@pytest.mark.parametrize("text", ["5 ΜΑΡΤΊΟΥ 2024", "5 Μαρτίου 2024", "Σάββατο 5 μαρτίου 2024"])
def test_greek_months_are_read_in_capitals_and_behind_final_letters(text: str) -> None:
    assert [phrase.value for phrase in find_dates(text)] == ["2024-03-05"]


def test_a_word_that_only_begins_like_a_month_is_none() -> None:
    assert find_dates("12 mayors 2024, Marching 5 2024") == []


@PATIENT
@given(st.text(alphabet="aé&#x1238A9F; \u4e00", max_size=40))
def test_what_is_ruled_out_on_the_bytes_is_not_in_the_text(text: str) -> None:
    raw = text.encode()
    assert may_need_repair(raw) or repair_entities(text) == text
    assert may_be_twice(raw) or undo_double_encoding(text) == text
    assert decode(raw).text == repair_entities(undo_double_encoding(text))


PIECES = ["<p>", "x" * 3990, "<", ">", "/", " ", "<img", "<b ", "x" * 4100, "</p>"]


@PATIENT
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_floods_are_seen_where_there_are_some(text: str) -> None:
    assert document._floods(text) == (document._FLOOD.search(text) is not None)


@PATIENT
@given(st.text(alphabet="aZ09_ -.é\u4e00\u3042\ud800ﬁ", max_size=60))
def test_tokens_of_plain_text_are_those_of_any(text: str) -> None:
    plain = text.encode("ascii", "ignore").decode()
    assert fingerprints._tokens(plain) == fingerprints._TOKEN.findall(plain.casefold())
    assert all(token == token.encode("utf-8", "replace").decode() for token in fingerprints._tokens(text))


def test_half_a_character_does_not_stop_a_fingerprint() -> None:
    words = " ".join(f"word{number}" for number in range(60))
    assert fingerprint(None, f"{words} \ud800").signature == fingerprint(None, words).signature


@PATIENT
@given(st.text(alphabet="aBé\u4e00\u3042\uac00 ", max_size=80))
def test_letters_are_counted_in_runs_as_one_by_one(text: str) -> None:
    for letters in (languages._HAN, languages._KANA, languages._HANGUL, languages._LATIN):
        single = re.compile(letters.pattern.removesuffix("+"))
        assert languages._count(letters, text) == len(single.findall(text))


ENGLISH = (
    "The city hospital signed an agreement with a university and will train nurses there next year. " * 20
)
GERMAN = (
    "Das Krankenhaus hat mit der Universität einen Vertrag über die Ausbildung von Pflegern geschlossen. "
    * 20
)


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (GERMAN, "de")])
def test_a_long_text_is_known_by_its_pieces(text: str, language: str) -> None:
    assert languages.language_of(text) == language


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_a_text_of_two_languages_is_asked_as_a_whole(share: float) -> None:
    cut = int(3000 * share)
    text = (ENGLISH * 2)[:cut] + GERMAN * 2
    assert languages.language_of(text) == languages._identifier().classify(text[:3000])[0]
