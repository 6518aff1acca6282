"""Which change deserves an alert. Pure: the change, the policy and the time in, outbox rows out."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from crawler.alerts.facts import agreement_facts, subject_of
from crawler.alerts.matching import matches
from crawler.alerts.policy import AlertPolicy
from crawler.alerts.subscriptions import Subscription
from crawler.model import AgreementChange, Alert, AlertKind, ArticleChange


def decide(change: ArticleChange, policy: AlertPolicy, now: datetime) -> tuple[Alert, ...]:
    """The alerts that keeping one article gives rise to: for each agreement, and each reader whom it
    concerns, at most one, ever.

    One that a person dismissed, and one whose reports are all too old give none; so does one that was
    alerted already, whatever else reports it later. One in review goes to reviewers only.
    """
    return tuple(
        alert
        for item in change.agreements
        if item.status in ("new", "review")
        for alert in _alerts_of(item, policy, now)
    )


def decide_confirmed(item: AgreementChange, policy: AlertPolicy, now: datetime) -> tuple[Alert, ...]:
    """The alerts of an agreement that a person has just confirmed: readers are told of it as of a new one,
    unless they were told before or it is too old.
    """
    return tuple(_alerts_of(replace(item, status="new"), policy, now))


def _alerts_of(item: AgreementChange, policy: AlertPolicy, now: datetime) -> list[Alert]:
    if item.alerted or not _fresh(item, policy, now):
        return []
    if policy.subscriptions is not None:
        return _to_whom_it_concerns(item, policy, policy.subscriptions, now)
    return [_alert(item, policy, now)] if item.status == "new" else []


def _to_whom_it_concerns(
    item: AgreementChange, policy: AlertPolicy, subscriptions: tuple[Subscription, ...], now: datetime
) -> list[Alert]:
    """The rows of one agreement for all subscriptions that it matches."""
    review = item.status == "review"
    facts = {**agreement_facts(item), "record_url": _record(item.id, policy)}
    found: list[Alert] = []
    for each in subscriptions:
        wanted = each.review != "no" if review else each.review != "only"
        if wanted and matches(each, facts):
            found += rows_for(each, _subscribed(item, facts, each, policy, now))
    return found


def _subscribed(
    item: AgreementChange, facts: dict[str, Any], each: Subscription, policy: AlertPolicy, now: datetime
) -> Alert:
    """The row of one agreement for one subscription. Mails about one agreement hang together by a
    reference to it, which no mail bears itself.
    """
    review = item.status == "review"
    thread = [message_id(f"thread:{item.id}", policy.domain)]
    if item.previous_status == "review" and each.review == "also":
        thread.append(message_id(f"review:{item.id}:{each.id}", policy.domain))
    own = {**facts, "review": review, "labels": each.labels, "subscription": each.id, "thread": thread}
    return Alert(
        id=f"{'rv' if review else 'al'}-{item.id}-{each.id}",
        kind=AlertKind.AGREEMENT,
        subject=subject_of(own, each.labels),
        facts=own,
        message_id=message_id(f"{'review' if review else 'agreement'}:{item.id}:{each.id}", policy.domain),
        created_at=now,
        agreement_id=item.id,
        digest="" if each.when == "at_once" else each.id,
    )


def rows_for(each: Subscription, alert: Alert) -> list[Alert]:
    """``alert`` as the rows of a subscription: one for its addresses, one for each of its channels; one
    entry alone where a digest is to tell it.
    """
    if alert.digest:
        return [alert]
    rows = [replace(alert, to=", ".join(each.to))] if each.to else []
    for number, address in enumerate(each.channels, 1):
        scheme = address.partition(":")[0]
        rows.append(
            replace(
                alert,
                id=f"{alert.id}-c{number}",
                to=f"{scheme} channel {number} of {each.id}",
                facts={**alert.facts, "channel": number},
            )
        )
    return rows


def _record(agreement_id: str, policy: AlertPolicy) -> str:
    """The address of an agreement's record on the operators' page."""
    return f"{policy.web}/agreements/{agreement_id}" if policy.web else ""


def _fresh(item: AgreementChange, policy: AlertPolicy, now: datetime) -> bool:
    """Whether at least one report is young enough. An unknown date counts as today, except on a source's
    first poll: a new source must not flood.
    """
    oldest = (now - policy.max_age).date()
    for report in item.reports:
        if report.get("junk") in ("mirror", "spam"):
            continue
        published = report.get("published_on")
        if published is None:
            if not report.get("first_poll"):
                return True
        elif _latest_day(published) >= oldest:
            return True
    return False


def _latest_day(published: str) -> date:
    """The last day a date of day, month or year precision may mean; what is no date is old."""
    try:
        return _last_of(published)
    except ValueError:
        return date.min


def _last_of(published: str) -> date:
    parts = [int(part) for part in published[:10].split("-")]
    if len(parts) >= 3:
        return date(parts[0], parts[1], parts[2])
    if len(parts) == 2:
        return date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1) - timedelta(days=1)
    return date(parts[0], 12, 31)


def _alert(item: AgreementChange, policy: AlertPolicy, now: datetime) -> Alert:
    """The outbox row of one agreement; its ids follow from the agreement's, so that they never change."""
    thread = [message_id(f"thread:{item.id}", policy.domain)]
    facts = {**agreement_facts(item), "record_url": _record(item.id, policy), "thread": thread}
    return Alert(
        id=f"al-{item.id}",
        kind=AlertKind.AGREEMENT,
        subject=subject_of(facts),
        facts=facts,
        message_id=message_id(f"agreement:{item.id}", policy.domain),
        created_at=now,
        agreement_id=item.id,
        to=", ".join(policy.to),
    )


def message_id(subject: str, domain: str) -> str:
    """A stable Message-ID (RFC 5322, 3.6.4) for ``subject``, the thing told of."""
    return f"<{hashlib.sha256(subject.encode()).hexdigest()[:32]}@{domain}>"


def notice(kind: AlertKind, key: str, facts: dict[str, Any], policy: AlertPolicy, now: datetime) -> Alert:
    """An outbox row that tells of no agreement (health, incident, test). ``key`` makes it one of its kind."""
    identity = f"{kind.value}:{key}"
    return Alert(
        id=f"{kind.value[:2]}-{hashlib.sha256(identity.encode()).hexdigest()[:16]}",
        kind=kind,
        subject=facts["subject"],
        facts=facts,
        message_id=message_id(identity, policy.domain),
        created_at=now,
        to=", ".join(policy.operators),
    )
