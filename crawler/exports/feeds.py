"""Agreements and organisations as feeds: Atom (RFC 4287) and JSON Feed 1.1.

Ids are tag URIs (RFC 4151) under a name that nobody can own (``.invalid``, RFC 2606), so that they stay the
same when an installation's domain changes; an entry's time is when it was first seen, so that a further
report of a known agreement does not make it new again in anybody's reader.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from lxml import etree

from crawler.exports.choosing import Row, party_name
from crawler.exports.guards import cleaned, one_line, plain, web_address
from crawler.exports.linked import party_iri

ATOM = "http://www.w3.org/2005/Atom"
AUTHORITY = "tag:pactwatch.invalid,2026:"
VERSION = "https://jsonfeed.org/version/1.1"
_NOT_OWN = ("mirror", "spam")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: texts are plain, ``links`` the reports' addresses, the first one the entry's own."""

    id: str
    title: str
    text: str
    at: str
    links: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None


def entry_of(row: Row, what: str) -> Entry:
    """A row as an entry."""
    return _agreement(row) if what == "agreements" else _organisation(row)


def _agreement(row: Row) -> Entry:
    told = [report for report in row["reports"] if report["junk"] not in _NOT_OWN]
    kind = str(row["type"]).replace("_", " ")
    names = [one_line(party_name(party)) for party in row["parties"]]
    title = f"{' – '.join(names)}: {kind}" + (f", signed {row['signed_on']}" if row["signed_on"] else "")
    links = ((web_address(one["url"]), one_line(one["title"] or one["url"])) for one in told)
    return Entry(
        id=f"{AUTHORITY}agreement:{one_line(row['id'])}",
        title=one_line(title) or kind,
        text=_told(row, told),
        at=row["first_seen"],
        links=tuple((url, name) for url, name in links if url),
        tags=tuple(dict.fromkeys([*row["types"], *row["fields"]])),
        language=told[0]["language"] if told else None,
    )


def _told(row: Row, reports: Sequence[Row]) -> str:
    """What was signed, by whom, and the proof, in lines."""
    facts = {
        "Parties": "; ".join(
            one_line(party_name(party)) + (f" ({party['country']})" if party.get("country") else "")
            for party in row["parties"]
        ),
        "Kind": str(row["type"]).replace("_", " "),
        "Signed on": row["signed_on"],
        "Place": row["place"],
        "Fields": ", ".join(row["fields"]),
        "Term": f"{row['term_months']} months" if row["term_months"] else None,
    }
    lines = [f"{name}: {one_line(value)}" for name, value in facts.items() if value]
    quotes = dict.fromkeys(one_line(proof["quote"]) for one in reports for proof in one["evidence"])
    return "\n".join([*lines, *(f"“{quote}”" for quote in _longest(quotes))])


def _longest(quotes: Iterable[str]) -> list[str]:
    """The sentences that announce: at most three, which is enough for a feed, none inside another."""
    kept: list[str] = []
    for quote in sorted(quotes, key=len, reverse=True):
        if quote and not any(quote in other for other in kept):
            kept.append(quote)
            if len(kept) == 3:
                break
    return kept


def _organisation(row: Row) -> Entry:
    country = f" ({row['country']})" if row["country"] else ""
    count = f"{row['agreements']} agreements" if row["agreements"] != 1 else "1 agreement"
    last = f"; the last one signed {row['last_signed_on']}" if row["last_signed_on"] else ""
    name = party_iri({"organisation_id": row["id"], "canonical": row["name"]})
    return Entry(
        id=f"{AUTHORITY}organisation:{name}",
        title=one_line(f"{row['name']}{country}"),
        text=f"{count} with {row['partners']} partners{last}.\nAlso: {one_line('; '.join(row['names']))}",
        at=row["first_seen"],
        links=((name, one_line(row["name"])),) if name.startswith("https:") else (),
        tags=(row["country"],) if row["country"] else (),
    )


def write_atom(rows: Iterable[Row], what: str, out: BinaryIO, now: datetime) -> None:
    """An Atom feed; ``now`` is its time while it has no entry."""
    entries = [entry_of(row, what) for row in rows]
    updated = max((entry.at for entry in entries), default=now.isoformat(timespec="seconds"))
    with etree.xmlfile(out, encoding="utf-8") as page:
        page.write_declaration()
        with page.element("feed", nsmap={None: ATOM}):
            for name, text in (
                ("id", f"{AUTHORITY}{what}"),
                ("title", f"Pactwatch: {what}"),
                ("updated", updated),
                ("generator", "Pactwatch"),
            ):
                page.write(_element(name, text))
            author = etree.Element("author")
            author.append(_element("name", "Pactwatch"))
            page.write(author)
            for entry in entries:
                page.write(_atom_entry(entry))
    out.write(b"\n")


def _atom_entry(entry: Entry) -> Any:
    found = etree.Element("entry")
    for name, text in (("id", entry.id), ("title", entry.title)):
        found.append(_element(name, text))
    for name in ("updated", "published"):
        found.append(_element(name, entry.at))
    for place, (url, title) in enumerate(entry.links):
        kind = "alternate" if place == 0 else "related"
        found.append(etree.Element("link", rel=kind, href=url, title=title))
    for tag in entry.tags:
        found.append(etree.Element("category", term=one_line(tag)))
    content = _element("content", entry.text)
    content.set("type", "text")
    found.append(content)
    return found


def _element(name: str, text: str) -> Any:
    element = etree.Element(name)
    element.text = plain(text)
    return element


def write_json_feed(rows: Iterable[Row], what: str, out: BinaryIO) -> None:
    """A JSON Feed, written entry by entry."""
    head = {"version": VERSION, "title": f"Pactwatch: {what}", "authors": [{"name": "Pactwatch"}]}
    out.write(json.dumps(head)[:-1].encode() + b', "items": [')
    before = b"\n"
    for row in rows:
        item = json.dumps(cleaned(_item(entry_of(row, what))), ensure_ascii=False)
        out.write(before + item.encode("utf-8"))
        before = b",\n"
    out.write(b"\n]}\n")


def _item(entry: Entry) -> Row:
    item: Row = {
        "id": entry.id,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": entry.at,
        "tags": list(entry.tags),
    }
    if entry.links:
        item["url"] = entry.links[0][0]
    if entry.language:
        item["language"] = entry.language
    return item
