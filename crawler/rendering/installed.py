"""Whether there is a browser to draw with, and the one line that says what to install."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CURE = "install it (apt install chromium, or: playwright install chromium) or set PACTWATCH_CHROMIUM"


def executable(program: str = "") -> str | None:
    """The browser's program: the operator's choice, an installed one, or ``None`` for Playwright's own."""
    if program:
        return program
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def missing(program: str = "") -> str:
    """What keeps pages from being drawn here, as one line with its cure; empty where nothing does.

    Whether Playwright's own browser is there only starting it can tell, see :func:`unstartable`.
    """
    if find_spec("playwright") is None:
        return "render: true needs Playwright: make render (or pip install 'pactwatch[render]')"
    if program and not Path(program).is_file():
        return f"render: true needs Chromium, and PACTWATCH_CHROMIUM names no file: {program}"
    return ""


def unstartable(error: BaseException) -> str:
    """One line on a browser that did not start."""
    if isinstance(error, TimeoutError):
        return "Chromium did not start in time"
    text = str(error)
    if "Executable doesn't exist" in text:
        return f"render: true needs Chromium, and none is here: {_CURE}"
    if "No usable sandbox" in text or "setuid_sandbox" in text:
        return "Chromium cannot make its sandbox here: allow user namespaces to the user that polls"
    return f"Chromium cannot be started: {' '.join(text.split())[:200]}"
