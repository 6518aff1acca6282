"""``python bench/reading/peer_cost.py NAME``: one peer, asked page by page.

Runs in the bench's environment and imports nothing of the project. Each line of standard input is the JSON of
one page (``path``, ``url``); the answer is a line of JSON, the CPU ``seconds`` by step.
"""

from __future__ import annotations

import contextlib
import json
import sys
import time
from pathlib import Path

from peers import PEERS, decoded


def main(name: str) -> None:
    """Answer until the input ends. A peer that fails on a page has spent what it has spent."""
    read = PEERS[name]()
    for line in sys.stdin:
        asked = json.loads(line)
        body = decoded(Path(asked["path"]).read_bytes())
        started = time.process_time()
        with contextlib.suppress(Exception):
            read(body, asked["url"])
        print(json.dumps({"all": time.process_time() - started}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
