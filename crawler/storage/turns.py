"""When a host that several sources share was asked last: for processes that poll side by side."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from crawler.storage.database import Database
from crawler.storage.leases import this_process
from crawler.storage.schema import leases
from crawler.storage.writing import insert_or_update

# No delay and no wish that is waited for within a poll is longer (``crawler.fetching``): a time further ahead
# was written by a clock that was wrong.
LONGEST = timedelta(seconds=61)
# No source can have such a name: ids have no star.
_PREFIX = "*host "


class HostTurns:
    """Turns at hosts, kept beside the leases: each is one until the next may be taken. A process that dies
    leaves nothing that would have to be given back. Times are of the real clock, for they are waited for.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, host: str, delay: float, now: datetime) -> float:
        """0 when nobody asked ``host`` within the delay (seconds) of whoever did: then the turn is booked.
        Else the seconds that are left.
        """
        with self._database.writing() as connection:
            self._database.lock(connection, "leases")
            query = select(leases.c.expires_at).where(leases.c.source_id == _PREFIX + host)
            free = connection.execute(query).scalar()
            if free is not None and now < free <= now + LONGEST:
                return float((free - now).total_seconds())
            insert_or_update(connection, leases, _row(host, now, now + timedelta(seconds=delay)))
            return 0.0

    def hold(self, host: str, seconds: float, now: datetime) -> None:
        """Nobody takes a turn for so many seconds, unless more were booked already."""
        until = now + min(timedelta(seconds=seconds), LONGEST)
        with self._database.writing() as connection:
            self._database.lock(connection, "leases")
            query = select(leases.c.expires_at).where(leases.c.source_id == _PREFIX + host)
            free = connection.execute(query).scalar()
            if free is None or not until <= free <= now + LONGEST:
                insert_or_update(connection, leases, _row(host, now, until))


def _row(host: str, now: datetime, until: datetime) -> dict[str, object]:
    lease = {"owner": this_process(), "taken_at": now, "alive_at": now, "expires_at": until}
    return {"source_id": _PREFIX + host, **lease}
