"""Runs polls: many sources in one reactor, a deadline and a budget for each, a report for each."""

from crawler.runner.ledger import Ledger
from crawler.runner.loop import run_sync
from crawler.runner.run import Runner, RunnerOptions

__all__ = ["Ledger", "Runner", "RunnerOptions", "run_sync"]
