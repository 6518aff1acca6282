"""Running a coroutine under Scrapy's asyncio reactor, from code that knows neither."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from scrapy.utils.reactor import install_reactor, is_reactor_installed

_T = TypeVar("_T")

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"


def run_sync(work: Coroutine[Any, Any, _T], on_stop: Callable[[], None]) -> _T:
    """The result of ``work``, run to its end; ``on_stop`` is called on SIGTERM and SIGINT.

    ``on_stop`` should make ``work`` end soon. May be called again in the same process: the asyncio reactor
    lives on its event loop, which is run here directly and can be run again, unlike the reactor itself.
    Only for the main thread.
    """
    if not is_reactor_installed():
        install_reactor(REACTOR)
    loop = asyncio.get_event_loop_policy().get_event_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, on_stop)
    try:
        return loop.run_until_complete(work)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
