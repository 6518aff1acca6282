"""GraphML that networkx, Gephi, Cytoscape and yEd open.

``agreements``: an agreement is a node in the middle, its parties around it. ``organisations``: who signed
with whom, an edge for each pair with the number of agreements; where one party is the hub the edges lead
from it, and where several sign as equals the agreement stands in the middle. Neither turns an agreement of
twenty hospitals into 190 edges.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, BinaryIO

from lxml import etree

from crawler.exports.choosing import Row, party_name
from crawler.exports.guards import one_line
from crawler.exports.linked import agreement_iri, party_iri

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = ("kind", "label", "country", "organisation_id", "type", "signed_on", "status", "url")
_EDGE = ("role",)

Names = dict[str, str]


def write_graphml(rows: Iterable[Row], what: str, out: BinaryIO) -> None:
    """``rows`` are agreements for both kinds of graph; the file is written element by element."""
    with etree.xmlfile(out, encoding="utf-8") as page:
        page.write_declaration()
        with page.element("graphml", nsmap={None: NAMESPACE}):
            for name in _NODE:
                page.write(_key(name, "node", "string"))
            page.write(_key("role", "edge", "string"))
            page.write(_key("weight", "edge", "int"))
            with page.element("graph", id="pactwatch", edgedefault="undirected"):
                (_stars if what == "agreements" else _network)(page, rows)
    out.write(b"\n")


def _stars(page: Any, rows: Iterable[Row]) -> None:
    """Each agreement with its parties around it."""
    seen: set[str] = set()
    for row in rows:
        _write_agreement(page, row)
        for party in _once(row):
            _write_party(page, party, seen)
            _write_edge(page, (agreement_iri(row), party_iri(party)), {"role": party.get("role") or "party"})


def _network(page: Any, rows: Iterable[Row]) -> None:
    """Organisations, joined where they signed with each other."""
    seen: set[str] = set()
    pairs: Counter[tuple[str, str]] = Counter()
    for row in rows:
        parties = _once(row)
        for party in parties:
            _write_party(page, party, seen)
        names = [party_iri(party) for party in parties]
        hubs = [party_iri(party) for party in parties if party.get("role") == "hub"]
        if len(hubs) == 1 or len(names) == 2:
            hub = hubs[0] if len(hubs) == 1 else names[0]
            pairs.update(_pair(hub, name) for name in names if name != hub)
        else:
            _write_agreement(page, row)
            for name in names:
                _write_edge(page, (agreement_iri(row), name), {"role": "party", "weight": "1"})
    for pair, count in pairs.items():
        _write_edge(page, pair, {"role": "signed with", "weight": str(count)})


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _once(row: Row) -> list[Row]:
    """The parties, each organisation once."""
    return list({party_iri(party): party for party in row["parties"]}.values())


def _write_agreement(page: Any, row: Row) -> None:
    url = next((report["url"] for report in row["reports"]), None)
    facts = {name: row.get(name) for name in ("type", "signed_on", "status")}
    label = " – ".join(party_name(party) for party in row["parties"])
    _write_node(page, agreement_iri(row), {"kind": "agreement", "label": label, "url": url, **facts})


def _write_party(page: Any, party: Row, seen: set[str]) -> None:
    name = party_iri(party)
    if name not in seen:
        seen.add(name)
        facts = {each: party.get(each) for each in ("country", "organisation_id")}
        _write_node(page, name, {"kind": "organisation", "label": party_name(party), **facts})


def _write_node(page: Any, name: str, facts: Row) -> None:
    page.write(_with_data(etree.Element("node", id=name), facts))


def _write_edge(page: Any, ends: tuple[str, str], facts: Names) -> None:
    page.write(_with_data(etree.Element("edge", source=ends[0], target=ends[1]), facts))


def _with_data(element: Any, facts: Row) -> Any:
    for name, value in facts.items():
        if value:
            etree.SubElement(element, "data", key=name).text = one_line(str(value))
    return element


def _key(name: str, where: str, kind: str) -> Any:
    return etree.Element("key", {"id": name, "for": where, "attr.name": name, "attr.type": kind})
