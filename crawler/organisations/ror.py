"""Reads the Research Organization Registry's official data dump, record by record.

The dump is a zip with one JSON array (schema 2, or 1 in older ones; https://ror.readme.io/docs/data-dump).
It is some 300 MB unpacked, so it is decoded as a stream: memory holds one piece and one record.
"""

from __future__ import annotations

import codecs
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.errors import ConfigurationError
from crawler.model import OrganisationRecord
from crawler.organisations.linking import name_rows

PIECE = 1 << 18
"""Bytes unpacked at a time: small beside any memory limit, large beside a record (1 to 10 KB)."""

LARGEST_RECORD = 4_000_000
"""Characters of the largest record taken; the largest of the real dump has some 60,000."""

LARGEST_DUMP = 4 << 30
"""Bytes unpacked that are read at most: ten times the dump of 2026. A zip that holds more is no dump."""

_KINDS = {"ror_display": "label", "label": "label", "alias": "alias", "acronym": "acronym"}
_TYPES = ("healthcare", "education", "government")
"""The types that matter here, first one first, where a record has several."""

Json = dict[str, Any]


def read_dump(path: Path) -> Iterator[OrganisationRecord]:
    """The dump's organisations in file order, each with its names, ready to be stored.

    Withdrawn records are left out unless a successor is named (then ``merged_into`` is its id). Ids are
    ``ror:`` and the nine characters.

    Raises:
        ConfigurationError: one line, when ``path`` is no zip, has no JSON, or is not a ROR dump.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as stream:
            yield from _records(stream, path)
    except FileNotFoundError as error:
        raise ConfigurationError(f"{path}: no such file; expected a ROR data dump (zip)") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ConfigurationError(f"{path}: not a readable zip file; expected a ROR data dump") from error
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror or error}") from error


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """The JSON of the newest schema: its name says so in dumps that carry both."""
    files = [info for info in archive.infolist() if info.filename.lower().endswith(".json")]
    if not files:
        raise ConfigurationError(f"{path}: no JSON file in the zip; expected a ROR data dump")
    return max(files, key=lambda info: ("schema_v2" in info.filename, info.file_size))


def _text(stream: Any) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    taken = 0
    while piece := stream.read(PIECE):
        taken += len(piece)
        if taken > LARGEST_DUMP:
            raise ValueError("larger than any dump")
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


def _objects(stream: Any) -> Iterator[Json]:
    """The objects of one JSON array, decoded one after another."""
    decode = json.JSONDecoder().raw_decode
    buffer, opened = "", False
    for piece in _text(stream):
        buffer += piece
        at = 0
        while True:
            while at < len(buffer) and buffer[at] in " \t\r\n,":
                at += 1
            if at == len(buffer):
                break
            if not opened:
                if buffer[at] != "[":
                    raise ValueError("not an array")
                opened, at = True, at + 1
                continue
            if buffer[at] == "]":
                return
            try:
                found, at = decode(buffer, at)
            except ValueError:
                break
            yield found
        buffer = buffer[at:]
        if len(buffer) > LARGEST_RECORD + PIECE:
            raise ValueError("a record without end")
    raise ValueError("the array does not end")


def _records(stream: Any, path: Path) -> Iterator[OrganisationRecord]:
    try:
        for number, found in enumerate(_objects(stream), 1):
            record = _record(found, f"{path}: record {number}")
            if record is not None:
                yield record
    except (ValueError, RecursionError) as error:
        raise ConfigurationError(f"{path}: no ROR data dump: {error}"[:300]) from error


def _record(found: Any, where: str) -> OrganisationRecord | None:
    if not isinstance(found, dict) or "ror.org/" not in str(found.get("id")):
        raise ConfigurationError(f"{where} has no ROR id; expected the registry's schema 2 or 1")
    identifier = _own(str(found["id"]))
    old = isinstance(found.get("name"), str)
    names = _names_of_schema_1(found) if old else _names_of_schema_2(found)
    if not names:
        raise ConfigurationError(f"{where} has no names; expected the registry's schema 2 or 1")
    successor = _successor(found)
    if found.get("status") == "withdrawn" and successor is None:
        return None
    display = next((n for n in names if n[1] == "en" and n[2] == "label"), names[0])
    types = [str(kind).lower() for kind in _list(found.get("types"))]
    return OrganisationRecord(
        id=identifier,
        name=display[0],
        country=_country(found),
        type=next((kind for kind in (*_TYPES, *types) if kind in types), None),
        hosts=_hosts(found),
        names=name_rows(identifier, names),
        merged_into=successor if found.get("status") == "withdrawn" else None,
    )


def _own(url: str) -> str:
    return "ror:" + url.rstrip("/").rsplit("/", 1)[-1]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _names_of_schema_2(found: Json) -> list[tuple[str, str, str]]:
    """``(name, language, kind)``, the display name first."""
    names: list[tuple[bool, tuple[str, str, str]]] = []
    for entry in _list(found.get("names")):
        if not isinstance(entry, dict) or not isinstance(entry.get("value"), str):
            continue
        types = [str(kind) for kind in _list(entry.get("types"))]
        kind = next((_KINDS[t] for t in ("ror_display", "label", "alias", "acronym") if t in types), "alias")
        names.append(("ror_display" not in types, (entry["value"], str(entry.get("lang") or ""), kind)))
    return [name for _, name in sorted(names, key=lambda pair: pair[0])]


def _names_of_schema_1(found: Json) -> list[tuple[str, str, str]]:
    names = [(str(found["name"]), "", "label")]
    for entry in _list(found.get("labels")):
        if isinstance(entry, dict) and entry.get("label"):
            names.append((str(entry["label"]), str(entry.get("iso639") or ""), "label"))
    names += [(str(name), "", "alias") for name in _list(found.get("aliases"))]
    return names + [(str(name), "", "acronym") for name in _list(found.get("acronyms"))]


def _country(found: Json) -> str | None:
    for place in _list(found.get("locations")):
        details = place.get("geonames_details") if isinstance(place, dict) else None
        if isinstance(details, dict) and details.get("country_code"):
            return str(details["country_code"]).upper()
    country = found.get("country")
    code = country.get("country_code") if isinstance(country, dict) else None
    return str(code).upper() if code else None


def _hosts(found: Json) -> tuple[str, ...]:
    """Own hosts: stated domains, then the host of the website link."""
    links = [
        entry.get("value") if isinstance(entry, dict) else entry
        for entry in _list(found.get("links"))
        if not isinstance(entry, dict) or entry.get("type") == "website"
    ]
    hosts = [str(domain).lower() for domain in _list(found.get("domains"))]
    for link in links:
        try:
            hosts.append((urlsplit(str(link)).hostname or "").removeprefix("www."))
        except ValueError:
            continue
    return tuple(dict.fromkeys(host for host in hosts if host))


def _successor(found: Json) -> str | None:
    for relation in _list(found.get("relationships")):
        if (
            isinstance(relation, dict)
            and str(relation.get("type")).lower() == "successor"
            and relation.get("id")
        ):
            return _own(str(relation["id"]))
    return None
