"""A site drawn by scripts, a browser to draw it with, and traps that nobody may step into."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from crawler.config import Limits
from crawler.fetching.single import FetchRules
from crawler.model import Source
from crawler.rendering import fetching
from crawler.rendering.single import Fetch
from tests.site import Site

CHROMIUM = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
LIMITS = Limits(delay=0, max_body=1_000_000, response_timeout=5, render_timeout=20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser nothing can be drawn; the reason says which part is missing."""
    missing = (
        "no Playwright" if find_spec("playwright") is None else "no Chromium" if CHROMIUM is None else ""
    )
    here = str(Path(__file__).parent)
    for item in items:
        if missing and str(item.path).startswith(here) and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=f"{missing} on this machine"))


@pytest.fixture(scope="module")
def place() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def site(place: Site) -> Site:
    """The module's site, emptied: its address stays, so that one browser serves all tests."""
    place.routes.clear()
    place.asked.clear()
    return place


@pytest.fixture(scope="module")
def robots() -> dict:
    return {}


@pytest.fixture(scope="module")
def module_fetch(place: Site, robots: dict) -> Iterator[Fetch]:
    rules = FetchRules(
        limits=LIMITS, own=(place.url,), source=Source("one", place.url, "One", render=True), robots=robots
    )
    with fetching(rules, render=True) as fetch:
        yield fetch


@pytest.fixture
def fetch(module_fetch: Fetch, robots: dict) -> Fetch:
    """Draws; robots.txt is asked anew in each test."""
    robots.clear()
    return module_fetch


class Trap:
    """A port that takes connections and packets and remembers them."""

    def __init__(self) -> None:
        self.caught: list[bytes] = []
        self._sockets = [socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)]
        self._sockets[0].bind(("127.0.0.1", 0))
        self._sockets[0].listen(50)
        self.port = self._sockets[0].getsockname()[1]
        self._sockets[1].bind(("127.0.0.1", self.port))
        for work in (self._connections, self._packets):
            threading.Thread(target=work, daemon=True).start()

    def _connections(self) -> None:
        while True:
            try:
                connection, _ = self._sockets[0].accept()
            except OSError:
                return
            self.caught.append(b"a connection")
            connection.close()

    def _packets(self) -> None:
        while True:
            try:
                self.caught.append(self._sockets[1].recv(2000))
            except OSError:
                return

    def close(self) -> None:
        for one in self._sockets:
            one.close()


@pytest.fixture
def trap() -> Iterator[Trap]:
    found = Trap()
    yield found
    found.close()
