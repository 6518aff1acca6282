"""After a poll: its report, its source's health, who is told, and when to look next - one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from crawler.alerts.policy import AlertPolicy
from crawler.alerts.rules import notice
from crawler.fetching.budget import PollBudget
from crawler.health.letters import key_of, letter_of, trouble_letter, trouble_over_letter
from crawler.health.ours import network_trouble
from crawler.health.rules import Examination, judge
from crawler.log import events
from crawler.model import (
    AlertKind,
    Health,
    HealthVerdict,
    PollOutcome,
    PollReport,
    Source,
    SourceState,
    Trouble,
)
from crawler.polling.schedule import Outlook, capped_wish, next_poll, told
from crawler.runner.ledger import Ledger
from crawler.storage import Store

# A source's last polls: two days of hourly ones. Where its layout changed, as many from before that.
_HISTORY = 48
# Polls of all sources that say whether it is us; more than a round of a small installation.
_NEWEST, _NEWEST_SPAN = 40, timedelta(hours=2)
# What begins later than this after its time was missed: the machine slept, or nothing ran.
_LATE = timedelta(hours=1)
_NETWORK = ("network", "dns", "certificates")


class Settling:
    """Writes polls down. ``watched`` is asked for the number of enabled sources."""

    def __init__(self, store: Store, policy: AlertPolicy, watched: Callable[[], int]) -> None:
        self._store, self._policy, self._watched = store, policy, watched

    def __call__(self, ledger: Ledger, source: Source, report: PollReport, budget: PollBudget | None) -> None:
        """Keep ``report``; without ``budget`` we stopped the poll ourselves and it says nothing more."""
        del ledger  # the store itself knows more
        store, now = self._store, report.finished_at
        with store.writing():
            store.polls.add(_marked_late(report, store.sources.state(source.id)))
            if budget is None:
                return
            ours = self._ours(report, now)
            state = store.sources.state(source.id)
            habits = store.habits.of(source.id, now)
            before = HealthVerdict(state.health, state.since, state.why)
            seen = Examination(
                enabled=source.enabled,
                before=before,
                reports=self._history(source, before),
                now=now,
                habits=habits,
                ever=state.first_poll_done,
                watched_since=state.first_seen,
                ours=ours,
            )
            self._turn(source, before, judge(seen), now)
            wish = capped_wish(budget.deferred_until, now)
            store.sources.defer(source.id, wish)
            outlook = Outlook(report, state.failures, wish, habits, ours)
            store.sources.schedule(source.id, next_poll(source, now, outlook))

    def _history(self, source: Source, before: HealthVerdict) -> tuple[PollReport, ...]:
        recent = self._store.polls.recent(source.id, _HISTORY)
        if before.health is not Health.LAYOUT_CHANGED or before.since is None or not recent:
            return recent
        first = min(recent[-1].started_at, before.since)
        return recent + self._store.polls.recent(source.id, _HISTORY, before=first)

    def _turn(self, source: Source, before: HealthVerdict, after: HealthVerdict, now: datetime) -> None:
        """Keep the verdict; tell of a change of state, once."""
        if after != before:
            self._store.sources.set_health(source.id, after)
        facts = letter_of(source, before, after)
        if facts is not None:
            key = key_of(source, after)
            self._store.outbox.add([notice(AlertKind.HEALTH, key, facts, self._policy, now)])

    def _ours(self, report: PollReport, now: datetime) -> str:
        """Why polls fail for a reason of our own; empty when they do not."""
        going_on = {name: one for name, one in self._store.troubles.now().items() if name in _NETWORK}
        # A poll that did not fail ends any row of failures: then the others need not be read.
        failed = report.outcome is PollOutcome.FAILED
        trouble = None
        if failed:
            newest = self._store.polls.newest(now - _NEWEST_SPAN, _NEWEST)
            trouble = network_trouble(newest, self._watched())
        if trouble is not None and not going_on:
            begin(self._store, self._policy, trouble, now)
        if trouble is None and not failed:
            for name in going_on:
                end(self._store, self._policy, name, now)
            return ""
        return trouble.why if trouble is not None else next((one[0].why for one in going_on.values()), "")


def begin(store: Store, policy: AlertPolicy, trouble: Trouble, now: datetime) -> bool:
    """Note a trouble of our own and tell of it: one mail, one line in the log; false when it is known."""
    with store.writing():
        if not store.troubles.begin(trouble, now):
            return False
        key = f"{trouble.name}:{now.isoformat()}"
        store.outbox.add([notice(AlertKind.HEALTH, key, trouble_letter(trouble), policy, now)])
    events("runner").error("trouble_began", name=trouble.name, why=trouble.why, cure=trouble.cure)
    return True


def end(store: Store, policy: AlertPolicy, name: str, now: datetime) -> bool:
    """Forget a trouble, write the one mail and the one line that tell that it is over; false when there was
    none.
    """
    with store.writing():
        found = store.troubles.now().get(name)
        if found is None or not store.troubles.end(name):
            return False
        facts = trouble_over_letter(*found)
        key = f"{name}:over:{now.isoformat()}"
        store.outbox.add([notice(AlertKind.HEALTH, key, facts, policy, now)])
    events("runner").warning("trouble_over", name=name, since=found[1].isoformat(timespec="seconds"))
    return True


def _marked_late(report: PollReport, state: SourceState) -> PollReport:
    """Say in the report that polls were missed: one makes them good, and nobody need wonder."""
    if state.next_poll is None or report.started_at - state.next_poll < _LATE:
        return report
    late = f"begun {told(report.started_at - state.next_poll)} late: nothing was polled in between"
    return replace(report, detail=f"{late}; {report.detail}" if report.detail else late)
