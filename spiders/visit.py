"""What the walk and the desk need of the spider they work for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from scrapy import Request
from scrapy.http import Response

from crawler.config import Limits
from crawler.fetching.budget import PollBudget
from crawler.model import Frontier, Problem, Source
from spiders.reach import Reach


class Visit(Protocol):
    """One poll's visit to one source (``spiders.base.SourceSpider`` is one)."""

    now: Callable[[], datetime]
    reach: Reach

    @property
    def budget(self) -> PollBudget:
        """What the poll may still take."""
        ...

    @property
    def limits(self) -> Limits:
        """The poll's limits."""
        ...

    @property
    def site(self) -> Source:
        """The source."""
        ...

    @property
    def pending(self) -> Frontier:
        """Its frontier."""
        ...

    def count(self, name: str, by: int = 1) -> None:
        """Add to one of the poll's counts."""
        ...

    def count_problem(self, problem: Problem | str, detail: str = "", url: str = "") -> None:
        """Count a problem under its name."""
        ...

    async def download(self, request: Request) -> Response:
        """One request through all middlewares. Raises ``FetchError``."""
        ...
