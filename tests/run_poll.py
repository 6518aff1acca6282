"""Runs polls in a process beside the tests, where a reactor may live, and hands back what they left."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[1]


class PollProcess:
    """A process that polls, job after job, each with a store of its own."""

    def __init__(self, **environment: str) -> None:
        self._errors: IO[str] = tempfile.TemporaryFile("w+")  # noqa: SIM115 - lives as long as the process
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "tests.poll_site"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    def begin(self, job: dict[str, Any]) -> None:
        """Hand over a job."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()

    def answer(self, complaints_expected: bool = False) -> dict[str, Any]:
        """What the job left. A traceback on standard error fails the test unless complaints are expected."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        self._errors.seek(0)
        complaints = self._errors.read()
        self._errors.seek(0)
        self._errors.truncate()
        assert line, complaints
        assert complaints_expected or "Traceback" not in complaints, complaints
        found: dict[str, Any] = json.loads(line)
        return {**found, "stderr": complaints}

    def close(self) -> None:
        """End the process."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
        self._errors.close()


@cache
def shared() -> PollProcess:
    """The process that most tests share."""
    process = PollProcess()
    atexit.register(process.close)
    return process


def poll(job: dict[str, Any]) -> dict[str, Any]:
    """The answer of the polls of ``job``: everything they left, by name."""
    process = shared()
    process.begin(job)
    try:
        return process.answer(bool(job.get("complaints")))
    except AssertionError:
        process.close()
        shared.cache_clear()
        raise


def one(url: str, *entries: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A job's source."""
    return {"id": "one", "url": url, "entries": [list(entry) for entry in entries], **more}
