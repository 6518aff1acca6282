"""How results are shown: tables for people, JSON and CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from crawler.exports.guards import formula_safe


class Format(StrEnum):
    """The forms a list can be printed in."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def console() -> Console:
    """Standard output, with colour only on a terminal."""
    # Without a terminal (a pipe, a log) tables get room to be read.
    return Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 140)


def note(line: str) -> None:
    """One line for the person on standard error (everything that is not data)."""
    print(printable(line), file=sys.stderr)


def printable(text: str) -> str:
    """``text`` without control characters, so that a scraped title cannot drive the terminal."""
    return "".join(char if char.isprintable() or char == " " else " " for char in text)


def show(rows: Sequence[dict[str, Any]], columns: Sequence[str], form: Format, title: str = "") -> None:
    """Print ``rows``: ``columns`` for the table, every key for JSON and CSV."""
    if form is Format.JSON:
        sys.stdout.write(json.dumps(list(rows), ensure_ascii=False, indent=1, default=str) + "\n")
    elif form is Format.CSV:
        sys.stdout.write(as_csv(rows, columns))
    else:
        console().print(table(rows, columns, title))


def table(rows: Iterable[dict[str, Any]], columns: Sequence[str], title: str = "") -> Table:
    """A table of the named columns; every cell is text, never markup."""
    drawn = Table(title=title or None, title_justify="left", header_style="bold", expand=False)
    for column in columns:
        drawn.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        drawn.add_row(*(escape(printable(cell(row.get(column)))) for column in columns))
    return drawn


def as_csv(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> str:
    """``rows`` as CSV: nested values as JSON, and no cell that a spreadsheet would run as a formula."""
    names = list(rows[0]) if rows else list(columns)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    for row in rows:
        writer.writerow([_csv_cell(row.get(name)) for name in names])
    return out.getvalue()


def _csv_cell(value: Any) -> str:
    """A value as CSV text that no spreadsheet runs."""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    text = "" if value is None else str(value)
    return text if isinstance(value, int | float) else formula_safe(text)


def cell(value: Any) -> str:
    """A value as people read it in a table."""
    if value is None:
        return "-"
    if isinstance(value, dict):
        return ", ".join(f"{key} {count}" for key, count in value.items()) or "-"
    if isinstance(value, list | tuple):
        return (
            "; ".join(
                cell(item.get("canonical") or item.get("name")) if isinstance(item, dict) else cell(item)
                for item in value
            )
            or "-"
        )
    return str(value)
