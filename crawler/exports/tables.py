"""Agreements and organisations as tables: CSV and XLSX, no cell of which a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from crawler.exports.choosing import Row, party_name
from crawler.exports.guards import formula_safe, plain

# The most that a cell of a spreadsheet holds ("Excel specifications and limits").
LONGEST_CELL = 32_767
# The most rows of a sheet, its headings among them; what is beyond goes to a further sheet.
LONGEST_SHEET = 1_048_576

COLUMNS = {
    "agreements": (
        "id",
        "status",
        "confidence",
        "type",
        "types",
        "signed_on",
        "signed_on_precision",
        "term_months",
        "parties",
        "countries",
        "organisation_ids",
        "place",
        "fields",
        "signatories",
        "first_seen",
        "headline",
        "published_on",
        "language",
        "junk",
        "sources",
        "reports",
        "url",
        "other_urls",
        "proof",
    ),
    "organisations": (
        "id",
        "name",
        "names",
        "country",
        "agreements",
        "partners",
        "sources",
        "first_seen",
        "last_signed_on",
        "agreement_ids",
    ),
}

Cell = str | int | float | None


def cells(row: Row, what: str) -> list[Cell]:
    """One row's cells in the order of :data:`COLUMNS`; several values of one cell are joined by "; "."""
    flat = _agreement(row) if what == "agreements" else row
    return [_cell(flat.get(name)) for name in COLUMNS[what]]


def _agreement(row: Row) -> Row:
    """An agreement with its nested members as texts; the first report stands for all."""
    reports = row["reports"]
    first = next((one for one in reports if one["junk"] not in ("mirror", "spam")), None) or {}
    first = first or (reports[0] if reports else {})
    quotes = [proof["quote"] for proof in first.get("evidence", ()) if proof["quote"]]
    return {
        **row,
        "parties": [party_name(party) for party in row["parties"]],
        "countries": [party.get("country") for party in row["parties"]],
        "organisation_ids": [party.get("organisation_id") for party in row["parties"]],
        "signatories": [_person(person) for person in row["signatories"]],
        "headline": first.get("title"),
        "sources": list(dict.fromkeys(report["source"] for report in reports)),
        "reports": len(reports),
        "url": first.get("url"),
        "other_urls": [report["url"] for report in reports if report is not first],
        "proof": max(quotes, key=len, default=None),
        **{name: first.get(name) for name in ("published_on", "language", "junk")},
    }


def _person(person: Row) -> str:
    about = ", ".join(part for part in (person.get("role"), person.get("party")) if part)
    return f"{person['name']} ({about})" if about else str(person["name"])


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list):
        return "; ".join(plain(str(item)) for item in dict.fromkeys(value) if item is not None)
    return plain(str(value))


def write_csv(rows: Iterable[Row], what: str, out: BinaryIO) -> None:
    """RFC 4180 in UTF-8: numbers bare, every text quoted, formulas disarmed by a leading quote."""
    for line in csv_lines(rows, what):
        out.write(line.encode("utf-8"))


def csv_lines(rows: Iterable[Row], what: str) -> Iterator[str]:
    """The lines of the file, one a row."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS[what])
    yield _taken(page)
    for row in rows:
        writer.writerow([formula_safe(cell) if isinstance(cell, str) else cell for cell in cells(row, what)])
        yield _taken(page)


def _taken(page: io.StringIO) -> str:
    text = page.getvalue()
    page.seek(0)
    page.truncate()
    return text


def write_xlsx(rows: Iterable[Row], what: str, out: BinaryIO) -> None:
    """A workbook with one sheet (more where one is full), written row by row."""
    book = Workbook(write_only=True)
    try:
        _fill(book, rows, what)
        book.save(out)
    finally:
        book.close()


def _fill(book: Workbook, rows: Iterable[Row], what: str) -> None:
    sheet, room = _sheet(book, what), LONGEST_SHEET - 1
    for row in rows:
        if not room:
            sheet, room = _sheet(book, what), LONGEST_SHEET - 1
        sheet.append([_text(sheet, cell) if isinstance(cell, str) else cell for cell in cells(row, what)])
        room -= 1


def _sheet(book: Workbook, what: str) -> Any:
    sheet = book.create_sheet(what if not book.worksheets else f"{what} {len(book.worksheets) + 1}")
    sheet.freeze_panes = "A2"
    for place in range(len(COLUMNS[what])):
        # Wide enough for a name or a date; texts run on where the next cell is empty.
        sheet.column_dimensions["ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]].width = 20
    heads = []
    for name in COLUMNS[what]:
        head = _text(sheet, name)
        head.font = Font(bold=True)
        heads.append(head)
    sheet.append(heads)
    return sheet


def _text(sheet: Any, text: str) -> Any:
    """A cell that is text whatever it begins with, and stays text when somebody edits it (quotePrefix)."""
    cell = WriteOnlyCell(sheet, value=cut(text))
    cell.data_type = "s"
    if formula_safe(text) != text:
        cell.quotePrefix = True
    return cell


def cut(text: str) -> str:
    """``text`` as long as a cell may be."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
