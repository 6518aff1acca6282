"""A mail is a row first; what nobody can say is logged and told again under the same name."""

import os
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from crawler.model import Alert, AlertKind, AlertState
from crawler.storage.leases import this_process
from tests.storage.pages import NOW

TTL = timedelta(minutes=10)


def alert(name, **more):
    values = {"subject": f"About {name}", "message_id": f"<{name}@x>", "to": "a@a.example"}
    return Alert(id=name, kind=AlertKind.HEALTH, facts={"n": name}, created_at=NOW, **{**values, **more})


def lease(store, owner="host-x:1:1", now=NOW, limit=9, **more):
    return store.outbox.lease(owner, now, limit, TTL, **more)


def states(store):
    return {row["id"]: row["state"] for row in store.listing.alerts()}


def test_a_row_is_added_once(store):
    assert store.outbox.add([alert("a"), alert("b")]) == 2
    assert store.outbox.add([alert("a", subject="Other")]) == 0
    assert store.outbox.get("a").subject == "About a"
    assert store.outbox.get("nothing") is None
    assert store.outbox.waiting_count() == 2


def test_a_leased_row_is_nobody_elses(store):
    store.outbox.add([alert("a"), alert("b")])
    (first,) = lease(store, limit=1)
    assert (first.id, first.state, first.attempts, first.facts) == ("a", AlertState.SENDING, 0, {"n": "a"})
    assert [each.id for each in lease(store, "host-y:2:2")] == ["b"]
    assert lease(store, "host-z:3:3") == ()
    assert states(store) == {"a": "sending", "b": "sending"}


def test_a_sent_row_is_done(store):
    store.outbox.add([alert("a", to="")])
    lease(store)
    store.outbox.sent("a", NOW, {"reached": ["b@b.example"]}, "b@b.example")
    assert lease(store, by_hand=True) == ()
    assert store.outbox.waiting_count() == 0
    (row,) = store.listing.alerts()
    assert (row["state"], row["to"], row["attempts"], row["last_error"]) == ("sent", "b@b.example", 1, None)
    assert store.outbox.get("a").log[-1]["reached"] == ["b@b.example"]


def test_a_temporary_failure_waits_for_its_time_but_by_hand_it_is_tried_at_once(store):
    store.outbox.add([alert("a")])
    lease(store)
    store.outbox.failed("a", NOW, "greylisted", permanent=False, next_attempt=NOW + TTL)
    assert lease(store) == ()
    assert lease(store, by_hand=True, skip={"a"}) == ()
    (again,) = lease(store, by_hand=True)
    assert (again.attempts, again.last_error) == (1, "greylisted")
    store.outbox.failed("a", NOW, "again", permanent=False, next_attempt=NOW + TTL)
    assert [each.attempts for each in lease(store, now=NOW + TTL)] == [2]


def test_a_permanent_failure_is_given_up(store):
    store.outbox.add([alert("a")])
    lease(store)
    store.outbox.failed("a", NOW, "no such user", permanent=True, next_attempt=None)
    assert states(store) == {"a": "failed"}
    assert lease(store, by_hand=True) == ()


def test_an_unknown_outcome_is_logged_and_repeated_under_the_same_message_id(store):
    store.outbox.add([alert("a")])
    (first,) = lease(store)
    store.outbox.unknown("a", NOW, "connection lost after DATA", NOW + TTL)
    (again,) = lease(store, now=NOW + TTL)
    assert again.message_id == first.message_id == "<a@x>"
    assert [entry["event"] for entry in again.log] == ["unknown"]


def test_a_note_of_partly_reached_readers_comes_back_with_the_row(store):
    store.outbox.add([alert("a")])
    lease(store)
    store.outbox.note("a", NOW, {"reached": ["a@a.example"], "refused": ""})
    store.outbox.failed("a", NOW, "the other later", permanent=False, next_attempt=NOW)
    (again,) = lease(store)
    assert [entry.get("reached") for entry in again.log] == [["a@a.example"], None]


def test_a_lease_that_ran_out_is_an_unknown_outcome(store):
    store.outbox.add([alert("a")])
    lease(store, "otherhost:1:1")
    assert lease(store, now=NOW + TTL - timedelta(seconds=1)) == ()
    (again,) = lease(store, now=NOW + TTL)
    assert [entry["event"] for entry in again.log] == ["unknown"]


def test_a_sender_that_died_on_this_host_frees_its_rows_at_once(store):
    dead = subprocess.run(
        [sys.executable, "-c", "from crawler.storage import this_process; print(this_process())"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    store.outbox.add([alert("a")])
    lease(store, dead)
    (again,) = lease(store, this_process())
    assert again.log[-1]["event"] == "unknown"
    assert lease(store, this_process()) == ()
    assert str(os.getpid()) in this_process()


@pytest.mark.parametrize("detail", ["{not json", "plain", "", "[1]"])
def test_any_error_text_comes_back_as_it_was(store, detail):
    store.outbox.add([alert("a")])
    store.outbox.failed("a", NOW, detail, permanent=False, next_attempt=None)
    assert store.outbox.get("a").log[-1]["detail"] == detail


def test_many_senders_at_once_never_take_one_row_twice(store):
    store.outbox.add([alert(f"a{number:02}") for number in range(30)])
    taken = []

    def send(owner):
        while rows := lease(store, owner, limit=3):
            taken.extend(row.id for row in rows)

    threads = [threading.Thread(target=send, args=(f"host-{n}:1:1",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [f"a{number:02}" for number in range(30)]
