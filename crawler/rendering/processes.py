"""The browser's processes as the system knows them: whose they are, how large, ended for certain.

Linux only (``/proc``); elsewhere nothing is found and Playwright's own ending has to do.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from crawler.rendering.flags import OWNER_SWITCH

_PROC = Path("/proc")
_FOLDER = "pactwatch-drawing-"
_NUMBERS = count(1)


def new_owner() -> str:
    """A mark for one browser of this process: process number, the moment it began, a number of its own."""
    return f"{os.getpid()}.{_began(os.getpid())}.{next(_NUMBERS)}"


def _began(pid: int) -> str:
    """When a process began, in the system's ticks; empty where there is none."""
    try:
        # The name in brackets may hold anything; what follows its last bracket is plain.
        fields = (_PROC / str(pid) / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2]
        return fields.split()[19]
    except (OSError, IndexError):
        return ""


def _lives(owner: str) -> bool:
    pid, began, _ = (*owner.split("."), "", "")[:3]
    return pid.isdigit() and bool(began) and _began(int(pid)) == began


def _marked() -> Iterator[tuple[int, str]]:
    """Number and owner of every browser process with our mark (some of its children carry it too)."""
    for folder in _PROC.glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        for word in words:
            if word.startswith(OWNER_SWITCH.encode() + b"="):
                yield int(folder.name), word.partition(b"=")[2].decode("ascii", "replace")


def end(owner: str) -> None:
    """Kill the browser with this mark, whatever it is doing. Its children end with it."""
    for pid, whose in _marked():
        if whose == owner:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)


def end_orphans() -> None:
    """Kill browsers and remove folders whose owner is no more (it was killed itself)."""
    for pid, owner in _marked():
        if not _lives(owner):
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        if not _lives(folder.name.removeprefix(_FOLDER)):
            shutil.rmtree(folder, ignore_errors=True)


def new_folder(owner: str) -> Path:
    """An empty folder for the browser's odds and ends, for us alone."""
    folder = Path(tempfile.gettempdir()) / f"{_FOLDER}{owner}"
    folder.mkdir(mode=0o700)
    return folder


def held_mb(owner: str) -> int:
    """Memory of its own that the browser and all below it hold, in MB."""
    parents = _parents()
    members = {pid for pid, whose in _marked() if whose == owner}
    while more := {pid for pid, parent in parents.items() if parent in members} - members:
        members |= more
    return sum(_own_kb(pid) for pid in members) // 1000


def _parents() -> dict[int, int]:
    found = {}
    for folder in _PROC.glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):
            text = (folder / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2]
            found[int(folder.name)] = int(text.split()[1])
    return found


def _own_kb(pid: int) -> int:
    """Memory that a process shares with no file: what a page can make it grow by."""
    with suppress(OSError, ValueError):
        for line in (_PROC / str(pid) / "status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1])
    return 0
