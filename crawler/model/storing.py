"""What the store hands out and takes in: values only, so that fetching, rules and faces need no store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from crawler.model.agreement import Agreement
from crawler.model.assessment import Fingerprint, Novelty
from crawler.model.page import ArticleLink, FetchedPage, Problem
from crawler.model.polling import Health


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask "has it changed?": both ``None`` where nothing is known."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class PendingLink:
    """An article that is to be fetched: ``reason`` is ``new`` (a link not read yet) or ``reread`` (a
    stored article whose age is due). ``validators`` are for a conditional request and empty for a new
    link; ``attempts`` counts the fetches that already failed for a while.
    """

    url: str
    text: str = ""
    published: str | None = None
    reason: str = "new"
    validators: Validators = Validators()
    attempts: int = 0

    @property
    def link(self) -> ArticleLink:
        """The same as the entry point showed it."""
        return ArticleLink(url=self.url, text=self.text, published=self.published)


class Frontier(Protocol):
    """The part of the store that one poll of one source needs (bound to source and clock).

    Nothing found is lost by a 304, a kill or a cap: a link is pending from the transaction that saw it
    to the transaction that keeps its article.
    """

    def validators(self, url: str) -> Validators:
        """The validators kept for an entry point (or a stored article) of this source."""
        ...

    def found(self, page: FetchedPage, links: Sequence[ArticleLink], keep_validators: bool = True) -> int:
        """Record the links of an entry page and, in the same transaction, the page's validators; how many
        links were unknown. ``keep_validators=False`` when not every link of the page was handed over.
        """
        ...

    def next(self, limit: int) -> Sequence[PendingLink]:
        """At most ``limit`` articles to fetch now: pending links newest first, then re-reads that are due.
        The same answer comes again until a link is kept, put off or unchanged.
        """
        ...

    def put_off(self, url: str, problem: Problem, detail: str) -> None:
        """The fetch failed: try again later, or, after five attempts or at once for a problem that will not
        pass, keep the page under its problem.
        """
        ...

    def unchanged(self, url: str) -> None:
        """A re-read was answered 304: its next age is due next."""
        ...

    def known(self, urls: Sequence[str]) -> frozenset[str]:
        """Which of these addresses are stored or pending already (in any spelling of the same address)."""
        ...


@dataclass(frozen=True, slots=True)
class SourceState:
    """How one source stands. Times are aware UTC; ``failures`` counts failed polls in a row; ``present`` is
    false when no file configures the source any more; ``first_poll_done`` once a poll ended ``done`` or
    ``partial``; ``deferred_until`` is a server's Retry-After, ``paused_until`` the circuit breaker's.
    """

    id: str
    present: bool = True
    health: Health = Health.OK
    since: datetime | None = None
    why: str = ""
    last_success: datetime | None = None
    next_poll: datetime | None = None
    next_why: str = ""
    failures: int = 0
    paused_until: datetime | None = None
    deferred_until: datetime | None = None
    first_poll_done: bool = False
    first_seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class AgreementMark:
    """What tells two agreements apart: the parties' keys and the signing date as far as it is known
    (``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY`` or ``None``).
    """

    parties: frozenset[str]
    signed: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored article that may be the original of a new one (same digest or a shared band)."""

    url: str
    fingerprint: Fingerprint
    first_seen: datetime
    agreements: tuple[AgreementMark, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementChange:
    """What keeping one article did to one agreement.

    ``agreement`` is merged from all reports; ``reports`` are the interface's report rows, oldest first, each
    with ``first_seen`` (aware UTC), ``announcement`` (the verdict's name) and ``first_poll`` (whether its
    link was found by its source's first poll) beside; ``created`` when no
    report of it was stored before; ``superseded`` are ids of agreements that were joined into this one;
    ``previous_status`` is ``None`` for a created one; ``alerted`` when an alert row of it exists already.
    """

    id: str
    created: bool
    status: str
    agreement: Agreement
    reports: tuple[dict[str, Any], ...] = ()
    first_seen: datetime | None = None
    previous_status: str | None = None
    superseded: tuple[str, ...] = ()
    alerted: bool = False
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class IncidentChange:
    """An incident that has just begun (``ended_at`` is ``None``) or ended: its source, and its pages in the
    order they were found, each with ``url``, ``verdict``, ``title``, ``title_as_found``, ``found_at``,
    ``over_at``, ``over_why`` (``clean``, ``gone`` or empty) and ``quotes`` (words that prove it, while they
    stand there); the times within are ISO 8601 text.
    """

    id: str
    source_id: str
    began_at: datetime
    ended_at: datetime | None = None
    pages: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What keeping one article changed. ``is_first_poll`` when its source had never finished a poll;
    ``problem`` is the problem the page was kept with, by name; ``junk`` its verdict now and
    ``previous_junk`` the one before (``None`` for a new article); ``incident`` the source's incident where
    this article began or ended it.
    """

    url: str
    source_id: str
    novelty: Novelty
    revision: int
    is_first_poll: bool = False
    agreements: tuple[AgreementChange, ...] = field(default_factory=tuple)
    problem: str | None = None
    junk: str = "clean"
    previous_junk: str | None = None
    incident: IncidentChange | None = None
