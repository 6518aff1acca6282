"""What the runner needs of the store (``crawler.storage.Store`` has it all)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from crawler.model import Frontier, NextPoll, PollReport, SourceState


class LedgerLeases(Protocol):
    """One process at a time works on a source."""

    def take(self, source_id: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        """Take the lease; false while another holds it."""
        ...

    def renew(self, source_id: str, owner: str, now: datetime, ttl: timedelta) -> bool:
        """A sign of life; false when it is no longer ours."""
        ...

    def release(self, source_id: str, owner: str) -> None:
        """Give it back."""
        ...


class LedgerFrontiers(Protocol):
    """The frontiers of all sources."""

    def bound(self, source_id: str, clock: Callable[[], datetime]) -> Frontier:
        """One source's."""
        ...

    def count(self, source_id: str) -> int:
        """How many links are pending."""
        ...


class LedgerPolls(Protocol):
    """What every poll did."""

    def add(self, report: PollReport) -> None:
        """Keep a report."""
        ...


class LedgerSources(Protocol):
    """How sources stand."""

    def state(self, source_id: str) -> SourceState:
        """One source; raises ``StoreError`` when it was never configured."""
        ...

    def schedule(self, source_id: str, next_poll: NextPoll) -> None:
        """When to look next."""
        ...

    def defer(self, source_id: str, until: datetime | None) -> None:
        """Not before ``until``."""
        ...


class Ledger(Protocol):
    """The store, as far as a poll's frame goes."""

    @property
    def leases(self) -> LedgerLeases:
        """Leases."""
        ...

    @property
    def frontier(self) -> LedgerFrontiers:
        """Frontiers."""
        ...

    @property
    def polls(self) -> LedgerPolls:
        """Reports."""
        ...

    @property
    def sources(self) -> LedgerSources:
        """Sources."""
        ...
