"""The store: one door to everything that is kept, a topic an attribute."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection

from crawler.storage.agreements import Agreements
from crawler.storage.articles import Articles
from crawler.storage.backup import back_up
from crawler.storage.cloaked import Cloaked
from crawler.storage.database import Database
from crawler.storage.digesting import Digests
from crawler.storage.frontier import FrontierTable
from crawler.storage.habits import HabitsTable
from crawler.storage.incidents import Incidents
from crawler.storage.leases import Leases
from crawler.storage.listing import Listing
from crawler.storage.names import Names
from crawler.storage.opening import prepare
from crawler.storage.outbox import Outbox
from crawler.storage.polls import Polls
from crawler.storage.pruning import Ages, Pruned, prune
from crawler.storage.rereading import ages_of
from crawler.storage.sites import Sites
from crawler.storage.sources import Sources
from crawler.storage.troubles import Troubles
from crawler.storage.turns import HostTurns
from crawler.storage.ways_in import WaysIn

REREAD_DAYS = (1, 3, 7, 14, 30, 90, 180, 365)
"""The interface's default for ``REREAD_DAYS``."""


class Store:
    """Everything that is kept, on SQLite or PostgreSQL. ``url`` is a SQLAlchemy URL; ``reread_days`` are the
    ages at which stored articles are due again. All times are aware; one store may serve many threads.

    Opening creates or migrates the tables.

    Raises:
        StoreError: one clear line, at opening and from every method.
    """

    def __init__(self, url: str, reread_days: Sequence[int] = REREAD_DAYS) -> None:
        self.database = Database(url)
        with ExitStack() as unless_opened:
            unless_opened.callback(self.database.close)
            prepare(self.database)
            unless_opened.pop_all()
        rereading = ages_of(reread_days)
        self.sources = Sources(self.database)
        self.leases = Leases(self.database)
        self.turns = HostTurns(self.database)
        self.frontier = FrontierTable(self.database, rereading)
        self.articles = Articles(self.database, rereading)
        self.sites = Sites(self.database)
        self.names = Names(self.database)
        self.agreements = Agreements(self.database)
        self.outbox = Outbox(self.database)
        self.digests = Digests(self.database)
        self.polls = Polls(self.database)
        self.habits = HabitsTable(self.database)
        self.troubles = Troubles(self.database)
        self.cloaked = Cloaked(self.database)
        self.incidents = Incidents(self.database)
        self.listing = Listing(self.database)
        self.ways_in = WaysIn(self.database)

    @classmethod
    def open(cls, url: str, reread_days: Sequence[int] = REREAD_DAYS) -> Store:
        """The same as the constructor, for reading aloud."""
        return cls(url, reread_days)

    def writing(self) -> AbstractContextManager[Connection]:
        """One transaction; what the topics do inside it is part of it."""
        return self.database.writing()

    def reading(self) -> AbstractContextManager[Connection]:
        """One consistent view; what the topics read inside it belongs together."""
        return self.database.reading()

    def prune(self, now: datetime, ages: Ages | None = None) -> Pruned:
        """Forget old records of operation."""
        return prune(self.database, now, ages or Ages())

    def backup(self, target: Path) -> None:
        """Copy a SQLite database to ``target`` while it is in use; the copy is a store of its own."""
        back_up(self.database, target)

    def close(self) -> None:
        """Give all connections back."""
        self.database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
