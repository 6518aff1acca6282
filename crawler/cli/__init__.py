"""The command line: one file per command."""

from crawler.cli.app import main

__all__ = ["main"]
