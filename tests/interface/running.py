"""What tests of the interface share: the environment of a command, and commands run from anywhere."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.end_to_end.house import PACTWATCH


def environment(settings: dict[str, str]) -> dict[str, str]:
    """This process's environment with no settings of Pactwatch but ``settings``."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PACTWATCH_")}
    return {**kept, **{f"PACTWATCH_{key}": value for key, value in settings.items()}}


def command(
    *arguments: str, folder: Path, settings: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """One command run in ``folder`` with exactly these settings."""
    done = subprocess.run(
        [str(PACTWATCH), *arguments],
        env=environment(settings or {}),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    return done
