"""The registry at its full size: made-up organisations as many as the official dump has, in the store.

``synthetic`` needs no store and no network: a stream of records with plausible names in several languages.
``measure`` imports them into a SQLite file in a temporary folder, then links in a fresh process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from crawler.model import OrganisationRecord
from crawler.organisations import name_rows
from crawler.organisations.vocabulary import table

ORGANISATIONS = 126_000
"""As many as the dump of 2026 has; with the names made here, 200,000."""

_KINDS = (
    ("Hospital", "医院"),
    ("Medical University", "医科大学"),
    ("Children's Hospital", "儿童医院"),
    ("Institute of Technology", "技术研究所"),
    ("General Clinic", "综合诊所"),
)
_SYLLABLES = (
    "bar",
    "dun",
    "fel",
    "gor",
    "hal",
    "kes",
    "lin",
    "mor",
    "nev",
    "ros",
    "tal",
    "ver",
    "wyn",
    "zel",
)
_COUNTRIES = ("CN", "US", "DE", "JP", "KR", "FR", "GB", "IN")


def _word(number: int) -> str:
    """A made-up name, a different one for each number below 500,000."""
    letters = []
    for _ in range(5):
        number, at = divmod(number, len(_SYLLABLES))
        letters.append(_SYLLABLES[at])
    return "".join(letters).capitalize()


def synthetic(count: int = ORGANISATIONS) -> Iterator[OrganisationRecord]:
    """``count`` records; 59 in 100 have a second name, every sixth a Chinese one."""
    cities = [row for row in table("places") if row[2] == "city"]
    for number in range(count):
        english, chinese = _KINDS[number % len(_KINDS)]
        city = cities[number % len(cities)]
        names = [(f"{_word(number)} {english} of {city[1].capitalize()}", "en", "label")]
        if number % 6 == 0:
            names.append((f"{city[0]}市第{number}{chinese}", "zh", "label"))
        elif number % 2:
            names.append((f"{english} {_word(number)}", "en", "alias"))
        identifier = f"made:{number:06}"
        hosts = (f"{_word(number).lower()}.example",)
        yield OrganisationRecord(
            identifier, names[0][0], _COUNTRIES[number % 8], "healthcare", hosts, name_rows(identifier, names)
        )


_LOOK = """
import json, resource, sys, time
began = time.perf_counter()
from crawler.organisations import ChainTable, OwnTable, Query, link_many
from crawler.storage import Store
store = Store(sys.argv[1])
table = ChainTable(OwnTable(), store.names)
link_many([Query("Mayo Clinic"), Query("四川大学华西医院")], table)
loaded = time.perf_counter() - began
queries = [Query(name) for name in json.load(sys.stdin)]
began = time.perf_counter()
got = link_many(queries, table)
took = time.perf_counter() - began
print(json.dumps({
    "load seconds": round(loaded, 2),
    "names a second": round(len(queries) / took),
    "linked": sum(one.organisation_id is not None for one in got),
    "asked": len(queries),
    "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
}))
"""


def measure(count: int = ORGANISATIONS) -> dict[str, object]:
    """Seconds to import, seconds to load and memory of a process that links, names linked a second."""
    from crawler.storage import Store

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'registry.db'}"
        store = Store(url)
        began = time.perf_counter()
        imported = store.names.import_rows(synthetic(count))
        took = time.perf_counter() - began
        names = [
            record.names[-1].name for record in islice(synthetic(count), 0, count, max(count // 1000, 1))
        ]
        command = [sys.executable, "-c", _LOOK, url]
        looked = subprocess.run(command, input=json.dumps(names), capture_output=True, text=True, check=True)
        rows = sum(1 for record in synthetic(count) for row in record.names if row.kind != "key")
    return {
        "organisations": imported,
        "names": rows,
        "import seconds": round(took, 1),
        **json.loads(looked.stdout),
    }
