"""Reading back what a site's lists still show of the last weeks, without telling anybody.

A replay is a poll with a longer reach: it asks for every list anew, walks on over what is known to the first
page that is wholly too old, and takes only articles that nobody had found before. Their agreements are kept
as told, in the transaction that keeps them, so that no later report of one sends a mail.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from crawler.alerts.policy import policy_of
from crawler.config import Config, Limits
from crawler.fetching.budget import PollBudget
from crawler.model import (
    ArticleChange,
    ArticleLink,
    Assessment,
    FetchedPage,
    Frontier,
    PendingLink,
    PollReport,
    Problem,
    Source,
    Validators,
)
from crawler.runner.ledger import Ledger
from crawler.runner.loop import run_sync
from crawler.runner.rounds import PIPELINES, workers_of
from crawler.runner.run import Runner, RunnerOptions
from crawler.runner.settling import Settling
from crawler.storage import Store
from crawler.storage.articles import Articles
from pipelines.workshop import Workshop
from spiders.reach import Reach

# Lists of twenty: a year of a busy site, which publishes three articles a day.
PAGES = 60
# Beside articles and pages of lists: robots.txt, redirects, a second try.
SPARE = 40
_ALL = 100_000
MARK = "read back"

Settle = Callable[[Ledger, Source, PollReport, PollBudget | None], None]


@dataclass(frozen=True, slots=True)
class Span:
    """How far a replay goes: to ``since``, and to ``articles`` pages at most."""

    since: date
    articles: int = 300


@dataclass(slots=True)
class ReplayFrontier:
    """A frontier (``crawler.model.Frontier``) on which only what this replay found is to be fetched."""

    kept: Frontier
    reach: Reach
    mine: set[str] = field(default_factory=set)

    def validators(self, url: str) -> Validators:
        """None: an answer that nothing changed would hide the pages beyond."""
        del url
        return Validators()

    def found(self, page: FetchedPage, links: Sequence[ArticleLink], keep_validators: bool = True) -> int:
        """Record the links that are within reach and new. The page's validators stay what they were: the next
        poll looks for itself.
        """
        del keep_validators
        near = [link for link in links if self.reach.wants(link.published)]
        known = self.kept.known([link.url for link in near])
        self.mine.update(link.url for link in near if link.url not in known)
        return self.kept.found(page, near, False)

    def next(self, limit: int) -> tuple[PendingLink, ...]:
        """What this replay found, newest first; what was pending before is the next poll's, which tells."""
        waiting = (link for link in self.kept.next(_ALL) if link.reason == "new" and link.url in self.mine)
        return tuple(waiting)[:limit]

    def put_off(self, url: str, problem: Problem, detail: str) -> None:
        """See :class:`Frontier`."""
        self.kept.put_off(url, problem, detail)

    def unchanged(self, url: str) -> None:
        """See :class:`Frontier`."""
        self.kept.unchanged(url)

    def known(self, urls: Sequence[str]) -> frozenset[str]:
        """See :class:`Frontier`."""
        return self.kept.known(urls)


@dataclass(slots=True)
class _Frontiers:
    """The frontiers a replaying runner works with."""

    store: Store
    reach: Reach
    last: ReplayFrontier | None = None

    def bound(self, source_id: str, clock: Callable[[], datetime]) -> ReplayFrontier:
        """One source's."""
        self.last = ReplayFrontier(self.store.frontier.bound(source_id, clock), self.reach)
        return self.last

    def count(self, source_id: str) -> int:
        """How many links are pending."""
        return self.store.frontier.count(source_id)

    def forget_rest(self, source_id: str) -> int:
        """Forget what this replay found and did not read: left pending, a later poll would tell of it."""
        return self.store.frontier.forget(source_id, sorted(self.last.mine)) if self.last else 0


class _QuietArticles(Articles):
    """Keeps articles as told: no alert row now, and none later."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(
        self,
        assessment: Assessment,
        source: Source,
        now: datetime,
        decide: Callable[[ArticleChange], Any],
    ) -> ArticleChange:
        """As :meth:`Articles.keep`; what is new of agreements counts as told, in the same transaction."""
        del decide
        with self._store.writing():
            change = self._store.articles.keep(assessment, source, now, lambda _change: ())
            told = [item.id for item in change.agreements if item.status == "new" and not item.alerted]
            self._store.agreements.count_as_told(told, now)
            return change


@dataclass(frozen=True, slots=True)
class _Ledger:
    """The store as the runner sees it, with frontiers of our own."""

    frontier: _Frontiers
    leases: Any
    polls: Any
    sources: Any


def replay_now(
    config: Config, store: Store, sources: Sequence[Source], source: Source, span: Span
) -> tuple[PollReport, int]:
    """Read ``source`` back to ``span.since``; the report, and how many articles were found but not read.

    Call it from code without a running loop. SIGTERM and SIGINT end it whole.
    """
    frontiers = _Frontiers(store, Reach(PAGES, span.since))
    quiet = copy.copy(store)
    quiet.articles = _QuietArticles(store)
    policy = policy_of(config)
    with workers_of(config) as workers:

        def equip(one: Source) -> Mapping[str, Any]:
            shop = Workshop(quiet, one, tuple(sources), policy, config.clock, workers)
            return {"workshop": shop, "reach": frontiers.reach}

        limits = limits_of(config.limits, span)
        options = RunnerOptions(
            limits=limits,
            settings={"ITEM_PIPELINES": PIPELINES, "PACTWATCH_CHROMIUM": config.chromium},
            archive=config.home / "archive",
            allow_private=config.allow_private_networks,
            proxy=config.proxy,
            contact=config.contact,
            equip=equip,
            settle=_marked(Settling(store, policy, lambda: sum(one.enabled for one in sources))),
        )
        ledger = _Ledger(frontiers, store.leases, store.polls, store.sources)
        runner = Runner(ledger, config.clock, options)
        wide = replace(source, max_articles=span.articles)
        (report,) = run_sync(runner.poll([wide]), runner.stop)
    return report, frontiers.forget_rest(source.id)


def _marked(settle: Settle) -> Settle:
    """Reports that say what kind of poll it was."""

    def settled(ledger: Ledger, source: Source, report: PollReport, budget: PollBudget | None) -> None:
        detail = f"{MARK}; {report.detail}" if report.detail else MARK
        settle(ledger, source, replace(report, detail=detail), budget)

    return settled


def is_due_for_a_poll(store: Store, source: Source) -> bool:
    """Whether a usual poll has to come before a replay: one was made, and what came since then is to be told.
    A replay straight after another one goes on where that one ended.
    """
    last = store.polls.recent(source.id, 1)
    read_back = bool(last) and last[0].detail.startswith(MARK)
    return store.sources.state(source.id).first_poll_done and not read_back


def limits_of(limits: Limits, span: Span) -> Limits:
    """A poll's limits, widened for a person who waits: requests for all pages, and the time their politeness
    takes with as much again for slow answers.
    """
    requests = max(limits.max_requests, span.articles + PAGES + SPARE)
    seconds = requests * (limits.delay + 1.0) * 2
    return limits.model_copy(
        update={"max_requests": requests, "poll_deadline": max(limits.poll_deadline, seconds)}
    )
