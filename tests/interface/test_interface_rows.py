"""``list``, ``status`` and the forms of output: exact keys and types, order, ``--since`` and ``--limit``."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import datetime
from typing import Any

import pytest

from tests.end_to_end.house import House
from tests.interface.running import command

KEYS = {
    "agreements": "id type types parties signed_on signed_on_precision term_months place fields signatories status "
    "confidence first_seen reports",
    "articles": "url source title text language published_on first_seen revision junk duplicate_of problem",
    "junk": "url source verdict score first_seen title title_as_found signals",
    "sources": "url name organisation entry_points language timezone poll include exclude selectors render max_articles "
    "enabled id health last_success next_poll",
    "polls": "source started_at finished_at outcome requests not_modified new updated unchanged duplicates junk agreements "
    "pending errors",
    "alerts": "id agreement_id kind to subject state attempts last_error message_id",
}
EXTENDED = ("sources",)  # since and why come with the row


def moment(text: str) -> datetime:
    """An ISO 8601 time with its zone."""
    found = datetime.fromisoformat(text)
    assert found.tzinfo is not None
    return found


@pytest.mark.parametrize("what", [name for name in KEYS if name != "junk"])
def test_rows_have_the_promised_keys_and_no_others(polled: House, what):
    rows = polled.rows(what)
    assert rows
    for row in rows:
        assert row.keys() >= set(KEYS[what].split())
        assert what in EXTENDED or row.keys() == set(KEYS[what].split())


def test_an_agreement_row_is_typed_as_promised(polled: House):
    (row,) = polled.rows("agreements")
    assert isinstance(row["id"], str) and isinstance(row["confidence"], float)
    assert row["type"] == "memorandum" and row["type"] in row["types"]
    assert (row["signed_on"], row["signed_on_precision"], row["status"]) == ("2026-11-03", "day", "new")
    assert {party["name"] for party in row["parties"]} == {
        "Harbour General Hospital",
        "Mount Orrin Medical Center",
    }
    assert all(
        party.keys() == {"name", "canonical", "organisation_id", "country", "role"}
        for party in row["parties"]
    )
    assert moment(row["first_seen"]) == moment("2026-11-20T08:00:00+00:00")
    (report,) = row["reports"]
    assert report.keys() == {"url", "source", "title", "language", "published_on", "junk", "evidence"}
    assert (report["source"], report["language"], report["junk"]) == ("harbour", "en", "clean")
    (article,) = [one for one in polled.rows("articles") if one["url"] == report["url"]]
    for proof in report["evidence"]:
        if proof["start"] is not None:
            assert article["text"][proof["start"] : proof["end"]] == proof["quote"]


def test_article_poll_alert_and_source_rows_are_typed_as_promised(polled: House):
    articles = polled.rows("articles")
    assert len(articles) == 5 and {row["revision"] for row in articles} == {1}
    assert {row["problem"] for row in articles} == {row["duplicate_of"] for row in articles} == {None}
    (poll,) = polled.rows("polls")
    assert (poll["outcome"], poll["new"], poll["agreements"], poll["errors"], poll["pending"]) == (
        "done",
        5,
        1,
        {},
        0,
    )
    assert moment(poll["started_at"]) <= moment(poll["finished_at"])
    (alert,) = polled.rows("alerts")
    assert (alert["kind"], alert["state"], alert["attempts"], alert["last_error"]) == (
        "agreement",
        "waiting",
        0,
        None,
    )
    assert alert["to"] == "reader@example.org" and alert["message_id"]
    asleep, harbour = sorted(polled.rows("sources"), key=lambda row: row["id"])
    assert (asleep["health"], asleep["enabled"], asleep["last_success"]) == ("paused", False, None)
    assert (asleep["name"], asleep["timezone"], asleep["poll"], asleep["max_articles"]) == (
        "asleep.example.org", "Asia/Shanghai", "adaptive", 200,
    )  # fmt: skip
    assert (harbour["poll"], harbour["health"], harbour["render"]) == ("every 30m", "ok", False)
    assert moment(harbour["next_poll"]) > moment(harbour["last_success"])
    assert harbour["selectors"].keys() == {"title", "body", "published", "links"}
    assert all(point.keys() == {"url", "kind"} for point in harbour["entry_points"])


def test_since_and_limit_cut_and_tables_are_limited_to_a_hundred(polled: House):
    def count(*arguments: str) -> int:
        done = polled.run("list", *arguments, "--format", "json")
        assert done.returncode == 0, done.stderr
        return len(json.loads(done.stdout))

    assert count("articles", "--since", "2026-11-20") == 5
    assert count("articles", "--since", "2026-11-20T09:00:00+01:00") == 5
    assert count("articles", "--since", "2026-11-20T08:00:01Z") == 0
    assert count("articles", "--limit", "2") == 2 and count("articles", "--limit", "0") == 5
    assert count("polls", "--since", "2026-11-21") == 0
    assert count("sources", "--limit", "1") == 1
    assert "--limit" in polled.run("list", "articles", "--limit", "2").stderr
    for wrong in (("--since", "yesterday"), ("--limit", "-1"), ("--limit", "x"), ("--format", "xml")):
        done = polled.run("list", "articles", *wrong)
        assert done.returncode == 2 and done.stdout == "", wrong


@pytest.mark.parametrize("what", list(KEYS))
def test_csv_has_the_keys_as_its_heading_and_a_row_a_row(polled: House, what):
    done = polled.run("list", what, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert done.returncode == 0 and done.stderr == ""
    assert set(next(csv.reader(io.StringIO(done.stdout)))) >= set(KEYS[what].split())
    assert len(rows) == len(polled.rows(what))
    assert "\x1b" not in done.stdout


def test_status_is_the_promised_object_and_csv_has_a_row_a_source(polled: House):
    found: dict[str, Any] = json.loads(polled.run("status", "--format", "json").stdout)
    assert found.keys() >= {"sources", "alerts_waiting", "sick"}
    assert (found["alerts_waiting"], found["sick"]) == (1, [])
    rows = {row["source"]: row for row in found["sources"]}
    assert all(
        row.keys() == {"source", "health", "since", "last_success", "next_poll", "why"}
        for row in rows.values()
    )
    assert rows["harbour"]["health"] == "ok" and rows["asleep"]["health"] == "paused"
    one = json.loads(polled.run("status", "harbour", "--format", "json").stdout)
    assert [row["source"] for row in one["sources"]] == ["harbour"]
    assert polled.run("status", "nobody").returncode == 2
    assert len(list(csv.DictReader(io.StringIO(polled.run("status", "--format", "csv").stdout)))) == 2
    assert "harbour" in polled.run("status").stdout


def test_sources_list_is_list_sources(polled: House):
    assert json.loads(polled.run("sources", "list", "--format", "json").stdout) == polled.rows("sources")


def test_the_settings_folder_is_where_relative_paths_begin(polled: House, tmp_path):
    settings = {"ALLOW_PRIVATE_NETWORKS": "true"}
    done = command(
        "--config-dir",
        str(polled.folder),
        "list",
        "articles",
        "--format",
        "json",
        folder=tmp_path,
        settings=settings,
    )
    assert len(json.loads(done.stdout)) == 5
    assert command("--config-dir", str(tmp_path / "no"), "status", folder=tmp_path).returncode == 2
    assert list(tmp_path.iterdir()) == []


EVERY = (
    (), ("demo",), ("sources",), ("sources", "list"), ("sources", "add"), ("sources", "check"), ("poll",), ("alerts",),
    ("alerts", "send"), ("alerts", "test"), ("run",), ("web",), ("list",), ("inspect",), ("reassess",), ("status",),
)  # fmt: skip


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_command_answers_help(tmp_path, words):
    done = command(*words, "--help", folder=tmp_path)
    assert done.returncode == 0 and done.stderr == "" and "Usage" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("sources", "add"),
        ("sources", "check"),
        ("poll",),
        ("alerts", "send"),
        ("alerts", "test"),
        ("demo",),
        ("reassess",),
    ],
    ids=" ".join,
)
def test_commands_that_show_something_have_forms_for_programs(tmp_path, words):
    done = command(*words, "--help", folder=tmp_path)
    assert re.search(r"--format\b.*json\|csv", done.stdout), done.stdout
