"""The long-lived scheduler from outside: due polls, standing by, signals, files, figures, its clock."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.storage import Store
from tests.end_to_end.house import House
from tests.scheduling.daemon import clock_of
from tests.scheduling.stage import Rehearsal, publish, watch
from tests.site import Reply, Site, drip, send


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    publish(served, "harbour", [1, 2, 3, 4])
    yield served
    served.close()


@pytest.fixture
def house(tmp_path: Path, site: Site) -> House:
    built = House(tmp_path)
    watch(built, site, "harbour", organisation="Harbour Hospital")
    return built


@pytest.fixture
def rehearse(house: House) -> Iterator[type]:
    running: list[Rehearsal] = []

    def begin(speed: float = 1.0, **settings: str) -> Rehearsal:
        running.append(Rehearsal(house, speed, **settings))
        return running[-1]

    yield begin
    for one in running:
        if one.process.poll() is None:
            one.kill()


def answer(one: Rehearsal, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{one.port}{path}", timeout=5) as found:
            return found.status, found.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def store_of(house: House) -> Store:
    return Store(f"sqlite:///{house.folder}/var/pactwatch.sqlite3")


def test_it_polls_alerts_pings_and_ends_when_told(house, site, rehearse):
    site["/ping"] = Reply("pong")
    one = rehearse(PING_URL=f"{site.url}/ping")
    one.until(house.mails)
    one.until(lambda: site.times_asked("/ping"))
    assert one.end() < 10
    assert one.process.returncode == 0
    (poll,) = one.events("poll")
    assert (poll["source"], poll["outcome"], poll["new"]) == ("harbour", "done", 4)
    assert one.events("ended")[0]["why"] == "stopped by a signal"
    assert len(house.mails()) == len(house.rows("alerts"))


def test_a_source_is_polled_again_when_its_time_has_come(house, site, rehearse):
    one = rehearse(speed=600.0)  # half an hour is three seconds
    one.until(lambda: len(one.events("poll")) >= 4)
    one.end()
    with store_of(house) as store:
        begun = sorted(report.started_at for report in store.polls.recent("harbour", 4))
    gaps = [(later - earlier) / timedelta(minutes=1) for earlier, later in pairwise(begun)]
    assert all(gap >= 25 for gap in gaps)


def test_a_slow_source_holds_no_other(house, site, rehearse):
    over = threading.Event()

    def slowly(handler):
        over.wait(120)
        send(handler, Reply("late"))

    site["/slow/"] = slowly
    watch(house, site, "slow")
    one = rehearse(RESPONSE_TIMEOUT="120")
    one.until(lambda: site.times_asked("/slow/"))
    one.until(lambda: one.events("poll"))
    assert [poll["source"] for poll in one.events("poll")] == ["harbour"]
    over.set()


def test_a_second_one_stands_by_and_takes_over_from_the_dead(house, site, rehearse):
    first = rehearse()
    first.until(lambda: first.events("poll"))
    second = rehearse()
    second.until(lambda: second.events("standing_by"))
    assert not second.events("in_charge")
    assert json.loads(answer(second, "/healthz")[1])["active"] is False
    first.kill()
    second.until(lambda: second.events("in_charge"))
    watch(house, site, "later")
    publish(site, "later", [5, 6])
    second.until(lambda: [poll for poll in second.events("poll") if poll["source"] == "later"])
    assert second.end() < 10


def test_told_to_stop_in_the_middle_of_a_poll_it_ends_in_ten_seconds_and_loses_nothing(house, site, rehearse):
    page = site.routes["/harbour/n2.html"]
    for number in (1, 2, 3, 4):
        site[f"/harbour/n{number}.html"] = drip
    one = rehearse()
    one.until(lambda: any(asked.startswith("/harbour/n") for asked in site.paths()))
    assert one.end() < 10
    with store_of(house) as store:
        assert store.frontier.count("harbour") == 4
        assert store.leases.holder("harbour") is None
        assert store.leases.holder("*scheduler") is None
    for number in (1, 2, 3, 4):
        site[f"/harbour/n{number}.html"] = Reply(page.body.replace("ward 2", f"ward {number}"))
    house.run("poll", "--all", NOW="2026-12-01T08:00:00Z")
    assert len(house.rows("articles")) == 4


def test_source_files_are_followed_while_it_runs(house, site, rehearse):
    one = rehearse()
    one.until(lambda: one.events("poll"))
    publish(site, "second", [1, 2])
    watch(house, site, "second")
    (house.folder / "sources" / "bad.yaml").write_text("colour: red\n", "utf-8")
    one.until(lambda: [poll for poll in one.events("poll") if poll["source"] == "second"])
    assert "bad.yaml" in one.events("source_file_wrong")[0]["error"]
    for path in (house.folder / "sources").iterdir():
        path.unlink()
    one.until(lambda: one.events("sources_unreadable"))
    assert one.events("sources_unreadable")[0]["kept"] == 2
    one.end()


def test_health_and_figures_are_told_on_the_loopback_port(house, site, rehearse):
    one = rehearse()
    one.until(lambda: one.events("poll"))
    status, body = answer(one, "/healthz")
    assert (status, json.loads(body)["ok"]) == (200, True)
    figures = answer(one, "/metrics")[1]
    for line in (
        'pactwatch_polls_total{outcome="done"} 1.0',
        'pactwatch_sources{health="ok"} 1.0',
        "pactwatch_active 1.0",
    ):
        assert line in figures
    assert answer(one, "/etc/passwd")[0] == 404
    one.end()


def test_a_clock_that_jumps_holds_nothing_up(house, site, rehearse):
    one = rehearse()  # half an hour is half an hour: only the jumps can bring the next polls
    one.until(lambda: one.events("poll"))
    jump, half = house.folder / "jump", timedelta(minutes=30)
    jump.write_text("3600", "utf-8")
    one.until(lambda: len(one.events("poll")) >= 2)
    jump.write_text("0", "utf-8")
    one.until(lambda: len(one.events("clock_jumped")) >= 2)
    one.until(lambda: len(one.events("schedules_mended")) >= 2)
    with store_of(house) as store:
        planned = store.sources.state("harbour").next_poll
    assert planned <= clock_of(house.folder, 1.0)() + half
    jump.write_text("2400", "utf-8")
    one.until(lambda: len(one.events("poll")) >= 3)
    ways = [event["why"] for event in one.events("clock_jumped")]
    assert "forward by 60 min" in ways[0] and "back by 60 min" in ways[1]
    one.end()


def test_a_database_that_goes_and_comes_back_is_two_lines(house, site, rehearse):
    one = rehearse()
    one.until(lambda: one.events("poll"))
    database = house.folder / "var" / "pactwatch.sqlite3"
    parts = [path for path in database.parent.iterdir() if path.name.startswith(database.name)]
    one.until(lambda: not [path for path in parts if path.name.endswith("-journal")])
    broken = {path: path.rename(path.with_name(f"away-{path.name}")) for path in parts}
    database.mkdir()
    # Connections that are open keep working on the moved file; the next one that is made finds a folder.
    publish(site, "second", [1, 2])
    watch(house, site, "second")
    one.until(
        lambda: (
            [poll for poll in one.events("poll") if poll["source"] == "second"]
            or one.events("store_unavailable")
        )
    )
    database.rmdir()
    for path, away in broken.items():
        away.rename(path)
    one.until(lambda: [poll for poll in one.events("poll") if poll["source"] == "second"])
    assert len(one.events("store_unavailable")) <= 1
    assert answer(one, "/healthz")[0] == 200
    one.end()


def test_a_process_that_grows_is_replaced_by_a_fresh_one_between_polls(house, site, rehearse):
    one = rehearse(MEMORY_MB="100")
    one.until(lambda: len(one.events("in_charge")) >= 2)
    assert one.events("recycled")
    assert one.events("in_charge")[0]["owner"] == one.events("in_charge")[1]["owner"]
    one.end()
