"""The installation and the site of the end-to-end tests, and what is planted on its pages.

Nothing here can hang: a look is cut after a minute, a page's thinking, a response and a poll have limits of their
own. A busy machine reaches those of the defaults, so an installation of these tests gets wider ones.
"""

import pytest

from tests.end_to_end.conftest import site
from tests.end_to_end.house import House

SLOW_MACHINE = {"PAGE_TIMEOUT": "200", "POLL_DEADLINE": "900", "RESPONSE_TIMEOUT": "120"}


@pytest.fixture
def house(tmp_path, site):
    built = House(tmp_path, **SLOW_MACHINE)
    built.source(
        "harbour", url=f"{site.url}/news.html", organisation="Harbour General Hospital", timezone="UTC"
    )
    return built


def pytest_collection_modifyitems(items):
    """Several polls one after another, each with its processes, take minutes where many share a core."""
    for item in items:
        if "tests/incidents/" in str(item.path):
            item.add_marker(pytest.mark.timeout(900))


__all__ = ["house", "site"]
