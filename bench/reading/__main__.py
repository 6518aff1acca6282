"""``python -m bench.reading [--only-ours] [--peers NAME,...]``: our reader and its peers on the shared pages;
``python -m bench.reading inspect [--rounds N] [--every N]``: what the whole chain costs beside trafilatura.

Makes ``.bench-venv`` with the pinned peers when it is missing; a peer that does not install is left out and
said to be. Prints text F1 (precision/recall), exact titles (t) and right dates (d) of each set, then CPU a
page and peak memory. ``--forest`` reads with another forest (see ``bench.reading.train``), ``--half`` judges
the half that it did not learn from.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.reading import cost
from bench.reading.scoring import score
from bench.reading.shared import PAGES, SETS, examples

ROOT = Path(__file__).parents[2]
VENV = ROOT / ".bench-venv"
PEERS = (
    "trafilatura", "trafilatura fast", "trafilatura precision", "readability-lxml", "newspaper4k",
    "resiliparse", "gne", "magic-html",
)  # fmt: skip


def environment() -> Path:
    """The bench's own Python, made on first use. Peers are installed one by one: a failing one is missing."""
    python = VENV / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        for line in (Path(__file__).parent / "requirements.txt").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                subprocess.run([str(python), "-m", "pip", "install", "-q", line], check=False)
    return python


def run(command: list[str], target: Path) -> dict[str, Any] | None:
    """The facts a reader's process wrote, or ``None`` where it could not run."""
    done = subprocess.run([*command], cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode or not target.exists():
        print(f"  not run: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    facts = dict(json.loads(target.read_text("utf-8")))
    if facts.get("failures"):
        print(f"  {facts['failures']} pages failed, the first: {done.stderr.strip()[:200]}", file=sys.stderr)
    return facts


def row(name: str, facts: dict[str, Any], truths: dict[str, list[dict[str, Any]]]) -> list[str]:
    """One reader's line of the table: text F1 (precision/recall), title, date a set; then its cost."""
    cells = [name]
    for set_name, truth in truths.items():
        found = score(set_name, truth, facts["answers"].get(set_name, {}))
        text, title, day = found.get("text"), found.get("title"), found.get("date")
        parts = [f"{text['F1']:.3f} ({text['P']:.3f}/{text['R']:.3f})"] if text else []
        parts += [f"t {title['exact']:.3f}"] if title else []
        parts += [f"d {day['acc']:.3f}"] if day else []
        cells.append(" ".join(parts))
    cells.append(f"{statistics.median(facts['seconds']) * 1000:.1f} ms {facts['peak_mb']:.0f} MB")
    return cells


def main() -> None:
    """Ours first, then the peers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="quality", choices=("quality", "inspect"))
    parser.add_argument("--rounds", type=int, default=3, help="inspect: how often each page is read")
    parser.add_argument("--every", type=int, default=1, help="inspect: one page in so many")
    parser.add_argument("--only-ours", action="store_true")
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--forest", help="a forest's file, in place of the one that ships")
    parser.add_argument("--half", type=int, choices=(0, 1), help="judge only this half of each set")
    options = parser.parse_args()
    if options.what == "inspect":
        peer = [str(environment()), str(Path(__file__).parent / "peer_cost.py"), "trafilatura"]
        cost.report(peer, options.rounds, options.every)
        return
    truths: dict[str, list[dict[str, Any]]] = {name: [] for name in SETS}
    for example in examples():
        if options.half in (None, example.half):
            truths[example.set_name].append(example.truth)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "answers.json"
        print("\t".join(["reader", *SETS, "median CPU, peak memory"]))
        command = [sys.executable, "-m", "bench.reading.ours", str(target)]
        facts = run(command + ([options.forest] if options.forest else []), target)
        if facts:
            print("\t".join(row("ours", facts, truths)), flush=True)
        for name in () if options.only_ours else options.peers.split(","):
            target.unlink(missing_ok=True)
            script = str(Path(__file__).parent / "peers.py")
            facts = run([str(environment()), script, name, str(target), str(PAGES)], target)
            if facts:
                print("\t".join(row(name, facts, truths)), flush=True)


if __name__ == "__main__":
    main()
