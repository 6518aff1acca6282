"""What the whole of ``inspect`` costs beside trafilatura's reading with metadata, on the same pages, in one run.

Two processes live side by side and are asked page by page in turns, whoever was second first the next time: what
else the machine does falls on both alike. CPU time of the process (user and system), without starting up.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from bench.reading.shared import PAGES, examples

ROOT = Path(__file__).parents[2]
STEPS = ("parse", "read", "junk", "agreements", "fingerprint")
# So many pages are read first and not counted: they load word lists and fill caches of both.
WARM_UP = 25
Spent = dict[str, float]


class Reader:
    """A process that answers a page with what it spent on it."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, page: dict[str, str]) -> Spent:
        """CPU seconds by step; ``all`` is the whole."""
        writer, reader = self._process.stdin, self._process.stdout
        if writer is None or reader is None:
            raise RuntimeError("no pipe to the reader")
        writer.write(json.dumps(page) + "\n")
        writer.flush()
        return dict(json.loads(reader.readline()))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def pages(every: int) -> list[dict[str, str]]:
    """One in ``every`` of the shared pages: where it lies and its address."""
    return [
        {"path": str((PAGES / one.set_name / "html" / f"{one.id}.html").resolve()), "url": one.url}
        for number, one in enumerate(examples())
        if number % every == 0
    ]


def measure(peer: list[str], rounds: int, every: int = 1) -> tuple[list[list[Spent]], list[list[Spent]]]:
    """What ours and the peer spent: for each page a list with one entry a round."""
    chosen = pages(every)
    mine, theirs = Reader([sys.executable, "-m", "bench.reading.own_cost"]), Reader(peer)
    ours: list[list[Spent]] = [[] for _ in chosen]
    others: list[list[Spent]] = [[] for _ in chosen]
    try:
        for page in chosen[:: max(1, len(chosen) // WARM_UP)]:
            mine.ask(page)
            theirs.ask(page)
        for turn in range(rounds):
            for number, page in enumerate(chosen):
                pair = [(mine, ours), (theirs, others)]
                for reader, told in pair if (turn + number) % 2 else reversed(pair):
                    told[number].append(reader.ask(page))
    finally:
        mine.close()
        theirs.close()
    return ours, others


def line(name: str, values: Iterable[float]) -> str:
    """Median, 95th percentile and mean in milliseconds."""
    ordered = sorted(value * 1000 for value in values)
    return (
        f"{name:28} median {statistics.median(ordered):6.2f} ms   p95 {ordered[int(len(ordered) * 0.95)]:7.2f} ms"
        f"   mean {statistics.fmean(ordered):6.2f} ms   {1000 / statistics.fmean(ordered):5.0f} pages a second"
    )


def report(peer: list[str], rounds: int, every: int) -> None:
    """Print the table. A page counts with the median of its rounds, so that a burst of other work falls out."""
    ours, theirs = measure(peer, rounds, every)

    def typical(told: list[list[Spent]], step: str) -> list[float]:
        return [statistics.median(one.get(step, 0.0) for one in page) for page in told]

    print(f"{len(ours)} pages, {rounds} rounds in turns; CPU time of one process")
    print(line("trafilatura with metadata", typical(theirs, "all")))
    print(line("inspect, whole", typical(ours, "all")))
    for step in STEPS:
        print(line(f"  {step}", typical(ours, step)))
    whole, other = typical(ours, "all"), typical(theirs, "all")
    ratio = statistics.fmean(whole) / statistics.fmean(other)
    middle = statistics.median(mine / peer for mine, peer in zip(whole, other, strict=True) if peer)
    print(f"inspect / trafilatura: {ratio:.2f} over all pages, {middle:.2f} at the median page")
