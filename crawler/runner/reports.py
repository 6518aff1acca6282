"""From the counts of a poll's crawls to its report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from crawler.fetching.budget import PollBudget
from crawler.model import PollOutcome, PollReport, Source

# Counted by spiders, middlewares and pipelines in Scrapy's stats as ``poll/<name>``.
_COUNTS = (
    "requests",
    "not_modified",
    "new",
    "updated",
    "unchanged",
    "duplicates",
    "junk",
    "agreements",
    "links_found",
    "text_chars",
)
_PREFIX, _ERRORS = "poll/", "poll/errors/"
# A report's detail is read in a table: the first few sentences tell what happened.
_SENTENCES = 5


def added_up(stats: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The ``poll/`` counts of several crawls together, without their prefix."""
    total: dict[str, int] = {}
    for one in stats:
        for key, value in one.items():
            if key.startswith(_PREFIX):
                name = key.removeprefix(_PREFIX)
                total[name] = total.get(name, 0) + int(value)
    return total


def outcome_of(counts: Mapping[str, int], budget: PollBudget, *, broken: bool, stopped: bool) -> PollOutcome:
    """How a poll ended: failed when no entry point could be read, partial when anything failed or was cut.

    A poll that we were told to stop is never held against its source.
    """
    if stopped:
        return PollOutcome.PARTIAL
    tried = counts.get("entries", 0)
    if broken or (tried and counts.get("entries_failed", 0) >= tried):
        return PollOutcome.FAILED
    cut = budget.cut_by is not None or counts.get("not_archived") or counts.get("broken")
    errors = any(name.startswith("errors/") for name in counts)
    return PollOutcome.PARTIAL if cut or errors else PollOutcome.DONE


def report_of(
    source: Source,
    times: tuple[datetime, datetime],
    counts: Mapping[str, int],
    budget: PollBudget,
    *,
    pending: int = 0,
    outcome: PollOutcome,
) -> PollReport:
    """The report under the fixed names."""
    prefix = _ERRORS.removeprefix(_PREFIX)
    errors = {name.removeprefix(prefix): n for name, n in counts.items() if name.startswith(prefix)}
    if budget.cut_by is not None:
        errors[budget.cut_by.value] = errors.get(budget.cut_by.value, 0) + 1
    told = ([budget.cut_why] if budget.cut_why else []) + budget.notes
    return PollReport(
        source=source.id,
        started_at=times[0],
        finished_at=times[1],
        outcome=outcome,
        errors=errors,
        pending=pending,
        detail="; ".join(dict.fromkeys(told[:_SENTENCES]))[:2000],
        **{name: counts.get(name, 0) for name in _COUNTS},
    )


def failed(source: Source, now: datetime, why: str) -> PollReport:
    """The report of a source whose poll broke down around its crawl."""
    return PollReport(source.id, now, now, PollOutcome.FAILED, detail=why)


def skipped(source: Source, now: datetime, why: str) -> PollReport:
    """The report of a source that was not polled."""
    return PollReport(source.id, now, now, PollOutcome.SKIPPED, detail=why)
