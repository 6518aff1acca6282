"""Source files as a long-lived process follows them."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime

import pytest

from crawler.runner.watchlist import Watchlist
from crawler.storage import Store

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path}/store.db") as found:
        yield found


def written(path, text, seconds_ago):
    path.write_text(text, "utf-8")
    moment = time.time() - seconds_ago
    os.utime(path, (moment, moment))


def test_a_file_that_is_being_written_is_read_when_it_is_whole(tmp_path, store):
    path = tmp_path / "one.yaml"
    written(path, "url: http://one.example/\n", 60)
    watchlist = Watchlist(tmp_path, store, lambda: NOW)
    assert watchlist.refresh()
    written(path, "", 0)  # as an editor leaves it between emptying and writing
    assert not watchlist.refresh()
    assert set(watchlist.enabled) == {"one"}
    written(path, "url: http://two.example/\n", 5)
    assert watchlist.refresh()
    assert watchlist.enabled["one"].url == "http://two.example/"


def test_files_are_read_at_once_at_the_start_and_a_wrong_one_is_dropped_when_it_stays(tmp_path, store):
    path = tmp_path / "one.yaml"
    written(path, "url: http://one.example/\n", 0)
    watchlist = Watchlist(tmp_path, store, lambda: NOW)
    assert watchlist.refresh()
    written(path, "", 5)
    assert watchlist.refresh()
    assert watchlist.enabled == {}
