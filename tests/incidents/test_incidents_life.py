"""An incident from outside: it begins, grows and ends; one mail at each end, whatever happens between."""

import signal
import time

from tests.incidents.planting import FOUND, page, spam, story

DAY_2 = {"NOW": "2026-11-21T09:00:00Z"}
DAY_4 = {"NOW": "2026-11-24T09:00:00Z"}
DAY_8 = {"NOW": "2026-11-28T09:00:00Z"}
DAY_15 = {"NOW": "2026-12-05T09:00:00Z"}


def incident_mails(house):
    return sorted(row["subject"] for row in house.rows("alerts") if row["kind"] == "incident")


def junk_of(house):
    return {row["url"].rsplit("/", 1)[1]: row for row in house.rows("junk")}


def test_a_page_that_becomes_injected_is_found_at_its_next_reread(house, site):
    house.poll()
    assert house.rows("junk") == []
    site["/news/2.html"] = page(2, planted=True)
    house.poll()
    assert house.rows("junk") == []  # it is not due yet
    house.poll(**DAY_2)
    row = junk_of(house)["2.html"]
    assert row["verdict"] == "injected"
    assert row["title"] == story(2)[0]
    assert any(FOUND.split("|")[0] in signal["quote"] for signal in row["signals"])


def test_rereads_are_conditional(house, site):
    house.poll()
    before = len(site.asked)
    house.poll(**DAY_2)
    again = [asked for asked in site.asked[before:] if asked.path.startswith("/news/")]
    assert len(again) == 8
    assert all(asked.headers.get("if-none-match") for asked in again)


def test_an_incident_is_told_once_when_it_begins_and_once_when_it_is_over(house, site):
    house.poll()
    site["/news/2.html"] = page(2, planted=True)
    house.poll(**DAY_2)
    assert incident_mails(house) == ["Planted text on harbour"]
    site["/news/5.html"] = page(5, planted=True)
    house.poll(**DAY_4)
    house.poll(**DAY_4)
    assert set(junk_of(house)) == {"2.html", "5.html"}
    assert incident_mails(house) == ["Planted text on harbour"]
    site["/news/2.html"] = page(2)
    house.poll(**DAY_8)
    assert incident_mails(house) == ["Planted text on harbour"]
    site["/news/5.html"] = page(5)
    house.poll(**DAY_15)
    house.poll(**DAY_15)
    assert house.rows("junk") == []
    assert incident_mails(house) == ["Planted text on harbour", "Planted text on harbour is gone"]


def test_the_mail_goes_to_the_operator_and_shows_both_headlines(house, site):
    site["/news/2.html"] = page(2, planted=True)
    house.poll()
    house.run("alerts", "send")
    rows = [row for row in house.rows("alerts") if row["kind"] == "incident"]
    assert [(row["to"], row["state"]) for row in rows] == [("reader@example.org", "sent")]
    mail = next(
        path.read_text("utf-8") for path in house.mails() if "Planted text" in path.read_text("utf-8")
    )
    flat = mail.replace("=\n", "")
    assert "MegaSpin77" in flat and story(2)[0] in flat and "/news/2.html" in flat


def test_a_page_that_is_taken_down_is_over_too(house, site):
    site["/news/2.html"] = page(2, planted=True)
    house.poll()
    del site.routes["/news/2.html"]
    house.poll(**DAY_2)
    assert incident_mails(house) == ["Planted text on harbour", "Planted text on harbour is gone"]


def test_a_second_incident_has_mails_of_its_own(house, site):
    site["/news/2.html"] = page(2, planted=True)
    house.poll()
    site["/news/2.html"] = page(2)
    house.poll(**DAY_2)
    site["/news/2.html"] = page(2, planted=True, etag='"planted-again"')
    house.poll(**DAY_4)
    assert incident_mails(house).count("Planted text on harbour") == 2
    rows = [row for row in house.rows("alerts") if row["kind"] == "incident"]
    assert len({row["message_id"] for row in rows}) == len({row["id"] for row in rows}) == 3


def test_spam_is_an_incident_and_no_agreement(house, site):
    spam(site, 3)
    house.poll()
    assert junk_of(house)["3.html"]["verdict"] == "spam"
    assert incident_mails(house) == ["Planted text on harbour"]
    told = {report["url"] for row in house.rows("agreements") for report in row["reports"]}
    assert not any(url.endswith("/3.html") for url in told)
    kinds = [row["kind"] for row in house.rows("alerts")]
    assert kinds.count("agreement") == 1


def test_a_kill_in_the_middle_doubles_and_loses_no_mail(house, site):
    for number in (1, 2, 4, 5, 7, 8):
        site[f"/news/{number}.html"] = page(number, planted=True)
    for pause in (1.0, 1.6, 2.2):
        process = house.start("poll", "--all")
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
    house.poll()
    assert len(junk_of(house)) == 6
    assert incident_mails(house) == ["Planted text on harbour"]
