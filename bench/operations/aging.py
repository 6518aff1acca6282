"""Makes a new store look as if it had been in use: earlier polls and articles for every source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from crawler.storage import Store
from crawler.storage.schema import articles, polls, sources
from crawler.storage.writing import chunks

# Two days of hourly polls are what health looks at (``crawler/runner/settling.py``).
POLLS, ARTICLES = 48, 10


def age(url: str, names: Sequence[str], polled: Sequence[str]) -> None:
    """Give each of ``names`` what ``polled[0]`` has, again and again into the past; none of them is due."""
    now = datetime.now(UTC)
    with Store(url) as store:
        with store.writing() as connection:
            poll = dict(connection.execute(select(polls).limit(1)).one()._mapping)
            article = dict(connection.execute(select(articles).limit(1)).one()._mapping)
            known = {"first_poll_done": True, "next_poll": now + timedelta(days=9), "last_success": now}
            connection.execute(update(sources).values(known))
        del poll["id"], article["id"]
        for part in chunks(names, 100):
            with store.writing() as connection:
                connection.execute(insert(polls), [row for name in part for row in _polls(poll, name, now)])
                connection.execute(
                    insert(articles), [row for name in part for row in _articles(article, name, now)]
                )


def _polls(one: dict[str, Any], name: str, now: datetime) -> list[dict[str, Any]]:
    unchanged = {**dict.fromkeys(one["counts"], 0), "requests": 2, "not_modified": 1}
    begun = [now - timedelta(hours=1 + number) for number in range(POLLS)]
    same = {**one, "source_id": name, "counts": unchanged, "errors": {}, "detail": "", "outcome": "done"}
    return [{**same, "started_at": at, "finished_at": at} for at in begun]


def _articles(one: dict[str, Any], name: str, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            **one,
            "key": f"{name}-{number}",
            "url": f"http://{name}.invalid/{number}",
            "source_id": name,
            "first_seen": now - timedelta(days=3 * number),
            "published_on": f"{now - timedelta(days=3 * number):%Y-%m-%d}",
            "next_reread": now + timedelta(days=30),
            "signature": None,
            "digest": None,
        }
        for number in range(ARTICLES)
    ]
