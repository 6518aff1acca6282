"""A poll killed at any moment, then polled again: the same store as an undisturbed one."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import site as scripted
from tests.run_poll import ROOT
from tests.site import Reply, Site
from tests.spiders.test_spiders_walk import article, listing

ARTICLES = 60


def start(folder: Path, site: Site) -> subprocess.Popen[str]:
    folder.mkdir(exist_ok=True)
    place = [f"sqlite:///{folder / 'store.sqlite3'}", str(folder / "archive"), f"{site.url}/news/"]
    command = [sys.executable, "-W", "error", "-m", "tests.runner.real_store_poll", *place]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def polled(folder: Path, site: Site) -> dict[str, Any]:
    out, err = start(folder, site).communicate(timeout=60)
    assert out, err
    found: dict[str, Any] = json.loads(out)
    return found


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with scripted.site() as found:
        for page in range(4):
            following = f"/news/p{page + 1}.html" if page < 3 else ""
            body = listing(range(page * 15, page * 15 + 15), following)
            found["/news/" if page == 0 else f"/news/p{page}.html"] = Reply(body, etag=f'"{page}"')
        for number in range(ARTICLES):
            found[f"/news/{number}.html"] = slowly(article(number))
        yield found


def slowly(body: str) -> scripted.Fault:
    def answer(handler: Any) -> None:
        time.sleep(0.01)
        scripted.send(handler, Reply(body))

    return answer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("undisturbed")


@pytest.fixture(scope="module")
def undisturbed(site: Site, folder: Path) -> dict[str, Any]:
    return polled(folder, site)


def test_an_undisturbed_poll_keeps_all_and_the_next_one_asks_once(
    site: Site, undisturbed: dict[str, Any], folder: Path
) -> None:
    assert (undisturbed["outcome"], undisturbed["requests"]) == ("done", 5 + ARTICLES)
    assert len(undisturbed["articles"]) == ARTICLES
    again = polled(folder, site)
    assert (again["requests"], again["articles"]) == (2, undisturbed["articles"])


@pytest.mark.parametrize("seed", range(5))
def test_kill_nine_at_a_random_moment_loses_and_doubles_nothing(
    site: Site, undisturbed: dict[str, Any], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    # The first moments lie in the walk over the entry pages, later ones among the articles.
    at = len(site.asked) + chance.choice([1, 3, 5, 6, 20, 40, 64]) + seed
    process = start(tmp_path, site)
    while len(site.asked) < at and process.poll() is None:
        time.sleep(0.002)
    time.sleep(chance.random() * 0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    after = polled(tmp_path, site)
    assert (after["outcome"], after["pending"]) == ("done", 0), after
    assert after["articles"] == undisturbed["articles"]
