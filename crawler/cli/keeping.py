"""``pactwatch backup`` and ``pactwatch restore``: the store in one file, and back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from crawler.cli.app import Session, app
from crawler.cli.output import note
from crawler.config import Config
from crawler.errors import ConfigurationError, StoreError
from crawler.storage import Store
from crawler.storage.database import Database
from crawler.storage.leases import is_dead
from crawler.storage.place import store_of
from crawler.storage.portable import dump, take_back

_SQLITE = b"SQLite format 3\x00"


@app.command("backup")
def backup_command(
    context: typer.Context,
    target: Annotated[
        Path | None, typer.Argument(help="The file to write; HOME/backups/<time> when left out.")
    ] = None,
    portable: Annotated[
        bool, typer.Option(help="Rows instead of a SQLite file: for moving between databases.")
    ] = False,
) -> None:
    """Copy the store into one file, also while polls run.

    SQLite gives a SQLite file, PostgreSQL rows (its own tool pg_dump does as well and is quicker for large
    stores). The raw pages in HOME/archive are not in it: copy that folder beside it, its files only grow.
    """
    session: Session = context.obj
    config = session.config
    with store_of(config) as store:
        rows = portable or not store.database.is_sqlite
        path = target or _default(config, config.clock(), "jsonl.gz" if rows else "sqlite3")
        if rows:
            dump(store.database, path)
        else:
            store.backup(path)
    print(path)
    archive = config.home / "archive"
    if archive.is_dir():
        note(f"backup: raw pages are not in it; copy {archive} too")


@app.command("restore")
def restore_command(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help="A file that backup wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put the store that is there aside first (SQLite only).")
    ] = False,
) -> None:
    """Bring a store back from a backup; the next poll goes on from there.

    Mails that went out after the backup was taken are waiting again in it, under the same Message-ID.
    """
    session: Session = context.obj
    config = session.config
    if not source.is_file():
        raise ConfigurationError(f"restore {source}: no such file")
    aside = _put_aside(config) if replace else None
    try:
        waiting = _restore(config, source)
    except StoreError:
        if aside is not None:
            _back(config, aside)
        raise
    if aside is not None:
        note(f"restore: the store that was there is now {aside}")
    note(f"restore: done; {waiting} mails wait in the outbox, look at them before they are sent")


def _restore(config: Config, source: Path) -> int:
    """Fill the store; how many mails wait in it."""
    with source.open("rb") as file:
        head = file.read(len(_SQLITE))
    path = _path(config)
    if head == _SQLITE:
        if path is None:
            raise StoreError(
                f"restore {source}: a SQLite file; for PostgreSQL take a backup with --portable from it first"
            )
        _copy(source, path)
    with store_of(config) as store:
        if head != _SQLITE:
            take_back(store.database, source)
        return store.outbox.waiting_count()


def _copy(source: Path, path: Path) -> None:
    """A sound SQLite file in the place of none (or of an empty one)."""
    if path.exists() and path.stat().st_size:
        raise StoreError(f"restore: {path} exists; --replace puts it aside first")
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.restoring")
    partial.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old:
            verdict = old.execute("PRAGMA quick_check").fetchone()
            if verdict != ("ok",):
                raise StoreError(f"restore {source}: it is damaged ({verdict[0]})")
            with closing(sqlite3.connect(partial)) as new:
                old.backup(new)
        partial.replace(path)
    except (sqlite3.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        raise StoreError(f"restore {source}: {' '.join(str(error).split())}") from error


def _put_aside(config: Config) -> Path | None:
    """Move the SQLite store away, unless somebody works with it. Raises :class:`StoreError`."""
    path = _path(config)
    if path is None:
        raise ConfigurationError("restore --replace: for SQLite only; make a new PostgreSQL database instead")
    if not path.exists():
        return None
    _refuse_in_use(config)
    aside = path.with_name(f"{path.name}.before-restore-{datetime.now():%Y%m%d-%H%M%S}")
    for ending in ("", "-wal", "-shm"):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    return aside


def _refuse_in_use(config: Config) -> None:
    # The runner brings the crawler along, and every command loads this module.
    from crawler.runner.post import NAME

    try:
        with Store(config.database_url) as store:
            holder = store.leases.holder(NAME)
    except StoreError:
        return  # what cannot be opened is what a backup is brought back for
    if holder is not None and not is_dead(holder):
        raise StoreError(f"restore: the scheduler {holder} is at work; stop it first")


def _back(config: Config, aside: Path) -> None:
    path = _path(config)
    assert path is not None
    for ending in ("", "-wal", "-shm"):
        part = aside.with_name(aside.name + ending)
        if part.exists():
            part.replace(path.with_name(path.name + ending))


def _path(config: Config) -> Path | None:
    database = Database(config.database_url)
    database.close()
    return database.path


def _default(config: Config, now: datetime, ending: str) -> Path:
    folder = config.home / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"pactwatch-{now:%Y%m%d-%H%M%S}.{ending}"
