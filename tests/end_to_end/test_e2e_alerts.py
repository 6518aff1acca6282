"""Alerts from outside: files, a server that refuses, a server that hangs up."""

from __future__ import annotations

from email import message_from_bytes, policy

from tests.end_to_end.sink import Sink


def test_alerts_become_files_when_no_server_is_set(house):
    house.poll()
    done = house.run("alerts", "send")
    assert (done.returncode, done.stderr) == (0, "")
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in house.mails()]
    assert len(mails) == 2
    assert all("Harbour General Hospital" in mail["Subject"] for mail in mails)
    assert {row["state"] for row in house.rows("alerts")} == {"sent"}
    house.run("alerts", "send")
    assert len(house.mails()) == 2


def test_without_addresses_alerts_wait_and_status_says_why(house):
    house.settings |= {"ALERT_TO": "", "ALERT_FROM": ""}
    house.poll()
    done = house.run("status")
    assert "alerts waiting: 2" in done.stdout
    assert "PACTWATCH_ALERT_TO" in done.stdout


def test_a_server_that_refuses_for_now_loses_no_alert(house):
    house.poll()
    with Sink(replies={"RCPT": ["451 later", "451 later"]}) as sink:
        house.settings["SMTP_URL"] = sink.url
        house.run("alerts", "send")
        assert [row["state"] for row in house.rows("alerts")] == ["waiting", "waiting"]
        assert all("451" in row["last_error"] for row in house.rows("alerts"))
        done = house.run("alerts", "send")
        assert done.returncode == 0
        assert len(sink.mails) == 2
        assert {row["state"] for row in house.rows("alerts")} == {"sent"}


def test_a_hang_up_after_data_is_repeated_under_the_same_message_id(house):
    house.poll()
    with Sink(hang_up_after_data=1) as sink:
        house.settings["SMTP_URL"] = sink.url
        house.run("alerts", "send")
        house.run("alerts", "send")
        identifiers = [mail["Message-ID"] for mail in sink.mails]
    assert len(set(identifiers)) == 2
    assert len(identifiers) == 3
    rows = house.rows("alerts")
    assert {row["state"] for row in rows} == {"sent"}
    assert {row["message_id"] for row in rows} == set(identifiers)
