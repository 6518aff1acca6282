"""Is it us? Network, names, certificates, clock, disk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from crawler.health.checkup import clock_finding, disk_finding, site_findings
from crawler.health.ours import clock_trouble, disk_trouble, network_trouble
from crawler.model import FetchedPage, PollOutcome, PollReport, Problem

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def down(source: str, detail: str = "no connection to it", **errors: int) -> PollReport:
    return PollReport(
        source, NOW, NOW, PollOutcome.FAILED, errors=errors or {"network_error": 1}, detail=detail
    )


def up(source: str) -> PollReport:
    return PollReport(source, NOW, NOW, PollOutcome.DONE)


def many(count: int, **more) -> list[PollReport]:
    return [down(f"s{number}", **more) for number in range(count)]


def test_five_different_sources_in_a_row_that_cannot_be_reached_are_us():
    assert network_trouble([*many(5), up("s9")], 300).name == "network"
    assert network_trouble([*many(4), up("s9")], 300) is None


def test_one_source_five_times_is_not_us():
    assert network_trouble([down("s1")] * 9, 300) is None


def test_a_small_installation_asks_for_all_of_its_sources():
    assert network_trouble(many(3), 3).name == "network"
    assert network_trouble(many(3), 4) is None
    assert network_trouble(many(2), 2) is None


def test_one_site_that_answers_says_that_it_is_not_us():
    assert network_trouble([up("s9"), *many(9)], 300) is None
    refused = PollReport("s9", NOW, NOW, PollOutcome.FAILED, errors={"http_error": 1})
    assert network_trouble([refused, *many(9)], 300) is None


def test_names_and_certificates_are_told_apart_from_the_network():
    assert network_trouble(many(5, detail="the name x cannot be resolved"), 9).name == "dns"
    assert network_trouble(many(5, detail="the TLS certificate of x is not"), 9).name == "certificates"
    mixed = [*many(3, detail="the name x cannot be resolved"), down("a"), down("b")]
    assert network_trouble(mixed, 9).name == "network"


@pytest.mark.parametrize("jump", [timedelta(hours=1), timedelta(hours=-1), timedelta(days=400)])
def test_a_clock_that_was_set_is_noticed(jump):
    trouble = clock_trouble(timedelta(seconds=5) + jump, timedelta(seconds=5))
    assert trouble.name == "clock"
    assert ("forward" if jump > timedelta() else "back") in trouble.why


def test_a_clock_that_is_corrected_by_seconds_is_not():
    assert clock_trouble(timedelta(seconds=15), timedelta(seconds=5)) is None


@pytest.mark.parametrize(
    ("free", "total", "low"),
    [
        (50_000_000, 100_000_000_000, True),
        (400_000_000, 100_000_000_000, True),
        (400_000_000, 1_000_000_000, False),
        (90_000_000, 1_000_000_000, True),
        (600_000_000, 1_000_000_000_000, False),
        (0, 0, True),
    ],
)
def test_little_room_is_told_in_proportion(free, total, low):
    assert (disk_trouble(free, total, "/var") is not None) is low


def page(url: str, failure: Problem | None = None, detail: str = "", date: str | None = None) -> FetchedPage:
    headers = (("date", date),) if date else ()
    return FetchedPage(url, url, 200, headers, b"", NOW, failure=failure, failure_detail=detail)


def test_each_trouble_of_a_site_stands_under_its_own_name():
    pages = [
        page("http://a.example/"),
        page("http://b.example/", Problem.NETWORK_ERROR, "the name b.example cannot be resolved"),
        page(
            "https://c.example/",
            Problem.NETWORK_ERROR,
            "the TLS certificate of c.example is not to be trusted",
        ),
        page("http://d.example/", Problem.ROBOTS, "robots.txt does not allow this address"),
        page("http://e.example/", Problem.HTTP_ERROR, "the server answers 500"),
    ]
    found = {finding.name: finding for finding in site_findings(pages)}
    assert [finding.ok for finding in found.values()] == [False] * 4
    assert all(name in found[kind].says for kind, name in zip(found, "bcde", strict=True))
    assert all(finding.ok for finding in site_findings(pages[:1]))


def test_the_clock_is_compared_with_what_sites_say():
    right = [page("http://a.example/", date="Fri, 20 Nov 2026 08:00:01 GMT")]
    wrong = [page("http://a.example/", date="Fri, 20 Nov 2026 09:00:00 GMT")]
    assert clock_finding(right, NOW, stopped=False).ok
    assert "3600 s behind" in clock_finding(wrong, NOW, stopped=False).says
    assert clock_finding([page("http://a.example/", date="soon")], NOW, stopped=False).ok
    assert not clock_finding(right, NOW, stopped=True).ok


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    assert disk_finding(tmp_path).ok
    assert not disk_finding(tmp_path / "missing").ok
    assert list(tmp_path.iterdir()) == []
