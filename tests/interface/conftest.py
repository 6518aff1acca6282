"""Installations and sites for tests of the interface."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.house import House, news_site
from tests.site import Site


@pytest.fixture(scope="module")
def harbour() -> Iterator[Site]:
    """A site on loopback with a listing and five articles, one of them an announcement."""
    served = Site()
    news_site(served, stories=5)
    yield served
    served.close()


@pytest.fixture(scope="module")
def polled(tmp_path_factory: pytest.TempPathFactory, harbour: Site) -> House:
    """An installation that has polled ``harbour`` once, and has a second source that is paused."""
    house = House(tmp_path_factory.mktemp("polled"))
    house.source(
        "harbour", url=f"{harbour.url}/news.html", organisation="Harbour General Hospital", poll="every 30m"
    )
    house.source(
        "asleep",
        url="https://asleep.example.org/",
        enabled=False,
        language="zh-Hans",
        timezone="Asia/Shanghai",
    )
    house.poll()
    return house


@pytest.fixture
def site() -> Iterator[Site]:
    """A site without any page."""
    served = Site()
    yield served
    served.close()


@pytest.fixture
def house(tmp_path: Path) -> House:
    """An installation without sources."""
    return House(tmp_path)
