"""The commands, from outside."""

import json

import pytest

from crawler.storage import Store
from tests.alerts.rows import NOW, row
from tests.end_to_end.house import House

FILE = "desk: {to: desk@x.example, countries: [FR]}\nweekly: {to: w@x.example, when: weekly}\n"


@pytest.fixture
def house(tmp_path):
    (tmp_path / "var").mkdir()
    return House(tmp_path, ALERT_TO="")


def test_preview_shows_digests_and_names_the_subscriptions_there_are(house):
    (house.folder / "alerts.yaml").write_text(FILE, "utf-8")
    rows = json.loads(house.run("alerts", "preview", "weekly", "--format", "json").stdout)
    assert [found["kind"] for found in rows] == ["digest"] * len(rows)
    assert 3 <= len(rows) <= 5
    done = house.run("alerts", "preview", "nobody")
    assert done.returncode == 2
    assert "there are: desk, weekly" in done.stderr


def test_a_wrong_file_ends_with_two_and_a_line(house):
    (house.folder / "alerts.yaml").write_text("desk: {to: nobody}", "utf-8")
    done = house.run("alerts", "send")
    assert done.returncode == 2
    assert 'key "desk.to[1]"' in done.stderr


def test_what_failed_is_sent_again_and_the_log_says_all(house):
    with Store(f"sqlite:///{house.folder}/var/pactwatch.sqlite3") as store:
        store.outbox.add([row("a")])
        store.outbox.failed("a", NOW, "550 no such user", permanent=True, next_attempt=None)
    (house.folder / "alerts.yaml").write_text(FILE, "utf-8")
    assert house.run("alerts", "retry").returncode == 2
    assert house.run("alerts", "retry", "--failed").returncode == 0
    assert len(house.mails()) == 1
    log = json.loads(house.run("alerts", "log", "a", "--format", "json").stdout)
    assert [entry["event"] for entry in log] == ["given_up", "retried", "sent"]


def test_a_poll_tells_each_subscription_and_preview_agrees(tmp_path, site_of_news):
    house = House(tmp_path, ALERT_TO="")
    house.source("harbour", url=f"{site_of_news.url}/news.html", organisation="Harbour General Hospital")
    (tmp_path / "alerts.yaml").write_text(
        "desk: {to: desk@x.example}\nfrance: {to: f@x.example, countries: [FR]}\nmo: {to: m@x.example, when: daily}\n"
    )
    house.poll()
    assert {each["to"] for each in house.rows("alerts")} == {"desk@x.example"}
    assert house.run("alerts", "send").returncode == 0
    assert len(house.mails()) == 2
    shown = house.run("alerts", "preview", "desk", "--format", "json").stdout
    assert len(json.loads(shown)) == 2
    house.run("alerts", "send", NOW="2026-11-22T08:00:00Z")
    digest = next(each for each in house.rows("alerts") if each["kind"] == "digest")
    assert (digest["to"], digest["state"]) == ("m@x.example", "sent")
    assert "2 new agreements" in digest["subject"]
