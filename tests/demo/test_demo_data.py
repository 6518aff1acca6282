"""The example sites and what is expected of them fit together."""

import re
from collections import Counter
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest

from crawler.demo.content import DAYS, NOW, load_expected, load_sites

EXPECTED = load_expected()
SITES = {site.id: site for site in load_sites()}
PAGES = [
    (site, path, wanted)
    for site, told in EXPECTED["sites"].items()
    for path, wanted in told["articles"].items()
]


# The mirror links to a page that robots.txt keeps from us: stored with that problem, without a text.
REFUSED = 1


def shown(site: str, path: str, day: int) -> str:
    page = SITES[site].render(path, day, "http://127.0.0.1")
    assert page is not None
    return unescape(page.body.decode(SITES[site].charset))


def on(day: int, wanted: dict[str, Any]) -> bool:
    return int(wanted.get("day", 1)) <= day


def test_every_article_of_every_site_has_an_expectation_and_nothing_else_has() -> None:
    for name, site in SITES.items():
        articles = {item["path"] for item in site.articles(2)}
        overviews = {
            path for path, told in EXPECTED["sites"][name]["articles"].items() if told["kind"] == "overview"
        }
        assert EXPECTED["sites"][name]["articles"].keys() == articles | overviews


@pytest.mark.parametrize("day", DAYS)
def test_the_totals_are_those_of_the_pages(day: int) -> None:
    here = [wanted for _, _, wanted in PAGES if on(day, wanted)]
    junk = Counter(
        w["junk"][day] if isinstance(w.get("junk"), dict) else w.get("junk", "clean") for w in here
    )
    known = [told for told in EXPECTED["agreements"].values() if told["day"] <= day]
    assert EXPECTED["totals"][day] == {
        "pages": sum(len(site.pages(day)) for site in SITES.values()),
        "articles": len(here) + REFUSED,
        "agreements": len(known),
        "alerts": sum(told["alert"] for told in known),
        "injected": junk["injected"],
        "mirror": junk["mirror"],
        "spam": junk["spam"],
    }


def test_an_agreement_is_known_from_the_first_day_on_which_a_page_tells_it() -> None:
    first: dict[str, int] = {}
    for _, _, wanted in PAGES:
        for told in wanted.get("tells", ()):
            first[told] = min(first.get(told, 9), wanted.get("day", 1))
    assert first == {name: told["day"] for name, told in EXPECTED["agreements"].items()}


@pytest.mark.parametrize(("site", "path", "wanted"), PAGES, ids=[f"{s}{p}" for s, p, _ in PAGES])
def test_the_words_that_must_be_read_stand_on_the_page_in_one_piece(
    site: str, path: str, wanted: dict[str, Any]
) -> None:
    page = shown(site, path, max(DAYS))
    assert all(words in page for words in wanted.get("contains", ()))


@pytest.mark.parametrize("site", sorted(SITES))
def test_every_noise_word_really_stands_on_some_page_of_the_site(site: str) -> None:
    told = EXPECTED["sites"][site]
    plain = re.sub(r"<[^>]+>", "", " ".join(shown(site, path, 2) for path in told["articles"]))
    assert [words for words in told["lacks"] if words not in plain] == []


@pytest.mark.parametrize("name", sorted(EXPECTED["agreements"]))
def test_a_page_that_tells_an_agreement_names_all_its_parties(name: str) -> None:
    for site, path, wanted in PAGES:
        if name in wanted.get("tells", ()):
            page = shown(site, path, 2)
            for spellings in EXPECTED["agreements"][name]["parties"]:
                assert any(spelling in page for spelling in spellings), (path, spellings)


def test_one_agreement_is_told_by_three_sites_in_two_languages() -> None:
    telling = [
        (site, EXPECTED["sites"][site]["language"]) for site, _, w in PAGES if "korea" in w.get("tells", ())
    ]
    assert len({site for site, _ in telling}) == 3 and len({language for _, language in telling}) == 2


def test_alerts_go_out_only_for_agreements_reported_within_thirty_days() -> None:
    newest: dict[str, date] = {}
    for site, path, wanted in PAGES:
        published = next((a["published"].date() for a in SITES[site].articles(2) if a["path"] == path), None)
        for told in wanted.get("tells", ()):
            assert published is not None
            newest[told] = max(newest.get(told, published), published)
    recent = {name for name, day in newest.items() if NOW[1].date() - day <= timedelta(days=30)}
    assert recent == {name for name, told in EXPECTED["agreements"].items() if told["alert"]}


def test_nothing_is_published_or_signed_after_the_clock_of_its_day() -> None:
    for site in SITES.values():
        for day in DAYS:
            assert all(item["published"] <= NOW[day] for item in site.articles(day)), site.id
    assert all(told["signed_on"] <= NOW[told["day"]].date() for told in EXPECTED["agreements"].values())
