"""What the middlewares need of the spider they serve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, cast

from scrapy.crawler import Crawler

from crawler.archive import Archive
from crawler.config import Limits
from crawler.fetching.budget import PollBudget
from crawler.fetching.guard import AddressGuard
from crawler.fetching.robots import RobotRules
from crawler.model import Source


class PollSpider(Protocol):
    """A spider as the middlewares see it (``spiders.base.SourceSpider`` is one)."""

    source: Source
    limits: Limits
    budget: PollBudget
    guard: AddressGuard
    now: Callable[[], datetime]
    archive: Archive | None
    robots: dict[str, RobotRules]


def spider_of(crawler: Crawler) -> PollSpider:
    """The running spider of ``crawler``."""
    return cast("PollSpider", crawler.spider)
