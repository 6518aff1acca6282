"""One round of polls of this installation: the runner, fitted with the pipelines and what they work with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from crawler.alerts.policy import policy_of
from crawler.config import Config
from crawler.discovery import entry_points
from crawler.fetching.budget import PollBudget
from crawler.fetching.ping import ping
from crawler.fetching.robots import RobotRules
from crawler.fetching.single import FetchRules
from crawler.model import PollReport, Source
from crawler.rendering import fetching
from crawler.runner.cloaking import SecondLook
from crawler.runner.loop import run_sync
from crawler.runner.run import Runner, RunnerOptions
from crawler.runner.settling import Settling
from crawler.runner.turns import share_turns
from crawler.storage import Store
from pipelines.workers import Workers
from pipelines.workshop import Workshop

PIPELINES = {"pipelines.think.ThinkPipeline": 100, "pipelines.store.StorePipeline": 200}


def workers_of(config: Config) -> Workers:
    """The processes that think, with the store's registry."""
    return Workers(config.database_url, config.limits.workers, config.limits.page_timeout)


def runner_of(config: Config, store: Store, sources: Sequence[Source], workers: Workers) -> Runner:
    """A runner whose polls think, keep and write down alerts. ``sources`` are all that are configured."""
    everybody, policy = tuple(sources), policy_of(config)
    share_turns(store, everybody)

    def shop(source: Source) -> Workshop:
        return Workshop(store, source, everybody, policy, config.clock, workers)

    def equip(source: Source) -> Mapping[str, Any]:
        return {"workshop": shop(source)}

    async def look_again(source: Source, budget: PollBudget, robots: dict[str, RobotRules]) -> None:
        await SecondLook(config, shop(source)).after(budget, robots)

    def enter(source: Source) -> Source:
        return entered(config, store, source)

    options = RunnerOptions(
        limits=config.limits,
        settings={"ITEM_PIPELINES": PIPELINES, "PACTWATCH_CHROMIUM": config.chromium},
        archive=config.home / "archive",
        allow_private=config.allow_private_networks,
        proxy=config.proxy,
        contact=config.contact,
        equip=equip,
        enter=enter,
        look_again=look_again if config.cloak_check else None,
        settle=Settling(store, policy, lambda: sum(source.enabled for source in everybody)),
    )
    return Runner(store, config.clock, options)


def entered(config: Config, store: Store, source: Source) -> Source:
    """``source`` with entry points: its file's, those found at an earlier poll, or those found now.

    Where nothing can be found it stays as it is and its address is read as a list: what is wrong with the
    site is then named by the poll.
    """
    if source.entry_points:
        return source
    points = store.ways_in.known(source)
    if not points:
        rules = FetchRules(
            limits=config.limits,
            now=config.clock,
            own=(source.url,) if config.allow_private_networks else (),
            proxy=config.proxy,
            contact=config.contact,
            source=source,
        )
        with fetching(rules, render=source.render, program=config.chromium) as fetch:
            points = entry_points(source, fetch, config.clock())
        if points:
            store.ways_in.remember(source, points)
    return replace(source, entry_points=points) if points else source


def poll_now(
    config: Config, store: Store, sources: Sequence[Source], chosen: Sequence[Source]
) -> tuple[PollReport, ...]:
    """Poll ``chosen`` once, from code without a running loop; SIGTERM and SIGINT end it whole."""
    with workers_of(config) as workers:
        runner = runner_of(config, store, sources, workers)

        async def round_of_polls() -> tuple[PollReport, ...]:
            reports = await runner.poll(chosen)
            if not runner.stopped:
                await ping(config.ping_url, proxy=config.proxy, contact=config.contact)
            return reports

        return run_sync(round_of_polls(), runner.stop)
