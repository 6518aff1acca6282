"""Installations and sites for tests that run the product from outside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.house import House, news_site
from tests.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback with a listing and eight articles, two of them announcements."""
    served = Site()
    news_site(served)
    yield served
    served.close()


@pytest.fixture
def house(tmp_path: Path, site: Site) -> House:
    """An installation that watches ``site``."""
    built = House(tmp_path)
    built.source(
        "harbour", url=f"{site.url}/news.html", organisation="Harbour General Hospital", timezone="UTC"
    )
    return built
