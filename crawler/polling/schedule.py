"""When a source is looked at next, and why: its schedule, how its last polls went, what its server asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from crawler.model import Habits, NextPoll, PollOutcome, PollReport, Source
from crawler.polling.adaptive import next_look, rhythm_of
from crawler.polling.cron import next_time
from crawler.polling.failures import TEMPORARY, back_off, class_of_report

_EVERY = re.compile(r"^every\s+(\d{1,5})\s*(m|h|d)$", re.IGNORECASE)
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
# Sources of one rhythm are spread: each comes sooner by its own share of a twentieth, five minutes at most.
# Sooner and never later, by half of that at least, so that a cron line of the same rhythm finds them due.
_SPREAD, _MOST_SPREAD = 20, timedelta(minutes=5)
# A poll that lasts as long as its rhythm is followed by a pause all the same.
_PAUSE = timedelta(minutes=1)
# Every source is looked at once a month, whatever is written of it: a wrong clock is told by times beyond.
_LONGEST = timedelta(days=31)
# A Retry-After of a year is a mistake of the server, or a trap: after a week we look again.
_LONGEST_WISH = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known beside the schedule: the poll that just ended, how many failed in a row with it, until
    when the server asked to be left alone, how the site publishes, and (``ours``) a trouble on our own side
    that makes failures say nothing about the source.
    """

    last: PollReport | None = None
    failures: int = 0
    deferred_until: datetime | None = None
    habits: Habits | None = None
    ours: str = ""


def next_poll(source: Source, now: datetime, outlook: Outlook = Outlook()) -> NextPoll:
    """When to look at ``source`` next, later than ``now`` (aware UTC), and one plain sentence why then.

    A failed poll is followed by the wait of its class of failure, which grows and has an end: a source is
    never given up. A server's wish to wait is never undercut, up to a week.
    """
    planned = _planned(source, now, outlook)
    failed = outlook.last is not None and outlook.last.outcome is PollOutcome.FAILED
    found = _after_failure(planned, now, outlook) if failed else planned
    wish = capped_wish(outlook.deferred_until, now)
    if wish is not None and wish > found.at:
        return NextPoll(wish, f"its server asked us to wait until {_clock(wish)} (Retry-After)")
    return found


def capped_wish(until: datetime | None, now: datetime) -> datetime | None:
    """A server's wish, at most a week from ``now``; ``None`` where there is none or it is over."""
    if until is None or until <= now:
        return None
    return min(until, now + _LONGEST_WISH)


def _after_failure(planned: NextPoll, now: datetime, outlook: Outlook) -> NextPoll:
    assert outlook.last is not None
    if outlook.ours:
        wait = back_off(TEMPORARY, 1)
        return NextPoll(now + wait, f"again in {told(wait)}: {outlook.ours}, the source is not to blame")
    kind = class_of_report(outlook.last)
    count = max(1, outlook.failures)
    wait = back_off(kind, count)
    often = "the last poll failed" if count == 1 else f"the last {count} polls failed"
    if kind.sooner or now + wait > planned.at:
        most = f"; it is asked every {told(kind.most)} from now on" if wait == kind.most else ""
        return NextPoll(now + wait, f"in {told(wait)}: {often} ({kind.words}){most}")
    return NextPoll(planned.at, f"{planned.why}; {often} ({kind.words})")


def _planned(source: Source, now: datetime, outlook: Outlook) -> NextPoll:
    poll, zone = source.poll.strip(), ZoneInfo(source.timezone)
    began = min(outlook.last.started_at, now) if outlook.last is not None else now
    every = _EVERY.match(poll)
    if every:
        step = timedelta(**{_UNITS[every[2].lower()]: max(1, int(every[1]))})
        step = min(step, _LONGEST)
        return _spread(source.id, began, began + step, now, f"{poll}, counted from the last poll's start")
    if poll == "adaptive":
        rhythm = rhythm_of(outlook.habits, now.astimezone(zone).date())
        why = (
            f"adaptive: every {told(rhythm.working)} in its working hours ({source.timezone}), "
            f"else every {told(rhythm.resting)}; {rhythm.learned}"
        )
        return _spread(source.id, began, next_look(rhythm, zone, began), now, why)
    # A time that somebody wrote down is kept to the minute.
    at, why = next_time(poll, zone, now), f"cron {poll} in {source.timezone}"
    if at > now + _LONGEST:
        return NextPoll(now + _LONGEST, f"{why}, and every {told(_LONGEST)} at least")
    return NextPoll(at, why)


def _spread(source_id: str, began: datetime, at: datetime, now: datetime, why: str) -> NextPoll:
    sooner = spread(source_id, at - began)
    pause = min(_PAUSE, (at - began) / 2)
    if at - sooner < now + pause:
        return NextPoll(now + pause, f"{why}; the last poll took about as long")
    return NextPoll(at - sooner, f"{why}, {told(sooner)} sooner to spread sources")


def spread(source_id: str, step: timedelta) -> timedelta:
    """How much sooner than after ``step`` a source is polled: the same for it every time, whole seconds, at
    least a fortieth and less than a twentieth of ``step``, and never more than five minutes.
    """
    place = int.from_bytes(blake2b(source_id.encode(), digest_size=4).digest(), "big") / 2**32
    return timedelta(seconds=int(min(step / _SPREAD, _MOST_SPREAD).total_seconds() * (1 + place) / 2))


def told(span: timedelta) -> str:
    """A span of time in words: ``45 min``, ``1 h 30 min``, ``2 d``."""
    minutes = round(span.total_seconds() / 60)
    if minutes < 1:
        return f"{round(span.total_seconds())} s"
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    parts = [f"{value} {unit}" for value, unit in ((days, "d"), (hours, "h"), (minutes, "min")) if value]
    return " ".join(parts[:2])


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
