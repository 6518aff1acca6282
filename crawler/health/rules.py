"""How a source stands: one verdict from its last polls, its habits and how it stood before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile

from crawler.health.silence import SHORTEST, is_silent
from crawler.health.yields import layout_fault
from crawler.model import Habits, Health, HealthVerdict, PollOutcome, PollReport
from crawler.polling.failures import CHALLENGED, HARD, ROBOTS, SOFT, class_of

# A single failed poll says little: a restart, a lost packet. What names its own cause says more, so two of
# those are enough. For a source that was never polled well it takes one less: somebody has just added it.
_IN_A_ROW = 3
_IN_A_ROW_NAMED = 2

_FAILED = PollOutcome.FAILED
_NAMES = {
    "gone": "the address answers that there is nothing",
    "moved": "the address leads to another site",
    "parked": "the address shows a parking page",
    "private_address": "the address is not a public one",
    "robots": "robots.txt does not allow us in",
    "challenge": "it checks the visitor's browser",
    "login_wall": "it asks for a login",
    "network_error": "no connection",
    "http_error": "the server answers with an error",
    "too_slow": "no answer in time",
    "truncated": "answers end early",
    "no_browser": "render: true, and no Chromium can be started here",
}


@dataclass(frozen=True, slots=True)
class Examination:
    """What is known of a source when it is judged.

    ``reports`` are its polls, newest first, the one that just ended among them; ``before`` is how it stood;
    ``ever`` whether any poll of it ever ended well; ``watched_since`` is when it was first configured;
    ``ours`` names a trouble on our own side.
    """

    enabled: bool
    before: HealthVerdict
    reports: Sequence[PollReport]
    now: datetime
    habits: Habits | None = None
    ever: bool = False
    watched_since: datetime | None = None
    ours: str = ""


def judge(seen: Examination) -> HealthVerdict:
    """How the source stands now, since when and why.

    The first rule that has something to say decides. While a trouble is ours, a failure says nothing about
    the source, and it stands as it did.
    """
    if not seen.enabled:
        return _verdict(seen, Health.PAUSED, "its file says enabled: false")
    reports = [report for report in seen.reports if report.outcome is not PollOutcome.SKIPPED]
    if not reports:
        return _verdict(seen, Health.OK, "")
    if reports[0].outcome is _FAILED and seen.ours:
        return seen.before if seen.before.health is not Health.PAUSED else _verdict(seen, Health.OK, "")
    for rule in _RULES:
        found = rule(replace(seen, reports=reports))
        if found is not None:
            return _verdict(seen, *found)
    return _verdict(seen, Health.OK, "")


Found = tuple[Health, str] | None


def _failures(seen: Examination) -> Found:
    """Failed polls in a row, by what most of their errors were."""
    streak = list(takewhile(lambda report: report.outcome is _FAILED, seen.reports))
    if not streak:
        return None
    kind = class_of(_added(streak[:_IN_A_ROW]))
    named = kind in (HARD, CHALLENGED, SOFT)
    if len(streak) < (_IN_A_ROW_NAMED if named else _IN_A_ROW) - (not seen.ever):
        # Not enough to change anything; what stood before stands until a poll ends well.
        return (seen.before.health, seen.before.why) if seen.before.health is not Health.PAUSED else None
    count = "the last poll" if len(streak) == 1 else f"the last {len(streak)} polls"
    if len(streak) == len(seen.reports) > 1:
        count = f"all of the last {len(streak)} polls"
    health = {HARD.name: Health.GONE, CHALLENGED.name: Health.CHALLENGED}.get(kind.name, Health.FAILING)
    if kind is SOFT and seen.ever:
        health = Health.LAYOUT_CHANGED
    hint = "; ask the site's owner, or set enabled: false" if kind is ROBOTS else ""
    return health, f"{count} failed: {_causes(streak[0])}{hint}"


def _challenged_pages(seen: Examination) -> Found:
    """The list can be read, but most of its articles are behind a check."""
    newest = [report for report in seen.reports[:_IN_A_ROW_NAMED] if report.requests > report.not_modified]
    refused = sum(report.errors.get("challenge", 0) + report.errors.get("login_wall", 0) for report in newest)
    taken = sum(_taken(report) for report in newest)
    if len(newest) == _IN_A_ROW_NAMED and refused >= _IN_A_ROW and refused > 2 * taken:
        return (
            Health.CHALLENGED,
            f"{refused} pages of the last {len(newest)} polls check the visitor's browser",
        )
    return None


def _layout(seen: Examination) -> Found:
    """The yield or the texts fell far below what they used to be."""
    since = seen.before.since if seen.before.health is Health.LAYOUT_CHANGED else None
    why = layout_fault(seen.reports, since, seen.now)
    return (Health.LAYOUT_CHANGED, why) if why else None


def _quiet(seen: Examination) -> Found:
    """Nothing new for longer than its own rhythm explains."""
    if seen.watched_since is None or (seen.now - seen.watched_since).days < SHORTEST:
        return None  # the silence before we came is no news of ours
    why = is_silent(seen.habits, seen.now.date())
    return (Health.QUIET, why) if why else None


_RULES: tuple[Callable[[Examination], Found], ...] = (_failures, _challenged_pages, _layout, _quiet)


def _verdict(seen: Examination, health: Health, why: str) -> HealthVerdict:
    """``since`` stays while the state does."""
    same = seen.before.health is health
    since = seen.before.since if same else seen.now
    return HealthVerdict(health, since, why)


def _added(reports: Sequence[PollReport]) -> dict[str, int]:
    total: dict[str, int] = {}
    for report in reports:
        for name, count in report.errors.items():
            total[name] = total.get(name, 0) + count
    return total


def _causes(report: PollReport) -> str:
    """What a failed poll met, in words, with the poll's own sentence."""
    worst = sorted(report.errors, key=lambda name: -report.errors[name])[:2]
    words = ", ".join(_NAMES.get(name, f"its page is read as {name}") for name in worst) or "no page came"
    detail = " ".join(report.detail.split())[:200]
    return f"{words} ({detail})" if detail else words


def _taken(report: PollReport) -> int:
    return report.new + report.updated + report.unchanged + report.duplicates
