"""``pactwatch export``: records out, in the forms that other tools read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, BinaryIO

import typer

from crawler.cli.app import Session, app
from crawler.cli.installation import installation
from crawler.cli.output import note
from crawler.cli.rows import moment
from crawler.errors import ConfigurationError, PactwatchError
from crawler.exports.choosing import Choice, chosen
from crawler.exports.kinds import BINARY, FEEDS, FORMS, PUBLISHED
from crawler.model.agreement import AGREEMENT_TYPES

STATUSES = ("new", "review", "confirmed", "dismissed")
Shape = StrEnum("Shape", [(name.upper(), name) for name in FORMS])  # type: ignore[misc]
DEFAULT = Shape("csv")
Several = list[str] | None


class Exported(StrEnum):
    """What can be exported."""

    AGREEMENTS = "agreements"
    ORGANISATIONS = "organisations"


@app.command("export")
def export_command(  # noqa: PLR0913 - one parameter an option
    context: typer.Context,
    what: Annotated[Exported, typer.Argument(help="What to export.")],
    form: Annotated[Shape, typer.Option("--format", help="The form of the file.")] = DEFAULT,
    since: Annotated[str | None, typer.Option(help="First seen at or after this ISO 8601 date.")] = None,
    status: Annotated[Several, typer.Option(help="new, review, confirmed, dismissed; repeatable.")] = None,
    kind: Annotated[Several, typer.Option("--type", help="A type of agreement; repeatable.")] = None,
    country: Annotated[Several, typer.Option(help="A party's country, such as JP; repeatable.")] = None,
    source: Annotated[Several, typer.Option(help="Reported by this source; repeatable.")] = None,
    words: Annotated[str, typer.Option(help="Words that must all occur.")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; standard output if left out.")
    ] = None,
) -> None:
    """Write agreements, or the organisations that signed them, as a table, linked data, a graph or a feed."""
    from crawler.exports.forms import export

    session: Session = context.obj
    choice = Choice(
        statuses=_known("--status", status, STATUSES) or (PUBLISHED if form.value in FEEDS else ()),
        types=_known("--type", kind, AGREEMENT_TYPES),
        countries=tuple(code.strip().upper() for code in _several(country)),
        sources=_several(source),
        words=tuple(words.split()),
    )
    if output is None and form.value in BINARY and sys.stdout.isatty():
        raise ConfigurationError(f"export: {form.value} is no text: name a file with --output")
    with installation(session.config) as place:
        rows = place.rows("agreements", moment(since), 0)

    def write(out: BinaryIO) -> None:
        found = chosen(rows, choice)
        export(found, what.value, form.value, out, session.config.clock(), choice.countries)

    deliver(write, output)


def _several(values: Several) -> tuple[str, ...]:
    """Repeated options and comma lists alike."""
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def _known(option: str, values: Several, allowed: tuple[str, ...]) -> tuple[str, ...]:
    found = _several(values)
    for value in found:
        if value not in allowed:
            raise ConfigurationError(f"export {option} {value}: expected one of {', '.join(allowed)}")
    return found


def deliver(write: Callable[[BinaryIO], object], output: Path | None) -> None:
    """Write to the file, whole or not at all, or to standard output; what fails is one line."""
    try:
        if output is None:
            write(sys.stdout.buffer)
            sys.stdout.buffer.flush()
        else:
            write_whole(output, write)
            note(f"written: {output}")
    except BrokenPipeError:
        raise
    except OSError as error:
        place = "standard output" if output is None else f"--output {output}"
        line = f"export: {place} cannot be written: {error.strerror or error}"
        wrong_use = isinstance(
            error, FileNotFoundError | NotADirectoryError | IsADirectoryError | PermissionError
        )
        raise (ConfigurationError if wrong_use else PactwatchError)(line) from error


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write ``path`` beside itself first: whoever reads it finds the old file or the new one. Raises
    ``OSError``; then the old file stays.
    """
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder")
    if path.exists() and not path.is_file():  # a device or a pipe: nothing to put in its place
        with path.open("wb") as out:
            write(out)
        return
    with (
        NamedTemporaryFile(dir=path.parent, prefix=f".{path.name[:100]}.", delete=False) as file,
        ExitStack() as unless_written,
    ):
        unless_written.callback(Path(file.name).unlink, missing_ok=True)
        write(file)  # type: ignore[arg-type]
        file.flush()
        os.fsync(file.fileno())
        _as_readable_as_usual(file.name)
        Path(file.name).replace(path)
        unless_written.pop_all()


def _as_readable_as_usual(name: str) -> None:
    """Temporary files are for their owner only; an export is as readable as any other new file."""
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
