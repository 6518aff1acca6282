"""Thinking processes that are killed from outside cost no page and no scheduler."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from datetime import UTC, datetime

import psutil
import pytest
from pebble import ProcessFuture

from crawler.errors import PactwatchError
from crawler.model import FetchedPage, SiteContext, Source
from pipelines.workers import Handed, Task, Workers
from tests.end_to_end.house import ARTICLE, plain_story

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def task(number: int) -> Task:
    title, body = plain_story(number)
    url = f"http://site.example/{number}"
    page = ARTICLE.format(title=title, body=body, day="2026-11-01", site="Harbour")
    fetched = FetchedPage(url, url, 200, (("content-type", "text/html"),), page.encode(), NOW)
    return Task(fetched, SiteContext(Source("harbour", "http://site.example/", "Harbour")))


def thinkers() -> list[psutil.Process]:
    everybody = psutil.Process().children(recursive=True)
    alive = [one for one in everybody if one.status() != psutil.STATUS_ZOMBIE]
    return [one for one in alive if not one.children() and "resource_tracker" not in " ".join(one.cmdline())]


@pytest.mark.parametrize("count", [1, 2])
def test_a_pool_whose_idle_process_was_killed_goes_on(count):
    with Workers(None, count) as workers:
        assert asyncio.run(workers.assess(task(1))).reading.problem is None
        for one in thinkers():
            one.kill()
        time.sleep(0.5)
        assert asyncio.run(workers.assess(task(2))).reading.article.title.startswith("Ward 2")


def test_pages_under_way_when_their_process_is_killed_are_thought_about_again():
    async def work(workers: Workers) -> list:
        pages = [asyncio.ensure_future(workers.assess(task(number))) for number in range(40)]
        await asyncio.sleep(0.2)
        os.kill(thinkers()[0].pid, signal.SIGKILL)
        return await asyncio.gather(*pages)

    with Workers(None, 2) as workers:
        asyncio.run(workers.assess(task(99)))
        found = asyncio.run(work(workers))
    assert [one.reading.problem for one in found] == [None] * 40


def test_a_page_that_a_breaking_pool_forgot_is_thought_about_again():
    with Workers(None, 1) as workers:
        assert asyncio.run(workers.assess(task(1))).reading.problem is None
        handed = workers.submit(task(2))
        lost = Handed(ProcessFuture(), handed.pool)
        handed.pool.stop()
        handed.pool.join(5)
        assert workers.conclude(task(2), lost).reading.article.title.startswith("Ward 2")


def test_processes_that_never_begin_are_one_line_and_no_hang(tmp_path):
    nowhere, said = tmp_path / "none" / "store.sqlite3", "the processes that read pages end before they begin"
    with Workers(f"sqlite:///{nowhere}", 1) as workers, pytest.raises(PactwatchError, match=said):
        asyncio.run(workers.assess(task(1)))
