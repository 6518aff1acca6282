"""``pactwatch export`` and ``pactwatch junk report`` as they are used."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from crawler.exports.kinds import FORMS
from tests.end_to_end.house import House, news_site
from tests.site import site


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """An installation that knows two agreements of one site."""
    built = House(tmp_path_factory.mktemp("exports"))
    with site() as served:
        news_site(served)
        built.source("harbour", url=f"{served.url}/news.html", organisation="Harbour General Hospital")
        built.poll()
    return built


def test_standard_output_is_the_file_and_nothing_else(house):
    done = house.run("export", "agreements", "--format", "jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == [row["id"] for row in house.rows("agreements")]
    assert len(rows) == 2


def test_a_file_is_written_whole_and_replaces_the_old_one(house, tmp_path):
    path = tmp_path / "out.xlsx"
    path.write_text("old")
    done = house.run("export", "organisations", "--format", "xlsx", "--output", str(path))
    assert done.returncode == 0
    assert openpyxl.load_workbook(path).active.max_row == 4
    assert [one.name for one in tmp_path.iterdir()] == ["out.xlsx"]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (("--words", "harbour MEMORANDUM"), 2),
        (("--words", "nowhere"), 0),
        (("--source", "harbour", "--status", "new,review"), 2),
        (("--status", "dismissed"), 0),
        (("--type", "alliance", "--type", "memorandum"), 2),
        (("--since", "2030-01-01"), 0),
        (("--country", "aq"), 0),
    ],
)
def test_filters_choose_rows(house, filters, count):
    done = house.run("export", "agreements", *filters)
    assert done.returncode == 0, done.stderr
    assert len(list(csv.DictReader(io.StringIO(done.stdout, newline="")))) == count


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--output", "/nowhere/at/all.csv"), 2, "/nowhere/at/all.csv"),
        (("--output", "/dev/full"), 1, "No space left"),
        (("--output", "/"), 2, "folder"),
        (("--status", "odd"), 2, "new, review, confirmed, dismissed"),
        (("--since", "yesterday"), 2, "ISO 8601"),
    ],
)
def test_what_cannot_be_written_is_one_line(house, arguments, code, said):
    done = house.run("export", "agreements", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_site_without_findings_gets_a_report_that_says_so(house, form):
    done = house.run("junk", "report", "harbour", "--format", form)
    assert done.returncode == 0
    assert "No page with inserted text is known" in done.stdout


def test_a_report_on_an_unknown_site_is_wrong_use(house):
    done = house.run("junk", "report", "nobody")
    assert done.returncode == 2
    assert "no such source" in done.stderr


def test_every_form_and_filter_is_in_the_docs():
    text = (Path(__file__).parents[2] / "docs" / "export.md").read_text("utf-8")
    for name in (*FORMS, "--since", "--status", "--type", "--country", "--source", "--words", "--output"):
        assert f"`{name}" in text or f"--format {name}" in text
