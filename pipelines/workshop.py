"""What the pipelines of one crawl work with: handed in by the runner, or by the add-on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from crawler.alerts.policy import AlertPolicy
from crawler.model import Source
from crawler.storage import Store
from pipelines.workers import Workers


@dataclass(frozen=True, slots=True)
class Workshop:
    """One source's poll as the pipelines see it: the open store, the source (and all sources, whose hosts
    are their organisations'), who is alerted, the clock, and the processes that think.
    """

    store: Store
    source: Source
    sources: tuple[Source, ...]
    policy: AlertPolicy
    now: Callable[[], datetime]
    workers: Workers


def workshop_of(crawler: Any) -> Workshop:
    """The running spider's workshop (the attribute ``workshop`` of the spider)."""
    return cast("Workshop", crawler.spider.workshop)
