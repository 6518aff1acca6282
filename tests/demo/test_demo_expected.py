"""The product over the example sites on both days, held against ``crawler/demo/expected.yaml``."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawler.demo.content import DAYS, DemoSite, load_expected, load_sites
from crawler.demo.server import DemoSites
from tests.demo.demo_run import Evening, Installation

EXPECTED = load_expected()
SITES = {site.id: site for site in load_sites()}
DAY_AND_PAGE = [
    pytest.param(day, site, path, id=f"day{day}-{site}{path}")
    for day in DAYS
    for site, told in EXPECTED["sites"].items()
    for path, wanted in told["articles"].items()
    if wanted.get("day", 1) <= day
]
DAY_AND_AGREEMENT = [
    pytest.param(day, name, id=f"day{day}-{name}")
    for day in DAYS
    for name, told in EXPECTED["agreements"].items()
    if told["day"] <= day
]
Evenings = dict[int, Evening]


@pytest.fixture(scope="module")
def evenings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evenings]:
    """What stood in the store after each day; a third poll follows with nothing new (key 3)."""
    folder: Path = tmp_path_factory.mktemp("demo")
    with DemoSites() as sites:
        installation = Installation(folder, sites)
        first = installation.poll()
        sites.day = 2
        second = installation.poll()
        yield {1: first, 2: second, 3: installation.poll()}


def wanted_of(site: str, path: str) -> dict[str, Any]:
    wanted: dict[str, Any] = EXPECTED["sites"][site]["articles"][path]
    return wanted


def told_by_site(site: DemoSite, path: str, day: int) -> dict[str, Any]:
    """What the site's own file says of a page: its headline and date."""
    item = next((item for item in site.articles(day) if item["path"] == path), None)
    return {} if item is None else {"title": item["title"], "published_on": f"{item['published']:%Y-%m-%d}"}


def article(evenings: Evenings, day: int, site: str, path: str) -> dict[str, Any]:
    row = evenings[day].at("articles", site, path)
    assert row is not None, f"{site}{path} is not stored"
    return row


def names_all(row: dict[str, Any], parties: list[list[str]]) -> bool:
    """Does each party of ``row`` carry one of the spellings, each once?"""
    shown = [{party["name"], party["canonical"]} for party in row["parties"]]
    return len(shown) == len(parties) and all(any(names & set(ways) for names in shown) for ways in parties)


def agreement(evenings: Evenings, day: int, name: str) -> dict[str, Any]:
    parties = EXPECTED["agreements"][name]["parties"]
    signed_on = EXPECTED["agreements"][name]["signed_on"].isoformat()
    urls = {
        evenings[day].base[site] + path
        for site, told in EXPECTED["sites"].items()
        for path, wanted in told["articles"].items()
        if name in wanted.get("tells", ()) and wanted.get("day", 1) <= day
    }
    rows = evenings[day].listed["agreements"]
    telling = [row for row in rows if urls & {r["url"].split("?utm_")[0] for r in row["reports"]}]
    found = [row for row in telling if names_all(row, parties) and row["signed_on"] == signed_on]
    seen = [([p["name"] for p in row["parties"]], row["signed_on"], row["type"]) for row in telling]
    assert len(found) == 1, f"wanted {parties} on {signed_on}, the pages gave {seen}"
    return found[0]


@pytest.mark.parametrize(("day", "site", "path"), DAY_AND_PAGE)
def test_the_headline_is_the_articles_own(evenings: Evenings, day: int, site: str, path: str) -> None:
    wanted = wanted_of(site, path).get("title") or told_by_site(SITES[site], path, day)["title"]
    assert wanted in ("any", article(evenings, day, site, path)["title"])


@pytest.mark.parametrize(("day", "site", "path"), DAY_AND_PAGE)
def test_the_date_is_the_day_of_publication(evenings: Evenings, day: int, site: str, path: str) -> None:
    told = {**told_by_site(SITES[site], path, day), **wanted_of(site, path)}
    assert told["published_on"] in ("any", article(evenings, day, site, path)["published_on"])


@pytest.mark.parametrize(("day", "site", "path"), DAY_AND_PAGE)
def test_the_language_is_recognised(evenings: Evenings, day: int, site: str, path: str) -> None:
    wanted = wanted_of(site, path).get("language", EXPECTED["sites"][site]["language"])
    assert wanted in ("any", article(evenings, day, site, path)["language"])


@pytest.mark.parametrize(("day", "site", "path"), DAY_AND_PAGE)
def test_the_text_holds_what_it_must_and_no_noise(evenings: Evenings, day: int, site: str, path: str) -> None:
    text = " ".join(article(evenings, day, site, path)["text"].split())
    wanted = wanted_of(site, path)
    assert [words for words in wanted.get("contains", ()) if words not in text] == []
    noise = [*EXPECTED["sites"][site]["lacks"], *wanted.get("lacks", ())]
    assert [words for words in noise if words in text] == []


@pytest.mark.parametrize(("day", "site", "path"), DAY_AND_PAGE)
def test_junk_is_named_for_what_it_is(evenings: Evenings, day: int, site: str, path: str) -> None:
    verdict = wanted_of(site, path).get("junk", "clean")
    assert article(evenings, day, site, path)["junk"] == (
        verdict[day] if isinstance(verdict, dict) else verdict
    )


@pytest.mark.parametrize(("day", "site", "path"), DAY_AND_PAGE)
def test_only_announcements_tell_agreements(evenings: Evenings, day: int, site: str, path: str) -> None:
    url = evenings[day].base[site] + path
    rows = [
        row
        for row in evenings[day].listed["agreements"]
        if any(report["url"].split("?utm_")[0] == url for report in row["reports"])
    ]
    if wanted_of(site, path)["kind"] == "overview":
        rows = [row for row in rows if row["status"] != "review"]
    assert len(rows) == len(wanted_of(site, path).get("tells", ()))


@pytest.mark.parametrize(("day", "site", "path"), DAY_AND_PAGE)
def test_revisions_count_changes_of_the_text(evenings: Evenings, day: int, site: str, path: str) -> None:
    wanted = wanted_of(site, path).get("revision", 1) if day == 2 else 1
    assert article(evenings, day, site, path)["revision"] == wanted


@pytest.mark.parametrize(("day", "name"), DAY_AND_AGREEMENT)
def test_the_agreement_is_found_once_with_its_parties_and_day(
    evenings: Evenings, day: int, name: str
) -> None:
    assert agreement(evenings, day, name)["signed_on_precision"] == "day"


@pytest.mark.parametrize(("day", "name"), DAY_AND_AGREEMENT)
def test_the_agreement_is_of_its_kind(evenings: Evenings, day: int, name: str) -> None:
    kinds = EXPECTED["agreements"][name]["type"]
    row = agreement(evenings, day, name)
    assert row["type"] in ([kinds] if isinstance(kinds, str) else kinds)


@pytest.mark.parametrize(("day", "name"), DAY_AND_AGREEMENT)
def test_the_term_is_that_which_the_page_states(evenings: Evenings, day: int, name: str) -> None:
    assert agreement(evenings, day, name)["term_months"] == EXPECTED["agreements"][name].get("term_months")


@pytest.mark.parametrize(("day", "name"), DAY_AND_AGREEMENT)
def test_every_page_that_tells_the_agreement_is_among_its_reports(
    evenings: Evenings, day: int, name: str
) -> None:
    told = {report["url"].split("?utm_")[0] for report in agreement(evenings, day, name)["reports"]}
    assert told == {
        evenings[day].base[site] + path
        for site, site_told in EXPECTED["sites"].items()
        for path, wanted in site_told["articles"].items()
        if name in wanted.get("tells", ()) and wanted.get("day", 1) <= day
    }


@pytest.mark.parametrize("day", DAYS)
def test_evidence_stands_where_it_says(evenings: Evenings, day: int) -> None:
    texts = {row["url"]: row["text"] for row in evenings[day].listed["articles"]}
    pieces = [
        (report["url"], piece)
        for row in evenings[day].listed["agreements"]
        for report in row["reports"]
        for piece in report["evidence"]
        if piece["start"] is not None
    ]
    assert pieces
    for url, piece in pieces:
        assert texts[url][piece["start"] : piece["end"]] == piece["quote"]


@pytest.mark.parametrize("day", DAYS)
def test_the_totals_are_as_expected(evenings: Evenings, day: int) -> None:
    evening, wanted = evenings[day], EXPECTED["totals"][day]
    junk = Counter(row["junk"] for row in evening.listed["articles"])
    mails = [row for row in evening.listed["alerts"] if row["kind"] == "agreement"]
    assert {
        "articles": len(evening.listed["articles"]),
        "agreements": sum(row["status"] == "new" for row in evening.listed["agreements"]),
        "alerts": len(mails),
        **{verdict: junk[verdict] for verdict in ("injected", "mirror", "spam")},
    } == {key: value for key, value in wanted.items() if key != "pages"}


@pytest.mark.parametrize("day", DAYS)
def test_each_alert_is_one_mail_about_one_agreement(evenings: Evenings, day: int) -> None:
    rows = [row for row in evenings[day].listed["alerts"] if row["kind"] == "agreement"]
    alerted = Counter(row["agreement_id"] for row in rows)
    wanted = {
        agreement(evenings, day, name)["id"]
        for name, told in EXPECTED["agreements"].items()
        if told["alert"] and told["day"] <= day
    }
    assert alerted == Counter(wanted) and {row["state"] for row in rows} == {"sent"}
    sent = {mail["Message-ID"] for mail in evenings[day].mails}
    assert {row["message_id"] for row in rows} <= sent


def test_the_same_text_on_two_hosts_is_known_as_a_copy(evenings: Evenings) -> None:
    for site, told in EXPECTED["sites"].items():
        for path, wanted in told["articles"].items():
            if "copy_of" in wanted:
                here = article(evenings, 1, site, path)
                there = article(evenings, 1, *wanted["copy_of"])
                assert here["duplicate_of"] == there["url"] or there["duplicate_of"] == here["url"]


def test_the_mirror_is_never_the_first_named_report(evenings: Evenings) -> None:
    reports = agreement(evenings, 1, "korea")["reports"]
    assert reports[0]["source"] != "mirror"


def test_a_planted_page_is_shown_with_the_words_that_prove_it(evenings: Evenings) -> None:
    row = evenings[2].at("junk", "linyuan", "/info/1083/1195.htm")
    assert row is not None and any("金鹿8" in signal["quote"] for signal in row["signals"])
    assert "金鹿8" not in row["title"]


def test_a_new_name_on_the_overview_is_something_for_a_person_and_no_alert(evenings: Evenings) -> None:
    name = EXPECTED["sites"]["oujiang"]["articles"]["/international.aspx"]["new_name"]
    waiting = [row for row in evenings[2].listed["agreements"] if row["status"] == "review"]
    assert any(name in str(row) for row in waiting)
    assert not [row for row in evenings[2].listed["alerts"] if name in row["subject"]]


def test_robots_txt_is_obeyed(evenings: Evenings) -> None:
    kept_away = article(evenings, 1, "mirror", "/internal/statistics/2026-11.html")
    assert kept_away["problem"] == "robots" and not kept_away["text"]
    asked = [request for evening in evenings.values() for request in evening.requests]
    assert not [request for request in asked if request.path.startswith("/internal/")]
    assert {request.path for request in asked} >= {"/robots.txt"}


def test_every_poll_of_every_site_was_done(evenings: Evenings) -> None:
    for evening in evenings.values():
        outcomes = {(row["outcome"], *row["errors"]) for row in evening.listed["polls"]}
        assert outcomes <= {("done",), ("partial", "robots")}


def test_a_further_poll_with_nothing_new_changes_no_row(evenings: Evenings) -> None:
    for kind in ("agreements", "articles", "junk", "alerts"):
        assert evenings[3].listed[kind] == evenings[2].listed[kind]
    assert len(evenings[3].mails) == len(evenings[2].mails)


def test_a_further_poll_asks_for_entry_points_and_robots_only(evenings: Evenings) -> None:
    entries = {
        site.id: {entry["path"] for entry in site.raw["source"].get("entry_points", ())}
        | {site.raw["source"]["path"]}
        | {path for path, page in site.pages(2).items() if "a" not in page}
        for site in SITES.values()
    }
    asked = evenings[3].requests
    assert [r for r in asked if r.path != "/robots.txt" and r.path not in entries[r.site]] == []
    repeated = [key for key, times in Counter((r.site, r.path) for r in asked).items() if times > 1]
    assert repeated == []
    conditional = {site.id for site in SITES.values() if site.validators}
    pages = [r for r in asked if r.path != "/robots.txt" and r.site in conditional]
    assert all(r.conditional for r in pages)
