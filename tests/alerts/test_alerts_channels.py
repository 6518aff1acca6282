"""Chat channels over a real webhook; one that fails stops no mail."""

import json

import pytest

from crawler.alerts.channels import ChannelTransport
from crawler.alerts.dispatch import Sending, dispatch
from crawler.alerts.policy import AlertPolicy
from crawler.alerts.rules import decide
from crawler.alerts.subscriptions import Subscription
from crawler.alerts.transports import FileTransport
from tests.alerts.hook import Hook
from tests.alerts.rows import NOW, SENDER, change

pytestmark = pytest.mark.filterwarnings("ignore:.*imghdr.*:DeprecationWarning")


def rows(*channels):
    reader = Subscription("desk", to=("desk@x.example",), channels=channels)
    return decide(change(), AlertPolicy(domain="x.example", subscriptions=(reader,)), NOW)


def send(store, folder, channels):
    known = {("desk", number): ChannelTransport(each) for number, each in enumerate(channels, 1)}
    sending = Sending(FileTransport(folder), SENDER, (), "here:1:1", channels=known)
    return dispatch(store, sending, lambda: NOW, by_hand=True)


def test_a_webhook_gets_the_alert_and_a_failing_one_stops_nobody(store, tmp_path):
    with Hook(500, 200) as hook:
        channels = (f"json://localhost:{hook.port}/s3cret-one", f"json://localhost:{hook.port}/s3cret-two")
        store.outbox.add(rows(*channels))
        done = send(store, tmp_path, channels)
        assert (done.sent, done.waiting) == (2, 1)
        assert len(list(tmp_path.glob("*.eml"))) == 1
        assert "s3cret" not in json.dumps(store.listing.alerts()) + repr(done)
        assert send(store, tmp_path, channels).sent == 1
        body = json.loads(hook.bodies[-1])
    assert "Harbour Hospital" in body["title"]
    assert "18 November" in body["message"]


def test_a_channel_that_left_the_file_waits_and_says_so(store, tmp_path):
    store.outbox.add(rows("json://localhost/hook"))
    done = send(store, tmp_path, ())
    assert (done.sent, done.waiting) == (1, 1)
    assert "not in alerts.yaml any more" in done.errors[0]
