import json
import tracemalloc
import zipfile
from itertools import islice
from pathlib import Path

import pytest

from crawler.errors import ConfigurationError
from crawler.organisations import RecordTable, link, read_dump

SHARED = Path(__file__).parents[2] / "../shared/data/organisations/v2.9-sample-ror-data.zip"


def new_style(number=1, **changes):
    record = {
        "id": f"https://ror.org/0test{number:04}",
        "status": "active",
        "types": ["funder", "healthcare"],
        "domains": ["fernhill.example"],
        "names": [
            {"value": "FHH", "types": ["acronym"], "lang": None},
            {"value": "蕨山医院", "types": ["label"], "lang": "zh"},
            {"value": "Fernhill Hospital", "types": ["label", "ror_display"], "lang": "en"},
            {"value": "Fernhill Infirmary", "types": ["alias"], "lang": "en"},
        ],
        "locations": [{"geonames_details": {"country_code": "IE", "name": "Cork"}}],
        "links": [{"type": "website", "value": "https://www.fernhill.example/home"}],
        "relationships": [],
    }
    return {**record, **changes}


OLD_STYLE = {
    "id": "https://ror.org/0old00001",
    "name": "Oakfield University",
    "status": "active",
    "types": ["Education"],
    "aliases": ["Oakfield College"],
    "acronyms": ["OU"],
    "labels": [{"label": "橡原大学", "iso639": "zh"}],
    "links": ["http://oakfield.example"],
    "country": {"country_code": "NZ", "country_name": "New Zealand"},
}


def dump(folder, content, name="v9-ror-data.json"):
    path = folder / "dump.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content if isinstance(content, str | bytes) else json.dumps(content, indent=2))
    return path


def test_a_record_of_schema_2_is_read(tmp_path):
    (record,) = read_dump(dump(tmp_path, [new_style()]))
    assert (record.id, record.name, record.country, record.type) == (
        "ror:0test0001",
        "Fernhill Hospital",
        "IE",
        "healthcare",
    )
    assert record.hosts == ("fernhill.example",)
    assert {(row.name, row.kind) for row in record.names if row.kind != "key"} == {
        ("FHH", "acronym"),
        ("蕨山医院", "label"),
        ("Fernhill Hospital", "label"),
        ("Fernhill Infirmary", "alias"),
    }
    assert "key:fernhill hospital" in {row.norm for row in record.names}


def test_a_record_of_schema_1_is_read(tmp_path):
    (record,) = read_dump(dump(tmp_path, [OLD_STYLE]))
    assert (record.id, record.name, record.country, record.type) == (
        "ror:0old00001",
        "Oakfield University",
        "NZ",
        "education",
    )
    assert link("橡原大学", table=RecordTable([record])).organisation_id == "ror:0old00001"


def test_the_newer_schema_is_chosen_where_a_dump_has_both(tmp_path):
    path = tmp_path / "both.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("v1-ror-data.json", json.dumps([OLD_STYLE] * 50))
        archive.writestr("v1-ror-data_schema_v2.json", json.dumps([new_style()]))
        archive.writestr("v1-ror-data.csv", "id,name")
    assert [record.id for record in read_dump(path)] == ["ror:0test0001"]


def test_withdrawn_records_lead_to_their_successor_or_are_left_out(tmp_path):
    gone = new_style(2, status="withdrawn")
    moved = new_style(
        3, status="withdrawn", relationships=[{"type": "Successor", "id": "https://ror.org/0test0001"}]
    )
    records = list(read_dump(dump(tmp_path, [new_style(), gone, moved])))
    assert [(record.id, record.merged_into) for record in records] == [
        ("ror:0test0001", None),
        ("ror:0test0003", "ror:0test0001"),
    ]


def test_many_records_are_read_in_order_with_a_byte_order_mark_and_odd_spacing(tmp_path):
    content = (
        "\ufeff [\n"
        + " ,\r\n\t".join(json.dumps(new_style(number), ensure_ascii=False) for number in range(900))
        + "\n]\n"
    )
    ids = [record.id for record in read_dump(dump(tmp_path, content))]
    assert ids == [f"ror:0test{number:04}" for number in range(900)]


def test_a_large_dump_is_never_whole_in_memory(tmp_path):
    path = dump(tmp_path, [new_style(number, padding="x" * 20_000) for number in range(800)])
    tracemalloc.start()
    count = sum(1 for _ in read_dump(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 800
    assert peak < 8_000_000 < zipfile.ZipFile(path).infolist()[0].file_size


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"id": "https://ror.org/1"}', "no ROR data dump"),
        ('[{"name": "Nobody"}]', "no ROR id"),
        ('[{"id": "https://ror.org/1", "label": "Nobody"}]', "no names"),
        ("[", "does not end"),
        ('[{"id": "https://ror.org/1", "names": [', "does not end"),
        ("", "does not end"),
        (b"\xff\xfe\x00broken", "no ROR data dump"),
        ("[1, 2]", "no ROR id"),
        ("[" * 100_000, "no ROR"),
    ],
)
def test_what_is_no_dump_is_refused_in_one_line(tmp_path, content, words):
    with pytest.raises(ConfigurationError, match=words) as caught:
        list(read_dump(dump(tmp_path, content)))
    assert "\n" not in str(caught.value)
    assert "dump.zip" in str(caught.value)


def test_a_missing_file_a_non_zip_and_a_zip_without_json_are_refused(tmp_path):
    plain = tmp_path / "plain.txt"
    plain.write_text("hello")
    for path, words in [
        (tmp_path / "absent.zip", "no such file"),
        (plain, "not a readable zip"),
        (dump(tmp_path, "a,b", name="data.csv"), "no JSON"),
        (tmp_path, "cannot be read|not a readable zip"),
    ]:
        with pytest.raises(ConfigurationError, match=words):
            list(read_dump(path))


def test_a_record_with_broken_parts_is_read_as_far_as_it_goes(tmp_path):
    odd = new_style(
        links=[{"type": "website", "value": "http://[broken"}, 7],
        locations=[None],
        types=None,
        names=[None, {"value": "Only"}],
    )
    (record,) = read_dump(dump(tmp_path, [odd]))
    assert (record.name, record.country, record.type) == ("Only", None, None)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the sample of ROR is not on this machine")
def test_the_sample_of_the_official_dump_is_read():
    records = list(islice(read_dump(SHARED), 3_000))
    assert len({record.id for record in records}) == 3_000
    assert all(record.names and record.name and record.country for record in records)
