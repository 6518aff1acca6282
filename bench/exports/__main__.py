"""``python -m bench.exports [COUNT]``: writes COUNT made-up agreements (10,000) in every form; prints bytes,
time and the most memory that the writing itself held.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from crawler.exports.forms import export
from crawler.exports.kinds import FORMS

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Agreements of two parties with two reports each, every tenth with five parties."""
    for number in range(count):
        parties = [
            _party(number % 97),
            *(_party(1000 + number + each) for each in range(4 if number % 10 == 0 else 1)),
        ]
        yield {
            "id": f"ag-{number:016x}-0",
            "type": "memorandum",
            "types": ["memorandum"],
            "parties": parties,
            "signed_on": "2026-11-18",
            "signed_on_precision": "day",
            "term_months": 36,
            "place": "哥本哈根",
            "fields": ["nursing", "oncology"],
            "signatories": [{"name": "Ann Berg", "role": "director", "party": parties[0]["name"]}],
            "status": "new",
            "confidence": 0.98,
            "first_seen": "2026-11-20T08:00:00Z",
            "reports": [_report(number, each) for each in range(2)],
        }


def _party(number: int) -> dict[str, Any]:
    name = f"Harbour Hospital No. {number} 第{number}医院"
    return {"name": name, "canonical": name, "organisation_id": None, "country": "DK", "role": "party"}


def _report(number: int, place: int) -> dict[str, Any]:
    quote = f"In November the two hospitals signed memorandum no. {number} on the training of nurses. " * 2
    return {
        "url": f"https://site{place}.example/news/{number}.html",
        "source": f"site{place}",
        "title": f"Two hospitals sign memorandum no. {number}",
        "language": "en",
        "published_on": "2026-11-19",
        "junk": "clean",
        "evidence": [{"field": "agreement", "quote": quote, "start": 0, "end": len(quote)}],
    }


def main() -> None:
    """Print one line a form."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory() as folder:
        for form in FORMS:
            path = Path(folder) / f"agreements.{form}"
            begun = time.perf_counter()
            with path.open("wb") as out:
                export(rows(count), "agreements", form, out, NOW)
            seconds = time.perf_counter() - begun
            held = _held(form, count // 10)
            size = f"{path.stat().st_size / 1e6:6.1f} MB"
            print(f"{form:9} {count} agreements {size} {seconds:5.1f} s; {count // 10} hold {held:.1f} MB")


def _held(form: str, count: int) -> float:
    """The most memory, in MB, that writing ``count`` rows holds (measured apart: measuring is slow)."""
    with TemporaryDirectory() as folder, (Path(folder) / "x").open("wb") as out:
        tracemalloc.start()
        export(rows(count), "agreements", form, out, NOW)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return most / 1e6


if __name__ == "__main__":
    main()
