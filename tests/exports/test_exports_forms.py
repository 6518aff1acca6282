"""Every form of export opens in its standard reader and says what the records say."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import feedparser
import networkx
import openpyxl
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from lxml import etree

from crawler.exports.forms import WRITERS, export
from crawler.exports.guards import plain
from crawler.exports.kinds import FORMS
from crawler.exports.tables import COLUMNS
from tests.exports.agreement_rows import HOSTILE, agreement, hostile_rows, party, report

# The reader of JSON-LD warns of a class of its own.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
ORG = rdflib.Namespace("http://www.w3.org/ns/org#")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
SCHEMA = rdflib.Namespace("https://schema.org/")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
WHATS = ("agreements", "organisations")


def exported(rows, form, what="agreements", countries=()):
    out = io.BytesIO()
    export(rows, what, form, out, NOW, countries)
    return out.getvalue()


def as_csv(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def as_sheet(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    head, *rows = book.worksheets[0].iter_rows()
    return [dict(zip([cell.value for cell in head], row, strict=True)) for row in rows]


def as_graph(data):
    return rdflib.Graph().parse(data=data, format="json-ld")


def as_network(data):
    return networkx.read_graphml(io.BytesIO(data))


READERS = {
    "csv": as_csv,
    "xlsx": as_sheet,
    "jsonl": lambda data: [json.loads(line) for line in data.splitlines()],
    "jsonld": as_graph,
    "graphml": as_network,
    "atom": lambda data: etree.fromstring(data),
    "jsonfeed": json.loads,
}


def records_in(form, opened):
    """How many records an opened file of agreements holds."""
    if form in ("csv", "xlsx", "jsonl"):
        return len(opened)
    if form == "jsonfeed":
        return len(opened["items"])
    if form == "atom":
        return len(opened.findall("a:entry", ATOM))
    return len(opened)  # nodes of a graph, statements of JSON-LD: none where there is no record


def test_every_form_has_a_writer_and_a_reader_here():
    assert tuple(WRITERS) == FORMS == tuple(READERS)


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("form", FORMS)
def test_an_empty_export_is_a_file_too(form, what):
    opened = READERS[form](exported([], form, what))
    assert records_in(form, opened) == 0


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("form", FORMS)
def test_the_same_records_give_the_same_file(form, what):
    rows = [agreement(), agreement(id="ag-2-0")]
    if form != "xlsx":  # a zip holds the time of day
        assert exported(rows, form, what) == exported(rows, form, what)


@pytest.mark.parametrize("what", WHATS)
@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(rows=hostile_rows())
def test_any_text_gives_a_file_that_its_reader_opens(form, what, rows):
    opened = READERS[form](exported(rows, form, what))
    if what == "agreements" and form in ("csv", "xlsx", "jsonl", "jsonfeed", "atom"):
        assert records_in(form, opened) == len(rows)
    elif rows and what == "agreements":
        assert len(opened)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_is_shown_as_text(form, text):
    row = agreement(parties=[party(text + "x", country="US")], reports=[report(title=text + "x")])
    read = READERS[form](exported([row], form))
    want = plain(text + "x")
    flat = " ".join(want.split())
    if form == "csv":
        assert read[0]["headline"].removeprefix("'") == want.removeprefix("'")
    elif form == "xlsx":
        assert read[0]["headline"].value == want
    elif form == "jsonl":
        assert read[0]["reports"][0]["title"] == want
    elif form == "jsonld":
        assert {str(each) for each in read.objects(None, SCHEMA.headline)} == {want}
    elif form == "graphml":
        assert flat in {data["label"] for _, data in read.nodes(data=True)}
    elif form == "atom":
        assert read.findtext("a:entry/a:title", namespaces=ATOM).startswith(flat)
        assert read.xpath("count(//*[namespace-uri() != 'http://www.w3.org/2005/Atom'])") == 0
    else:
        assert read["items"][0]["title"].startswith(flat)


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip()[:1] in ("=", "+", "\uff1d")])
def test_no_cell_is_run_as_a_formula(text):
    row = agreement(place=text, parties=[party(text)], reports=[report(title=text)])
    for name, cell in as_csv(exported([row], "csv"))[0].items():
        assert name in COLUMNS["agreements"]
        assert cell.lstrip()[:1] not in ("=", "+", "-", "@", "\uff1d"), name
    for cell in as_sheet(exported([row], "xlsx"))[0].values():
        assert cell.data_type in ("s", "inlineStr", "n")


def test_numbers_stay_numbers_in_tables():
    cells = as_sheet(exported([agreement(confidence=0.5, term_months=36)], "xlsx"))[0]
    assert (cells["confidence"].value, cells["term_months"].value) == (0.5, 36)


def test_a_cell_that_is_too_long_is_cut_and_says_so():
    row = agreement(reports=[report(title="x" * 40_000)])
    value = as_sheet(exported([row], "xlsx"))[0]["headline"].value
    assert len(value) == 32_767
    assert value.endswith("…")


def test_a_table_has_the_facts_of_a_record():
    row = as_csv(exported([agreement()], "csv"))[0]
    assert tuple(row) == COLUMNS["agreements"]
    assert row["parties"] == "Harbour Hospital; 大港医院"
    assert row["signatories"] == "Ann Berg (director, Harbour Hospital)"
    assert row["proof"] == "The two hospitals signed a memorandum."
    assert (row["url"], row["reports"]) == ("https://harbour.example/news/1", "1")


def test_the_owners_report_stands_for_an_agreement_before_a_mirrors():
    row = agreement(reports=[report("https://copy.example/1", junk="mirror"), report()])
    cells = as_csv(exported([row], "csv"))[0]
    assert cells["url"] == "https://harbour.example/news/1"
    assert cells["other_urls"] == "https://copy.example/1"
    links = as_links(exported([row], "atom"))
    assert links == ["https://harbour.example/news/1"]


def as_links(data):
    return etree.fromstring(data).xpath("//a:entry/a:link/@href", namespaces=ATOM)


def test_json_lines_are_the_rows_of_list():
    assert READERS["jsonl"](exported([agreement()], "jsonl")) == [agreement()]


def test_linked_data_says_who_agreed_by_what_proof():
    graph = as_graph(exported([agreement()], "jsonld"))
    (found,) = graph.subjects(rdflib.RDF.type, ORG.OrganizationalCollaboration)
    members = set(graph.objects(found, ORG.hasMember))
    assert rdflib.URIRef("https://ror.org/00f54p054") in members
    assert len(members) == 2
    (signing,) = graph.objects(found, PROV.wasGeneratedBy)
    assert set(graph.objects(signing, PROV.wasAssociatedWith)) == members
    (day,) = graph.objects(signing, SCHEMA.startDate)
    assert (str(day), day.datatype) == ("2026-11-18", rdflib.XSD.date)
    (article,) = graph.objects(found, PROV.wasDerivedFrom)
    assert str(article) == "https://harbour.example/news/1"
    quotes = {str(text) for text in graph.objects(None, SCHEMA.text)}
    assert "The two hospitals signed a memorandum." in quotes


@pytest.mark.parametrize(
    ("day", "kind"), [("2026-11-18", "date"), ("2026-11", "gYearMonth"), ("2026", "gYear")]
)
def test_a_date_has_the_type_of_its_precision(day, kind):
    graph = as_graph(exported([agreement(signed_on=day)], "jsonld"))
    assert {each.datatype for each in graph.objects(None, SCHEMA.startDate)} == {rdflib.XSD[kind]}


def test_linked_data_of_one_organisation_in_two_agreements_is_one_node():
    graph = as_graph(exported([agreement(), agreement(id="ag-2-0")], "jsonld"))
    assert len(set(graph.subjects(rdflib.RDF.type, ORG.Organization))) == 2


def test_a_script_for_an_address_is_no_link_anywhere():
    row = agreement(reports=[report("javascript:alert(1)")])
    assert as_links(exported([row], "atom")) == []
    assert "url" not in json.loads(exported([row], "jsonfeed"))["items"][0]
    assert not list(as_graph(exported([row], "jsonld")).objects(None, SCHEMA.url))


def _many(role):
    hub = [party("Hub Hospital", role=role)]
    return agreement(parties=hub + [party(f"Clinic {number}", role="partner") for number in range(19)])


def test_an_agreement_of_twenty_is_a_star():
    graph = as_network(exported([_many("party")], "graphml"))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (21, 20)
    assert max(dict(graph.degree()).values()) == 20


@pytest.mark.parametrize(("role", "nodes", "edges"), [("hub", 20, 19), ("party", 21, 20)])
def test_the_network_of_organisations_is_no_clique(role, nodes, edges):
    graph = as_network(exported([_many(role)], "graphml", "organisations"))
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (nodes, edges)


def test_two_agreements_of_one_pair_are_one_edge_of_weight_two():
    graph = as_network(exported([agreement(), agreement(id="ag-2-0")], "graphml", "organisations"))
    assert [data["weight"] for _, _, data in graph.edges(data=True)] == [2]


def test_atom_has_what_rfc_4287_demands():
    feed = etree.fromstring(exported([agreement()], "atom"))
    for element in (feed, feed.find("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", ATOM)) == 1
            assert element.findtext(f"a:{name}", namespaces=ATOM)
    assert feed.find("a:author/a:name", ATOM) is not None
    assert feed.findtext("a:entry/a:id", namespaces=ATOM) == "tag:pactwatch.invalid,2026:agreement:ag-1-0"


def test_a_reader_of_feeds_takes_atom_without_complaint():
    read = feedparser.parse(exported([agreement()], "atom"))
    assert not read.bozo
    assert read.entries[0].updated == "2026-11-20T08:00:00Z"
    assert read.entries[0].link == "https://harbour.example/news/1"


def test_a_further_report_does_not_make_an_entry_new():
    one = feedparser.parse(exported([agreement()], "atom")).entries[0]
    more = agreement(reports=[report(), report("https://other.example/9")])
    other = feedparser.parse(exported([more], "atom")).entries[0]
    assert (one.id, one.updated) == (other.id, other.updated)


def test_a_json_feed_has_what_version_1_1_demands():
    feed = json.loads(exported([agreement()], "jsonfeed"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    item = feed["items"][0]
    assert item["id"]
    assert item["content_text"].count("The two hospitals signed a memorandum.") == 1
    assert item["date_published"] == "2026-11-20T08:00:00Z"


def test_organisations_are_counted_over_their_agreements():
    rows = [
        agreement(),
        agreement(
            id="ag-2-0", signed_on="2026-12-01", parties=[party("harbour  hospital"), party("大港医院")]
        ),
    ]
    found = {row["name"]: row for row in READERS["jsonl"](exported(rows, "jsonl", "organisations"))}
    assert found["大港医院"]["agreements"] == 2
    assert found["大港医院"]["last_signed_on"] == "2026-12-01"
    assert found["大港医院"]["partners"] == 2  # a name that is not linked is not taken for the linked one


def test_organisations_can_be_those_of_one_country():
    found = READERS["jsonl"](exported([agreement()], "jsonl", "organisations", ("CN",)))
    assert [row["name"] for row in found] == ["大港医院"]
