"""The source file that a discovery leads to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from crawler.discovery.discover import Discovery
from crawler.errors import ConfigurationError
from crawler.model import Source
from crawler.sources.schema import source_from


def source_text(source: Source) -> str:
    """The text of the file that states ``source``; keys at their defaults are left out."""
    fields: dict[str, Any] = {
        "url": source.url,
        "name": source.name,
        "organisation": source.organisation,
        "entry_points": [{"url": entry.url, "kind": entry.kind.value} for entry in source.entry_points],
        "language": source.language,
        "timezone": source.timezone,
        "include": list(source.include),
        "exclude": list(source.exclude),
        "render": source.render,
    }
    stated = {key: value for key, value in fields.items() if value}
    return yaml.safe_dump(stated, allow_unicode=True, sort_keys=False, width=1000)


def write_source_file(discovery: Discovery, folder: Path) -> Path:
    """Write ``<id>.yaml`` into ``folder`` (made where missing) and give its path.

    Raises ConfigurationError where nothing was found to watch, where the file exists already (it may hold a
    person's corrections) or where it cannot be written.
    """
    source = discovery.source
    if source is None:
        raise ConfigurationError(f"{discovery.url}: nothing to watch was found: {discovery.detail}")
    text = source_text(source)
    _, faults = source_from(source.id, yaml.safe_load(text))
    if faults:
        raise ConfigurationError(f"{discovery.url}: {faults[0]}")
    path = folder / f"{source.id}.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(f"# Found by: pactwatch sources add {discovery.url}\n{text}")
    except FileExistsError as error:
        raise ConfigurationError(f"{path} exists already; edit or remove it") from error
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}") from error
    return path
