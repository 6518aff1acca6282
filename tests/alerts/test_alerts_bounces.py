"""Mails that came back are recorded with the alerts they are about."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.alerts.bounces import bounce_of, collect_bounces
from crawler.errors import DeliveryError
from tests.alerts.mailbox import Mailbox
from tests.alerts.rows import NOW, row


def bounce(message_id, address="a@a.example", action="failed"):
    return f"""\
From: MAILER-DAEMON@mail.example
To: pactwatch@example.org
Message-ID: <bounce-of-{message_id.strip("<>")}>
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: An alert
--b--
""".replace("\n", "\r\n").encode()


def test_a_report_names_the_mail_the_address_and_the_reason():
    found = bounce_of(bounce("<a@example.org>"))
    assert (found.message_id, found.addresses) == ("<a@example.org>", ("a@a.example",))
    assert "no such mailbox" in found.why


def test_a_delay_and_an_ordinary_mail_are_no_bounces():
    assert bounce_of(bounce("<a@example.org>", action="delayed")) is None
    assert bounce_of(b"Subject: hello\r\n\r\nMessage-ID: <x@y>\r\n") is None


@settings(max_examples=80, deadline=None)
@example(b"\xee\x80\x80", 385)
@given(st.binary(max_size=300), st.integers(0, 700))
def test_no_mail_breaks_the_reading(junk, place):
    whole = bounce("<a@example.org>")
    for mail in (junk, whole[:place] + junk + whole[place:]):
        found = bounce_of(mail)
        # Whatever came between, a bounce is never made up: its addresses and its reason stand in the mail.
        if found is not None:
            assert found.message_id and found.addresses
            assert all("@" in address and address.isprintable() for address in found.addresses)
    assert bounce_of(junk) is None


def told(store, *names):
    for name in names:
        store.outbox.add([row(name, to="a@a.example, b@a.example")])
        store.outbox.sent(name, NOW, {"reached": ["a@a.example", "b@a.example"], "refused": ""})


def test_bounces_of_a_mailbox_are_recorded_once(store, tls):
    told(store, "a")
    mails = (bounce("<a@example.org>"), b"Subject: hi\r\n\r\nhello\r\n", bounce("<stranger@example.org>"))
    with Mailbox(tls, *mails) as box:
        url = f"imaps://reader:right@localhost:{box.port}/Bounces"
        assert collect_bounces(store, url, NOW) == 1
        assert collect_bounces(store, url, NOW) == 0
        assert box.seen == {1, 2, 3}
    found = store.outbox.get("a")
    assert found.state == "sent"
    assert "no such mailbox" in found.last_error
    assert [entry["event"] for entry in found.log] == ["sent", "bounced"]


def test_a_mail_that_came_back_from_everybody_failed_and_can_be_sent_again(store, tls):
    told(store, "a")
    mails = [bounce("<a@example.org>", address) for address in ("a@a.example", "b@a.example")]
    with Mailbox(tls, *mails) as box:
        collect_bounces(store, f"imaps://reader:right@localhost:{box.port}", NOW)
    assert store.outbox.get("a").state == "failed"
    assert store.outbox.retry(None, NOW) == ("a",)


def test_a_wrong_password_is_one_line_without_it(store, tls):
    with (
        Mailbox(tls) as box,
        pytest.raises(DeliveryError, match="PACTWATCH_BOUNCES_URL") as error,
    ):
        collect_bounces(store, f"imaps://reader:wr0ng@localhost:{box.port}", NOW)
    assert "wr0ng" not in str(error.value)
