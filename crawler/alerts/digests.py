"""Digests: what matched a subscription since its last one, at the reader's own time of day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crawler.alerts.facts import facts_of
from crawler.alerts.policy import AlertPolicy
from crawler.alerts.rules import message_id, rows_for
from crawler.alerts.subscriptions import WEEKDAYS, Subscription
from crawler.alerts.wording import words_in
from crawler.model import Alert, AlertKind, Health, SourceState
from crawler.storage import Store

# A mail of some screens; what is more stands in the record, and the mail says so.
MOST = 200


def last_boundary(each: Subscription, now: datetime) -> datetime:
    """The latest moment up to ``now`` at which the subscription's digest is due, in UTC.

    A time that a change of clocks skips is read with the offset before it, one that comes twice is its
    first (PEP 495, ``fold=0``).
    """
    zone = ZoneInfo(each.zone)
    today = now.astimezone(zone).date()
    for back in range(9):
        day = today - timedelta(days=back)
        if each.when == "weekly" and day.weekday() != WEEKDAYS.index(each.weekday):
            continue
        moment = datetime.combine(day, each.at, zone).astimezone(UTC)
        if moment <= now:
            return moment
    return now - timedelta(days=9)  # no calendar has so long a week


def digest(
    each: Subscription,
    period: tuple[datetime, datetime],
    items: Iterable[Mapping[str, Any]],
    states: Iterable[SourceState],
    policy: AlertPolicy,
) -> tuple[Alert, ...]:
    """The rows of one subscription's digest of one period. Pure; the ids follow from subscription and end."""
    since, until = period
    told = list(items)
    name = f"{each.id}-{until:%Y%m%dT%H%MZ}"
    heard = {report.get("source") for item in told for report in item.get("reports") or ()}
    standing = [state for state in states if state.present]
    well = (Health.OK, Health.PAUSED, Health.QUIET)
    facts = {
        "subscription": each.id,
        "labels": each.labels,
        "when": each.when,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "days": [_day(since, each), _day(until, each)],
        "items": told[:MOST],
        "more": max(0, len(told) - MOST),
        "sick": [[s.id, s.health.value, s.why] for s in standing if s.health not in well],
        "quiet": [s.id for s in standing if s.id not in heard and s.health in well[::2]],
    }
    alert = Alert(
        id=f"dg-{name}",
        kind=AlertKind.DIGEST,
        subject=_subject(each, facts, len(told)),
        facts=facts,
        message_id=message_id(f"digest:{name}", policy.domain),
        created_at=until,
    )
    return tuple(rows_for(each, alert))


def write_digests(store: Store, policy: AlertPolicy, now: datetime) -> int:
    """Put the digests that are due into the outbox; how many. A period has one digest, whoever asks."""
    count = 0
    for each in policy.subscriptions or ():
        if each.when == "at_once":
            continue
        until = last_boundary(each, now)
        since = store.digests.last_end(each.id) or store.digests.watched_since(each.id, now)
        if until <= since:
            continue
        entries = store.digests.pending(each.id, until)
        items = [found for entry in entries if (found := _fresh(store, entry.facts, entry.agreement_id))]
        if items or each.empty:
            rows = digest(each, (since, until), items, store.sources.states(), policy)
            count += store.digests.tell(rows, entries)
    return count


def _fresh(store: Store, facts: dict[str, Any], agreement_id: str) -> dict[str, Any] | None:
    """The facts as they stand by now; ``None`` for what a person dismissed or what is another by now."""
    row = store.listing.agreement(agreement_id)
    if row is None or row["status"] == "dismissed" or (facts.get("review") and row["status"] != "review"):
        return None
    return {**facts, **facts_of(row), "signed_phrase": facts.get("signed_phrase", "")}


def _day(moment: datetime, each: Subscription) -> str:
    return f"{moment.astimezone(ZoneInfo(each.zone)):%Y-%m-%d %H:%M}"


def _subject(each: Subscription, facts: Mapping[str, Any], count: int) -> str:
    words = words_in(each.labels)
    number = words["agreement_one"] if count == 1 else words["agreements"].format(n=count)
    return f"{words[each.when]} {facts['days'][1][:10]}{words['colon']}{number}"
