"""Blocking work beside the loop, in threads that never keep the process from ending."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

_T = TypeVar("_T")


async def in_thread(work: Callable[[], _T]) -> _T:
    """The result of ``work``, done in a daemon thread.

    Unlike ``asyncio.to_thread``, whose threads are waited for at the end: a mail server that says nothing for
    half a minute must not hold a process that was told to stop. What was cut is of unknown outcome, and the
    outbox knows what to do about that.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[_T] = loop.create_future()

    def set_result(result: _T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result: _T | None = None
        failure: BaseException | None = None
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - handed to whoever waits
            failure = error
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(set_result, result, failure)

    threading.Thread(target=run, daemon=True, name="pactwatch-beside").start()
    return await done
