"""Delivery over a real SMTP server: what passes, what does not, and what nobody can say."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.alerts.dispatch import BATCH, GIVE_UP, Sending, dispatch
from crawler.alerts.transports import SmtpTransport
from crawler.errors import DeliveryError
from tests.alerts.faults import FAULTS
from tests.alerts.mailhost import MailHost
from tests.alerts.rows import NOW, SENDER, row

# The loopback server leaves connections that it hung up on to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

LOGIN = "reader:s%40cret@"
PASSWORD = ("reader", "s@cret")


def send(store, transport, now=NOW, by_hand=True, **more):
    sending = Sending(transport, SENDER, (), "here:1:1", **more)
    try:
        return dispatch(store, sending, lambda: now, by_hand)
    finally:
        transport.close()


def smtp(url):
    return SmtpTransport(url, timeout=1.0, patience=1.0)


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{fault.command} {fault.answer}" for fault in FAULTS])
def test_the_delivery_table_holds(store, tls, fault):
    store.outbox.add([row("a")])
    # A client that is refused one way to log in tries the others.
    answers = [fault.answer] * (3 if fault.command == "AUTH" else 1)
    with MailHost({fault.command: answers}, tls=tls, login=PASSWORD) as host:
        url = host.url(must=True, login=LOGIN)
        send(store, smtp(url))
        first = store.outbox.get("a")
        assert (first.state, first.log[-1]["event"]) == (fault.state, fault.event)
        assert fault.error.lower() in (first.last_error or "").lower()
        host.mend()
        send(store, smtp(url))
        assert len(host.kept) == fault.after
        assert {name for name, _, _ in host.kept} <= {"<a@example.org>"}
    assert store.outbox.get("a").state == ("failed" if fault.state == "failed" else "sent")


def test_smtps_with_a_login_delivers(store, tls):
    store.outbox.add([row("a")])
    with MailHost(tls=tls, secure=True, login=PASSWORD) as host:
        done = send(store, smtp(host.url(secure=True, login=LOGIN)))
    assert (done.sent, len(host.kept)) == (1, 1)


def test_tls_is_taken_where_offered_and_required_where_asked(store, tls):
    store.outbox.add([row("a"), row("b")])
    with MailHost(tls=tls) as host:
        send(store, smtp(host.url()))
        assert host.commands["STARTTLS"] == 1
    store.outbox.add([row("c")])
    with MailHost() as plain:
        assert send(store, smtp(plain.url(must=True))).waiting == 1
        assert plain.kept == []


def test_a_password_never_goes_over_a_plain_connection(store):
    store.outbox.add([row("a")])
    with MailHost() as host:
        done = send(store, smtp(host.url(login=LOGIN)))
        assert host.commands["AUTH"] == 0
    assert "never sent in the clear" in done.errors[0]
    assert "s@cret" not in done.errors[0]


def test_a_certificate_that_nobody_vouches_for_is_refused(store, tls, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    store.outbox.add([row("a")])
    with MailHost(tls=tls) as host:
        done = send(store, smtp(host.url(must=True)))
        assert host.kept == []
    assert "not trusted" in done.errors[0]


def test_a_server_that_is_not_there_costs_three_tries_and_no_alert(store):
    store.outbox.add([row(f"a{number:02}") for number in range(9)])
    done = send(store, smtp("smtp://127.0.0.1:1"))
    assert (done.sent, done.waiting, done.failed) == (0, 9, 0)
    assert sum("not tried" in error for error in done.errors) == 6


def test_one_bad_address_stops_no_other(store):
    store.outbox.add([row("a", to="no@x.example, later@x.example, fine@x.example")])
    with MailHost(bad={"no@x.example": "550 unknown", "later@x.example": "450 busy"}) as host:
        send(store, smtp(host.url()))
        assert [address for _, address, _ in host.kept] == ["fine@x.example"]
        host._bad.pop("later@x.example")
        send(store, smtp(host.url()))
        assert sorted(address for _, address, _ in host.kept) == ["fine@x.example", "later@x.example"]
    found = store.outbox.get("a")
    assert found.state == "sent"
    assert any("550 unknown" in str(entry.get("refused")) for entry in found.log)


def test_an_address_no_server_takes_stops_no_other(store):
    store.outbox.add([row("a", to="bjørn@x.example, fine@x.example")])
    with MailHost() as host:
        send(store, smtp(host.url()))
        assert [address for _, address, _ in host.kept] == ["fine@x.example"]


def test_a_connection_closed_between_two_mails_is_opened_again(store):
    store.outbox.add([row("a"), row("b")])
    transport = None
    with MailHost() as host:
        transport = smtp(host.url())
        sending = Sending(transport, SENDER, (), "here:1:1")
        assert dispatch(store, sending, lambda: NOW).sent == 2
        store.outbox.add([row("c")])
        transport._link.sock.shutdown(2)
        assert dispatch(store, sending, lambda: NOW).sent == 1
        transport.close()


def test_retries_come_within_the_hour_then_within_a_day_and_end_after_three(store):
    store.outbox.add([row("a")])
    now, waits = NOW, []
    for _ in range(40):
        send(store, smtp("smtp://127.0.0.1:1"), now, by_hand=False)
        found = store.outbox.get("a")
        if found.state == "failed":
            break
        waits.append(found.next_attempt_at - now)
        now = found.next_attempt_at
    assert waits[0] <= timedelta(hours=1)
    assert max(waits) <= timedelta(days=1)
    assert now - NOW >= GIVE_UP
    assert found.state == "failed"


def test_what_was_given_up_can_be_sent_again(store):
    store.outbox.add([row("a"), row("b", to="gone@x.example")])
    with MailHost(bad={"gone@x.example": "550 unknown"}) as host:
        send(store, smtp(host.url()))
        assert store.outbox.retry(None, NOW) == ("b",)
        host._bad.clear()
        send(store, smtp(host.url()))
        assert len(host.kept) == 2
        assert store.outbox.retry(["a"], NOW) == ("a",)
        send(store, smtp(host.url()))
        assert len(host.kept) == 2
    assert store.outbox.get("a").state == "sent"


def test_many_mails_go_over_several_connections_once_each(store):
    store.outbox.add([row(f"a{number:03}", to=f"u{number % 7}@x.example") for number in range(3 * BATCH)])
    with MailHost() as host:
        done = send(store, smtp(host.url()), another=lambda: smtp(host.url()))
        assert done.sent == 3 * BATCH
        assert set(host.seen.values()) == {1}
        assert host.commands["EHLO"] > 1


def test_rows_that_were_leased_but_not_begun_wait_again_without_a_word(store):
    store.outbox.add([row("a"), row("b")])
    with store.writing():
        rows = store.outbox.lease("host-x:1:1", NOW, 2, timedelta(minutes=1))
        store.outbox.hold(rows)
    assert store.outbox.begin("a", "host-x:1:1", NOW, timedelta(minutes=1))
    assert not store.outbox.begin("b", "someone-else", NOW, timedelta(minutes=1))
    later = NOW + timedelta(minutes=2)
    again = {each.id: each for each in store.outbox.lease("host-y:1:1", later, 9, timedelta(minutes=1))}
    assert [entry["event"] for entry in again["a"].log] == ["unknown"]
    assert again["b"].log == ()
    assert (again["a"].attempts, again["b"].attempts) == (1, 0)


def test_facts_of_another_version_cost_no_other_mail(store):
    odd = replace(row("a"), facts={"lines": None})
    store.outbox.add([odd, row("b")])
    with MailHost() as host:
        assert send(store, smtp(host.url())).sent == 2


def test_a_check_connects_and_sends_nothing(tls):
    with MailHost(tls=tls, login=PASSWORD) as host:
        smtp(host.url(must=True, login=LOGIN)).check()
        with pytest.raises(DeliveryError, match="user or password refused"):
            smtp(host.url(must=True, login="reader:wrong@")).check()
        assert host.commands["MAIL"] == 0
