"""What the views work with."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.config import Config
from crawler.model import Source
from crawler.storage import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """What the views work with: the store, the sources, the configuration and this process's form token."""

    config: Config
    store: Store
    sources: Sequence[Source]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
