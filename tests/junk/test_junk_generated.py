"""Every vector of the generator is found, undone and told from its honest twins; small samples, see bench/junk."""

import pytest

from bench.junk.generated import context_for, outcome
from crawler.model import SiteContext
from tests.junk.generator.catalogue import MUTATORS
from tests.junk.generator.pages import clean_page, render
from tests.junk.generator.twins import benign, topical

FLAGS = {"injected", "mirror", "spam"}


@pytest.mark.parametrize("vector", sorted(MUTATORS))
@pytest.mark.parametrize("strength", [1, 2, 3])
def test_a_vector_is_found_at_every_strength(vector: str, strength: int) -> None:
    made = [
        one
        for number in (0, 2, 4, 9, 10, 14, 18, 21, 23, 34, 40)
        if (one := MUTATORS[vector](clean_page(number), strength, True, 11))
    ]
    assert made
    found = [
        outcome(one.body, one.url, context_for(one.page, one.owner_known))[1].verdict.value in FLAGS
        for one in made
    ]
    assert sum(found) >= len(found) - len(found) // 4


def test_the_same_page_is_made_from_the_same_numbers() -> None:
    for mutate in MUTATORS.values():
        left, right = mutate(clean_page(9), 2, True, 3), mutate(clean_page(9), 2, True, 3)
        assert left == right


@pytest.mark.parametrize("number", range(20))
def test_a_clean_page_comes_back_as_it_was(number: int) -> None:
    page = clean_page(number)
    before, verdict, after = outcome(render(page), page.url, SiteContext())
    assert verdict.verdict.value == "clean"
    assert after == before


@pytest.mark.parametrize("number", [0, 1, 3, 7])
def test_honest_twins_are_clean(number: int) -> None:
    page = clean_page(number)
    for twin in (*benign(page), *topical(page)):
        before, verdict, after = outcome(twin.body, page.url, SiteContext())
        assert (twin.name, verdict.verdict.value) == (twin.name, "clean")
        assert after == before
