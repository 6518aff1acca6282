"""One scheduler at a time: the post is a lease with a heartbeat, and whoever else runs stands by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from crawler.storage import Store, this_process

# No source can have this name: ids have no star.
NAME = "*scheduler"
# A holder on this machine that died is replaced at the next try; one elsewhere after this time without a
# sign of life, six heartbeats.
TTL = timedelta(minutes=2)
HEARTBEAT = 20.0


class Post:
    """The scheduler's post, as one process sees it. Every method may raise :class:`StoreError`."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store, self._now, self._owner = store, now, this_process()

    def take(self) -> bool:
        """Take the post if it is free."""
        return self._store.leases.take(NAME, self._owner, self._now(), TTL)

    def keep(self) -> bool:
        """A sign of life; false when another has the post."""
        return self._store.leases.renew(NAME, self._owner, self._now(), TTL)

    def leave(self) -> None:
        """Give the post up."""
        self._store.leases.release(NAME, self._owner)

    def holder(self) -> str | None:
        """Who has it."""
        return self._store.leases.holder(NAME)
