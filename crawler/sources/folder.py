"""The folder of source files: every file into a Source, or into one line for each fault."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from crawler.errors import ConfigurationError, SourceFileError
from crawler.model import Source
from crawler.sources.schema import source_from
from crawler.sources.yaml_text import mapping_from

# The id is part of addresses, file names and command lines.
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
# A source file is a page of text; what is larger is something else.
_LARGEST_FILE = 256_000


@dataclass(frozen=True, slots=True)
class LoadedSources:
    """The sources whose files are right, by id, and one error for each fault found in the others."""

    sources: tuple[Source, ...]
    errors: tuple[SourceFileError, ...] = ()


def load(folder: Path) -> LoadedSources:
    """Read every ``*.yaml`` (or ``*.yml``) file of ``folder``; the file's name without ending is the id.

    Raises ConfigurationError where the folder is missing, cannot be listed or holds no source file.
    """
    sources: list[Source] = []
    errors: list[SourceFileError] = []
    paths = _source_files(folder)
    twice = {stem for stem, count in Counter(path.stem for path in paths).items() if count > 1}
    for path in paths:
        if path.stem in twice:
            errors.append(SourceFileError(f"{path}: two files have the name {path.stem}; keep one"))
            continue
        source, faults = read_source(path)
        errors += faults
        if source is not None:
            sources.append(source)
    return LoadedSources(tuple(sources), tuple(errors))


def read_source(path: Path) -> tuple[Source | None, tuple[SourceFileError, ...]]:
    """The source that one file states, or ``None`` and one error for each of its faults. Never raises."""
    faults = [_id_fault(path.stem)] if not _ID.fullmatch(path.stem) else []
    source: Source | None = None
    if not faults:
        try:
            fields, faults = mapping_from(_text(path))
            source, more = source_from(path.stem, fields) if fields is not None else (None, [])
            faults += more
        except (OSError, ValueError) as error:
            faults.append(_unreadable(error))
    return (None if faults else source), tuple(SourceFileError(f"{path}: {fault}") for fault in faults)


def _source_files(folder: Path) -> list[Path]:
    expected = "expected a folder of source files, one <id>.yaml for each site"
    try:
        names = sorted(folder.iterdir())
    except FileNotFoundError as error:
        raise ConfigurationError(f"SOURCES: {folder} does not exist; {expected}") from error
    except OSError as error:
        raise ConfigurationError(f"SOURCES: {folder}: {error.strerror}; {expected}") from error
    paths = [p for p in names if p.suffix in (".yaml", ".yml") and not p.name.startswith(".")]
    if not paths:
        raise ConfigurationError(f"SOURCES: {folder} holds no source file; {expected}")
    return paths


def _text(path: Path) -> str:
    with path.open("rb") as file:
        body = file.read(_LARGEST_FILE + 1)
    if len(body) > _LARGEST_FILE:
        raise ValueError(f"found more than {_LARGEST_FILE // 1000} kB, expected a source file of a few lines")
    return body.decode("utf-8-sig")


def _unreadable(error: OSError | ValueError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"cannot be read: byte {error.start} is not UTF-8; expected a text file in UTF-8"
    return f"cannot be read: {error.strerror if isinstance(error, OSError) else error}"


def _id_fault(stem: str) -> str:
    better = re.sub(r"[^a-z0-9._-]+", "-", stem.lower()).strip("-._") or "my-source"
    return (
        f"the file's name is the source's id: found {stem[:80]!r}, expected small letters, digits, dot, "
        f"dash and underscore, such as {better[:80]}.yaml"
    )
