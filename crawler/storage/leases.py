"""Who works on a source: one process at a time, however many there are."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select, update

from crawler.storage.database import Database
from crawler.storage.schema import leases
from crawler.storage.writing import insert_or_update

LEASE_TIME = timedelta(minutes=10)
"""How long after its last sign of life a lease is still respected (INTERFACE)."""


class Leases:
    """Leases on sources, and on anything else that one process at a time may do (any name serves)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, source_id: str, owner: str, now: datetime, ttl: timedelta = LEASE_TIME) -> bool:
        """Take the lease, or take it over when its owner is dead; false while another holds it.

        An owner on this host is dead when its process is gone; any owner ``ttl`` after its last sign of life.
        """
        with self._database.writing() as connection:
            self._database.lock(connection, "leases")
            row = connection.execute(select(leases).where(leases.c.source_id == source_id)).first()
            if row is not None and row.owner != owner and now < row.expires_at and not is_dead(row.owner):
                return False
            lease = {"owner": owner, "taken_at": now, "alive_at": now, "expires_at": now + ttl}
            insert_or_update(connection, leases, {"source_id": source_id, **lease})
            return True

    def renew(self, source_id: str, owner: str, now: datetime, ttl: timedelta = LEASE_TIME) -> bool:
        """A sign of life; false when the lease is no longer the owner's."""
        mine = (leases.c.source_id == source_id) & (leases.c.owner == owner)
        values = {"alive_at": now, "expires_at": now + ttl}
        with self._database.writing() as connection:
            return connection.execute(update(leases).where(mine).values(values)).rowcount == 1

    def release(self, source_id: str, owner: str) -> None:
        """Give the lease back; another's lease is left alone."""
        mine = (leases.c.source_id == source_id) & (leases.c.owner == owner)
        with self._database.writing() as connection:
            connection.execute(delete(leases).where(mine))

    def holder(self, source_id: str) -> str | None:
        """Who has the lease, dead or alive."""
        with self._database.reading() as connection:
            query = select(leases.c.owner).where(leases.c.source_id == source_id)
            return connection.execute(query).scalar()


def this_process() -> str:
    """The owner's name of the running process: ``host:pid:starttime``. The start time tells it from a later
    process that was given the same number.
    """
    return f"{socket.gethostname()}:{os.getpid()}:{_started(os.getpid())}"


def is_dead(owner: str) -> bool:
    """Whether ``owner`` (``host:pid:starttime``) was a process of this host that is gone. Of other hosts, and
    of names in another form, nothing is known: false.
    """
    host, _, rest = owner.partition(":")
    number, _, started = rest.partition(":")
    if host != socket.gethostname() or not number.isdecimal() or not started:
        return False
    return _started(int(number)) != started.partition(":")[0]


def _started(pid: int) -> str:
    """When a process began, in the kernel's ticks (field 22 of ``/proc/PID/stat``, proc(5)); ``gone`` for
    none or a zombie, ``unknown`` where the system does not tell.
    """
    try:
        fields = (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        )
    except OSError:
        return "gone" if Path("/proc/self/stat").exists() else _signalled(pid)
    return "gone" if fields[0] in ("Z", "X") else fields[19]


def _signalled(pid: int) -> str:
    """For systems without ``/proc``: does the process answer to the empty signal?"""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return "gone"
    except OSError:
        return "unknown"
    return "unknown"
