"""Politeness as arithmetic, with a clock in hand; budgets; work beside the loop."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from crawler.fetching.aside import aside
from crawler.fetching.budget import LONGEST_WISH, CutShortError, PollBudget
from crawler.fetching.hosts import MAX_CRAWL_DELAY, HostGate
from crawler.fetching.identity import user_agent
from crawler.model import Problem

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def test_a_turn_is_free_once_and_then_after_the_delay() -> None:
    clock = Clock()
    gate = HostGate(clock)
    assert gate.turn("a", 1.0) == 0
    assert gate.turn("a", 1.0) == pytest.approx(1.0)
    assert gate.turn("b", 1.0) == 0
    clock.at += 1.0
    assert gate.turn("a", 1.0) == 0


def test_a_hold_outlasts_the_delay_and_is_not_shortened() -> None:
    clock = Clock()
    gate = HostGate(clock)
    gate.turn("a", 1.0)
    gate.hold("a", 30)
    gate.hold("a", 5)
    assert gate.turn("a", 1.0) == pytest.approx(30)


def test_a_crawl_delay_wins_over_a_shorter_delay_and_has_a_cap() -> None:
    clock = Clock()
    gate = HostGate(clock)
    assert gate.slow_down("a", 7) == 7
    gate.turn("a", 1.0)
    assert gate.turn("a", 1.0) == pytest.approx(7)
    assert gate.slow_down("a", 86_400) == MAX_CRAWL_DELAY


def test_hosts_long_quiet_are_forgotten() -> None:
    clock = Clock()
    gate = HostGate(clock)
    for number in range(1500):
        gate.turn(f"h{number}", 1.0)
        clock.at += 10
    assert len(gate._next) < 1100


def test_a_budget_refuses_what_is_beyond_it_and_remembers_the_first_reason() -> None:
    budget = PollBudget(2)
    budget.spend()
    budget.spend()
    with pytest.raises(CutShortError, match="after 2 requests"):
        budget.spend()
    budget.cut(Problem.TOO_SLOW, "later")
    assert budget.cut_by is Problem.TRUNCATED


def test_a_wish_to_wait_ends_the_poll_and_has_an_end() -> None:
    budget = PollBudget(10)
    budget.defer(90, NOW)
    assert budget.deferred_until == NOW + timedelta(seconds=90)
    budget.defer(10**9, NOW)
    assert budget.deferred_until == NOW + LONGEST_WISH
    with pytest.raises(CutShortError):
        budget.check()


def test_work_under_way_ends_when_the_poll_is_aborted_and_only_then() -> None:
    async def scene(abort: bool) -> str:
        budget = PollBudget(10)

        async def work() -> str:
            await asyncio.sleep(0.05)
            return "done"

        asyncio.get_running_loop().call_later(0.01, lambda: budget.cut(Problem.TOO_SLOW, "cut", abort=abort))
        return await budget.run(work)

    assert asyncio.run(scene(abort=False)) == "done"
    with pytest.raises(CutShortError):
        asyncio.run(scene(abort=True))


def test_work_aside_gives_its_result_or_raises_its_error() -> None:
    def fail() -> None:
        raise OSError("broken")

    async def scene() -> int:
        with pytest.raises(OSError, match="broken"):
            await aside(fail)
        return await aside(threading.get_ident)

    assert asyncio.run(scene()) != threading.get_ident()


def test_work_aside_that_hangs_is_left_behind() -> None:
    async def scene() -> None:
        async with asyncio.timeout(0.05):
            await aside(lambda: time.sleep(5))

    began = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(scene())
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "contact", ["", "ops@example.org", "https://example.org/bot", "x\r\nEvil: 1", "(a)", "名"]
)
def test_the_user_agent_is_one_clean_header_value(contact: str) -> None:
    agent = user_agent(contact)
    assert agent.startswith("Pactwatch/")
    assert agent.isprintable()
    assert agent.isascii()
    assert agent.count("(") == agent.count(")") <= 1


class Book:
    """Another process, as a gate sees it."""

    def __init__(self) -> None:
        self.wait = 0.0
        self.told: list[tuple[str, float]] = []

    def turn(self, host: str, delay: float) -> float:
        self.told.append((host, delay))
        return self.wait

    def hold(self, host: str, seconds: float) -> None:
        self.told.append((host, seconds))


def test_turns_at_shared_hosts_are_booked_with_the_other_processes_too() -> None:
    clock = Clock()
    gate, book = HostGate(clock), Book()
    gate.share({"one.example"}, book)
    assert (gate.turn("two.example", 2.0), gate.turn("one.example", 0.0), book.told) == (0.0, 0.0, [])
    book.wait = 1.5
    assert gate.turn("one.example", 2.0) == 1.5
    book.wait = 0.0
    clock.at += 1.0
    assert gate.turn("one.example", 2.0) == 0.5
    clock.at += 0.5
    assert gate.turn("one.example", 2.0) == 0.0
    assert book.told == [("one.example", 2.0)] * 2
    gate.hold("one.example", 30.0)
    gate.hold("two.example", 30.0)
    assert book.told[2:] == [("one.example", 30.0)]
