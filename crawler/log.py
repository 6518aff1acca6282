"""Logging, set up once: structured events on standard error, one line each."""

from __future__ import annotations

import logging
import sys

import structlog


def set_up(verbose: bool = False, as_json: bool | None = None, *, polls: bool = False) -> None:
    """Send structlog and the standard library's warnings to standard error.

    ``as_json`` defaults to "standard error is no terminal"; ``polls`` is for daemons: our own events from
    INFO on, one line a poll. Libraries speak from WARNING on either way; their noise about single pages is
    counted by us under a problem's name already.
    """
    machine = not sys.stderr.isatty() if as_json is None else as_json
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False)
            if machine
            else structlog.dev.ConsoleRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.INFO if verbose or polls else logging.WARNING
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s", force=True
    )
    for noisy in (
        "scrapy",
        "twisted",
        "asyncio",
        "apscheduler",
        "trafilatura",
        "htmldate",
        "pypdf",
        "tldextract",
        "filelock",
    ):
        logging.getLogger(noisy).setLevel(logging.ERROR if not verbose else logging.INFO)
    if not verbose:
        # A page that could not be kept is told in its poll's report, not as a traceback with the whole page.
        logging.getLogger("scrapy.core.scraper").setLevel(logging.CRITICAL)


def events(name: str) -> structlog.typing.FilteringBoundLogger:
    """A logger whose events carry ``name`` as their room."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(room=name)
    return logger
