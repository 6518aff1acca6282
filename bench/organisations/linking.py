"""How well names link, measured on the sample of the ROR registry.

Protocol. A fifth of the organisations (by a hash of the id) is left out of the table: their names are
asked too, and any link of them is wrong. For the others the table has all names except one of each
healthcare organisation that has several (the *held out* one, again by hash), and except the Chinese names
of Chinese healthcare organisations that have English ones. Asked are, without any country:

- ``label``: the display name of every organisation;
- ``variant``: that name rewritten as texts do (article, word order, ``&``, spelling, brackets, ``No. 1``);
- ``chinese``: the Chinese name where the table has only English ones, and its traditional form;
- ``held out``: the alias that was kept back, often a wholly different name (an upper bound of difficulty);
- ``absent``: names of the organisations that were left out.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import opencc

from crawler.model import OrganisationName, OrganisationRecord
from crawler.organisations import Query, RecordTable, link_many, read_dump
from crawler.organisations.names import script

SAMPLE = Path("/work/shared/data/organisations/v2.9-sample-ror-data.zip")
CHINESE = frozenset(("CN", "TW", "HK", "MO"))


@dataclass(frozen=True)
class Asked:
    """One name, the kind of question, and the organisation it should link to (``None``: to nobody)."""

    kind: str
    name: str
    wanted: str | None
    country: str | None


def chance(text: str, parts: int) -> int:
    """A number below ``parts`` that depends on ``text`` only."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % parts


def _plain(record: OrganisationRecord) -> list[OrganisationName]:
    return [row for row in record.names if row.kind in ("label", "alias")]


def variants(name: str) -> list[str]:
    """``name`` as texts write it: only what changes no meaning."""
    forms = [name.upper() if chance(name, 2) else name.replace(" and ", " & "), f"the {name}"]
    found = re.fullmatch(r"(?:The )?(.{4,60}?) (?:of|,) (.{3,60} University)", name)
    if found:
        forms += [f"{found[2]} {found[1]}", f"{found[1]}, {found[2]}"]
    found = re.fullmatch(
        r"(.{3,40} University) ((?:First|Second|Third|Fourth)? ?(?:Affiliated )?Hospital)", name
    )
    if found:
        forms += [f"{found[2]} of {found[1]}"]
    swapped = name.replace("Center", "Centre").replace("Pediatric", "Paediatric").replace("Tumor", "Tumour")
    forms.append(swapped if swapped != name else f"{name} ({_initials(name)})")
    for number, word in (("No. 1", "First"), ("No.2", "Second"), ("3rd", "Third")):
        if f" {word} " in name or name.startswith(f"{word} "):
            forms.append(name.replace(word, number, 1))
    if script(name) == "zh":
        forms = [opencc.OpenCC("s2t").convert(name), opencc.OpenCC("t2s").convert(name)]
    return [form for form in dict.fromkeys(forms) if form != name]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper()) + "X"


@cache
def records() -> tuple[OrganisationRecord, ...]:
    """The sample's organisations."""
    return tuple(read_dump(SAMPLE))


def _held_back(record: OrganisationRecord) -> set[str]:
    """The normal forms of this organisation that the table is not given."""
    rows = _plain(record)
    chinese = [row.norm for row in rows if script(row.name) == "zh"]
    if record.type == "healthcare" and record.country in CHINESE and len(chinese) < len(rows):
        return set(chinese)
    others = sorted({row.norm for row in rows if row.name != record.name and row.norm != rows[0].norm})
    if record.type == "healthcare" and others:
        return {others[chance(record.id, len(others))]}
    return set()


def _kept(record: OrganisationRecord) -> OrganisationRecord:
    hidden = _held_back(record)
    shown = {row.name for row in _plain(record) if row.norm not in hidden}
    names = tuple(row for row in record.names if row.name in shown or row.kind == "acronym")
    return replace(record, names=names)


def questions(record: OrganisationRecord) -> Iterator[Asked]:
    """All that is asked of one organisation of the table."""
    yield Asked("label", record.name, record.id, record.country)
    forms = variants(record.name)
    if forms:
        yield Asked("variant", forms[chance(record.id, len(forms))], record.id, record.country)
    hidden = _held_back(record)
    for row in _plain(record):
        if row.norm in hidden:
            chinese = script(row.name) == "zh" and record.country in CHINESE
            yield Asked("chinese" if chinese else "held out", row.name, record.id, record.country)
            hidden.discard(row.norm)


def measure(
    with_country: bool = False, health_only: bool = False
) -> tuple[dict[str, Counter[str]], list[tuple[Asked, str]]]:
    """Counts of right, wrong and missed by kind of question, and the wrong ones."""
    chosen = [r for r in records() if r.type == "healthcare" or not health_only]
    absent = [record for record in chosen if chance(record.id, 5) == 0]
    present = [record for record in chosen if chance(record.id, 5)]
    table = RecordTable([_kept(record) for record in records() if chance(record.id, 5)])
    asked = [question for record in present for question in questions(record)]
    asked += [Asked("absent", record.name, None, record.country) for record in absent]
    queries = [Query(one.name, None, one.country if with_country else None) for one in asked]
    counts: dict[str, Counter[str]] = {}
    wrong: list[tuple[Asked, str]] = []
    for one, got in zip(asked, link_many(queries, table), strict=True):
        if got.organisation_id is None:
            verdict = "missed" if one.wanted else "right_none"
        else:
            verdict = "right" if got.organisation_id == one.wanted else "wrong"
        counts.setdefault(one.kind, Counter())[verdict] += 1
        if verdict == "wrong":
            wrong.append((one, f"{got.canonical} [{got.organisation_id}, {got.rule}]"))
    return counts, wrong


def summary(counts: dict[str, Counter[str]], kinds: Sequence[str]) -> dict[str, float | int]:
    """Precision and recall over some kinds of questions; wrong links of absent ones always count."""
    total = sum((counts.get(kind, Counter()) for kind in (*kinds, "absent")), Counter())
    asked = sum(sum(counts.get(kind, Counter()).values()) for kind in kinds)
    made = total["right"] + total["wrong"]
    return {
        "asked": asked,
        "precision": round(total["right"] / made, 4) if made else 0.0,
        "recall": round(total["right"] / asked, 4) if asked else 0.0,
    }
