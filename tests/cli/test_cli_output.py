"""What programs and terminals are given."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.cli.output import Format, as_csv, printable, show


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_run_as_a_formula(start):
    rows = list(csv.reader(io.StringIO(as_csv([{"title": f"{start}cmd|x"}], ("title",)))))
    assert rows[1][0].startswith("'")


def test_numbers_stay_numbers():
    assert as_csv([{"score": -1.5}], ("score",)).splitlines()[1] == "-1.5"


def test_nested_values_are_json_inside_csv():
    cell = list(csv.reader(io.StringIO(as_csv([{"parties": [{"name": "A, B"}]}], ()))))[1][0]
    assert json.loads(cell) == [{"name": "A, B"}]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.dictionaries(st.just("title"), st.text(), min_size=1), min_size=1, max_size=5))
def test_any_text_survives_csv(rows):
    read = list(csv.DictReader(io.StringIO(as_csv(rows, ("title",)), newline="")))
    shown = [row["title"].removeprefix("'") for row in read]
    assert shown == [row["title"].removeprefix("'") for row in rows]


def test_a_scraped_title_cannot_drive_the_terminal():
    assert "\x1b" not in printable("\x1b[31mred\x1b[0m\x07")


def test_an_empty_list_is_an_empty_array(capsys):
    show([], ("a",), Format.JSON)
    assert json.loads(capsys.readouterr().out) == []
