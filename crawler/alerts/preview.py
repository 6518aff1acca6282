"""What a subscription would have sent: the same rules over what is stored; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from crawler.alerts.digests import digest, last_boundary
from crawler.alerts.facts import facts_of, subject_of
from crawler.alerts.matching import matches
from crawler.alerts.policy import AlertPolicy
from crawler.alerts.subscriptions import Subscription
from crawler.storage import Store

Row = dict[str, Any]


def preview(
    store: Store, each: Subscription, policy: AlertPolicy, now: datetime, span: timedelta
) -> list[Row]:
    """The mails of the last ``span``, newest first, as rows ``at``, ``kind``, ``to``, ``subject``,
    ``agreement_id``.

    An agreement counts from when it was first seen; what was too old to be alerted then is left out. An
    undated report counts as new, as the store does not say here whether its source's first poll brought it.
    """
    begin = now - span
    found = []
    for row in store.listing.agreements(begin, 0):
        at = datetime.fromisoformat(row["first_seen"])
        facts = {**facts_of(row), "review": row["status"] == "review", "labels": each.labels}
        if _wanted(row, each) and _young(row, at, policy) and matches(each, facts):
            found.append((at, facts))
    if each.when == "at_once":
        return [_mail(at, facts, each) for at, facts in found]
    return list(_digests(each, policy, (begin, now), found))


def _wanted(row: Row, each: Subscription) -> bool:
    if row["status"] == "review":
        return each.review != "no"
    return row["status"] in ("new", "confirmed") and each.review != "only"


def _young(row: Row, at: datetime, policy: AlertPolicy) -> bool:
    oldest = (at - policy.max_age).date().isoformat()
    own = [report for report in row["reports"] if report["junk"] not in ("mirror", "spam")]
    return any(not each["published_on"] or f"{each['published_on']}-99" >= oldest for each in own)


def _mail(at: datetime, facts: Row, each: Subscription) -> Row:
    return {
        "at": at.isoformat(),
        "kind": "agreement",
        "to": _readers(each),
        "subject": subject_of(facts, each.labels),
        "agreement_id": facts["agreement_id"],
    }


def _digests(
    each: Subscription,
    policy: AlertPolicy,
    span: tuple[datetime, datetime],
    found: Iterable[tuple[datetime, Row]],
) -> Iterable[Row]:
    """The digests of the span, newest first; periods are walked from boundary to boundary."""
    begin, until = span[0], last_boundary(each, span[1])
    told = list(found)
    while until > begin:
        since = last_boundary(each, until - timedelta(seconds=1))
        items = [facts for at, facts in told if since < at <= until]
        rows = digest(each, (since, until), items, (), policy)
        if rows and (items or each.empty):
            names = [facts["agreement_id"] for facts in items]
            shown = {"kind": "digest", "to": _readers(each), "subject": rows[0].subject}
            yield {"at": until.isoformat(), **shown, "agreement_id": ", ".join(names)}
        until = since


def _readers(each: Subscription) -> str:
    channels = [
        f"{address.partition(':')[0]} channel {number}" for number, address in enumerate(each.channels, 1)
    ]
    return ", ".join([*each.to, *channels])
