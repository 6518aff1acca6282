"""How we introduce ourselves."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

NAME = "Pactwatch"


@cache
def _version() -> str:
    try:
        return version("pactwatch")
    except PackageNotFoundError:  # run from a folder without being installed
        return "0"


def user_agent(contact: str = "") -> str:
    """The user agent; ``contact`` is an address or URL at which whoever runs a site finds us."""
    shown = "".join(char for char in contact if char.isprintable() and char.isascii() and char not in "()")
    return f"{NAME}/{_version()} (+{shown.strip()})" if shown.strip() else f"{NAME}/{_version()}"
