"""Strings that were planted on pages of a host: seen once, they are known on its other pages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select

from crawler.model import JunkVerdict, Verdict
from crawler.storage.schema import junk_strings
from crawler.storage.writing import insert_new

_PLANTED = (Verdict.INJECTED, Verdict.MIRROR, Verdict.SPAM)
# A single character tells nothing; a whole planted paragraph is known by its shorter strings.
_SHORTEST, _LONGEST = 2, 200
_MOST = 500


def remember_planted(connection: Connection, host: str, junk: JunkVerdict, now: datetime) -> None:
    """Keep the proving quotes of a page with planted junk."""
    if junk.verdict not in _PLANTED or not host:
        return
    quotes = {signal.quote.strip() for signal in junk.signals if signal.where in ("title", "text", "html")}
    fitting = sorted(quote for quote in quotes if _SHORTEST <= len(quote) <= _LONGEST)
    insert_new(connection, junk_strings, [{"host": host, "value": each, "seen_at": now} for each in fitting])


def planted_on(connection: Connection, host: str) -> tuple[str, ...]:
    """Strings seen planted on pages of the host, newest first."""
    query = select(junk_strings.c.value).where(junk_strings.c.host == host)
    newest = query.order_by(junk_strings.c.seen_at.desc(), junk_strings.c.value).limit(_MOST)
    return tuple(connection.execute(newest).scalars())
