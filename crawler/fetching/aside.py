"""Work that blocks, done beside the event loop in threads that nobody has to wait for."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

_T = TypeVar("_T")


async def aside(work: Callable[[], _T]) -> _T:
    """The result of ``work()``, done in a thread of its own; what it raises is raised here.

    Unlike ``asyncio.to_thread``: a name server or a parser that hangs neither fills a pool that others need
    nor keeps the process from ending: a mail server that says nothing for half a minute must not hold one
    that was told to stop. Who stops waiting leaves the thread behind.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[_T] = loop.create_future()

    def tell(deliver: Callable[[Any], None], found: Any) -> None:
        if not answer.done():
            deliver(found)

    def run() -> None:
        try:
            outcome = answer.set_result, work()
        except BaseException as error:  # noqa: BLE001 - handed over to whoever waits
            outcome = answer.set_exception, error  # type: ignore[assignment]
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(tell, *outcome)

    threading.Thread(target=run, daemon=True).start()
    return await answer
