"""Who gets what: the file, the filters, and the rows that follow."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.alerts.facts import agreement_facts
from crawler.alerts.matching import matches
from crawler.alerts.policy import AlertPolicy
from crawler.alerts.rules import decide, decide_confirmed
from crawler.alerts.subscriptions import Subscription, load_subscriptions, subscriptions_from
from crawler.errors import ConfigurationError
from tests.alerts.rows import NOW, change, report

# Apprise's plugins name a module that Python will drop.
pytestmark = pytest.mark.filterwarnings("ignore:.*imghdr.*:DeprecationWarning")

GOOD = """
asia-office:
  to: [office@example.org, second@example.org]
  countries: [CN, TH]
  when: weekly
  at: "07:30"
  weekday: friday
  timezone: Asia/Shanghai
  labels: zh
chat:
  channels: json://localhost/hook
  min_confidence: 0.8
"""


def test_a_file_becomes_subscriptions(tmp_path):
    path = tmp_path / "alerts.yaml"
    assert load_subscriptions(path) is None
    path.write_text(GOOD, "utf-8")
    office, chat = load_subscriptions(path)
    assert office.to == ("office@example.org", "second@example.org")
    assert (office.when, office.at.isoformat(), office.zone) == ("weekly", "07:30:00", "Asia/Shanghai")
    assert chat.channels == ("json://localhost/hook",)
    assert "localhost" not in repr(chat)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: {to: nobody}", "key \"a.to[1]\": found 'nobody', expected a mail address"),
        ("a: {to: a@x.example, kinds: [treaty]}", "expected one of memorandum, cooperation_agreement"),
        ("a: {to: a@x.example, when: hourly}", "expected one of at_once, daily, weekly"),
        ("a: {to: a@x.example, timezone: Mars/Base}", "an IANA time zone"),
        ("a: {to: a@x.example, at: '25:00'}", "a time of day"),
        ("a: {to: a@x.example, countries: germany}", "two capital letters"),
        ("a: {to: a@x.example, min_confidence: 7}", "a number from 0 to 1"),
        ("a: {to: a@x.example, wen: daily}", "is not known, expected one of to, channels"),
        ("a: {kinds: [memorandum]}", "names nobody"),
        ("A b: {to: a@x.example}", "small letters"),
        ("a: {channels: 'nonsense://token123'}", "Apprise knows"),
        ("a: [1]", "keys with values"),
        ("", "the file is empty"),
        ("a: {to: a@x.example}\na: {to: b@x.example}", "twice"),
    ],
)
def test_each_fault_is_a_line_that_names_the_key(tmp_path, text, says):
    path = tmp_path / "alerts.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError) as error:
        load_subscriptions(path)
    assert says in str(error.value)
    assert str(error.value).startswith(str(path))
    assert "token123" not in str(error.value)


def test_two_faults_are_two_lines(tmp_path):
    path = tmp_path / "alerts.yaml"
    path.write_text("a: {to: x, when: never}", "utf-8")
    with pytest.raises(ConfigurationError) as error:
        load_subscriptions(path)
    assert len(str(error.value).splitlines()) == 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_no_text_breaks_the_reading(text):
    subscriptions, faults = subscriptions_from(text)
    assert subscriptions or faults or text.strip().startswith("#") or not text.strip("{} \t\r\n")
    assert all(isinstance(fault, str) and fault and "\n" not in fault for fault in faults)


FACTS = agreement_facts(change().agreements[0])


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, True),
        ({"countries": ("DE",)}, True),
        ({"countries": ("FR",)}, False),
        ({"kinds": ("memorandum", "renewal")}, True),
        ({"kinds": ("renewal",)}, False),
        ({"sources": ("harbour",)}, True),
        ({"sources": ("elsewhere",)}, False),
        ({"languages": ("en",)}, True),
        ({"languages": ("zh",)}, False),
        ({"organisations": ("LAKEVIEW",)}, True),
        ({"organisations": ("Charité",)}, False),
        ({"words": ("memorandum",)}, True),
        ({"words": ("memo",)}, False),
        ({"min_confidence": 0.95}, False),
        ({"countries": ("DE",), "kinds": ("renewal",)}, False),
    ],
)
def test_filters_let_through_what_they_say(filters, expected):
    assert matches(Subscription("a", to=("a@x.example",), **filters), FACTS) is expected


def test_words_of_chinese_match_inside_a_sentence():
    facts = {**FACTS, "headline": "两院签署护理合作备忘录"}
    assert matches(Subscription("a", words=("护理",)), facts)


def policy(*readers, **more):
    return AlertPolicy(domain="example.org", subscriptions=readers, **more)


READER = Subscription("all", to=("all@x.example",))


def test_without_a_file_everything_goes_to_one_list_at_once():
    (only,) = decide(change(), AlertPolicy(to=("a@x.example", "b@x.example")), NOW)
    assert (only.id, only.to) == ("al-ag-1", "a@x.example, b@x.example")


def test_each_matching_reader_and_channel_has_a_row_of_its_own():
    chat = Subscription("chat", to=("c@x.example",), channels=("json://secret/a", "json://secret/b"))
    rows = decide(change(), policy(READER, chat, replace(READER, id="fr", countries=("FR",))), NOW)
    assert [row.id for row in rows] == [
        "al-ag-1-all",
        "al-ag-1-chat",
        "al-ag-1-chat-c1",
        "al-ag-1-chat-c2",
    ]
    assert "secret" not in repr(rows)
    assert rows == decide(change(), policy(READER, chat, replace(READER, id="fr", countries=("FR",))), NOW)


def test_what_is_in_review_goes_to_reviewers_only():
    reviewer = replace(READER, id="desk", review="only")
    both = replace(READER, id="both", review="also")
    readers = policy(READER, reviewer, both)
    assert [row.id for row in decide(change(status="review"), readers, NOW)] == [
        "rv-ag-1-desk",
        "rv-ag-1-both",
    ]
    assert [row.id for row in decide(change(), readers, NOW)] == ["al-ag-1-all", "al-ag-1-both"]


@pytest.mark.parametrize("status", ["dismissed", "confirmed"])
def test_what_a_person_has_decided_sends_no_mail(status):
    assert decide(change(status=status), policy(READER), NOW) == ()


def test_old_reports_and_mirrors_alert_nobody():
    old = report(published_on="2025-01-01")
    mirror = report(junk="mirror")
    broken = report(published_on="sometime")
    for told in (old, mirror, broken, report(published_on=None, first_poll=True)):
        assert decide(change(reports=[told]), policy(READER), NOW) == ()
    assert len(decide(change(reports=[report(published_on=None)]), policy(READER), NOW)) == 1


def test_every_reader_is_told_in_one_go_and_never_again(store):
    readers = policy(READER, replace(READER, id="two"), replace(READER, id="weekly", when="weekly"))
    told = decide(change(), readers, NOW)
    assert store.outbox.add(told) == 3
    assert store.outbox.add(told) == 0
    assert len(store.digests.pending("weekly", NOW)) == 1


def test_what_a_person_confirms_goes_to_readers_as_a_new_agreement_does_once():
    readers = Subscription("readers", to=("a@a.example",))
    reviewers = Subscription("reviewers", to=("b@b.example",), review="only")
    policy = AlertPolicy(subscriptions=(readers, reviewers))
    (item,) = change(status="confirmed", previous_status="review").agreements
    assert [alert.to for alert in decide_confirmed(item, policy, NOW)] == ["a@a.example"]
    assert [alert.to for alert in decide_confirmed(item, AlertPolicy(to=("c@c.example",)), NOW)] == [
        "c@c.example"
    ]
    assert decide_confirmed(replace(item, alerted=True), policy, NOW) == ()
    old = report(published_on="2025-01-01")
    (item,) = change(status="confirmed", previous_status="review", reports=[old]).agreements
    assert decide_confirmed(item, policy, NOW) == ()
