"""Every step's conclusion for one page, or for many as JSON lines. Stores nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.cli.output import Format, note, show
from crawler.cli.plain import inspected
from crawler.cli.records import RecordError, record_of, task_of
from crawler.cli.screens import page_screen
from crawler.config import Config
from crawler.dedupe import host_of
from crawler.errors import ConfigurationError
from crawler.fetching.single import rules_for
from crawler.model import FetchedPage, SiteContext
from crawler.pages.scope import same_site
from crawler.rendering import fetching
from crawler.sources import load
from crawler.storage.place import store_of
from crawler.storage.sites import watched_hosts
from pipelines.workers import Task, Workers


def one(config: Config, target: str, url: str | None, form: Format) -> None:
    """Show what each step concludes of the page ``target`` (file, address or ``-``), found at ``url``."""
    page = _page(config, target, url)
    with _workers(config) as workers:
        task = Task(page, _context(config, page.url))
        assessment = workers.conclude(task, workers.submit(task))
    row = inspected(assessment, target)
    if form is Format.TABLE:
        page_screen(assessment)
    elif form is Format.CSV:
        show([row], tuple(row), form)
    else:
        _write(row, indent=1)


def _workers(config: Config) -> Workers:
    """The pool, with the store's registry where a store exists (inspect never makes one).

    Raises :class:`UnusableStoreError`, said once here and not by each process.
    """
    url = existing_database(config)
    if url is not None:
        store_of(config).close()
    return Workers(url, config.limits.workers, config.limits.page_timeout)


def existing_database(config: Config) -> str | None:
    """The database's URL when it is there already, else ``None``."""
    url = config.database_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        return None
    return url


def watched(config: Config) -> tuple[tuple[str, str], ...]:
    """Whose the hosts of the configured sources are."""
    try:
        return watched_hosts(load(config.sources).sources)
    except ConfigurationError:  # one page can be looked at without any source
        return ()


def _context(config: Config, url: str) -> SiteContext:
    """What is known of the page's site from the source files."""
    hosts = watched(config)
    owner = next((organisation for name, organisation in hosts if name == host_of(url)), None)
    return SiteContext(organisation=owner, watched_hosts=hosts)


def _page(config: Config, target: str, url: str | None) -> FetchedPage:
    """The page to look at. Raises :class:`ConfigurationError` when it cannot be had."""
    if target.startswith(("http://", "https://")):
        return _fetched(config, target)
    if target == "-":
        body = sys.stdin.buffer.read()
    else:
        try:
            body = Path(target).read_bytes()
        except OSError as error:
            raise ConfigurationError(f"inspect {target}: cannot be read ({error.strerror})") from None
    address = url or ""
    return FetchedPage(address, address, 200, (), body, config.clock())


def _fetched(config: Config, url: str) -> FetchedPage:
    """The page at ``url``, drawn where it is on the site of a source whose file says ``render: true``."""
    try:
        drawn = [source for source in load(config.sources).sources if source.render]
    except ConfigurationError:  # one page can be looked at without any source
        drawn = []
    render = any(same_site(url, source) for source in drawn)
    with fetching(rules_for(config), render=render, program=config.chromium) as fetch:
        return fetch(url)


def _lines(target: str) -> Iterable[bytes]:
    try:
        return Path(target).open("rb")
    except OSError as error:
        raise ConfigurationError(f"inspect --jsonl {target}: cannot be read ({error.strerror})") from None


def many(config: Config, target: str | None) -> None:
    """A line for a line, in order, nothing skipped; a bad line says what is wrong with it.

    ``target`` is a file, or ``None`` and ``-`` for standard input.
    """
    lines = sys.stdin.buffer if target in (None, "-") else _lines(str(target))
    failed: dict[int, dict[str, Any]] = {}
    identifiers: dict[int, Any] = {}
    reader = _tasks(lines, watched(config), config.clock(), (identifiers, failed))
    number = 0
    with _workers(config) as workers:
        for assessment in workers.map(reader):
            number = _flush(number, failed)
            _write(inspected(assessment, identifiers.pop(number)))
            number += 1
        _flush(number, failed)


def _flush(number: int, failed: dict[int, dict[str, Any]]) -> int:
    """Write the bad lines that stand at ``number`` and following; the number after them."""
    while number in failed:
        _write(failed.pop(number))
        number += 1
    return number


def _tasks(
    lines: Iterable[bytes],
    watched: tuple[tuple[str, str], ...],
    now: datetime,
    books: tuple[dict[int, Any], dict[int, dict[str, Any]]],
) -> Iterator[Task]:
    """The good lines as tasks; ids and errors are booked under the line's number."""
    identifiers, failed = books
    for number, raw in enumerate(lines):
        record: dict[str, Any] = {}
        try:
            record = record_of(raw.decode("utf-8", "replace"))
            task = task_of(record, watched, now)
        except RecordError as error:
            identifier = error.identifier if error.identifier is not None else record.get("id")
            failed[number] = {"id": identifier, "error": str(error)}
        else:
            identifiers[number] = record.get("id")
            yield task
    if failed:
        note(f"inspect: {len(failed)} lines could not be read as pages; each says why in its output line")


def _write(row: dict[str, Any], indent: int | None = None) -> None:
    """One JSON object a line; lone surrogates are escaped, so that any UTF-8 reader can read it."""
    line = json.dumps(row, ensure_ascii=False, indent=indent)
    sys.stdout.write(line.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
