from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from crawler.pages.listing_words import words

GROUPS = yaml.safe_load((files("crawler.pages") / "listing_words.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("group", GROUPS)
def test_every_word_is_text_and_stands_once(group: str) -> None:
    # YAML reads on, off, yes and no as truth values: such a word would silently never match.
    assert all(isinstance(word, str) and word for word in GROUPS[group])
    assert len(words(group)) == len({word.lower() for word in GROUPS[group]}) > 0


def test_a_word_for_the_next_page_is_no_word_for_another_page_of_the_pager() -> None:
    assert words("next") & words("pager") == set()


def test_a_folder_for_news_is_no_folder_for_overviews() -> None:
    assert words("news_folders") & words("overviews") == set()
