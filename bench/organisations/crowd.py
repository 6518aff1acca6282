"""Does joining a new report stay quick among many? A store with N agreements, five hubs having a third of them.

``python -m bench.organisations crowd [--url URL]``: CPU time of keeping a further report, and the plan by which the
database finds its neighbours.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, text

from bench.organisations.told import START, Telling, read
from crawler.agreements.facts import facts_of, marked
from crawler.model import Agreement, Announcement, AnnouncementVerdict, Assessment, Party, SignedOn, Source
from crawler.organisations import OwnTable, Query, link_many
from crawler.storage import Store
from crawler.storage.neighbours import near_query
from crawler.storage.records import agreement_record, report_of
from crawler.storage.schema import agreements, report_parties, reports

HUBS = (
    "Mayo Clinic",
    "West China Hospital",
    "Cleveland Clinic",
    "Severance Hospital",
    "Johns Hopkins Hospital",
)
_SYLLABLES = ["ba", "ke", "lo", "mi", "nu", "ra", "se", "ti", "vo", "zu", "dal", "fen", "gor", "hul"]
_SOURCE = Source("crowd", "https://crowd.example/", "Crowd")
MEASURED = 100


def _party(name: str, table: OwnTable) -> Party:
    (found,) = link_many([Query(name)], table)
    return Party(name, found.canonical, found.key, found.organisation_id, found.country)


def made(count: int) -> Iterator[Agreement]:
    """So many made-up agreements within four years, the same each time."""
    chance, table = random.Random(1), OwnTable()

    def name() -> str:
        return "".join(chance.choice(_SYLLABLES) for _ in range(3)).title()

    for _ in range(count):
        hub = chance.choice(HUBS) if chance.random() < 1 / 3 else f"{name()} Hospital"
        partner = name() + chance.choice((" Medical Center", " University Hospital", " Children's Hospital"))
        day = (START + timedelta(days=chance.randrange(1500))).date().isoformat()
        parties = (_party(hub, table), _party(partner, table))
        yield Agreement("memorandum", ("memorandum",), parties, SignedOn(day, "day"))


def _assessment(number: int, agreement: Agreement) -> Assessment:
    told = Telling(
        f"https://s{number}.example/{number}", f"No {number}", f"Text {number}", None, None, None, frozenset()
    )
    announced = Announcement(AnnouncementVerdict.ANNOUNCEMENT, 0.9, (agreement,))
    return replace(read(told), announcement=announced)


def fill(store: Store, told: list[Agreement]) -> None:
    """One agreement for each of ``told``, written straight into the tables: as keeping them would leave it."""
    store.sources.sync([_SOURCE], START)
    store.articles.keep(_assessment(0, told[0]), _SOURCE, START, lambda _: ())
    with store.writing() as connection:
        pattern = dict(connection.execute(select(reports)).one()._mapping)
        group = dict(connection.execute(select(agreements)).one()._mapping)
        rows, groups, marks = [], [], []
        for number, agreement in enumerate(told[1:], 1):
            key, name = f"{pattern['key'].partition('#')[0]}#{number}", f"ag-crowd-{number}"
            own = {"key": key, "place": number, "agreement_id": name, "day": agreement.signed.value}
            row = {**pattern, **own, "agreement": agreement_record(agreement)}
            rows.append(row)
            groups.append({**group, "id": name, "merged": row["agreement"]})
            facts = facts_of(report_of(_Row(row)))
            for place, found in enumerate(marked(facts.parties, facts.teller)):
                marks += [{"party_key": mark, "report_key": key, "place": place} for mark in found]
        connection.execute(insert(agreements), groups)
        connection.execute(insert(reports), rows)
        connection.execute(insert(report_parties), marks)


class _Row:
    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__.update(values)


def measure(count: int = 10_000, url: str = "sqlite://") -> dict[str, object]:
    """Median and 95th percentile of CPU milliseconds to keep one more report, hubs' and others' alike, with few
    agreements and with ``count``; and the database's plan for finding neighbours.
    """
    figures: dict[str, object] = {}
    for size in (200, count):
        with Store(url) as store:
            told = list(made(size + MEASURED))
            fill(store, told[:size])
            spent = []
            for number, agreement in enumerate(told[size:], size):
                assessment = _assessment(number, agreement)
                before = time.process_time()
                store.articles.keep(assessment, _SOURCE, START, lambda _: ())
                spent.append(1000 * (time.process_time() - before))
            spent.sort()
            figures[f"{size} agreements"] = {"median ms": round(spent[50], 1), "p95 ms": round(spent[95], 1)}
            if size == count:
                figures["plan"] = _plan(store)
            if url != "sqlite://":
                _empty(store)
    return figures


def _plan(store: Store) -> list[str]:
    with store.writing() as connection:
        connection.execute(text("ANALYZE"))
    with store.reading() as connection:
        row = connection.execute(select(reports.c.key, reports.c.day).order_by(reports.c.key.desc())).first()
        assert row is not None
        query = near_query(row.key, START.date()).compile(connection, compile_kwargs={"literal_binds": True})
        kind = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        return [str(line[-1]) for line in connection.execute(text(f"{kind} {query}"))]


def _empty(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("TRUNCATE report_parties, reports, agreements, articles, sources CASCADE"))
