"""``inspect``: one page for people and programs, and many pages as JSON lines, odd ones included."""

from __future__ import annotations

import base64
import csv
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.house import ARTICLE, PACTWATCH, House, agreement_story, paragraphs, plain_story
from tests.interface.running import environment

TITLE, BODY = agreement_story(
    "Harbour General Hospital", "Lakeview Children's Hospital", "5 November 2026", 1
)
PAGE = ARTICLE.format(title=TITLE, body=BODY, day="2026-11-05", site="Harbour General Hospital")
OUTER = {"id", "url", "problem", "title", "title_as_found", "text", "language", "published_on"}
OUTER |= {"authors", "images", "junk", "announcement"}
JUNK = {"verdict", "score", "signals", "repaired_title"}
SIGNAL = {"name", "vector", "quote", "start", "end", "where", "reason"}
AGREEMENT = {"type", "types", "parties", "signed_on", "signed_on_precision", "term_months", "place"}
AGREEMENT |= {"fields", "signatories", "evidence"}
PARTY = {"name", "canonical", "organisation_id", "country", "role"}


def jsonl(house: House, payload: bytes, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    """``inspect --jsonl`` on standard input: exit code, output rows, standard error."""
    done = subprocess.run(
        [str(PACTWATCH), "--config-dir", str(house.folder), "inspect", "--jsonl", *arguments],
        input=payload,
        capture_output=True,
        env=environment(house.settings),
        timeout=200,
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


def line(**fields: Any) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> House:
    """An installation without sources and without a store."""
    return House(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def good(bare: House) -> dict[str, Any]:
    """The output line of a plain announcement."""
    code, rows, _ = jsonl(bare, line(id="a", url="https://harbour.example.org/news/1.html", html=PAGE))
    assert code == 0 and len(rows) == 1
    return rows[0]


def test_every_promised_key_is_there_and_of_its_type(good):
    assert good.keys() >= OUTER
    assert good["junk"].keys() >= JUNK and good["announcement"].keys() >= {
        "verdict",
        "probability",
        "agreements",
    }
    assert good["problem"] is None and good["url"] == "https://harbour.example.org/news/1.html"
    assert (good["language"], good["published_on"]) == ("en", "2026-11-05")
    assert isinstance(good["authors"], list) and isinstance(good["images"], list)
    assert 0 <= good["junk"]["score"] <= 1 and good["junk"]["verdict"] == "clean"
    assert good["junk"]["repaired_title"] is False


def test_the_agreement_has_its_keys_and_evidence_indexes_the_returned_text(good):
    found = good["announcement"]
    assert found["verdict"] == "announcement" and 0.5 <= found["probability"] <= 1
    (agreement,) = found["agreements"]
    assert agreement.keys() >= AGREEMENT
    assert agreement["type"] in agreement["types"]
    assert all(
        party.keys() >= PARTY and party["role"] in ("hub", "partner", "party")
        for party in agreement["parties"]
    )
    assert (agreement["signed_on"], agreement["signed_on_precision"]) == ("2026-11-05", "day")
    assert agreement["term_months"] is None
    for proof in agreement["evidence"]:
        assert proof.keys() >= {"field", "quote", "start", "end"}
        if proof["start"] is not None:
            assert good["text"][proof["start"] : proof["end"]] == proof["quote"]


def test_a_line_for_a_line_in_order_whatever_the_lines_are(bare):
    odd = [
        b"\xef\xbb\xbf" + line(id=1, html=PAGE),  # a byte order mark
        line(id=[1, {"a": None}], html=PAGE).replace(b"\n", b"\r\n"),
        b"\n",
        b"   \t \n",
        b"{not json}\n",
        b"[]\n",
        b"null\n",
        b'"text"\n',
        line(html=PAGE),
        line(id=None, html=PAGE),
        line(id={"deep": [1]}, text="Harbour General Hospital signed a memorandum with Lakeview Hospital."),
        line(id=1.5, html="<p>nul \x00 in \x00 the page</p>" * 20),
        line(id=True, html_base64="!!! no base64"),
        line(id="no body"),
        line(id="empty", html=""),
        line(id="wrong", html=5),
        line(id="wrong too", html=PAGE, source="Harbour"),
        line(id="bytes", html_base64=base64.b64encode(bytes(range(256)) * 20).decode()),
        b'{"id": "latin", "html": "<p>caf\xe9</p>"}\n',
        b'{"id": "half", "html": "<p>\\ud800 half a pair</p>"}\n',
        b'{"id": "\\udfff", "html": ""}\n',
        b'{"id": NaN, "html": ""}\n',
        b'{"id": 1e999, "html": ""}\n',
        b'{"id": "deep", "html": "", "more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n",
        line(id="url", url="http://[::1", html=PAGE),
        line(id="when", html=PAGE, fetched_at="yesterday"),
        line(id="zone", html=PAGE, source={"timezone": "Mars/Olympus", "language": 5, "organisation": []}),
        line(id="last", html=PAGE)[:-1],  # no newline at the end
    ]
    code, rows, err = jsonl(bare, b"".join(odd))
    assert code == 0 and "Traceback" not in err
    assert len(rows) == len(odd)
    ids = [row["id"] for row in rows]
    assert ids[:2] == [1, [1, {"a": None}]]
    bad = [number for number, row in enumerate(rows) if "error" in row]
    assert bad[:6] == [2, 3, 4, 5, 6, 7] and ids[2:8] == [None] * 6
    for name in ("no body", "wrong", "wrong too", "when"):
        assert set(rows[ids.index(name)]) == {"id", "error"}
    assert "error" in rows[12] and rows[12]["id"] is True
    assert rows[0]["title"] == rows[8]["title"] == rows[27]["title"] == TITLE
    assert ids[10] == {"deep": [1]} and ids[11] == 1.5 and ids[27] == "last"
    assert rows[ids.index("empty")]["problem"] == "empty"
    for row in rows:
        assert row.keys() >= OUTER or row.keys() == {"id", "error"}


def test_a_file_of_lines_is_read_too_and_a_missing_one_is_wrong_use(bare, tmp_path: Path):
    (tmp_path / "in.jsonl").write_bytes(line(id="x", html=PAGE) * 2)
    code, rows, _ = jsonl(bare, b"", str(tmp_path / "in.jsonl"))
    assert code == 0 and [row["id"] for row in rows] == ["x", "x"]
    code, rows, err = jsonl(bare, b"", str(tmp_path / "none.jsonl"))
    assert (code, rows, err.count("\n")) == (2, [], 1)


def test_a_long_line_and_a_thousand_short_ones(bare):
    title, body = plain_story(3)
    short = ARTICLE.format(title=title, body=body, day="2026-11-05", site="Harbour")
    long = ARTICLE.format(
        title=title, body=body + paragraphs(*["More of it follows here."] * 300_000), day="", site="H"
    )
    payload = line(id="long", html=long[:9_900_000]) + b"".join(
        line(id=number, text=body, title=title) for number in range(400)
    )
    code, rows, _ = jsonl(bare, payload + line(id="too long", html=short + " " * 11_000_000))
    assert code == 0
    assert [row["id"] for row in rows] == ["long", *range(400), "too long"]
    assert all(row.keys() >= OUTER for row in rows)
    assert rows[-1]["problem"] == "too_large"


def test_declared_charsets_and_bytes_are_read(bare):
    chinese = "港湾总医院与湖景儿童医院签署合作协议"
    lead = "11月5日，港湾总医院与湖景儿童医院在港湾总医院签署合作协议，双方将在护士培训方面开展合作。"
    page = ARTICLE.format(
        title=chinese,
        body=paragraphs(lead, "双方将成立工作组，每季度召开一次会议。" * 4),
        day="2026-11-05",
        site="港湾总医院",
    )
    body = base64.b64encode(page.replace('charset="utf-8"', 'charset="gb2312"').encode("gbk")).decode()
    headed = base64.b64encode(page.replace('<meta charset="utf-8">', "").encode("gbk")).decode()
    code, rows, _ = jsonl(
        bare,
        line(
            id=1,
            html_base64=body,
            fetched_at="2026-11-06T00:00:00+08:00",
            source={"organisation": "港湾总医院"},
        )
        + line(id=2, html_base64=headed, content_type="text/html; charset=gbk")
        + line(id=3, html=page, content_type="text/html; charset=gbk")
        + line(
            id=4, html_base64=base64.b64encode(b"%PDF-1.4 nothing").decode(), content_type="application/pdf"
        )
        + line(
            id=5,
            html_base64=base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 99).decode(),
            content_type="image/png",
        ),
    )
    assert code == 0
    assert [row["title"] for row in rows[:3]] == [chinese] * 3
    assert all(row["language"].startswith("zh") and lead in row["text"] for row in rows[:3])
    assert rows[0]["announcement"]["agreements"][0]["signed_on"] == "2026-11-05"
    assert [row["problem"] for row in rows[3:]] == ["pdf", "wrong_type"]


def test_one_page_is_shown_for_people_and_for_programs_and_nothing_is_stored(bare, tmp_path: Path, good):
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    arguments = ("inspect", str(tmp_path / "page.html"), "--url", "https://harbour.example.org/news/1.html")
    people = bare.run(*arguments)
    assert people.returncode == 0 and TITLE in people.stdout and "2026-11-05" in people.stdout
    found = json.loads(bare.run(*arguments, "--format", "json").stdout)
    assert found.keys() >= OUTER
    assert {**found, "id": "a"} == good
    table = list(csv.DictReader(io.StringIO(bare.run(*arguments, "--format", "csv").stdout)))
    assert len(table) == 1 and table[0]["title"] == TITLE
    assert not (bare.folder / "var").exists()


def test_a_page_can_come_by_standard_input(bare):
    done = subprocess.run(
        [str(PACTWATCH), "inspect", "-", "--format", "json"],
        input=PAGE.encode(),
        capture_output=True,
        cwd=bare.folder,
        env=environment(bare.settings),
        timeout=60,
    )
    assert done.returncode == 0 and json.loads(done.stdout)["title"] == TITLE


@pytest.mark.parametrize(
    "arguments",
    [("no-such-file.html",), ("/",), (), ("ftp://example.org/x",), ("http://127.0.0.1:1/x",), ("http://",)],
)
def test_what_cannot_be_read_is_one_line(bare, arguments):
    done = bare.run("inspect", *arguments)
    assert done.returncode in (0, 1, 2)
    if done.returncode == 0:
        assert "private_address" in done.stdout or "network_error" in done.stdout
    else:
        assert done.stderr.count("\n") == 1
