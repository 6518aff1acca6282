"""All forms of export by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import BinaryIO

from crawler.exports.choosing import Row, organisations
from crawler.exports.feeds import write_atom, write_json_feed
from crawler.exports.graphs import write_graphml
from crawler.exports.lines import write_jsonl
from crawler.exports.linked import write_jsonld
from crawler.exports.tables import write_csv, write_xlsx

Writer = Callable[[Iterable[Row], str, BinaryIO], None]

WRITERS: dict[str, Writer | None] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "jsonl": write_jsonl,
    "jsonld": write_jsonld,
    "graphml": write_graphml,
    "atom": None,
    "jsonfeed": write_json_feed,
}
"""The writer of each form; ``atom`` needs the time as well."""


def export(
    agreements: Iterable[Row],
    what: str,
    form: str,
    out: BinaryIO,
    now: datetime,
    countries: tuple[str, ...] = (),
) -> None:
    """Write ``agreements`` (rows of ``list agreements``), or the ``organisations`` that are their parties,
    in one of ``kinds.FORMS``. ``countries`` narrows organisations down.

    Raises ``KeyError`` for another form and ``OSError`` where ``out`` cannot be written.
    """
    rows = agreements
    if what == "organisations" and form != "graphml":
        rows = organisations(agreements, countries)
    writer = WRITERS[form]
    if writer is None:
        write_atom(rows, what, out, now)
    else:
        writer(rows, what, out)
