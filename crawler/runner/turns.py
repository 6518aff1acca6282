"""The delay between requests to one host, kept among all processes that poll: where sources share a host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawler.errors import StoreError
from crawler.fetching.hosts import shared_gate
from crawler.model import Source
from crawler.storage import Store


def share_turns(store: Store, sources: Sequence[Source]) -> None:
    """Book turns at the hosts that several of ``sources`` have in the store from now on.

    Two processes never poll one source at a time, so a host of one source needs no such booking, and polls of
    it cost nothing more.
    """
    shared_gate().share(shared_hosts(sources), _Book(store))


def shared_hosts(sources: Sequence[Source]) -> frozenset[str]:
    """The hosts, as they stand in addresses, at which more than one source has an address."""
    count: Counter[str] = Counter()
    for source in sources:
        urls = (source.url, *(entry.url for entry in source.entry_points))
        count.update({urlsplit(url).hostname or "" for url in urls} - {""})
    return frozenset(host for host, times in count.items() if times > 1)


class _Book:
    """The store's turns. While the store fails each process keeps the delay for itself."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def turn(self, host: str, delay: float) -> float:
        """See :class:`crawler.fetching.hosts.HostBook`."""
        try:
            return self._store.turns.take(host, delay, datetime.now(UTC))
        except StoreError:
            return 0.0

    def hold(self, host: str, seconds: float) -> None:
        """See :class:`crawler.fetching.hosts.HostBook`."""
        try:
            self._store.turns.hold(host, seconds, datetime.now(UTC))
        except StoreError:
            return
