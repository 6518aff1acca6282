"""The command ``pactwatch``: its global options, its commands, and how errors end."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from crawler import log
from crawler.cli.output import note
from crawler.config import Config, load
from crawler.errors import ConfigurationError, PactwatchError

app = typer.Typer(
    name="pactwatch",
    help="Watch hospital and city news sites; tell of each new partnership agreement once, with the proof.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@dataclass(frozen=True, slots=True)
class Session:
    """What every command gets: the configuration of this installation and how much to say."""

    config: Config
    folder: Path
    verbose: bool


@app.callback()
def start(
    context: typer.Context,
    config_dir: Annotated[
        Path | None, typer.Option(help="Folder at which relative paths and .env start.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Say what is being done.")] = False,
) -> None:
    """Read the configuration once, before any command."""
    log.set_up(verbose=verbose)
    config, warnings = load(config_dir)
    for line in warnings:
        note(f"warning: {line}")
    context.obj = Session(config, (config_dir or Path.cwd()).resolve(), verbose)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code (the console script hands it to the shell).

    An error raised on purpose is one line on standard error: 2 for wrong use or configuration, else 1.
    """
    import crawler.cli.commands  # noqa: F401 - registers the commands on ``app``

    _speak_utf8()
    try:
        app(args=arguments)
    except SystemExit as end:  # how the library ends every command, also one used wrongly (2)
        sys.stdout.flush()
        return end.code if isinstance(end.code, int) else 1
    except ConfigurationError as error:
        note(f"pactwatch: {error}")
        return 2
    except PactwatchError as error:
        note(f"pactwatch: {error}")
        return 1
    except BrokenPipeError:
        # The reader of our output went away (``| head``): nothing is wrong, nothing more can be said.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        note("stopped")
        return 1
    return 0


def _speak_utf8() -> None:
    """Output is UTF-8 for programs, whatever the locale, and no character ends a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
