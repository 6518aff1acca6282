"""What every test keeps to."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


def _kept() -> Iterator[None]:
    before = dict(os.environ)
    yield
    for name in set(os.environ) - set(before):
        del os.environ[name]
    os.environ.update(before)


# A command run in this process sets variables for its children; the children of the next test are not its.
_each = pytest.fixture(autouse=True)(_kept)
_each_module = pytest.fixture(autouse=True, scope="module")(_kept)
