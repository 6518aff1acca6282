"""The room's words and tables, read once from its ``data`` folder."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _text(name: str) -> str:
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")


def _lines(name: str) -> list[str]:
    return [line for line in _text(name).splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(group: str) -> tuple[str, ...]:
    """The words of one ``[group]`` of ``data/words.txt``, in order.

    Raises:
        KeyError: when the file has no such group.
    """
    groups: dict[str, list[str]] = {}
    for line in _lines("words.txt"):
        if line.startswith("["):
            groups[line.strip("[]")] = []
        else:
            groups[next(reversed(groups))].append(line.strip())
    return tuple(groups[group])


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``data/<name>.tsv``, cells as text, comment lines left out."""
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in _lines(f"{name}.tsv"))
