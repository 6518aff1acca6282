"""Word lists behind the name finders, one file per script, sections in square brackets."""

from __future__ import annotations

from importlib.resources import files


def sections(name: str) -> dict[str, list[str]]:
    """The lists of the file ``name`` by section, comments and blank lines left out."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
            found[section] = []
        elif line and not line.startswith("#"):
            found[section].append(line)
    return found
