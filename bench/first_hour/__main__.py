"""``python -m bench.first_hour [--here]``: a clean clone, ``make install``, every step to the mail, timed.

``--here`` leaves clone and install out. The site and the mail server are on loopback, so that no time is
anybody else's but the package index's.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.end_to_end.sink import Sink
from tests.first_hour.path import Step, walk
from tests.site import site

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Walk the path and print a line for each step; 1 where the mail did not come."""
    with TemporaryDirectory() as name:
        place = Path(name)
        folder = place / "watch"
        folder.mkdir()
        pactwatch = Path(sys.executable).parent / "pactwatch"
        if "--here" not in sys.argv[1:]:
            clone = place / "pactwatch"
            _timed(
                "git clone",
                ["git", "-c", "advice.detachedHead=false", "clone", "--quiet", str(ROOT), str(clone)],
            )
            _timed("make install", ["make", "--silent", "-C", str(clone), "install"])
            os.environ.pop("PYTHONPATH", None)  # the clone's own code is what runs
            pactwatch = clone / ".venv" / "bin" / "pactwatch"
        with site() as served, Sink() as sink:
            steps = walk(pactwatch, folder, served, sink, _told)
            mails = len(sink.mails)
        total = sum(step.seconds for step in steps)
        print(f"{total:7.1f} s  from init to the alert; {mails} mails came (a sample and one alert)")
        return 0 if mails == 2 else 1


def _timed(name: str, command: list[str]) -> None:
    begun = time.monotonic()
    subprocess.run(command, check=True)
    print(f"{time.monotonic() - begun:7.1f} s  {name}", flush=True)


def _told(step: Step) -> None:
    words = " ".join(step.command[:2])
    failed = f"  FAILED: {step.done.stderr.strip()[-300:]}" if step.done.returncode else ""
    print(f"{step.seconds:7.1f} s  pactwatch {words}{failed}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
